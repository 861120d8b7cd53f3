"""Other mechanisms and forums of the region with which the platform coordinates."""

from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Choice, Outbound, Show
from mirps_bot.domain.platform import Mechanism
from mirps_bot.features.visit import Visit
from mirps_bot.search.naming import find_named


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
            "open": tuple(Choice.asking(_question(each), "open_named", name=each.names) for each in listed)
        },
        shareable=f"mechanisms {words}".strip(),
    )


def _one(visit: Visit, mechanism: Mechanism) -> Show:
    return Show(
        template="mechanisms/one",
        data=OneMechanism(mechanism=mechanism, as_of=visit.now),
        choices={
            "look": (
                Choice.asking("mechanisms"),
                Choice.asking("calendar"),
            )
        },
        shareable=_question(mechanism),
    )


def _question(mechanism: Mechanism) -> str:
    return f"mechanisms {mechanism.names.all()[0]}"
