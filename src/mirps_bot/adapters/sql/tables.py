"""The tables. Facts come from files and are replaced by `seed`; what people did is theirs and stays.

A foreign key without ON DELETE holds the row it names: `seed` never removes that one.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
)  # fmt: skip

from mirps_bot.adapters.sql.columns import ExactNumber, Key, PartialDateText, UtcDateTime, Value, one_of
from mirps_bot.domain.calendar import EventKind, EventStatus
from mirps_bot.domain.dates import Quarter
from mirps_bot.domain.delivery import Reason, State
from mirps_bot.domain.entity import EntityKind
from mirps_bot.domain.language import Language, Names
from mirps_bot.domain.person import Role
from mirps_bot.domain.pledge import ContributionType, PledgeKind, Stage
from mirps_bot.domain.update import Surface, UpdateKind

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_TEXTS = Value(tuple[str, ...])

# ---- facts, from files ---------------------------------------------------------------------------

entities = Table(
    "entities",
    metadata,
    Column("id", Key, primary_key=True),
    Column("kind", one_of(EntityKind), nullable=False),
    Column("names", Value(Names), nullable=False),
    Column("aliases", _TEXTS, nullable=False),
    Column("time_zones", _TEXTS, nullable=False),
    Column("languages", _TEXTS, nullable=False),
    Column("member_since", PartialDateText),
    Column("member_until", PartialDateText),
    Column("source", Text, nullable=False),
)

areas = Table(
    "areas",
    metadata,
    Column("id", Key, primary_key=True),
    Column("scheme", String, nullable=False),
    Column("names", Value(Names), nullable=False),
    Column("aliases", _TEXTS, nullable=False),
    Column("source", Text, nullable=False),
)

working_groups = Table(
    "working_groups",
    metadata,
    Column("id", Key, primary_key=True),
    Column("names", Value(Names), nullable=False),
    Column("aliases", _TEXTS, nullable=False),
    Column("lead", Key, ForeignKey("entities.id")),
    Column("participants", _TEXTS, nullable=False),
    Column("participants_note", Text),
    Column("mandate", Text),
    Column("areas", _TEXTS, nullable=False),
    Column("pledges", _TEXTS, nullable=False),
    Column("note", Text),
    Column("source", Text, nullable=False),
)

records = Table(
    "records",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("id", Key, primary_key=True),
    Column("body", JSON, nullable=False),
    Column("source", Text),
)

pledges = Table(
    "pledges",
    metadata,
    Column("id", Key, primary_key=True),
    Column("kind", one_of(PledgeKind), nullable=False),
    Column("names", Value(Names)),
    Column("description", Text),
    Column("external_id", String),
    Column("amount", ExactNumber),
    Column("currency", String(3)),
    Column("amount_note", Text),
    Column("quantity", Text),
    Column("target_region", Text),
    Column("announced", PartialDateText),
    Column("forum", Text),
    Column("starts", PartialDateText),
    Column("ends", PartialDateText),
    Column("stage", one_of(Stage)),
    # Checked at commit: a part may be written before its package.
    Column(
        "part_of",
        Key,
        ForeignKey("pledges.id", ondelete="SET NULL", deferrable=True, initially="DEFERRED"),
        index=True,
    ),
    Column("is_global", Boolean, nullable=False),
    Column("note", Text),
    Column("source", Text, nullable=False),
    Column("source_date", PartialDateText),
    # Derived from the facts, to find and order them by.
    Column("folded_id", Key, nullable=False, index=True),
    Column("folded_external_id", Key),
    Column("announced_year", Integer),
    Column("listing_order", Integer, nullable=False),
    Column("shares_money", Boolean, nullable=False),
    # The standing: derived from updates, in the same transaction as they are filed.
    Column("stage_reported", one_of(Stage)),
    Column("updated_at", UtcDateTime),
    Column("heard_at", UtcDateTime),
    # All that searching and adding up look at, so that they need not read the texts.
    Index(
        "ix_pledges_searched",
        *("id", "listing_order", "kind", "announced_year", "stage", "stage_reported", "heard_at"),
        *("shares_money", "currency", "amount", "part_of"),
    ),
)
# Few have one: an index that held the others too would look worthless to whoever keeps statistics of it.
_has_external_id = pledges.c.folded_external_id.is_not(None)
Index(
    "ix_pledges_folded_external_id",
    pledges.c.folded_external_id,
    sqlite_where=_has_external_id,
    postgresql_where=_has_external_id,
)


def _links(name: str, value: Column[str]) -> Table:
    """An ordered list that belongs to a pledge, and is searched from its other end too."""
    return Table(
        f"pledge_{name}",
        metadata,
        Column("pledge", Key, ForeignKey("pledges.id", ondelete="CASCADE"), primary_key=True),
        Column("position", Integer, primary_key=True),
        value,
        Index(None, value.name, "pledge", unique=True),
    )


pledge_entities = _links("entities", Column("entity", Key, ForeignKey("entities.id"), nullable=False))
pledge_areas = _links("areas", Column("area", Key, ForeignKey("areas.id"), nullable=False))
pledge_types = _links("types", Column("type", one_of(ContributionType), nullable=False))
pledge_targets = _links("target_countries", Column("entity", Key, ForeignKey("entities.id"), nullable=False))
pledge_supports = _links(
    "supports", Column("supported", Key, ForeignKey("pledges.id", ondelete="CASCADE"), nullable=False)
)
pledge_overlaps = _links(
    "overlaps", Column("other", Key, ForeignKey("pledges.id", ondelete="CASCADE"), nullable=False)
)
LINKS = {
    "entities": pledge_entities.c.entity,
    "areas": pledge_areas.c.area,
    "types": pledge_types.c.type,
    "target_countries": pledge_targets.c.entity,
    "supports": pledge_supports.c.supported,
    "overlaps": pledge_overlaps.c.other,
}
"""The fields of a pledge that are lists, and the column that holds each one's items."""

pledge_words = Table(
    "pledge_words",
    metadata,
    Column("word", Key, primary_key=True),
    Column("pledge", Key, ForeignKey("pledges.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    Column("id", Key, primary_key=True),
    Column("title", Value(Names), nullable=False),
    Column("kind", one_of(EventKind), nullable=False),
    Column("status", one_of(EventStatus), nullable=False),
    Column("series", Key),
    Column("quarters", Value(tuple[Quarter, ...]), nullable=False),
    Column("start", PartialDateText),
    Column("end", PartialDateText),
    Column("start_time", Time),
    Column("end_time", Time),
    Column("time_zone", String),
    Column("opens", Date),
    Column("place", Text),
    Column("link", Text),
    Column("note", Text),
    Column("source", Text, nullable=False),
    # Derived, to find events by.
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("days", Integer, nullable=False, index=True),
    # What the files last said of it; null: it never came from a file.
    Column("seeded", String(64)),
    Index(None, "first_day", "id"),
    Index(None, "series", "first_day", "id"),
)

seeds = Table(
    "seeds",
    metadata,
    Column("name", Key, primary_key=True),
    Column("digest", String(64)),
)

# ---- people and what they did --------------------------------------------------------------------

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", Key, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("entity", Key, ForeignKey("entities.id"), nullable=False),
    Column("role", one_of(Role), nullable=False),
    Column("language", one_of(Language), nullable=False),
    Column("time_zone", String, nullable=False),
    sqlite_autoincrement=True,
)

accounts = Table(
    "accounts",
    metadata,
    Column("user", Key, primary_key=True),
    Column("email", Key, index=True),
    Column("language", one_of(Language)),
    Column("time_zone", String),
)

direct_channels = Table(
    "direct_channels",
    metadata,
    Column("user", Key, primary_key=True),
    Column("channel", Key, nullable=False),
)

updates = Table(
    "updates",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("pledge", Key, ForeignKey("pledges.id"), nullable=False),
    Column("kind", one_of(UpdateKind), nullable=False),
    Column("stage", one_of(Stage)),
    Column("narrative", Text),
    Column("amount", ExactNumber),
    Column("currency", String),
    Column("quantity", ExactNumber),
    Column("unit", Text),
    Column("period", Text),
    Column("evidence", Text),
    Column("entity", Key, ForeignKey("entities.id"), nullable=False),
    Column("author", Integer, ForeignKey("people.id"), nullable=False),
    # As it was when they wrote: a mailbox may pass to a successor.
    Column("author_name", Text, nullable=False),
    Column("on_behalf", Boolean, nullable=False),
    Column("surface", one_of(Surface), nullable=False),
    Column("filed_at", UtcDateTime, nullable=False),
    Column("submission", Key, nullable=False),
    Column("corrects", Integer, ForeignKey("updates.id")),
    UniqueConstraint("submission", "pledge"),
    Index(None, "pledge", "filed_at", "id"),
    Index(None, "filed_at", "id"),
    Index(None, "entity", "filed_at"),
    sqlite_autoincrement=True,
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("author", Integer, ForeignKey("people.id"), nullable=False, index=True),
    Column("entity", Key, ForeignKey("entities.id"), nullable=False),
    Column("pledge", Key, ForeignKey("pledges.id")),
    Column("text", Text, nullable=False),
    Column("said_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,  # an old button must never meet a newer draft under its number
)

# ---- what is owed, and what came in --------------------------------------------------------------

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Key, nullable=False, unique=True),
    Column("kind", String(32), nullable=False),
    Column("content", JSON, nullable=False),
    # Of reminders only. An event may be gone from the calendar by then, so it is no foreign key.
    Column("programme", Key),
    Column("event", Key),
    Column("entity", Key, ForeignKey("entities.id")),
    Column("due_at", UtcDateTime, nullable=False),
    Column("give_up_at", UtcDateTime, nullable=False),
    Column("state", one_of(State), nullable=False),
    # When somebody may take it: as it falls due, at its retry, or as the lease of its holder ends.
    Column("claimable_at", UtcDateTime, nullable=False),
    Column("is_held", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("in_doubt", Boolean, nullable=False),
    Column("reason", one_of(Reason)),
    Column("person", Integer, ForeignKey("people.id")),
    Column("channel", Key),
    Column("ts", Key),
    Column("settled_at", UtcDateTime),
    Column("shows_buttons", Boolean, nullable=False),
    Index(None, "channel", "ts"),
    Index(None, "entity", "event"),
    sqlite_autoincrement=True,
)
# Each is made for one question, and holds no row that can't be an answer: SQLite, which keeps no statistics by
# itself, would take one that holds them all.
_unsettled, _settled = deliveries.c.settled_at.is_(None), deliveries.c.settled_at.is_not(None)
Index(
    "ix_deliveries_claim",
    deliveries.c.due_at,
    deliveries.c.id,
    sqlite_where=_unsettled,
    postgresql_where=_unsettled,
)
Index(
    "ix_deliveries_next_moment",
    deliveries.c.claimable_at,
    sqlite_where=_unsettled,
    postgresql_where=_unsettled,
)
Index(
    "ix_deliveries_settled",
    deliveries.c.settled_at,
    deliveries.c.id,
    sqlite_where=_settled,
    postgresql_where=_settled,
)

snoozes = Table(
    "snoozes",
    metadata,
    Column("entity", Key, ForeignKey("entities.id"), primary_key=True),
    Column("programme", Key, primary_key=True),
    Column("event", Key, primary_key=True),
    Column("until", UtcDateTime, nullable=False),
)

arrivals = Table(
    "arrivals",
    metadata,
    Column("id", Key, primary_key=True),
    Column("body", JSON(none_as_null=True)),
    Column("arrived_at", UtcDateTime, nullable=False),
    Column("held_until", UtcDateTime),
)
_open = arrivals.c.body.is_not(None)
Index("ix_arrivals_open", arrivals.c.arrived_at, arrivals.c.id, sqlite_where=_open, postgresql_where=_open)
