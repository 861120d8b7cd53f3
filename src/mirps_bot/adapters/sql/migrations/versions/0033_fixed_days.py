"""Days that the secretariat put on events whose source has none."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("events", sa.Column("sourced", sa.JSON))
    op.create_table(
        "fixings",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("event", KEY, nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("start_time", sa.Time),
        sa.Column("end_time", sa.Time),
        sa.Column("time_zone", sa.String),
        sa.Column("place", sa.Text),
        sa.Column("link", sa.Text),
        sa.Column("by", sa.Integer, nullable=False),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission", KEY, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_fixings_by_people"),
        sa.PrimaryKeyConstraint("id", name="pk_fixings"),
        sa.UniqueConstraint("submission", name="uq_fixings_submission"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_fixings_event_id", "fixings", ["event", "id"])
