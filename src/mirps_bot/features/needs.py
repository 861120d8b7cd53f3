"""What States need: posted by form, listed, and one of them with the answers that came."""

from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Ask, Choice, Correct, Letter, Outbound, Press, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.form import Problem
from mirps_bot.domain.ids import AreaId, EntityId, NeedId, numbered
from mirps_bot.domain.need import SUPPORTED, Match, MatchState, MatchStep, Need, concerned
from mirps_bot.domain.person import Person
from mirps_bot.domain.pledge import ContributionType
from mirps_bot.features.forms import Context, Filled
from mirps_bot.features.grounds import proposals
from mirps_bot.features.leave import answers_for
from mirps_bot.features.lists import state_options
from mirps_bot.features.reading import Query, read
from mirps_bot.features.replies import asking, reply_choices, tell_state
from mirps_bot.features.visit import Visit
from mirps_bot.ports import NewNeed
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

SHOWN = 8
HISTORY = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedNeed:
    """`matches` are those that the reader may see: all of them (`is_whole`), else its own."""

    need: Need
    matches: tuple[Match, ...]
    is_whole: bool

    @property
    def supporters(self) -> tuple[EntityId, ...]:
        return tuple(each.entity for each in self.matches if each.state in SUPPORTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedList:
    """Unsupported ones first for the secretariat, by State; for others the newest first. `is_all` tells which."""

    needs: tuple[ListedNeed, ...]
    total: int
    unsupported: int
    is_all: bool
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One step of one match."""

    entity: EntityId
    step: MatchStep


@dataclass(frozen=True, slots=True, kw_only=True)
class OneNeed:
    """`matches` as in `ListedNeed`; `contact` None: not for this reader. `unreached` have nobody on the roster.
    `history` is what was said and settled, the newest first.
    """

    need: Need
    matches: tuple[Match, ...]
    is_whole: bool
    unreached: tuple[EntityId, ...]
    history: tuple[Said, ...]
    contact: str | None
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    """One need by its number, else those that are open, narrowed by States and areas that the words name."""
    person = visit.person
    if person is None or not may(person, Right.SEE_NEEDS):
        return Tell(phrase="not_on_roster")
    if number := numbered(words, "n"):
        need = visit.unit.needs.find(NeedId(number))
        return show_one(visit, person, need) if need else Tell(phrase="unknown_need", values={"typed": words})
    return _list(visit, person, read(visit.lexicon, words))


def _list(visit: Visit, person: Person, asked: Query) -> Show:
    found = [
        _listed(visit, person, need)
        for need in visit.unit.needs.listed()
        if (not asked.entities or need.entity in asked.entities)
        and (not asked.areas or need.area in asked.areas)
        and (not asked.mine or need.entity == person.entity)
    ]
    if person.is_secretariat:
        found.sort(key=lambda each: (bool(each.supporters), each.need.entity))
    return Show(
        template="needs/list",
        data=NeedList(
            needs=tuple(found[:SHOWN]),
            total=len(found),
            unsupported=sum(not each.supporters for each in found),
            is_all=person.is_secretariat,
            as_of=visit.now,
        ),
        choices={
            "open": tuple(open_need(each.need) for each in found[:SHOWN]),
            "post": (_post_choice(),) if state_options(visit, person, "") else (),
        },
    )


def show_one(visit: Visit, person: Person, need: Need) -> Show:
    matches = visit.unit.matches.of_need(need.id)
    seen = _visible(visit, person, need)
    may_see_contact = may(person, Right.SEE_CONTACT, concerned(need, matches))
    is_whole = may(person, Right.MATCH, (need.entity,))
    return Show(
        template="needs/one",
        data=OneNeed(
            need=need,
            matches=seen,
            is_whole=is_whole,
            unreached=tuple(each.entity for each in seen if is_whole and not _is_reached(visit, each)),
            history=_history(seen),
            contact=(need.contact or need.author_name) if may_see_contact else None,
            as_of=visit.now,
        ),
        choices=_choices(need, seen, is_whole=is_whole) if need.closed_at is None else {},
    )


def tell(visit: Visit, about: str) -> Show | None:
    """The consolidated answer, as it stands."""
    need = visit.unit.needs.find(NeedId(int(about)))
    return show_one(visit, visit.person, need) if need and visit.person else None


# ---- posting and closing -------------------------------------------------------------------------


def start(visit: Visit, person: Person, context: Context) -> Outbound:
    """The form, for the State that this person speaks for, if it is one."""
    states = state_options(visit, person, "")
    if not states:
        return Tell(phrase="states_post_needs")
    return Ask(form="needs", raw={"entity": states[0].value if len(states) == 1 else ""}, context={})


def submit(visit: Visit, person: Person, filled: Filled) -> Outbound:
    """Post it once, and ask the members that match."""
    values = filled.values
    entity = EntityId(str(values["entity"]))
    if entity not in {each.value for each in state_options(visit, person, "")}:
        return Correct(form=filled.form.name, problems={"entity": Problem(phrase="not_an_option")})
    need, is_new = visit.unit.needs.post(
        NewNeed(
            entity=entity,
            area=AreaId(str(values["area"])),
            type=ContributionType(str(values["type"])),
            what=str(values["what"]),
            by=filled.quarter("by"),
            contact=filled.text("contact"),
            author=person.id,
            posted_at=visit.now,
            submission=filled.key,
            language=visit.actor.language,
        )
    )
    if is_new:
        tell_state(visit, need)
    asked = _put_to_members(visit, need) if is_new else ()
    reached = (each.entity for each in visit.unit.matches.of_need(need.id) if _is_reached(visit, each))
    return Tell(
        phrase="need_posted",
        values={"number": need.number, "asked": tuple(reached)},
        choices=(open_need(need),),
        letters=asked,
    )


def close(visit: Visit, press: Press) -> Outbound:
    """Nobody is asked any more; what was not agreed is closed with it."""
    person, number = visit.person, press.action.arguments[0]
    need = visit.unit.needs.find(NeedId(numbered(number)))
    if need is None or not may(person, Right.MATCH, (need.entity,)) or person is None:
        return Tell(phrase="outdated")
    if visit.unit.needs.close(need.id, at=visit.now):
        for match in visit.unit.matches.of_need(need.id):
            if match.state is not MatchState.AGREED:
                visit.unit.matches.take(
                    match.id,
                    MatchStep(
                        state=MatchState.CLOSED, author=person.id, author_name=person.name, at=visit.now
                    ),
                )
    return Tell(phrase="need_closed", values={"number": need.number}, choices=(open_need(need),))


# ---- inside --------------------------------------------------------------------------------------


def _put_to_members(visit: Visit, need: Need) -> tuple[Letter, ...]:
    return tuple(
        asking(visit, need, match, reader)
        for match in visit.unit.matches.propose(need.id, proposals(visit, need), at=visit.now)
        if (reader := answers_for(visit, match.entity))
    )


def _is_reached(visit: Visit, match: Match) -> bool:
    return answers_for(visit, match.entity) is not None


def _listed(visit: Visit, person: Person, need: Need) -> ListedNeed:
    return ListedNeed(
        need=need,
        matches=_visible(visit, person, need),
        is_whole=may(person, Right.MATCH, (need.entity,)),
    )


def _visible(visit: Visit, person: Person, need: Need) -> tuple[Match, ...]:
    matches = visit.unit.matches.of_need(need.id)
    if may(person, Right.MATCH, (need.entity,)):
        return matches
    return tuple(each for each in matches if each.entity == person.entity)


def _history(matches: tuple[Match, ...]) -> tuple[Said, ...]:
    steps = (Said(entity=match.entity, step=step) for match in matches for step in match.steps if step.author)
    return tuple(sorted(steps, key=lambda each: (each.step.at, each.entity), reverse=True))[:HISTORY]


def _choices(need: Need, matches: tuple[Match, ...], *, is_whole: bool) -> dict[str, tuple[Choice, ...]]:
    if not is_whole:
        return {"reply": tuple(choice for match in matches for choice in reply_choices(match))}
    introduced = tuple(each for each in matches if each.state is MatchState.INTRODUCED)
    return {
        "settle": tuple(
            Choice(
                phrase="agree_with",
                values={"entity": each.entity},
                action=Action(ActionName.SETTLE, (str(each.id), MatchState.AGREED.value)),
            )
            for each in introduced
        ),
        "close": (Choice(phrase="close_need", action=Action(ActionName.CLOSE_NEED, (str(need.id),))),),
    }


def _post_choice() -> Choice:
    return Choice(phrase="post_need", action=Action.opening("needs"), emphasis=Emphasis.PRIMARY)


def open_need(need: Need) -> Choice:
    return Choice.asking(f"needs {need.number}", "open_need", id=need.number)
