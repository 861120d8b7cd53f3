"""The ledger lists what was said of changed events too."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"

IN_LEDGER = sa.text("kind IN ('reminder', 'digest', 'notice')")


def upgrade() -> None:
    op.drop_index("ix_deliveries_ledger", "deliveries")
    op.create_index(
        "ix_deliveries_ledger",
        "deliveries",
        ["due_at", "id"],
        sqlite_where=IN_LEDGER,
        postgresql_where=IN_LEDGER,
    )
