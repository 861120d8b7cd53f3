"""What was read in a draft, as its author has corrected it, and when it was last shown so."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    op.add_column("drafts", sa.Column("heard", sa.JSON))
    op.add_column("drafts", sa.Column("shown_at", sa.DateTime(timezone=True)))
