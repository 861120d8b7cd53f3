"""The language and the zone that people chose themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    for table in ("people", "accounts"):
        op.add_column(table, sa.Column("own_language", sa.String(32)))
        op.add_column(table, sa.Column("own_time_zone", sa.String))
