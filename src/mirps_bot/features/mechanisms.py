"""Other mechanisms and forums of the region with which the platform coordinates."""

from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Choice, Outbound, Show
from mirps_bot.domain.platform import Mechanism
from mirps_bot.features.visit import Visit
from mirps_bot.search.naming import find_named
from mirps_bot.view.action import Action, ActionName


@dataclass(frozen=True, slots=True, kw_only=True)
class MechanismList:
    """`rest` are words that named none of them."""

    mechanisms: tuple[Mechanism, ...]
    rest: tuple[str, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OneMechanism:
    mechanism: Mechanism
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    known = visit.unit.records.all(Mechanism)
    named = find_named(visit.asked(words), known, lambda each: (*each.names.all(), *each.aliases))
    if len(named.things) == 1 and not named.is_guess:
        return _one(visit, named.things[0])
    listed = named.things or known
    return Show(
        template="mechanisms/list",
        data=MechanismList(mechanisms=listed, rest=named.rest, as_of=visit.now),
        choices={
            "open": tuple(
                Choice(
                    phrase="open_named",
                    values={"name": each.names},
                    action=Action(ActionName.ASK, (_question(each),)),
                )
                for each in listed
            )
        },
        shareable=f"mechanisms {words}".strip(),
    )


def _one(visit: Visit, mechanism: Mechanism) -> Show:
    return Show(
        template="mechanisms/one",
        data=OneMechanism(mechanism=mechanism, as_of=visit.now),
        choices={
            "look": (
                Choice(phrase="ask_mechanisms", action=Action(ActionName.ASK, ("mechanisms",))),
                Choice(phrase="ask_calendar", action=Action(ActionName.ASK, ("calendar",))),
            )
        },
        shareable=_question(mechanism),
    )


def _question(mechanism: Mechanism) -> str:
    return f"mechanisms {mechanism.names.all()[0]}"
