"""What the calendar said when somebody looked at their front page."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.add_column("front_pages", sa.Column("seen", sa.JSON))
    op.add_column("front_pages", sa.Column("seen_before", sa.JSON))
