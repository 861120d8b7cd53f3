"""What the bot knows of somebody: told, sent to them alone, and erased where it is theirs to erase."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Choice, Letter, Outbound, Press, Show, Tell
from mirps_bot.domain.holding import Holding
from mirps_bot.domain.person import Person
from mirps_bot.features.visit import Visit
from mirps_bot.ports import Kept
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

MOST_ROWS = 25
"""Of each place, the newest: a whole history goes out as a file, on request to the secretariat."""

PIECE = 2500
"""Characters in one paragraph: what platforms take uncut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    holding: Holding
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """`person` None: not on the roster."""

    person: Person | None
    held: tuple[Held, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """`pieces` make one JSON text; `left_out` counts rows that are older than the ones in it."""

    pieces: tuple[str, ...]
    left_out: int
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    return Show(
        template="privacy/answer",
        data=Privacy(person=visit.person, held=_held(visit.unit.personal.of(visit.actor)), as_of=visit.now),
        choices={
            "do": (
                Choice(phrase="export_data", action=Action(ActionName.EXPORT_DATA)),
                Choice(phrase="erase_data", action=Action(ActionName.ERASE_DATA)),
            )
        },
    )


def export(visit: Visit, press: Press) -> Outbound:
    """Into the presser's direct messages; to whoever is not on the roster, of whom little is kept, at once."""
    known = visit.unit.personal.of(visit.actor)
    told = {each.place: each.rows[-MOST_ROWS:] for each in known}
    text = json.dumps(told, ensure_ascii=False, indent=1)
    show = Show(
        template="privacy/export",
        data=Export(
            pieces=tuple(text[at : at + PIECE] for at in range(0, len(text), PIECE)),
            left_out=sum(max(len(each.rows) - MOST_ROWS, 0) for each in known),
            as_of=visit.now,
        ),
    )
    if visit.person is None:
        return show
    letter = Letter.to_person(visit.person, f"export/{press.key}", show)
    return Tell(phrase="export_sent", letters=(letter,))


def erase(visit: Visit, press: Press) -> Outbound:
    if press.action.arguments != ("sure",):
        sure = Choice(
            phrase="erase_data_now",
            action=Action(ActionName.ERASE_DATA, ("sure",)),
            emphasis=Emphasis.DANGER,
        )
        keep = Choice.asking("privacy", "keep_data")
        return Tell(phrase="erase_sure", choices=(sure, keep))
    visit.unit.personal.erase(visit.actor)
    return Tell(phrase="erased", replaces=True)


def _held(known: Iterable[Kept]) -> tuple[Held, ...]:
    counted: Counter[Holding] = Counter()
    for each in known:
        counted[each.holding] += len(each.rows)
    return tuple(Held(holding=each, rows=counted[each]) for each in Holding if counted[each])
