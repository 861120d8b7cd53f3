"""In which language needs and offers are written."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    for table in ("needs", "offers"):
        op.add_column(table, sa.Column("language", sa.String(32)))
