"""The texts of pledges in the engine's own index, and the order of their list as a number."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
CLOSED = sa.String(32)

LISTS = {
    "pledge_entities": "entity",
    "pledge_areas": "area",
    "pledge_types": "type",
    "pledge_target_countries": "entity",
    "pledge_supports": "supported",
    "pledge_overlaps": "other",
}
SEARCHED = (
    *("ordinal", "id", "kind", "stage", "stage_reported", "heard_at", "announced_year", "announced_first"),
    *("announced_last", "forum_kind", "shares_money", "currency", "amount", "part_of"),
)


def upgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    op.drop_table("pledge_words")
    op.drop_index("ix_pledges_searched", "pledges")
    op.drop_column("pledges", "listing_order")
    op.add_column("pledges", sa.Column("ordinal", sa.Integer))
    op.add_column("pledges", sa.Column("announced_first", sa.Date))
    op.add_column("pledges", sa.Column("announced_last", sa.Date))
    op.add_column("pledges", sa.Column("forum_kind", CLOSED))
    op.create_index("ix_pledges_searched", "pledges", list(SEARCHED))
    for table, value in LISTS.items():
        op.drop_index(f"ix_{table}_{value}_pledge", table)
        op.add_column(table, sa.Column("ordinal", sa.Integer))
        op.create_index(
            f"ix_{table}_{value}_ordinal_pledge", table, [value, "ordinal", "pledge"], unique=True
        )
    op.create_table(
        "pledge_parties",
        sa.Column("entity", KEY, primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table("text_words", sa.Column("word", KEY, primary_key=True), sqlite_with_rowid=False)
    if is_postgresql:
        op.execute("CREATE TABLE pledge_texts (ordinal INTEGER PRIMARY KEY, names TSVECTOR, texts TSVECTOR)")
        op.execute("CREATE INDEX ix_pledge_texts_names ON pledge_texts USING GIN (names)")
        op.execute("CREATE INDEX ix_pledge_texts_texts ON pledge_texts USING GIN (texts)")
    else:
        op.execute("CREATE VIRTUAL TABLE pledge_texts USING fts5(names, texts, content='', detail=column)")
    # All of this is derived: the facts are to be loaded anew.
    op.execute("UPDATE seeds SET digest = NULL WHERE name = 'facts'")
