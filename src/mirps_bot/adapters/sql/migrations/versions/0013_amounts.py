"""An index of what can be added up."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

HAS_AMOUNT = sa.text("amount IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_pledges_amounts",
        "pledges",
        ["ordinal", "id", "currency", "part_of", "amount", "shares_money"],
        sqlite_where=HAS_AMOUNT,
        postgresql_where=HAS_AMOUNT,
    )
