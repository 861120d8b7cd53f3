"""Who clears for whom, and what waits to be cleared."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "clearers",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("entity", KEY, nullable=False),
        sa.Column("clearer", sa.Integer),
        sa.Column("named_by", sa.Integer, nullable=False),
        sa.Column("named_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clearers"),
        sa.ForeignKeyConstraint(["entity"], ["entities.id"], name="fk_clearers_entity_entities"),
        sa.ForeignKeyConstraint(["clearer"], ["people.id"], name="fk_clearers_clearer_people"),
        sa.ForeignKeyConstraint(["named_by"], ["people.id"], name="fk_clearers_named_by_people"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_clearers_entity_id", "clearers", ["entity", "id"])
    op.create_table(
        "clearances",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("submission", KEY, nullable=False),
        sa.Column("pledge", KEY, nullable=False),
        sa.Column("new", sa.JSON, nullable=False),
        sa.Column("author", sa.Integer, nullable=False),
        sa.Column("clearer", sa.Integer, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("decided_at", MOMENT),
        sa.Column("comment", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_clearances"),
        sa.ForeignKeyConstraint(["pledge"], ["pledges.id"], name="fk_clearances_pledge_pledges"),
        sa.ForeignKeyConstraint(["author"], ["people.id"], name="fk_clearances_author_people"),
        sa.ForeignKeyConstraint(["clearer"], ["people.id"], name="fk_clearances_clearer_people"),
        sa.UniqueConstraint("submission", "pledge", name="uq_clearances_submission_pledge"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_clearances_author", "clearances", ["author"])
    op.create_index("ix_clearances_clearer", "clearances", ["clearer"])
