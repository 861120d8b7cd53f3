from tests.contract.samples import ENTITIES, EVENTS, PLEDGES
from tests.replicas.conftest import Start

from mirps_bot.adapters.sql.storage import SqlStorage


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
