"""What goes out first, where not all can at once."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.add_column(
        "deliveries", sa.Column("urgency", sa.SmallInteger, nullable=False, server_default=sa.text("2"))
    )
    op.execute("UPDATE deliveries SET urgency = 0 WHERE kind IN ('prepared', 'edit')")
    is_unsettled = sa.text("settled_at IS NULL")
    op.drop_index("ix_deliveries_claim", "deliveries")
    op.create_index(
        "ix_deliveries_claim",
        "deliveries",
        ["urgency", "due_at", "id"],
        sqlite_where=is_unsettled,
        postgresql_where=is_unsettled,
    )
