"""What entities say they bring to pledges; by which pathway places were given."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
CLOSED = sa.String(32)

APPEND_ONLY = {
    "sqlite": [
        f"""
        CREATE TRIGGER contributions_are_append_only_{verb} BEFORE {verb} ON contributions
        BEGIN SELECT RAISE(ABORT, 'contributions are append-only'); END
        """
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        """
        CREATE TRIGGER contributions_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contributions
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """
    ],
}


def upgrade() -> None:
    op.add_column("updates", sa.Column("pathway", CLOSED))
    op.create_table(
        "contributions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("pledge", KEY, nullable=False),
        sa.Column("kind", CLOSED, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("beneficiary", KEY),
        sa.Column("partner", sa.Text),
        sa.Column("amount", sa.BigInteger),
        sa.Column("currency", sa.String),
        sa.Column("quantity", sa.BigInteger),
        sa.Column("unit", sa.Text),
        sa.Column("pathway", CLOSED),
        sa.Column("period", sa.Text),
        sa.Column("evidence", sa.Text),
        sa.Column("entity", KEY, nullable=False),
        sa.Column("author", sa.Integer, nullable=False),
        sa.Column("author_name", sa.Text, nullable=False),
        sa.Column("on_behalf", sa.Boolean, nullable=False),
        sa.Column("surface", CLOSED, nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contributions"),
        sa.UniqueConstraint("submission", name="uq_contributions_submission"),
        sa.ForeignKeyConstraint(["pledge"], ["pledges.id"], name="fk_contributions_pledge_pledges"),
        sa.ForeignKeyConstraint(
            ["beneficiary"], ["entities.id"], name="fk_contributions_beneficiary_entities"
        ),
        sa.ForeignKeyConstraint(["entity"], ["entities.id"], name="fk_contributions_entity_entities"),
        sa.ForeignKeyConstraint(["author"], ["people.id"], name="fk_contributions_author_people"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_contributions_pledge_filed_at_id", "contributions", ["pledge", "filed_at", "id"])
    op.create_index("ix_contributions_filed_at_id", "contributions", ["filed_at", "id"])
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)
