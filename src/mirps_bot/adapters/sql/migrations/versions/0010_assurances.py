"""What people said is nobody's own."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "assurances",
        sa.Column("person", sa.Integer, nullable=False),
        sa.Column("digest", KEY, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("assured_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("person", "digest", name="pk_assurances"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_assurances_person_people"),
    )
