"""Why a version was corrected or withdrawn, and since when a correction counts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)
IS_CORRECTION = sa.text("corrects IS NOT NULL")


def upgrade() -> None:
    op.add_column("updates", sa.Column("reason", sa.Text))
    op.add_column("updates", sa.Column("first_filed_at", MOMENT))
    op.create_index(
        "ix_updates_corrects",
        "updates",
        ["corrects"],
        unique=True,
        sqlite_where=IS_CORRECTION,
        postgresql_where=IS_CORRECTION,
    )
