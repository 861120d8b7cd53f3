"""How people want to be reached."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "preferences",
        sa.Column("person", sa.Integer, nullable=False),
        sa.Column("by_mail", sa.Boolean, nullable=False),
        sa.Column("mutes_digests", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_preferences"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_preferences_person_people"),
    )
