from tests.contract.samples import BANK, FACTS, HONDURAS, MEXICO, row

from mirps_bot.adapters.sql.schema import upgrade
from mirps_bot.adapters.sql.seed import seed
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.domain.person import Role
from mirps_bot.ports import reading_once


def test_what_was_asked_is_not_read_again_and_what_differs_is() -> None:
    storage = SqlStorage("sqlite://")
    upgrade(storage)
    seed(storage, FACTS, ())
    with storage.begin() as unit:
        once = reading_once(unit)
        assert once.people.all() == ()
        assert once.people.by_email("ana@gob.example") is None

        unit.people.save([row("ana@gob.example", "Ana", MEXICO, Role.FOCAL_POINT)])

        assert once.people.all() == ()
        assert once.people.by_email("Ana@gob.example") == unit.people.by_email("ana@gob.example")
        assert reading_once(unit).people.all() == unit.people.all() != ()


def test_what_is_asked_of_one_of_several_entities_is_read_of_all() -> None:
    storage = SqlStorage("sqlite://")
    upgrade(storage)
    seed(storage, FACTS, ())
    with storage.begin() as unit:
        once = reading_once(unit, [MEXICO, HONDURAS])
        of_both = unit.pledges.open_of([MEXICO, HONDURAS])

        assert once.pledges.open_of((MEXICO,)) == once.pledges.open_of((HONDURAS,)) == of_both
        assert once.pledges.open_of((BANK,)) == unit.pledges.open_of((BANK,))
        assert once.pledges.open_of((BANK, MEXICO)) == unit.pledges.open_of((BANK, MEXICO))


def test_what_is_asked_of_a_list_is_read_each_time() -> None:
    storage = SqlStorage("sqlite://")
    upgrade(storage)
    with storage.begin(reading=True) as unit:
        assert reading_once(unit).deliveries.known(["a"]) == frozenset()
