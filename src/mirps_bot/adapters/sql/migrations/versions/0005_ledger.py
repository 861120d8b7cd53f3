"""What people did with what was sent to them, and an index to read the ledger by."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

MOMENT = sa.DateTime(timezone=True)
IN_LEDGER = sa.text("kind IN ('reminder', 'digest')")


def upgrade() -> None:
    op.create_table(
        "delivery_marks",
        sa.Column("delivery", sa.Integer, nullable=False),
        sa.Column("mark", sa.String(32), nullable=False),
        sa.Column("person", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("delivery", "mark", "person", name="pk_delivery_marks"),
        sa.ForeignKeyConstraint(
            ["delivery"], ["deliveries.id"], name="fk_delivery_marks_delivery_deliveries"
        ),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_delivery_marks_person_people"),
    )
    op.create_index(
        "ix_deliveries_ledger",
        "deliveries",
        ["due_at", "id"],
        sqlite_where=IN_LEDGER,
        postgresql_where=IN_LEDGER,
    )
