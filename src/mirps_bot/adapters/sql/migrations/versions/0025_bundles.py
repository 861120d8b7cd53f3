"""Reminders that are said in one message."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("leader", sa.Integer))
    is_led = sa.text("leader IS NOT NULL")
    op.create_index(
        "ix_deliveries_leader", "deliveries", ["leader"], sqlite_where=is_led, postgresql_where=is_led
    )
