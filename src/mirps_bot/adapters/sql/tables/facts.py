"""Facts, from files."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text, Time

from mirps_bot.adapters.sql.columns import (
    ExactNumber,
    Key,
    Numbers,
    PartialDateText,
    UtcDateTime,
    Value,
    one_of,
)
from mirps_bot.adapters.sql.tables.base import TEXTS, metadata
from mirps_bot.domain.calendar import Event, EventKind, EventStatus, Extension
from mirps_bot.domain.dates import Quarter
from mirps_bot.domain.entity import EntityKind
from mirps_bot.domain.language import Names
from mirps_bot.domain.pledge import ContributionType, Forum, PledgeKind, Stage

entities = Table(
    "entities",
    metadata,
    Column("id", Key, primary_key=True),
    Column("kind", one_of(EntityKind), nullable=False),
    Column("names", Value(Names), nullable=False),
    Column("aliases", TEXTS, nullable=False),
    Column("time_zones", TEXTS, nullable=False),
    Column("languages", TEXTS, nullable=False),
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
    Column("aliases", TEXTS, nullable=False),
    Column("source", Text, nullable=False),
)

working_groups = Table(
    "working_groups",
    metadata,
    Column("id", Key, primary_key=True),
    Column("names", Value(Names), nullable=False),
    Column("aliases", TEXTS, nullable=False),
    Column("lead", Key, ForeignKey("entities.id")),
    Column("participants", TEXTS, nullable=False),
    Column("participants_note", Text),
    Column("mandate", Text),
    Column("areas", TEXTS, nullable=False),
    Column("pledges", TEXTS, nullable=False),
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
    # Derived from the facts, to find and order them by. `ordinal` is the place in the list of all.
    Column("folded_id", Key, nullable=False, index=True),
    Column("folded_external_id", Key),
    Column("ordinal", Integer),
    Column("announced_year", Integer),
    Column("forum_kind", one_of(Forum)),
    Column("shares_money", Boolean, nullable=False),
    # The standing: derived from updates, in the same transaction as they are filed.
    Column("stage_reported", one_of(Stage)),
    Column("updated_at", UtcDateTime),
    Column("heard_at", UtcDateTime),
)
# All that asking what is open looks at, and the longest silent first; and what was reported, by itself.
Index("ix_pledges_standing", *(pledges.c[name] for name in ("ordinal", "id", "stage_reported", "heard_at")))
Index("ix_pledges_stage_reported", pledges.c.stage_reported, pledges.c.ordinal)
Index("ix_pledges_heard_at", pledges.c.heard_at, pledges.c.ordinal)
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
        Column("ordinal", Integer),  # the pledge's own
        Index(None, value.name, "ordinal", "pledge", unique=True),
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

pledge_sets = Table(
    "pledge_sets",
    metadata,
    Column("facet", Key, primary_key=True),
    Column("key", Key, primary_key=True),
    Column("ordinals", Numbers("<i4"), nullable=False),
    Column("amounts", Numbers("<i8")),
)
"""The pledges of each value that they can be asked for by: derived, see `sql.sets`."""

text_words = Table(
    "text_words",
    metadata,
    Column("word", Key, primary_key=True),
    sqlite_with_rowid=False,
)
"""The folded words of the texts that can be searched."""

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
    # Null where an earlier version wrote the row: nothing is said of it.
    Column("invited", TEXTS),
    Column("group", Key),
    Column("areas", TEXTS),
    Column("agenda", Text),
    Column("quorum", Integer),
    Column("extensions", Value(tuple[Extension, ...])),
    Column("place", Text),
    Column("link", Text),
    Column("note", Text),
    Column("source", Text, nullable=False),
    # Derived, to find events by.
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("days", Integer, nullable=False, index=True),
    # How often it was changed since it was first known.
    Column("revision", Integer),
    # What the files last said of it; null: it never came from a file, or its file has it no more.
    Column("seeded", String(64)),
    # Whether it is kept for nothing but what was told of it; null as false.
    Column("is_gone", Boolean),
    # As its source has it, where somebody put a day on it.
    Column("sourced", Value(Event)),
    Index(None, "first_day", "id"),
    Index(None, "series", "first_day", "id"),
)

seeds = Table(
    "seeds",
    metadata,
    Column("name", Key, primary_key=True),
    Column("digest", String(64)),
)
