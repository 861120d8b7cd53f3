from pathlib import Path

import pytest
from tests.contract.samples import ENTITIES, EVENTS, PLEDGES
from tests.databases import ENGINES
from tests.replicas.conftest import Start

from mirps_bot.adapters.sql.storage import SqlStorage


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where nothing is yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bot.sqlite'}"
    postgres_url: str = request.getfixturevalue("postgres_url")
    return postgres_url


def test_replicas_that_start_together_prepare_the_database_once(url: str, start: Start) -> None:
    replicas = start("start", 4)
    for each in replicas:
        each.go()

    loaded = [each.result() for each in replicas]

    assert sorted(loaded) == [False, False, False, True]
    storage = SqlStorage(url)
    with storage.begin(reading=True) as unit:
        assert {*unit.directory.entities()} == {*ENTITIES}
        assert {each.id for each in EVENTS} == {each.id for each in EVENTS if unit.events.find(each.id)}
        assert {each.id for each in PLEDGES} == {each.id for each in PLEDGES if unit.pledges.find(each.id)}
    storage.close()
