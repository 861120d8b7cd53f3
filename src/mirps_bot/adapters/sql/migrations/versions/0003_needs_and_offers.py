"""Needs, offers, and the matches between them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
CLOSED = sa.String(32)
MOMENT = sa.DateTime(timezone=True)

APPEND_ONLY = {
    "sqlite": [
        f"""
        CREATE TRIGGER match_steps_are_append_only_{verb} BEFORE {verb} ON match_steps
        BEGIN SELECT RAISE(ABORT, 'match_steps are append-only'); END
        """
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        """
        CREATE TRIGGER match_steps_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON match_steps
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """
    ],
}


def upgrade() -> None:
    _create_board("needs", sa.Column("by", sa.String(7)))
    _create_board(
        "offers",
        sa.Column("country", KEY, sa.ForeignKey("entities.id", name="fk_offers_country_entities")),
        sa.Column("until", sa.String(7)),
    )
    op.create_table(
        "matches",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("need", sa.Integer, nullable=False),
        sa.Column("entity", KEY, nullable=False),
        sa.Column("proposal", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_matches"),
        sa.ForeignKeyConstraint(["need"], ["needs.id"], name="fk_matches_need_needs"),
        sa.ForeignKeyConstraint(["entity"], ["entities.id"], name="fk_matches_entity_entities"),
        sa.UniqueConstraint("need", "entity", name="uq_matches_need_entity"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_matches_entity", "matches", ["entity"])
    op.create_table(
        "match_steps",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("match", sa.Integer, nullable=False),
        sa.Column("state", CLOSED, nullable=False),
        sa.Column("reply", CLOSED),
        sa.Column("author", sa.Integer),
        sa.Column("author_name", sa.Text),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_match_steps"),
        sa.ForeignKeyConstraint(["match"], ["matches.id"], name="fk_match_steps_match_matches"),
        sa.ForeignKeyConstraint(["author"], ["people.id"], name="fk_match_steps_author_people"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_match_steps_match_id", "match_steps", ["match", "id"])
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def _create_board(name: str, *own: sa.Column[str]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("entity", KEY, nullable=False),
        sa.Column("area", KEY, nullable=False),
        sa.Column("type", CLOSED, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        *own,
        sa.Column("contact", sa.Text),
        sa.Column("author", sa.Integer, nullable=False),
        sa.Column("author_name", sa.Text, nullable=False),
        sa.Column("posted_at", MOMENT, nullable=False),
        sa.Column("submission", KEY, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["entity"], ["entities.id"], name=f"fk_{name}_entity_entities"),
        sa.ForeignKeyConstraint(["area"], ["areas.id"], name=f"fk_{name}_area_areas"),
        sa.ForeignKeyConstraint(["author"], ["people.id"], name=f"fk_{name}_author_people"),
        sa.UniqueConstraint("submission", name=f"uq_{name}_submission"),
        sqlite_autoincrement=True,
    )
    op.create_index(f"ix_{name}_entity", name, ["entity"])
