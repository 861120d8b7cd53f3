"""The tables. Facts come from files and are replaced by `seed`; what people did is theirs and stays.

A foreign key without ON DELETE holds the row it names: `seed` never removes that one.

Each that names people says in its `info` what its rows are kept for ("holding"), and whether they are that person's
alone ("erased"): the others are the record of an institution.
"""

from mirps_bot.adapters.sql.tables.absences import absences
from mirps_bot.adapters.sql.tables.assurances import assurances
from mirps_bot.adapters.sql.tables.attendances import attendances
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.adapters.sql.tables.clearances import clearances, clearers
from mirps_bot.adapters.sql.tables.contributions import contributions
from mirps_bot.adapters.sql.tables.conversations import conversations
from mirps_bot.adapters.sql.tables.facts import (
    LINKS,
    areas,
    entities,
    events,
    pledge_areas,
    pledge_entities,
    pledge_overlaps,
    pledge_sets,
    pledge_supports,
    pledge_targets,
    pledge_types,
    pledges,
    records,
    seeds,
    text_words,
    working_groups,
)
from mirps_bot.adapters.sql.tables.feeds import feeds
from mirps_bot.adapters.sql.tables.files import files
from mirps_bot.adapters.sql.tables.fixings import fixings
from mirps_bot.adapters.sql.tables.follows import follows
from mirps_bot.adapters.sql.tables.front_pages import front_pages
from mirps_bot.adapters.sql.tables.ledger import delivery_marks
from mirps_bot.adapters.sql.tables.needs import match_steps, matches, needs, offers
from mirps_bot.adapters.sql.tables.outbox import arrivals, deliveries, snoozes
from mirps_bot.adapters.sql.tables.papers import papers, tenures
from mirps_bot.adapters.sql.tables.people import accounts, direct_channels, people
from mirps_bot.adapters.sql.tables.preferences import preferences
from mirps_bot.adapters.sql.tables.questions import questions
from mirps_bot.adapters.sql.tables.sessions import sessions
from mirps_bot.adapters.sql.tables.updates import drafts, updates

__all__ = [
    "LINKS",
    "absences",
    "accounts",
    "areas",
    "arrivals",
    "assurances",
    "attendances",
    "clearances",
    "clearers",
    "contributions",
    "conversations",
    "deliveries",
    "delivery_marks",
    "direct_channels",
    "drafts",
    "entities",
    "events",
    "feeds",
    "files",
    "fixings",
    "follows",
    "front_pages",
    "match_steps",
    "matches",
    "metadata",
    "needs",
    "offers",
    "papers",
    "people",
    "pledge_areas",
    "pledge_entities",
    "pledge_overlaps",
    "pledge_sets",
    "pledge_supports",
    "pledge_targets",
    "pledge_types",
    "pledges",
    "preferences",
    "questions",
    "records",
    "seeds",
    "sessions",
    "snoozes",
    "tenures",
    "text_words",
    "updates",
    "working_groups",
]
