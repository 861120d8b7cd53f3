"""Events that their file has no more, though somebody was told of them."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.add_column("events", sa.Column("is_gone", sa.Boolean()))
