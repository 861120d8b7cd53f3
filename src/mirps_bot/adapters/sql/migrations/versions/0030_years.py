"""The pledges of a year, in the order of the list of all."""

from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.create_index("ix_pledges_announced_year", "pledges", ["announced_year", "ordinal"])
