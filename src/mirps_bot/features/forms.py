"""What a form is to the code: one entry in `routes.FORMS`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mirps_bot.dialogue import Outbound, Redraw
from mirps_bot.domain.dates import Quarter
from mirps_bot.domain.form import Form, Raw, Values
from mirps_bot.domain.person import Person
from mirps_bot.domain.update import Surface
from mirps_bot.features.visit import Visit

Context = Mapping[str, str]
"""What a form is opened with: answers by their field's key, and what its feature wants back with them: ids only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form that was sent, its answers read. `key` is the same for every attempt to send it."""

    form: Form
    values: Values
    context: Context
    key: str
    surface: Surface

    def text(self, key: str) -> str | None:
        """An answer in words; None: none was given."""
        return str(self.values[key]) if key in self.values else None

    def quarter(self, key: str) -> Quarter | None:
        text = self.text(key)
        return Quarter.parse(text) if text else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormEntry:
    """`submit` is all a form needs: it files what was filled in, and answers; with `Correct` it stays open.

    `start` says what stands in it when it is opened, with an `Ask`, or why it can't be. `redraw` gives the answers
    anew after a choice in a field that `redraws`.
    """

    submit: Callable[[Visit, Person, Filled], Outbound]
    start: Callable[[Visit, Person, Context], Outbound] | None = None
    redraw: Callable[[Visit, Person, Redraw], Raw] | None = None
