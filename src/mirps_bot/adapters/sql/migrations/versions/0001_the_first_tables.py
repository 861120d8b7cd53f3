"""The first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# As they were on the day: later changes to `tables` belong in later migrations.
KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
CLOSED = sa.String(32)
MOMENT = sa.DateTime(timezone=True)

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def only(condition: str) -> dict[str, Any]:
    """Options of an index that holds only the rows for which this is true."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


sa.Table(
    "entities",
    metadata,
    sa.Column("id", KEY, primary_key=True),
    sa.Column("kind", CLOSED, nullable=False),
    sa.Column("names", sa.JSON, nullable=False),
    sa.Column("aliases", sa.JSON, nullable=False),
    sa.Column("time_zones", sa.JSON, nullable=False),
    sa.Column("languages", sa.JSON, nullable=False),
    sa.Column("member_since", sa.String(10)),
    sa.Column("member_until", sa.String(10)),
    sa.Column("source", sa.Text, nullable=False),
)

sa.Table(
    "areas",
    metadata,
    sa.Column("id", KEY, primary_key=True),
    sa.Column("scheme", sa.String, nullable=False),
    sa.Column("names", sa.JSON, nullable=False),
    sa.Column("aliases", sa.JSON, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
)

sa.Table(
    "working_groups",
    metadata,
    sa.Column("id", KEY, primary_key=True),
    sa.Column("names", sa.JSON, nullable=False),
    sa.Column("aliases", sa.JSON, nullable=False),
    sa.Column("lead", KEY, sa.ForeignKey("entities.id")),
    sa.Column("participants", sa.JSON, nullable=False),
    sa.Column("participants_note", sa.Text),
    sa.Column("mandate", sa.Text),
    sa.Column("areas", sa.JSON, nullable=False),
    sa.Column("pledges", sa.JSON, nullable=False),
    sa.Column("note", sa.Text),
    sa.Column("source", sa.Text, nullable=False),
)

sa.Table(
    "records",
    metadata,
    sa.Column("kind", KEY, primary_key=True),
    sa.Column("id", KEY, primary_key=True),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Column("source", sa.Text),
)

sa.Table(
    "pledges",
    metadata,
    sa.Column("id", KEY, primary_key=True),
    sa.Column("kind", CLOSED, nullable=False),
    sa.Column("names", sa.JSON),
    sa.Column("description", sa.Text),
    sa.Column("external_id", sa.String),
    sa.Column("amount", sa.BigInteger),
    sa.Column("currency", sa.String(3)),
    sa.Column("amount_note", sa.Text),
    sa.Column("quantity", sa.Text),
    sa.Column("target_region", sa.Text),
    sa.Column("announced", sa.String(10)),
    sa.Column("forum", sa.Text),
    sa.Column("starts", sa.String(10)),
    sa.Column("ends", sa.String(10)),
    sa.Column("stage", CLOSED),
    sa.Column(
        "part_of",
        KEY,
        sa.ForeignKey("pledges.id", ondelete="SET NULL", deferrable=True, initially="DEFERRED"),
    ),
    sa.Column("is_global", sa.Boolean, nullable=False),
    sa.Column("note", sa.Text),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("source_date", sa.String(10)),
    sa.Column("folded_id", KEY, nullable=False),
    sa.Column("folded_external_id", KEY),
    sa.Column("announced_year", sa.Integer),
    sa.Column("listing_order", sa.Integer, nullable=False),
    sa.Column("shares_money", sa.Boolean, nullable=False),
    sa.Column("stage_reported", CLOSED),
    sa.Column("updated_at", MOMENT),
    sa.Column("heard_at", MOMENT),
    sa.Index(None, "folded_external_id", **only("folded_external_id IS NOT NULL")),
    sa.Index(None, "folded_id"),
    sa.Index(None, "part_of"),
    sa.Index(
        "ix_pledges_searched",
        *("id", "listing_order", "kind", "announced_year", "stage", "stage_reported", "heard_at"),
        *("shares_money", "currency", "amount", "part_of"),
    ),
)

sa.Table(
    "pledge_entities",
    metadata,
    sa.Column("pledge", KEY, sa.ForeignKey("pledges.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("entity", KEY, sa.ForeignKey("entities.id"), nullable=False),
    sa.Index(None, "entity", "pledge", unique=True),
)

sa.Table(
    "pledge_areas",
    metadata,
    sa.Column("pledge", KEY, sa.ForeignKey("pledges.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("area", KEY, sa.ForeignKey("areas.id"), nullable=False),
    sa.Index(None, "area", "pledge", unique=True),
)

sa.Table(
    "pledge_types",
    metadata,
    sa.Column("pledge", KEY, sa.ForeignKey("pledges.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("type", CLOSED, nullable=False),
    sa.Index(None, "type", "pledge", unique=True),
)

sa.Table(
    "pledge_target_countries",
    metadata,
    sa.Column("pledge", KEY, sa.ForeignKey("pledges.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("entity", KEY, sa.ForeignKey("entities.id"), nullable=False),
    sa.Index(None, "entity", "pledge", unique=True),
)

sa.Table(
    "pledge_supports",
    metadata,
    sa.Column("pledge", KEY, sa.ForeignKey("pledges.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("supported", KEY, sa.ForeignKey("pledges.id", ondelete="CASCADE"), nullable=False),
    sa.Index(None, "supported", "pledge", unique=True),
)

sa.Table(
    "pledge_overlaps",
    metadata,
    sa.Column("pledge", KEY, sa.ForeignKey("pledges.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("other", KEY, sa.ForeignKey("pledges.id", ondelete="CASCADE"), nullable=False),
    sa.Index(None, "other", "pledge", unique=True),
)

sa.Table(
    "pledge_words",
    metadata,
    sa.Column("word", KEY, primary_key=True),
    sa.Column("pledge", KEY, sa.ForeignKey("pledges.id", ondelete="CASCADE"), primary_key=True),
    sa.Index(None, "pledge"),
    sqlite_with_rowid=False,
)

sa.Table(
    "events",
    metadata,
    sa.Column("id", KEY, primary_key=True),
    sa.Column("title", sa.JSON, nullable=False),
    sa.Column("kind", CLOSED, nullable=False),
    sa.Column("status", CLOSED, nullable=False),
    sa.Column("series", KEY),
    sa.Column("quarters", sa.JSON, nullable=False),
    sa.Column("start", sa.String(10)),
    sa.Column("end", sa.String(10)),
    sa.Column("start_time", sa.Time),
    sa.Column("end_time", sa.Time),
    sa.Column("time_zone", sa.String),
    sa.Column("opens", sa.Date),
    sa.Column("place", sa.Text),
    sa.Column("link", sa.Text),
    sa.Column("note", sa.Text),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("first_day", sa.Date, nullable=False),
    sa.Column("last_day", sa.Date, nullable=False),
    sa.Column("days", sa.Integer, nullable=False),
    sa.Column("seeded", sa.String(64)),
    sa.Index(None, "days"),
    sa.Index(None, "first_day", "id"),
    sa.Index(None, "series", "first_day", "id"),
)

sa.Table(
    "seeds",
    metadata,
    sa.Column("name", KEY, primary_key=True),
    sa.Column("digest", sa.String(64)),
)

sa.Table(
    "people",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("email", KEY, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("entity", KEY, sa.ForeignKey("entities.id"), nullable=False),
    sa.Column("role", CLOSED, nullable=False),
    sa.Column("language", CLOSED, nullable=False),
    sa.Column("time_zone", sa.String, nullable=False),
    sa.UniqueConstraint("email"),
    sqlite_autoincrement=True,
)

sa.Table(
    "accounts",
    metadata,
    sa.Column("user", KEY, primary_key=True),
    sa.Column("email", KEY),
    sa.Column("language", CLOSED),
    sa.Column("time_zone", sa.String),
    sa.Index(None, "email"),
)

sa.Table(
    "direct_channels",
    metadata,
    sa.Column("user", KEY, primary_key=True),
    sa.Column("channel", KEY, nullable=False),
)

sa.Table(
    "updates",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("pledge", KEY, sa.ForeignKey("pledges.id"), nullable=False),
    sa.Column("kind", CLOSED, nullable=False),
    sa.Column("stage", CLOSED),
    sa.Column("narrative", sa.Text),
    sa.Column("amount", sa.BigInteger),
    sa.Column("currency", sa.String),
    sa.Column("quantity", sa.BigInteger),
    sa.Column("unit", sa.Text),
    sa.Column("period", sa.Text),
    sa.Column("evidence", sa.Text),
    sa.Column("entity", KEY, sa.ForeignKey("entities.id"), nullable=False),
    sa.Column("author", sa.Integer, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("author_name", sa.Text, nullable=False),
    sa.Column("on_behalf", sa.Boolean, nullable=False),
    sa.Column("surface", CLOSED, nullable=False),
    sa.Column("filed_at", MOMENT, nullable=False),
    sa.Column("submission", KEY, nullable=False),
    sa.Column("corrects", sa.Integer, sa.ForeignKey("updates.id")),
    sa.UniqueConstraint("submission", "pledge"),
    sa.Index(None, "entity", "filed_at"),
    sa.Index(None, "filed_at", "id"),
    sa.Index(None, "pledge", "filed_at", "id"),
    sqlite_autoincrement=True,
)

sa.Table(
    "drafts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("author", sa.Integer, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("entity", KEY, sa.ForeignKey("entities.id"), nullable=False),
    sa.Column("pledge", KEY, sa.ForeignKey("pledges.id")),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("said_at", MOMENT, nullable=False),
    sa.Index(None, "author"),
    sqlite_autoincrement=True,
)

sa.Table(
    "deliveries",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", KEY, nullable=False),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("content", sa.JSON, nullable=False),
    sa.Column("programme", KEY),
    sa.Column("event", KEY),
    sa.Column("entity", KEY, sa.ForeignKey("entities.id")),
    sa.Column("due_at", MOMENT, nullable=False),
    sa.Column("give_up_at", MOMENT, nullable=False),
    sa.Column("state", CLOSED, nullable=False),
    sa.Column("claimable_at", MOMENT, nullable=False),
    sa.Column("is_held", sa.Boolean, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("in_doubt", sa.Boolean, nullable=False),
    sa.Column("reason", CLOSED),
    sa.Column("person", sa.Integer, sa.ForeignKey("people.id")),
    sa.Column("channel", KEY),
    sa.Column("ts", KEY),
    sa.Column("settled_at", MOMENT),
    sa.Column("shows_buttons", sa.Boolean, nullable=False),
    sa.UniqueConstraint("key"),
    sa.Index(None, "channel", "ts"),
    sa.Index(None, "entity", "event"),
    sa.Index("ix_deliveries_claim", "due_at", "id", **only("settled_at IS NULL")),
    sa.Index("ix_deliveries_next_moment", "claimable_at", **only("settled_at IS NULL")),
    sa.Index("ix_deliveries_settled", "settled_at", "id", **only("settled_at IS NOT NULL")),
    sqlite_autoincrement=True,
)

sa.Table(
    "snoozes",
    metadata,
    sa.Column("entity", KEY, sa.ForeignKey("entities.id"), primary_key=True),
    sa.Column("programme", KEY, primary_key=True),
    sa.Column("event", KEY, primary_key=True),
    sa.Column("until", MOMENT, nullable=False),
)

sa.Table(
    "arrivals",
    metadata,
    sa.Column("id", KEY, primary_key=True),
    sa.Column("body", sa.JSON),
    sa.Column("arrived_at", MOMENT, nullable=False),
    sa.Column("held_until", MOMENT),
    sa.Index("ix_arrivals_open", "arrived_at", "id", **only("body IS NOT NULL")),
)


APPEND_ONLY = {
    "sqlite": [
        f"""
        CREATE TRIGGER updates_are_append_only_{verb} BEFORE {verb} ON updates
        BEGIN SELECT RAISE(ABORT, 'updates are append-only'); END
        """
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '% are append-only', TG_TABLE_NAME; END $$
        """,
        """
        CREATE TRIGGER updates_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON updates
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """,
    ],
}
"""What people reported is corrected by another version, never in place."""


def upgrade() -> None:
    connection = op.get_bind()
    metadata.create_all(connection, checkfirst=False)
    for statement in APPEND_ONLY[connection.dialect.name]:
        op.execute(statement)
