"""For which day of an event it was said who takes part."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.add_column("attendances", sa.Column("day", sa.Date))
