"""What can be asked, in the reader's own words."""

from dataclasses import dataclass

from mirps_bot.dialogue import Choice, Show
from mirps_bot.domain.person import Person
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import Action, ActionName


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    person: Person | None
    """None: not on the roster; may ask, not report."""


def answer(visit: Visit, words: str) -> Show:
    asks = ("mine", "pledges", "next", "groups")
    return Show(
        template="help/answer",
        data=Help(person=visit.person),
        choices={
            "try": tuple(
                Choice(phrase=f"ask_{each}", action=Action(ActionName.ASK, (each,))) for each in asks
            )
        },
    )
