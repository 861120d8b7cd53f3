"""What is handed in to the secretariat, and who held an office when."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "papers",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("entity", KEY, nullable=False),
        sa.Column("author", sa.Integer, nullable=False),
        sa.Column("author_name", sa.Text, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("handed_at", MOMENT, nullable=False),
        sa.Column("submission", KEY, nullable=False),
        sa.Column("again", sa.Integer),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("decided_by", sa.Integer),
        sa.Column("decided_name", sa.Text),
        sa.Column("decided_at", MOMENT),
        sa.Column("reason", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_papers"),
        sa.UniqueConstraint("submission", name="uq_papers_submission"),
        sa.ForeignKeyConstraint(["entity"], ["entities.id"], name="fk_papers_entity_entities"),
        sa.ForeignKeyConstraint(["author"], ["people.id"], name="fk_papers_author_people"),
        sa.ForeignKeyConstraint(["again"], ["papers.id"], name="fk_papers_again_papers"),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name="fk_papers_decided_by_people"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_papers_kind_state_id", "papers", ["kind", "state", "id"])
    op.create_index("ix_papers_entity_id", "papers", ["entity", "id"])
    op.create_table(
        "tenures",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person", sa.Integer, nullable=False),
        sa.Column("person_name", sa.Text, nullable=False),
        sa.Column("entity", KEY, nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("since", sa.Date),
        sa.Column("until", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_tenures"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_tenures_person_people"),
        sa.ForeignKeyConstraint(["entity"], ["entities.id"], name="fk_tenures_entity_entities"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tenures_entity", "tenures", ["entity"])
