"""Who takes part in which event, and what an event says of whom it concerns."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "attendances",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("event", KEY, nullable=False),
        sa.Column("entity", KEY, nullable=False),
        sa.Column("attendance", sa.String(32), nullable=False),
        sa.Column("by", sa.Integer, nullable=False),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text),
        sa.Column("submission", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attendances"),
        sa.UniqueConstraint("submission", name="uq_attendances_submission"),
        sa.ForeignKeyConstraint(["entity"], ["entities.id"], name="fk_attendances_entity_entities"),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_attendances_by_people"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attendances_event_entity_id", "attendances", ["event", "entity", "id"])
    for name in ("invited", "areas", "extensions"):
        op.add_column("events", sa.Column(name, sa.JSON))
    op.add_column("events", sa.Column("agenda", sa.Text))
    op.add_column("events", sa.Column("quorum", sa.Integer))
