"""Forms that are being filled in."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("form", sa.String, nullable=False),
        sa.Column("person", sa.Integer, nullable=False),
        sa.Column("entity", KEY, nullable=False),
        sa.Column("context", sa.JSON, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("at", sa.String),
        sa.Column("passed", sa.JSON, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("is_leaving", sa.Boolean, nullable=False),
        sa.Column("channel", KEY, nullable=False),
        sa.Column("thread", KEY),
        sa.Column("touched_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_sessions_person_people"),
        sa.ForeignKeyConstraint(["entity"], ["entities.id"], name="fk_sessions_entity_entities"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sessions_touched_at", "sessions", ["touched_at"])
    op.create_index("ix_sessions_person_touched_at", "sessions", ["person", "touched_at"])
