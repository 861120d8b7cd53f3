from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError
from tests.contract.samples import ANA, ASYLUM, BANK, HONDURAS, JOBS, MEXICO, NOW, PANAMA

from mirps_bot.adapters.sql.storage import SqlStorage, SqlUnitOfWork
from mirps_bot.adapters.sql.tables import match_steps
from mirps_bot.domain.dates import Quarter
from mirps_bot.domain.ids import EntityId, MatchId, NeedId, OfferId, PersonId
from mirps_bot.domain.language import Language
from mirps_bot.domain.matching import Basis, Criterion, MatchReason, Proposal
from mirps_bot.domain.need import Match, MatchState, MatchStep, Need, Offer, Reply
from mirps_bot.domain.pledge import ContributionType
from mirps_bot.ports import NewNeed, NewOffer, UnitOfWork

WORDS = "Intérpretes de náhuatl, *ya* <!channel>\n¿Quién puede? 🎉"
CAN_SUPPORT = MatchStep(state=MatchState.INTRODUCED, reply=Reply.CAN_SUPPORT, at=NOW + timedelta(days=1))
NOT_NOW = MatchStep(state=MatchState.DECLINED, reply=Reply.NOT_NOW, at=NOW + timedelta(days=2))


@pytest.fixture
def need(ana: PersonId) -> NewNeed:
    return need_by(ana)


@pytest.fixture
def offer(ana: PersonId) -> NewOffer:
    return NewOffer(
        entity=BANK,
        area=JOBS,
        type=ContributionType.FINANCIAL,
        country=None,
        what=WORDS,
        until=Quarter(year=2027, number=2),
        contact="la mesa de cooperación",
        author=ana,
        posted_at=NOW,
        submission="offer-1",
    )


def need_by(author: PersonId) -> NewNeed:
    return NewNeed(
        entity=MEXICO,
        area=ASYLUM,
        type=ContributionType.TECHNICAL,
        what=WORDS,
        by=Quarter(year=2027, number=1),
        contact=None,
        author=author,
        posted_at=NOW,
        submission="need-1",
        language=Language.ES,
    )


def proposal(entity: EntityId, *meets: Criterion) -> Proposal:
    met = meets or (Criterion.AREA, Criterion.TYPE)
    reason = MatchReason(basis=Basis.CONTRIBUTION, id="registry", meets=met)
    return Proposal(entity=entity, meets=met, reasons=(reason,))


def propose(unit: UnitOfWork, need: Need, *entities: EntityId) -> tuple[Match, ...]:
    return unit.matches.propose(need.id, [proposal(each) for each in entities], at=NOW)


def test_need_is_read_as_it_was_posted(unit: UnitOfWork, need: NewNeed) -> None:
    posted, is_new = unit.needs.post(need)

    expected = Need(
        id=posted.id,
        entity=MEXICO,
        area=ASYLUM,
        type=ContributionType.TECHNICAL,
        what=WORDS,
        by=Quarter(year=2027, number=1),
        contact=None,
        author=need.author,
        author_name="Ana Ruiz",
        posted_at=NOW,
        language=Language.ES,
    )
    assert (posted, is_new) == (expected, True)
    assert unit.needs.find(posted.id) == expected
    assert unit.needs.find(NeedId(posted.id + 1)) is None


def test_offer_is_read_as_it_was_posted(unit: UnitOfWork, offer: NewOffer) -> None:
    posted, is_new = unit.offers.post(offer)

    expected = Offer(
        id=posted.id,
        entity=BANK,
        area=JOBS,
        type=ContributionType.FINANCIAL,
        country=None,
        what=WORDS,
        until=Quarter(year=2027, number=2),
        contact="la mesa de cooperación",
        author=offer.author,
        author_name="Ana Ruiz",
        posted_at=NOW,
    )
    assert (posted, is_new) == (expected, True)
    assert unit.offers.find(posted.id) == expected
    assert unit.offers.find(OfferId(posted.id + 1)) is None


def test_same_submission_again_returns_the_first_one_unchanged(
    unit: UnitOfWork, need: NewNeed, offer: NewOffer
) -> None:
    first, _ = unit.needs.post(need)
    offered, _ = unit.offers.post(offer)

    assert unit.needs.post(replace(need, what="otra cosa")) == (first, False)
    assert unit.offers.post(replace(offer, what="otra cosa")) == (offered, False)


def test_needs_are_listed_newest_first_by_entity_and_without_the_closed_ones(
    unit: UnitOfWork, need: NewNeed
) -> None:
    first, _ = unit.needs.post(need)
    second, _ = unit.needs.post(replace(need, submission="2", posted_at=NOW + timedelta(days=1)))
    other, _ = unit.needs.post(replace(need, submission="3", entity=HONDURAS))
    closed = NOW + timedelta(days=2)
    assert unit.needs.close(second.id, at=closed)

    assert unit.needs.listed() == (other, first)
    assert unit.needs.listed(entity=MEXICO) == (first,)
    assert unit.needs.listed(entity=MEXICO, is_open=False) == (replace(second, closed_at=closed), first)


def test_need_is_closed_once(unit: UnitOfWork, need: NewNeed, offer: NewOffer) -> None:
    posted, _ = unit.needs.post(need)
    offered, _ = unit.offers.post(offer)

    assert [unit.needs.close(posted.id, at=NOW), unit.needs.close(posted.id, at=NOW)] == [True, False]
    assert [unit.offers.close(offered.id, at=NOW), unit.offers.close(offered.id, at=NOW)] == [True, False]


def test_proposed_match_begins_its_history(unit: UnitOfWork, need: NewNeed) -> None:
    posted, _ = unit.needs.post(need)
    (match,) = propose(unit, posted, BANK)

    first = MatchStep(state=MatchState.PROPOSED, at=NOW)
    assert match == Match(id=match.id, need=posted.id, proposal=proposal(BANK), steps=(first,))
    assert unit.matches.find(match.id) == match
    assert unit.matches.find(MatchId(match.id + 1)) is None


def test_member_is_proposed_once_for_a_need(unit: UnitOfWork, need: NewNeed) -> None:
    posted, _ = unit.needs.post(need)
    propose(unit, posted, BANK)

    assert [each.entity for each in propose(unit, posted, PANAMA, BANK)] == [PANAMA]
    assert propose(unit, posted) == ()


def test_matches_of_a_need_come_with_the_most_points_first(unit: UnitOfWork, need: NewNeed) -> None:
    posted, _ = unit.needs.post(need)
    weaker = proposal(BANK, Criterion.AREA, Criterion.COUNTRY)
    unit.matches.propose(posted.id, [weaker, proposal(PANAMA), proposal(HONDURAS)], at=NOW)

    assert [each.entity for each in unit.matches.of_need(posted.id)] == [HONDURAS, PANAMA, BANK]


def test_matches_of_an_entity_are_those_of_open_needs(unit: UnitOfWork, need: NewNeed) -> None:
    closed, _ = unit.needs.post(need)
    posted, _ = unit.needs.post(replace(need, submission="2"))
    later, _ = unit.needs.post(replace(need, submission="3", posted_at=NOW + timedelta(days=1)))
    for each in (closed, posted, later):
        propose(unit, each, BANK, PANAMA)
    unit.needs.close(closed.id, at=NOW)

    assert [each.need for each in unit.matches.of_entity(BANK)] == [later.id, posted.id]


def test_steps_are_kept_in_their_order(unit: UnitOfWork, need: NewNeed) -> None:
    posted, _ = unit.needs.post(need)
    (match,) = propose(unit, posted, BANK)
    signed = replace(CAN_SUPPORT, author=need.author, author_name="Luis Paz")
    unit.matches.take(match.id, NOT_NOW)
    now, is_new = unit.matches.take(match.id, signed)

    assert is_new
    assert now.steps == (*match.steps, NOT_NOW, signed)
    assert unit.matches.find(match.id) == now


def test_matches_that_moved_are_found_by_the_moment_of_any_step(unit: UnitOfWork, need: NewNeed) -> None:
    first, _ = unit.needs.post(need)
    second, _ = unit.needs.post(replace(need, submission="2"))
    bank, panama = propose(unit, first, BANK, PANAMA)
    (honduras,) = propose(unit, second, HONDURAS)
    taken, _ = unit.matches.take(bank.id, CAN_SUPPORT)
    unit.needs.close(first.id, at=NOW)

    def moved(after: timedelta, until: timedelta) -> tuple[Match, ...]:
        return unit.matches.moved_between(NOW + after, NOW + until)

    day, moment = timedelta(days=1), timedelta(microseconds=1)
    assert moved(timedelta(), moment) == (taken, panama, honduras)
    assert moved(moment, day) == ()
    assert moved(day, day + moment) == (taken,)


def test_echo_of_a_step_is_not_taken(unit: UnitOfWork, need: NewNeed) -> None:
    posted, _ = unit.needs.post(need)
    (match,) = propose(unit, posted, BANK)
    first, _ = unit.matches.take(match.id, CAN_SUPPORT)

    assert unit.matches.take(match.id, replace(CAN_SUPPORT, at=NOW)) == (first, False)


def test_step_of_an_unknown_match_is_refused(unit: UnitOfWork) -> None:
    with pytest.raises(LookupError):
        unit.matches.take(MatchId(99), CAN_SUPPORT)


@pytest.mark.parametrize("change", [update(match_steps).values(author_name="otra"), delete(match_steps)])
def test_history_of_a_match_cannot_be_changed_in_the_database(
    unit: SqlUnitOfWork, need: NewNeed, change: object
) -> None:
    posted, _ = unit.needs.post(need)
    propose(unit, posted, BANK)

    with pytest.raises(DBAPIError, match="match_steps are append-only"):
        unit.connection.execute(change)  # type: ignore[call-overload]


def test_who_has_not_answered_is_awaited_while_the_clock_runs(unit: UnitOfWork, need: NewNeed) -> None:
    newer, _ = unit.needs.post(replace(need, submission="2", posted_at=NOW + timedelta(days=9)))
    older, _ = unit.needs.post(need)
    for each in (newer, older):
        propose(unit, each, PANAMA, BANK)
    answered = unit.matches.of_need(older.id)[0]
    unit.matches.take(answered.id, CAN_SUPPORT)

    def awaited(days: int) -> list[tuple[NeedId, EntityId]]:
        found = unit.needs.awaiting(NOW + timedelta(days=days))
        return [(each.need.id, each.match.entity) for each in found]

    assert answered.entity == BANK
    assert awaited(0) == [(older.id, PANAMA)]
    assert awaited(10) == [(older.id, PANAMA), (newer.id, BANK), (newer.id, PANAMA)]
    assert awaited(62) == [(newer.id, BANK), (newer.id, PANAMA)]
    assert awaited(90) == []


def test_who_asked_for_more_information_is_not_awaited_and_neither_is_a_closed_need(
    unit: UnitOfWork, need: NewNeed
) -> None:
    posted, _ = unit.needs.post(need)
    bank, _ = propose(unit, posted, BANK, PANAMA)
    unit.matches.take(bank.id, MatchStep(state=MatchState.PROPOSED, reply=Reply.MORE_INFORMATION, at=NOW))
    assert [each.match.entity for each in unit.needs.awaiting(NOW)] == [PANAMA]

    unit.needs.close(posted.id, at=NOW)
    assert unit.needs.awaiting(NOW) == ()


# ---- several at once -----------------------------------------------------------------------------


def posted_by_ana(storage: SqlStorage) -> tuple[Need, Match]:
    with storage.begin() as unit:
        ana = unit.people.by_email(ANA.email)
        assert ana is not None
        need, _ = unit.needs.post(need_by(ana.id))
        (match,) = propose(unit, need, BANK)
        unit.commit()
    return need, match


def test_one_answer_from_many_threads_is_taken_once(storage: SqlStorage) -> None:
    _, match = posted_by_ana(storage)
    start = Barrier(6)

    def answer() -> bool:
        start.wait(timeout=10)
        with storage.begin() as unit:
            _, is_new = unit.matches.take(match.id, CAN_SUPPORT)
            unit.commit()
        return is_new

    with ThreadPoolExecutor(6) as pool:
        told = [each.result() for each in [pool.submit(answer) for _ in range(6)]]

    assert sorted(told) == [False] * 5 + [True]
    with storage.begin(reading=True) as unit:
        found = unit.matches.find(match.id)
    assert found
    assert found.steps == (*match.steps, CAN_SUPPORT)


def test_two_different_answers_at_once_are_both_in_the_history(storage: SqlStorage) -> None:
    _, match = posted_by_ana(storage)
    start = Barrier(2)

    def answer(step: MatchStep) -> bool:
        start.wait(timeout=10)
        with storage.begin() as unit:
            _, is_new = unit.matches.take(match.id, step)
            unit.commit()
        return is_new

    with ThreadPoolExecutor(2) as pool:
        told = [each.result() for each in [pool.submit(answer, step) for step in (CAN_SUPPORT, NOT_NOW)]]

    assert told == [True, True]
    with storage.begin(reading=True) as unit:
        found = unit.matches.find(match.id)
    assert found
    assert {*found.steps[1:]} == {CAN_SUPPORT, NOT_NOW}


def test_one_need_from_many_threads_is_posted_once(storage: SqlStorage) -> None:
    with storage.begin(reading=True) as unit:
        ana = unit.people.by_email(ANA.email)
    assert ana is not None
    new, start = need_by(ana.id), Barrier(6)

    def post() -> tuple[NeedId, bool]:
        start.wait(timeout=10)
        with storage.begin() as unit:
            posted, is_new = unit.needs.post(new)
            if is_new:
                propose(unit, posted, BANK)
            unit.commit()
        return posted.id, is_new

    with ThreadPoolExecutor(6) as pool:
        results = [each.result() for each in [pool.submit(post) for _ in range(6)]]

    assert sorted(is_new for _, is_new in results) == [False] * 5 + [True]
    assert len({posted for posted, _ in results}) == 1
