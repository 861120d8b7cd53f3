"""Whose turn it is: of one sender's arrivals the oldest."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("arrivals", sa.Column("sender", KEY))
    is_open = sa.text("body IS NOT NULL")
    op.create_index(
        "ix_arrivals_turns",
        "arrivals",
        ["sender", "arrived_at", "id"],
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
