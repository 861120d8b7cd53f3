"""The private addresses of calendars."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("person", sa.Integer, nullable=False),
        sa.Column("secret_hash", sa.String(64), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_feeds"),
        sa.UniqueConstraint("secret_hash", name="uq_feeds_secret_hash"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_feeds_person_people"),
    )
