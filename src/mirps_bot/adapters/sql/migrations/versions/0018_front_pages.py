"""Visits to the front page."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "front_pages",
        sa.Column("person", sa.Integer, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("person", name="pk_front_pages"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_front_pages_person_people"),
    )
