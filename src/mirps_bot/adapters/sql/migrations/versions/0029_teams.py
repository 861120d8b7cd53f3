"""On which platform an account is, and where its conversations are spoken to."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("accounts", sa.Column("chat", sa.String(32), nullable=False, server_default="slack"))
    op.create_table(
        "conversations",
        sa.Column("channel", KEY, nullable=False),
        sa.Column("service_url", sa.Text, nullable=False),
        sa.Column("is_team", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("channel", name="pk_conversations"),
    )
