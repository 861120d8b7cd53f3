from datetime import timedelta

from tests.contract.samples import NOW

from mirps_bot.ports import UnitOfWork
from mirps_bot.ports.questions import FRESH

MOMENT = timedelta(seconds=1)


def test_last_question_of_each_account_is_known_where_it_was_asked(unit: UnitOfWork) -> None:
    unit.questions.keep("U1", "D1", "compromisos", at=NOW)
    unit.questions.keep("U1", "D1", "planes", at=NOW)
    unit.questions.keep("U2", "D2", "fondo", at=NOW)

    assert unit.questions.last("U1", "D1", now=NOW) == "planes"
    assert unit.questions.last("U2", "D2", now=NOW) == "fondo"
    assert unit.questions.last("U1", "D2", now=NOW) is None
    assert unit.questions.last("U3", "D1", now=NOW) is None


def test_one_asked_elsewhere_takes_its_place(unit: UnitOfWork) -> None:
    unit.questions.keep("U1", "D1", "compromisos", at=NOW)
    unit.questions.keep("U1", "C1", "planes", at=NOW)

    assert unit.questions.last("U1", "D1", now=NOW) is None
    assert unit.questions.last("U1", "C1", now=NOW) == "planes"


def test_nothing_follows_from_an_old_question_and_it_is_forgotten(unit: UnitOfWork) -> None:
    unit.questions.keep("U1", "D1", "compromisos", at=NOW)
    unit.questions.keep("U2", "D2", "planes", at=NOW + MOMENT)
    later = NOW + FRESH + MOMENT

    assert unit.questions.last("U1", "D1", now=later) is None
    assert unit.questions.forget(later) == 1
    assert unit.questions.last("U2", "D2", now=later) == "planes"
