import json
from collections.abc import Mapping
from datetime import time
from decimal import Decimal

import pytest
from tests.contract.samples import ANA, LUIS, MEXICO, NOW

from mirps_bot.adapters.sql.storage import SqlUnitOfWork
from mirps_bot.adapters.sql.tables import metadata
from mirps_bot.domain.calendar import EventStatus, Sighting
from mirps_bot.domain.draft import Heard
from mirps_bot.domain.follow import Topic, TopicKind
from mirps_bot.domain.ids import EventId, PledgeId
from mirps_bot.domain.language import Language
from mirps_bot.domain.money import Quantity
from mirps_bot.domain.person import Actor, Chat
from mirps_bot.domain.preference import Preference
from mirps_bot.domain.update import Report, Surface, UpdateKind
from mirps_bot.ports import Account, Conversation, Look, NewAbsence, NewSession, NewUpdate


@pytest.fixture
def anas(unit: SqlUnitOfWork) -> Actor:
    return unit.people.introduce(
        Account(user="U1", email=ANA.email, language=Language.EN, time_zone="America/Panama")
    )


HEARD = Heard(quantity=Quantity(number=Decimal(430), unit="personas"))
SEEN = Sighting(event=EventId("meeting"), status=EventStatus.CONFIRMED)


def fill(unit: SqlUnitOfWork, actor: Actor) -> None:
    assert actor.person is not None
    ana = actor.person.id
    unit.people.remember_direct_channel("U1", "D1")
    unit.people.choose(actor, language=Language.FR)
    unit.drafts.keep(author=ana, entity=MEXICO, pledge=None, text="Secreto", heard=HEARD, said_at=NOW)
    unit.follows.follow(ana, Topic(kind=TopicKind.ENTITY, id="hn"), since=NOW)
    unit.feeds.open(ana, at=NOW)
    unit.front_pages.opened(ana, Look(at=NOW, events=(SEEN,)))
    unit.questions.keep("U1", "D1", "Secreta", at=NOW)
    unit.preferences.save(ana, Preference(by_mail=False, mutes_digests=True))
    unit.people.set_hours(ana, time(10), time(16))
    unit.sessions.start(
        NewSession(
            form="update",
            person=ana,
            entity=MEXICO,
            context={},
            answers={"narrative": "A medias"},
            at="narrative",
            passed=(),
            channel="D1",
            thread=None,
            touched_at=NOW,
        )
    )
    unit.absences.record(
        NewAbsence(
            person=ana,
            since=NOW.date(),
            until=NOW.date(),
            cover=None,
            reason="Médico",
            recorded_by=ana,
            recorded_at=NOW,
            submission="2",
        )
    )
    unit.updates.file(
        NewUpdate(
            pledge=PledgeId("registry"),
            kind=UpdateKind.UPDATE,
            report=Report(narrative="Oficial"),
            entity=MEXICO,
            author=ana,
            on_behalf=False,
            surface=Surface.FORM,
            filed_at=NOW,
            submission="1",
        )
    )


OWN = {
    "accounts",
    "direct_channels",
    "drafts",
    "sessions",
    "follows",
    "feeds",
    "front_pages",
    "preferences",
    "questions",
}
RECORD = {"people", "updates", "absences"}


def rows_of(unit: SqlUnitOfWork, actor: Actor) -> dict[str, tuple[Mapping[str, object], ...]]:
    return {each.place: each.rows for each in unit.personal.of(actor)}


def test_all_that_names_somebody_is_told_and_no_secret(unit: SqlUnitOfWork, anas: Actor) -> None:
    fill(unit, anas)

    known = rows_of(unit, anas)

    assert set(known) == OWN | RECORD
    assert known["drafts"][0]["text"] == "Secreto"
    assert known["people"][0]["email"] == ANA.email
    assert "secret_hash" not in known["feeds"][0]


def test_erasing_leaves_the_roster_and_what_was_reported(unit: SqlUnitOfWork, anas: Actor) -> None:
    fill(unit, anas)

    unit.personal.erase(anas)

    known = rows_of(unit, anas)
    assert set(known) == RECORD
    assert "own_language" not in known["people"][0]
    assert (known["people"][0]["works_from"], known["people"][0]["works_until"]) == ("08:00:00", "18:00:00")
    assert "reason" not in known["absences"][0]
    assert unit.people.actor("U1") is None


def test_nobody_elses_is_told_or_erased(unit: SqlUnitOfWork, anas: Actor) -> None:
    fill(unit, anas)
    luis = unit.people.introduce(Account(user="U2", email=LUIS.email, language=None, time_zone=None))

    assert set(rows_of(unit, luis)) == {"accounts", "people"}
    unit.personal.erase(luis)

    known = rows_of(unit, anas)
    assert set(known) == OWN | RECORD
    assert known["absences"][0]["reason"] == "Médico"
    assert known["people"][0]["works_from"] == "10:00:00"


def test_whoever_is_not_on_the_roster_has_an_account_at_most(unit: SqlUnitOfWork) -> None:
    actor = unit.people.introduce(
        Account(user="U9", email="quien@example.org", language=None, time_zone=None)
    )

    assert set(rows_of(unit, actor)) == {"accounts"}
    unit.personal.erase(actor)
    assert unit.personal.of(actor) == ()
    assert unit.people.actor("U9") is None


def test_what_is_told_can_be_written_as_json_value_by_value(unit: SqlUnitOfWork, anas: Actor) -> None:
    fill(unit, anas)

    known = json.loads(json.dumps(rows_of(unit, anas)))

    assert known["front_pages"][0]["seen"][0]["event"] == "meeting"
    assert known["drafts"][0]["heard"]["quantity"] == {"number": "430", "unit": "personas"}
    assert known["sessions"][0]["answers"] == {"narrative": "A medias"}
    assert known["updates"][0]["filed_at"] == "2026-11-22T15:30:00Z"


def test_every_table_that_names_people_says_what_for_and_whether_its_rows_are_one_persons_alone() -> None:
    naming = {
        table: [column for column in table.c if column.references(metadata.tables["people"].c.id)]
        for table in metadata.sorted_tables
    }
    named = {table: columns for table, columns in naming.items() if columns}

    assert {table.name for table in named if table.info.keys() != {"holding", "erased"}} == set()
    erased = {table.name: len(columns) for table, columns in named.items() if table.info["erased"]}
    assert erased == dict.fromkeys(OWN - {"accounts", "direct_channels", "questions"}, 1)


def test_nothing_is_left_of_any_of_their_accounts(unit: SqlUnitOfWork, anas: Actor) -> None:
    in_teams = Account(user="29:ana", email=ANA.email, language=None, time_zone=None, chat=Chat.TEAMS)
    unit.people.introduce(in_teams)
    unit.people.remember_direct_channel("29:ana", "a:1")
    unit.conversations.remember(Conversation(channel="a:1", service_url="https://smba.example"))
    told = rows_of(unit, anas)
    assert {place: len(rows) for place, rows in told.items()} == {
        "conversations": 1,
        "direct_channels": 1,
        "accounts": 2,
        "people": 1,
    }

    unit.personal.erase(anas)

    assert unit.people.actor("29:ana") is None
    assert unit.conversations.find("a:1") is None
    assert unit.conversations.direct("29:ana") is None
