from tests.contract.test_deliveries import owed

from mirps_bot.adapters.sql.copying import copy_in_memory
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.domain.query import PledgeFilter


def test_copy_holds_the_same_with_an_empty_outbox(storage: SqlStorage) -> None:
    with storage.begin() as unit:
        unit.deliveries.owe([owed("one")])
        unit.commit()

    copy = copy_in_memory(storage)

    with copy.begin(reading=True) as copied:
        found = (
            copied.people.all(),
            copied.directory.groups(),
            copied.pledges.search(PledgeFilter(), limit=99),
        )
        assert copied.deliveries.known(["one"]) == frozenset()
    copy.close()
    with storage.begin(reading=True) as unit:
        assert found == (
            unit.people.all(),
            unit.directory.groups(),
            unit.pledges.search(PledgeFilter(), limit=99),
        )
        assert unit.deliveries.known(["one"]) == {"one"}
