"""Who is away, and at which hours people may be reminded."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person", sa.Integer, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("cover", sa.Integer),
        sa.Column("reason", sa.Text),
        sa.Column("recorded_by", sa.Integer, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_absences"),
        sa.UniqueConstraint("submission", name="uq_absences_submission"),
        *(
            sa.ForeignKeyConstraint([column], ["people.id"], name=f"fk_absences_{column}_people")
            for column in ("person", "cover", "recorded_by")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_absences_person", "absences", ["person"])
    op.create_index("ix_absences_until", "absences", ["until"])
    for name, hour in (("works_from", "08:00:00.000000"), ("works_until", "18:00:00.000000")):
        op.add_column("people", sa.Column(name, sa.Time, nullable=False, server_default=hour))
