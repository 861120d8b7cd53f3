from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.dates import months_later
from mirps_bot.domain.ids import AreaId, EntityId, MatchId, NeedId, PersonId
from mirps_bot.domain.matching import Basis, Criterion, MatchReason, Proposal
from mirps_bot.domain.need import MOVES, Match, MatchState, MatchStep, Need, Reply, concerned
from mirps_bot.domain.pledge import ContributionType

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
GT, CA, ES = map(EntityId, ("gt", "ca", "es"))
NEED = Need(
    id=NeedId(7),
    entity=GT,
    area=AreaId("asylum_systems"),
    type=ContributionType.TECHNICAL,
    what="Intérpretes",
    by=None,
    contact=None,
    author=PersonId(1),
    author_name="Ana",
    posted_at=NOW,
)


def match(*states: MatchState, entity: EntityId = CA) -> Match:
    reason = MatchReason(basis=Basis.OFFER, id="O-0001", meets=(Criterion.AREA, Criterion.TYPE))
    return Match(
        id=MatchId(1),
        need=NEED.id,
        proposal=Proposal(entity=entity, meets=reason.meets, reasons=(reason,)),
        steps=tuple(step(each) for each in (MatchState.PROPOSED, *states)),
    )


def step(state: MatchState, reply: Reply | None = None) -> MatchStep:
    return MatchStep(state=state, reply=reply, at=NOW)


def told(reply: Reply, state: MatchState = MatchState.PROPOSED) -> MatchStep:
    return step(reply.leads_from(state), reply)


def test_number_is_the_one_that_people_quote() -> None:
    assert NEED.number == "N-0007"


@pytest.mark.parametrize(
    ("posted", "until"),
    [("2026-11-24", "2027-01-24"), ("2026-12-31", "2027-02-28"), ("2027-12-30", "2028-02-29")],
)
def test_members_have_two_months_to_answer(posted: str, until: str) -> None:
    moment = datetime.fromisoformat(f"{posted}T15:00+00:00")
    assert months_later(moment, 2) == datetime.fromisoformat(f"{until}T15:00+00:00")


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)), st.integers(1, 24))  # noqa: DTZ001
def test_months_later_is_so_many_months_later(moment: datetime, months: int) -> None:
    later = months_later(moment, months)
    assert (later.year - moment.year) * 12 + later.month - moment.month == months
    assert later.time() == moment.time()


def test_echo_of_a_reply_is_not_accepted() -> None:
    asked = match()
    for reply in Reply:
        first = told(reply)
        assert asked.accepts(first)
        answered = Match(id=asked.id, need=asked.need, proposal=asked.proposal, steps=(*asked.steps, first))
        assert not answered.accepts(first)


def test_question_leaves_it_proposed_and_says_what_was_asked() -> None:
    asked = match()
    answered = Match(
        id=asked.id,
        need=asked.need,
        proposal=asked.proposal,
        steps=(*asked.steps, told(Reply.MORE_INFORMATION)),
    )
    assert (answered.state, answered.reply) == (MatchState.PROPOSED, Reply.MORE_INFORMATION)
    assert answered.accepts(told(Reply.CAN_SUPPORT))


def test_member_may_change_its_mind_until_something_is_agreed() -> None:
    assert match(MatchState.DECLINED).accepts(told(Reply.CAN_SUPPORT))
    assert match(MatchState.INTRODUCED).accepts(told(Reply.NOT_NOW))
    assert not match(MatchState.INTRODUCED, MatchState.AGREED).accepts(told(Reply.NOT_NOW))


def dated(*steps: tuple[int, MatchStep]) -> Match:
    """Proposed by the bot on day 0; then these, each on its day and by a person."""
    return replace(
        match(),
        steps=(
            step(MatchState.PROPOSED),
            *(replace(each, at=NOW + timedelta(days=day), author=PersonId(2)) for day, each in steps),
        ),
    )


def days(first: int, last: int) -> tuple[datetime, datetime]:
    return NOW + timedelta(days=first), NOW + timedelta(days=last)


def test_match_is_made_when_it_is_proposed_taken_up_or_agreed() -> None:
    made = dated((3, told(Reply.CAN_SUPPORT)), (6, step(MatchState.AGREED)))
    found = [made.made_between(*days(first, first + 2)) for first in (-2, 0, 2, 4, 6, 8)]
    assert [each and each.standing for each in found] == [
        None,
        None,
        Reply.CAN_SUPPORT,
        None,
        MatchState.AGREED,
        None,
    ]
    assert [bool(each) for each in found] == [False, True, True, False, True, False]


def test_question_and_no_make_no_match_and_are_told_of_one_that_is_new() -> None:
    answered = dated((1, told(Reply.MORE_INFORMATION)), (2, told(Reply.NOT_NOW)))
    assert answered.made_between(*days(1, 5)) is None
    new = answered.made_between(*days(0, 5))
    assert new is not None
    assert new.standing is Reply.NOT_NOW


def test_what_is_closed_stays_closed() -> None:
    closed = match(MatchState.CLOSED)
    assert [each for each in MatchState if closed.accepts(step(each))] == []
    assert [each for each in Reply if closed.accepts(told(each, MatchState.CLOSED))] == []


def test_question_reopens_what_was_declined_and_moves_nothing_else() -> None:
    states = {each: Reply.MORE_INFORMATION.leads_from(each) for each in MatchState}
    assert states == {each: each for each in MatchState} | {MatchState.DECLINED: MatchState.PROPOSED}
    introduced = match(MatchState.INTRODUCED)
    assert introduced.accepts(told(Reply.MORE_INFORMATION, MatchState.INTRODUCED))


def test_only_the_moves_that_are_named_are_accepted() -> None:
    accepted = {
        (here, there) for here, there in product(MatchState, MatchState) if match(here).accepts(step(there))
    }
    named = {(here, there) for here, to in MOVES.items() for there in to}
    assert accepted == named


def test_every_state_can_be_left_but_the_last() -> None:
    assert [each for each in MatchState if not MOVES[each]] == [MatchState.CLOSED]


def test_contact_is_for_the_state_and_for_members_that_can_support() -> None:
    matches = (match(MatchState.INTRODUCED), match(entity=ES))
    assert concerned(NEED, matches) == (GT, CA)


def test_contact_is_no_longer_for_a_member_that_declined() -> None:
    assert concerned(NEED, (match(MatchState.INTRODUCED, MatchState.DECLINED),)) == (GT,)


def test_clock_ends_two_months_after_posting() -> None:
    assert NEED.answer_by - NEED.posted_at == timedelta(days=61)


@given(st.lists(st.sampled_from([*Reply, *MatchState])))
def test_whatever_is_tapped_in_whatever_order_the_history_keeps_to_the_moves(
    taps: list[Reply | MatchState],
) -> None:
    now = match()
    for tap in taps:
        taken = told(tap, now.state) if isinstance(tap, Reply) else step(tap)
        if now.accepts(taken):
            now = replace(now, steps=(*now.steps, taken))
            assert not now.accepts(taken)
    for before, after in pairwise(now.steps):
        assert after.state is before.state or after.state in MOVES[before.state]
    closed = [each.state for each in now.steps].count(MatchState.CLOSED)
    assert closed == (now.state is MatchState.CLOSED)
