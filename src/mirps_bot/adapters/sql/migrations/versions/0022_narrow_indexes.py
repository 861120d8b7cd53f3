"""Indexes that hold what a search looks at and no more, and all of that beside the amounts."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

HAS_AMOUNT = sa.text("amount IS NOT NULL")
ASKED_FOR = (
    *("kind", "stage", "stage_reported", "heard_at", "announced_year", "announced_first", "announced_last"),
    "forum_kind",
)


def upgrade() -> None:
    op.drop_index("ix_pledges_searched", "pledges")
    op.drop_index("ix_pledges_amounts", "pledges")
    op.create_index("ix_pledges_searched", "pledges", ["ordinal", "id", *ASKED_FOR])
    op.create_index(
        "ix_pledges_amounts",
        "pledges",
        ["ordinal", "currency", "amount", "shares_money", *ASKED_FOR],
        sqlite_where=HAS_AMOUNT,
        postgresql_where=HAS_AMOUNT,
    )
    # Of a new index SQLite knows nothing before it is looked through.
    op.execute("ANALYZE pledges")
