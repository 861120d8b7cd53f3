import pytest
from sqlalchemy import Table
from tests.contract.samples import ANA, LUIS, MEXICO, NOW

from mirps_bot.adapters.sql.personal import ERASED
from mirps_bot.adapters.sql.storage import SqlUnitOfWork
from mirps_bot.domain.follow import Topic, TopicKind
from mirps_bot.domain.ids import PledgeId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor
from mirps_bot.domain.update import Report, Surface, UpdateKind
from mirps_bot.ports import Look, NewUpdate, Profile


@pytest.fixture
def anas(unit: SqlUnitOfWork) -> Actor:
    return unit.people.introduce(
        Profile(user="U1", email=ANA.email, language=Language.EN, time_zone="America/Panama")
    )


def fill(unit: SqlUnitOfWork, actor: Actor) -> None:
    assert actor.person is not None
    ana = actor.person.id
    unit.people.remember_direct_channel("U1", "D1")
    unit.people.choose(actor, language=Language.FR)
    unit.drafts.keep(author=ana, entity=MEXICO, pledge=None, text="Secreto", said_at=NOW)
    unit.follows.follow(ana, Topic(kind=TopicKind.ENTITY, id="hn"), since=NOW)
    unit.feeds.open(ana, at=NOW)
    unit.front_pages.opened(ana, Look(at=NOW, events=()))
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


OWN = {"accounts", "direct_channels", "drafts", "follows", "feeds", "front_pages"}


def test_all_that_names_somebody_is_told_and_no_secret(unit: SqlUnitOfWork, anas: Actor) -> None:
    fill(unit, anas)

    known = unit.personal.of(anas)

    assert set(known) == {*OWN, "people", "updates"}
    assert known["drafts"][0]["text"] == "Secreto"
    assert known["people"][0]["email"] == ANA.email
    assert "secret_hash" not in known["feeds"][0]


def test_erasing_leaves_the_roster_and_what_was_reported(unit: SqlUnitOfWork, anas: Actor) -> None:
    fill(unit, anas)

    assert unit.personal.erase(anas) == dict.fromkeys(OWN, 1)

    known = unit.personal.of(anas)
    assert set(known) == {"people", "updates"}
    assert "own_language" not in known["people"][0]
    assert unit.people.actor("U1") is None
    assert unit.personal.erase(anas) == {}


def test_nobody_elses_is_told_or_erased(unit: SqlUnitOfWork, anas: Actor) -> None:
    fill(unit, anas)
    luis = unit.people.introduce(Profile(user="U2", email=LUIS.email, language=None, time_zone=None))

    assert set(unit.personal.of(luis)) == {"accounts", "people"}
    unit.personal.erase(luis)

    assert set(unit.personal.of(anas)) >= OWN


def test_whoever_is_not_on_the_roster_has_an_account_at_most(unit: SqlUnitOfWork) -> None:
    actor = unit.people.introduce(
        Profile(user="U9", email="quien@example.org", language=None, time_zone=None)
    )

    assert set(unit.personal.of(actor)) == {"accounts"}
    assert unit.personal.erase(actor) == {"accounts": 1}
    assert unit.people.actor("U9") is None


def test_what_is_told_can_be_written_as_json(unit: SqlUnitOfWork, anas: Actor) -> None:
    fill(unit, anas)
    values = {type(each) for rows in unit.personal.of(anas).values() for row in rows for each in row.values()}
    assert values <= {str, int, bool, float, list, dict}


def test_columns_whose_rows_are_erased_name_a_person() -> None:
    for column in ERASED:
        assert isinstance(column.table, Table)
        assert [key.column.table.name for key in column.foreign_keys] == ["people"]
