from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from tests.contract.samples import ANA, LUIS, MEXICO, NOW

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.domain.ids import PersonId
from mirps_bot.domain.session import KEPT, Session
from mirps_bot.ports import NewSession, StaleSession, UnitOfWork


def start(unit: UnitOfWork, person: PersonId, days: int = 0) -> Session:
    return unit.sessions.start(
        NewSession(
            form="update",
            person=person,
            entity=MEXICO,
            context={"draft": "7"},
            answers={"stage": "planning"},
            at="stage",
            passed=("pledge",),
            channel="D1",
            thread=None,
            touched_at=NOW + timedelta(days=days),
        )
    )


@pytest.fixture
def luis(unit: UnitOfWork) -> PersonId:
    found = unit.people.by_email(LUIS.email)
    assert found
    return found.id


def test_session_starts_with_what_it_was_given(unit: UnitOfWork, ana: PersonId) -> None:
    session = start(unit, ana)

    assert session == Session(
        id=session.id,
        version=1,
        form="update",
        person=ana,
        entity=MEXICO,
        context={"draft": "7"},
        answers={"stage": "planning"},
        at="stage",
        passed=("pledge",),
        channel="D1",
        touched_at=NOW,
    )
    assert unit.sessions.find(session.id) == unit.sessions.active(ana) == session


def test_session_is_saved_under_its_next_version(unit: UnitOfWork, ana: PersonId) -> None:
    session = start(unit, ana)
    answers = {"stage": "planning", "narrative": "  *listo* <!channel>\n🎉 "}
    changed = replace(session, answers=answers, at=None, passed=("stage",), failures=2, is_leaving=True)

    saved = unit.sessions.save(changed)

    assert saved == replace(changed, version=2) == unit.sessions.find(session.id)


def test_session_is_changed_only_from_its_newest_version(unit: UnitOfWork, ana: PersonId) -> None:
    session = start(unit, ana)
    saved = unit.sessions.save(session)

    with pytest.raises(StaleSession):
        unit.sessions.save(replace(session, at=None))
    with pytest.raises(StaleSession):
        unit.sessions.remove(session)

    assert unit.sessions.find(session.id) == saved


def test_session_removed_is_gone_and_its_number_is_never_used_again(unit: UnitOfWork, ana: PersonId) -> None:
    session = start(unit, ana)

    unit.sessions.remove(session)

    assert (unit.sessions.find(session.id), unit.sessions.active(ana)) == (None, None)
    with pytest.raises(StaleSession):
        unit.sessions.save(session)
    assert start(unit, ana).id > session.id


def test_person_has_one_active_session(unit: UnitOfWork, ana: PersonId, luis: PersonId) -> None:
    others = start(unit, luis)
    first, second = start(unit, ana), start(unit, ana, days=1)
    assert unit.sessions.active(ana) == second
    assert unit.sessions.find(first.id) == replace(first, version=2, is_active=False)

    again = unit.sessions.save(replace(first, version=2, is_active=True))

    assert unit.sessions.active(ana) == again
    assert unit.sessions.find(second.id) == replace(second, version=2, is_active=False)
    assert unit.sessions.active(luis) == others


def test_active_session_is_found_by_who_turned_to_it(unit: UnitOfWork, ana: PersonId, luis: PersonId) -> None:
    late, early = start(unit, ana, days=1), start(unit, luis)

    assert unit.sessions.touched_since(NOW - timedelta(seconds=1)) == {ana: late, luis: early}
    assert unit.sessions.touched_since(NOW) == {ana: late}
    unit.sessions.save(replace(late, is_active=False))
    assert unit.sessions.touched_since(NOW) == {}


def test_draft_is_not_active(unit: UnitOfWork, ana: PersonId) -> None:
    draft = unit.sessions.save(replace(start(unit, ana), is_active=False))
    assert unit.sessions.active(ana) is None
    assert unit.sessions.of_person(ana) == (draft,)


def test_sessions_of_a_person_come_newest_first_and_are_no_one_elses(
    unit: UnitOfWork, ana: PersonId, luis: PersonId
) -> None:
    sessions = [start(unit, ana, days) for days in (1, 3, 2)]
    found = unit.sessions.of_person(ana)
    assert [each.id for each in found] == [sessions[1].id, sessions[2].id, sessions[0].id]
    assert unit.sessions.of_person(luis) == ()


def test_session_expires_when_nobody_touches_it(unit: UnitOfWork, ana: PersonId) -> None:
    late, soon = start(unit, ana, days=2), start(unit, ana)
    before = NOW + KEPT + timedelta(days=1)

    assert [each.id for each in unit.sessions.expiring(before)] == [soon.id]
    assert unit.sessions.expiring(soon.expires_at) == ()
    assert unit.sessions.forget(before) == 1
    assert [each.id for each in unit.sessions.of_person(ana)] == [late.id]


def test_only_one_of_several_answers_at_once_is_taken(storage: SqlStorage) -> None:
    with storage.begin() as unit:
        ana = unit.people.by_email(ANA.email)
        assert ana
        session = start(unit, ana.id)
        unit.commit()
    together = Barrier(4)

    def answer(number: int) -> bool:
        together.wait(timeout=10)
        try:
            with storage.begin() as unit:
                unit.sessions.save(replace(session, answers={"stage": str(number)}))
                unit.commit()
        except StaleSession:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        taken = [each.result() for each in [pool.submit(answer, number) for number in range(4)]]

    assert sorted(taken) == [False, False, False, True]
    with storage.begin(reading=True) as unit:
        assert unit.sessions.find(session.id) == replace(
            session, version=2, answers={"stage": str(taken.index(True))}
        )
