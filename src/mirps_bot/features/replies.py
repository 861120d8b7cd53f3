"""Asking members about a need, taking what they answer, and what came of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from mirps_bot.dialogue import Choice, Letter, Outbound, Press, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.delivery import Story
from mirps_bot.domain.ids import MatchId, numbered
from mirps_bot.domain.matching import MOST_POINTS, POINTS, Criterion
from mirps_bot.domain.need import Awaited, Match, MatchState, MatchStep, Need, Reply, concerned
from mirps_bot.domain.person import Person
from mirps_bot.features.grounds import Because, because
from mirps_bot.features.leave import answers_for
from mirps_bot.features.retelling import tell_anew
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """A need as it is put to one member. `points` are those that it has, `contact` once it can support."""

    need: Need
    match: Match
    because: tuple[Because, ...]
    points: tuple[tuple[Criterion, int], ...]
    most: int
    contact: str | None
    is_again: bool
    as_of: datetime


def ask(visit: Visit, awaited: Awaited, *, is_again: bool = False) -> Show:
    """The question to a member, with why it is asked; `is_again`: as a reminder."""
    need, match = awaited.need, awaited.match
    is_concerned = match.entity in concerned(need, (match,))
    is_open = need.closed_at is None and match.state not in (MatchState.AGREED, MatchState.CLOSED)
    return Show(
        template="needs/ask",
        data=Enquiry(
            need=need,
            match=match,
            because=because(visit, match.proposal.reasons),
            points=tuple((each, POINTS[each]) for each in match.proposal.meets),
            most=MOST_POINTS,
            contact=(need.contact or need.author_name) if is_concerned else None,
            is_again=is_again,
            as_of=visit.now,
        ),
        choices={"reply": reply_choices(match) if is_open else ()},
    )


def asking(visit: Visit, need: Need, match: Match, reader: Person) -> Letter:
    return Letter.to_person(
        reader, f"need/{need.id}/{match.entity}", ask(visit, Awaited(need=need, match=match))
    )


def reply(visit: Visit, press: Press) -> Outbound:
    """What a member answers: recorded once however often it is tapped, and told to the State."""
    number, said = press.action.arguments
    match = visit.unit.matches.find(MatchId(numbered(number)))
    need = visit.unit.needs.find(match.need) if match else None
    if match is None or need is None or said not in tuple(Reply):
        return Tell(phrase="outdated")
    person = visit.person
    if person is None or not may(person, Right.MATCH, (match.entity,)):
        return Tell(phrase="not_your_match", values={"entity": match.entity})
    if need.closed_at is not None:
        return Tell(phrase="need_is_closed", values={"number": need.number}, replaces=True)
    answered = Reply(said)
    match, is_new = visit.unit.matches.take(
        match.id, _step(visit, person, answered.leads_from(match.state), answered)
    )
    if is_new:
        tell_state(visit, need)
    return replace(ask(visit, Awaited(need=need, match=match)), replaces=True)


def settle(visit: Visit, press: Press) -> Outbound:
    """What the State says came of it."""
    number, state = press.action.arguments
    match = visit.unit.matches.find(MatchId(numbered(number)))
    need = visit.unit.needs.find(match.need) if match else None
    if match is None or need is None or state not in tuple(MatchState):
        return Tell(phrase="outdated")
    person = visit.person
    if person is None or not may(person, Right.MATCH, (need.entity,)):
        return Tell(phrase="not_your_match", values={"entity": need.entity})
    match, is_new = visit.unit.matches.take(match.id, _step(visit, person, MatchState(state)))
    if match.state != state:
        return Tell(phrase="outdated")
    if is_new:
        tell_state(visit, need)
    return Tell(
        phrase="match_settled",
        values={"number": need.number, "entity": match.entity, "state": match.state},
        letters=_told(visit, need, match) if is_new else (),
    )


def tell_state(visit: Visit, need: Need) -> None:
    """One message to whoever posted it, else to who answers for the State now, told anew with every answer."""
    author = visit.unit.people.find(need.author)
    is_theirs = author and author.entity == need.entity and not author.has_left
    reader = author if is_theirs else answers_for(visit, need.entity)
    if reader:
        tell_anew(visit, Story.NEED, str(need.id), reader)


def _told(visit: Visit, need: Need, match: Match) -> tuple[Letter, ...]:
    """The member learns what came of its answer."""
    reader = answers_for(visit, match.entity)
    if reader is None:
        return ()
    letter = asking(visit, need, match, reader)
    return (replace(letter, key=f"settled/{match.id}/{match.state}"),)


def _step(visit: Visit, person: Person, state: MatchState, said: Reply | None = None) -> MatchStep:
    return MatchStep(state=state, reply=said, author=person.id, author_name=person.name, at=visit.now)


def reply_choices(match: Match) -> tuple[Choice, ...]:
    """All three while nothing was answered, then the other two: a member may change its mind."""
    return tuple(
        Choice(
            phrase=f"reply_{each}",
            action=Action(ActionName.REPLY, (str(match.id), each.value)),
            emphasis=Emphasis.PRIMARY if each is Reply.CAN_SUPPORT and match.reply is None else Emphasis.NONE,
        )
        for each in Reply
        if each is not match.reply
    )
