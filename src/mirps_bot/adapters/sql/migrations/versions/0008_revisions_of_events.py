"""How often an event was changed, and the group that meets."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("events", sa.Column("group", KEY))
    op.add_column("events", sa.Column("revision", sa.Integer))
