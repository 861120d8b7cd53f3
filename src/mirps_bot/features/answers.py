"""Reading what is typed or chosen in a field: one function for each kind, the same for modals and conversations."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never
from urllib.parse import urlsplit

from mirps_bot.dialogue import ChoosableOption
from mirps_bot.domain.attachment import Attachment
from mirps_bot.domain.dates import Period
from mirps_bot.domain.form import NOT_YET, Days, Field, FieldKind, Problem, Raw, Value, YesNo
from mirps_bot.domain.language import Language
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.money import CURRENCIES, Money, Quantity
from mirps_bot.domain.person import Person
from mirps_bot.features.lists import (
    LISTS,
    Listing,
    entity_options,
    names_of,
    narrowed,
    period_options,
    person_options,
    pledge_options,
)
from mirps_bot.features.visit import Visit
from mirps_bot.parsing.amounts import read_amount
from mirps_bot.parsing.days import read_day
from mirps_bot.parsing.hours import read_hour
from mirps_bot.parsing.padding import strange_words
from mirps_bot.parsing.periods import read_period
from mirps_bot.parsing.quantities import read_quantity
from mirps_bot.parsing.quotation import quoted
from mirps_bot.parsing.stages import read_stage
from mirps_bot.parsing.yes_no import read_yes_no

OFFERS = 5

OF_KIND: Mapping[FieldKind, Listing] = {
    FieldKind.PLEDGE: pledge_options,
    FieldKind.PERSON: person_options,
    FieldKind.ENTITY: entity_options,
    FieldKind.PERIOD: period_options,
}
"""What is offered where a field names no list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Reads for one person, on one day; `given` is what stands in the form."""

    visit: Visit
    person: Person
    given: Raw = field(default_factory=dict)

    def offered(self, field: Field, typed: str = "") -> tuple[ChoosableOption, ...]:
        """What can be chosen, narrowed by what is typed; empty where words are the answer."""
        taken = self.given.get(field.other_than) if field.other_than else None
        return tuple(each for each in self._listed(field, typed) if each.value != taken)

    def _listed(self, field: Field, typed: str) -> tuple[ChoosableOption, ...]:
        if field.options_from:
            return LISTS[field.options_from](self.visit, self.person, typed)
        if field.kind in OF_KIND:
            return OF_KIND[field.kind](self.visit, self.person, typed)
        match field.kind:
            case FieldKind.CHOICE | FieldKind.CHOICES:
                own = (ChoosableOption(value=each.value, label=each.label) for each in field.options)
                return narrowed(own, typed)
            case FieldKind.YES_NO:
                return tuple(ChoosableOption(value=each.value, label=each) for each in YesNo)
            case _:
                return ()

    def shown(self, field: Field, text: str) -> object | None:
        """An answer as a value that has a name in every language: what was chosen, else what was read."""
        if not text or text == NOT_YET:
            return None
        if field.kind is FieldKind.CHOICES:
            return tuple(self._chosen(field, each) for each in text.split(","))
        value = self._chosen(field, text)
        if value != text:
            return value
        read = self.read(field, text)
        return text if isinstance(read, Problem | str) else read

    def _chosen(self, field: Field, text: str) -> object:
        offered = self.offered(field, text) or self.offered(field)
        return next((each.label for each in offered if each.value == text), text)

    def read(self, field: Field, text: str) -> Value | Problem:
        """Implements `domain.form.Read`."""
        match field.kind:
            case FieldKind.SHORT_TEXT | FieldKind.LONG_TEXT:
                return text
            case FieldKind.FILE:
                file = Attachment.parse(text)
                if file and not file.may_be_kept:
                    return Problem(phrase="wrong_file", values=quoted(file.name))
                return file or Problem(phrase="not_a_file")
            case FieldKind.CHOICE | FieldKind.PERSON | FieldKind.ENTITY:
                return self._one(field, text)
            case FieldKind.CHOICES:
                return self._several(field, text)
            case FieldKind.PLEDGE:
                return self._pledge(field, text)
            case FieldKind.YES_NO:
                return _yes_no(text)
            case FieldKind.DAY:
                return self._day(field, text)
            case FieldKind.HOUR:
                return read_hour(text, self._language)
            case FieldKind.PERIOD:
                return self._period(field, text)
            case FieldKind.AMOUNT:
                return self._amount(field, text)
            case FieldKind.QUANTITY:
                return self._quantity(field, text)
            case FieldKind.LINK:
                return _link(text)
            case _:
                assert_never(field.kind)

    def _one(self, field: Field, text: str) -> str | Problem:
        """By its value, its place in the list, its name, or words that only one of them has."""
        offered = self.offered(field)
        if found := next((each for each in offered if each.value == text), None):
            return found.value
        if text.isdecimal() and 1 <= int(text) <= len(offered):
            return offered[int(text) - 1].value
        wanted = fold(text)
        close = tuple(each for each in offered if wanted in map(fold, names_of(each)))
        close = close or self._told(offered, text) or (self.offered(field, text) if wanted else ())
        told = " ".join(strange_words(text) or ())
        close = close or (self.offered(field, told) if told else ())
        if len(close) == 1:
            return close[0].value
        if close:
            return Problem(phrase="which_one", values=quoted(text), offers=_values(close))
        return Problem(phrase="not_an_option", offers=_values(offered))

    def _told(self, offered: tuple[ChoosableOption, ...], text: str) -> tuple[ChoosableOption, ...]:
        """A stage by the other words that people have for it, or as a sentence says it."""
        named = self.visit.lexicon.read(text)
        is_plain = not any(map(strange_words, named.rest))
        stages: Sequence[str] = [key for kind, key in named.terms if kind == "stage"] if is_plain else []
        if not stages and (stage := read_stage(text)):
            stages = (stage,)
        return tuple(each for each in offered if each.value in stages)

    def _several(self, field: Field, text: str) -> tuple[str, ...] | Problem:
        known = {each.value for each in self.offered(field)}
        parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
        if not known.issuperset(parts):  # typed, not chosen: names of several may be joined by a word
            parts = [part.strip() for each in parts for part in re.split(r"\s+(?:y|e|and|et)\s+", each)]
        found: list[str] = []
        for part in parts:
            chosen = self._one(field, part)
            if isinstance(chosen, Problem):
                return chosen
            found.append(chosen)
        return tuple(dict.fromkeys(found))

    def _pledge(self, field: Field, text: str) -> str | Problem:
        """Any pledge by its number; whether this person may use it is for the feature to say."""
        tracked = self.visit.unit.pledges.find(text)
        return tracked.pledge.id if tracked else self._one(field, text)

    def _day(self, field: Field, text: str) -> date | Problem:
        is_ahead = field.days is not Days.UP_TO_TODAY
        day = read_day(text, self._language, self.visit.today, ahead=is_ahead)
        if isinstance(day, Problem):
            return day
        if field.days is Days.FROM_TODAY and day < self.visit.today:
            return Problem(phrase="day_is_past", values=quoted(text), is_read=True)
        if field.days is Days.UP_TO_TODAY and day > self.visit.today:
            return Problem(phrase="day_is_to_come", values=quoted(text), is_read=True)
        return day

    def _period(self, field: Field, text: str) -> Period | Problem:
        period = self._some_period(field, text)
        is_ahead = isinstance(period, Period) and period.first > self.visit.today
        if is_ahead and field.days is Days.UP_TO_TODAY:
            offers = _values(self.offered(field))
            return Problem(phrase="period_is_to_come", values=quoted(text), offers=offers, is_read=True)
        return period

    def _some_period(self, field: Field, text: str) -> Period | Problem:
        period = read_period(text, self._language, self.visit.today)
        if isinstance(period, Period):
            return period
        told = self.visit.told_stretch(text, ahead=False)
        if told and not self.visit.asked(told.rest):  # desde enero
            return told.period
        chosen = self._one(field, text)
        return replace(period, offers=chosen.offers) if isinstance(chosen, Problem) else Period.parse(chosen)

    def _amount(self, field: Field, text: str) -> Money | Problem:
        offered = tuple(each.value for each in field.options) or CURRENCIES
        return read_amount(text, self._language, self.person.entity, offered=offered)

    def _quantity(self, field: Field, text: str) -> Quantity | Problem:
        unit = field.unit.in_language(self._language) if field.unit else ""
        return read_quantity(text, self._language, unit)

    @property
    def _language(self) -> Language:
        return self.visit.actor.language


def _yes_no(text: str) -> bool | Problem:
    answer = read_yes_no(text)
    return replace(answer, offers=tuple(YesNo)) if isinstance(answer, Problem) else answer


def _link(text: str) -> str | Problem:
    try:
        parts = urlsplit(text)
    except ValueError:
        return Problem(phrase="not_a_link", values=quoted(text))
    is_web = (
        parts.scheme in ("https", "http") and "." in (parts.hostname or "") and not re.search(r"\s", text)
    )
    return text if is_web else Problem(phrase="not_a_link", values=quoted(text))


def _values(options: tuple[ChoosableOption, ...]) -> tuple[str, ...]:
    return tuple(each.value for each in options[:OFFERS])
