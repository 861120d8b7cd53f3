"""What was said in a form and is no answer before more is said."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    op.add_column(
        "sessions", sa.Column("unfinished", sa.String, nullable=False, server_default=sa.text("''"))
    )
