"""Sets of pledges by what they are asked for, in place of the lists and indexes that were walked along."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "pledge_sets",
        sa.Column("facet", KEY, primary_key=True),
        sa.Column("key", KEY, primary_key=True),
        sa.Column("ordinals", sa.LargeBinary, nullable=False),
        sa.Column("amounts", sa.LargeBinary),
    )
    op.drop_table("pledge_parties")
    for name in ("searched", "amounts", "announced_year"):
        op.drop_index(f"ix_pledges_{name}", "pledges")
    op.drop_column("pledges", "announced_first")
    op.drop_column("pledges", "announced_last")
    op.create_index("ix_pledges_standing", "pledges", ["ordinal", "id", "stage_reported", "heard_at"])
    op.create_index("ix_pledges_stage_reported", "pledges", ["stage_reported", "ordinal"])
    op.create_index("ix_pledges_heard_at", "pledges", ["heard_at", "ordinal"])
    # All of this is derived: the facts are to be loaded anew.
    op.execute("UPDATE seeds SET digest = NULL WHERE name = 'facts'")
