"""What tests of the core stand on: the content as it ships, and a database of one's own with the facts in it."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from tests.core import CHECKOUT, composer, content, facts, gazetteer
from tests.unit.desk import DEADLINE, MEETING, At, Desk, LearntBot, StandingClock
from tests.unit.postman import Postman

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import prepare
from mirps_bot.content.facts import Facts
from mirps_bot.content.load import Content
from mirps_bot.content.roster import read_roster
from mirps_bot.knowledge import Knowledge

# Properties are about what holds, not about how fast this machine is at the moment.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROSTER = CHECKOUT / "src/mirps_bot/demo/people.csv"

__all__ = ["composer", "content", "facts", "gazetteer"]


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory, content: Content, facts: Facts) -> Path:
    """A database with the facts, the calendar and the roster, to be copied."""
    file = tmp_path_factory.mktemp("seeded") / "bot.sqlite"
    storage = SqlStorage(f"sqlite:///{file}")
    prepare(storage, content, (MEETING, DEADLINE))
    people, _ = read_roster(ROSTER, [each.id for each in facts.entities])
    with storage.begin() as unit:
        unit.people.save(people)
        unit.commit()
    storage.close()
    return file


@pytest.fixture
def storage(seeded: Path, tmp_path: Path) -> Iterator[SqlStorage]:
    """One test's own."""
    file = tmp_path / "bot.sqlite"
    shutil.copy(seeded, file)
    opened = SqlStorage(f"sqlite:///{file}")
    yield opened
    opened.close()


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture(scope="session")
def knowledge(seeded: Path, content: Content) -> Knowledge:
    """Of all desks: its templates are compiled once."""
    storage = SqlStorage(f"sqlite:///{seeded}")
    with storage.begin(reading=True) as unit:
        gathered = Knowledge.gather(content, unit)
    storage.close()
    return gathered


@pytest.fixture
def desk(storage: SqlStorage, knowledge: Knowledge, clock: StandingClock) -> Desk:
    return Desk(storage, LearntBot(storage, knowledge, clock), clock)


@pytest.fixture(scope="session")
def reading_desk(seeded: Path, knowledge: Knowledge) -> Iterator[Desk]:
    """For tests that only ask: one for all of them."""
    storage, clock = SqlStorage(f"sqlite:///{seeded}"), StandingClock()
    yield Desk(storage, LearntBot(storage, knowledge, clock), clock)
    storage.close()


@pytest.fixture
def postman(desk: Desk) -> Postman:
    return Postman(desk)


@pytest.fixture
def at(clock: StandingClock) -> At:
    """Sets the clock of the desk, in UTC."""

    def move(text: str) -> None:
        clock.moment = datetime.fromisoformat(text).replace(tzinfo=UTC)

    return move
