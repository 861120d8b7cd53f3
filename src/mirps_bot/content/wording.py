"""Data in words: dates, amounts and names in one reader's language and zone."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from mirps_bot.content import cldr
from mirps_bot.content.specs import Phrases
from mirps_bot.domain.attachment import Attachment
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.dates import PartialDate, Period, Quarter
from mirps_bot.domain.entity import Area, Entity, Group
from mirps_bot.domain.fixing import Fixed
from mirps_bot.domain.form import YesNo
from mirps_bot.domain.language import FALLBACK, Language, Names
from mirps_bot.domain.money import Amounts, Comparison, Money, Quantity
from mirps_bot.domain.person import Actor, Person
from mirps_bot.domain.platform import AnnualMeeting, Profile
from mirps_bot.domain.pledge import Pledge
from mirps_bot.domain.query import Open
from mirps_bot.domain.record import Record

LONGEST_BAR = 8
"""Characters; with its words beside it, it fits a line on a phone."""

_SOURCES = {
    "Secretariat": "secretariat",
    "to be confirmed with": "unconfirmed",
    "wording of this register": "own_wording",
    "MIRPS Support Platform web page": "platform_page",
    "MIRPS Support Platform Strategy 2025": "strategy_2025",
}
"""How sources begin that are no web address, and their labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom a text is. `time_zone` is an IANA name."""

    language: Language
    time_zone: str

    @classmethod
    def of(cls, whom: Person | Actor) -> Self:
        return cls(language=whom.language, time_zone=whom.time_zone)

    def reading(self, language: Language) -> "Reader":
        """The same, reading what stands in another language."""
        return self if language is self.language else replace(self, language=language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Names of what pledges and groups refer to."""

    entities: Mapping[str, Names]
    areas: Mapping[str, Names]
    groups: Mapping[str, Names]
    places: Mapping[str, Names]
    """Cities and countries, by their name in any language; of a name that both have, the country."""

    @classmethod
    def of(
        cls,
        entities: Iterable[Entity],
        areas: Iterable[Area],
        groups: Iterable[Group],
        records: Iterable[Record] = (),
    ) -> Self:
        entities = tuple(entities)
        cities = [_city(each) for each in records]
        zones = dict.fromkeys(zone for each in entities for zone in each.time_zones)
        named = (*filter(None, cities), *map(_named_for, zones), *(each.names for each in entities))
        return cls(
            places={text: names for names in named for text in names.all()},
            entities={each.id: each.names for each in entities},
            areas={each.id: each.names for each in areas},
            groups={each.id: each.names for each in groups},
        )


def _city(record: Record) -> Names | None:
    match record:
        case Profile(seat=names) | AnnualMeeting(place=names):
            return names
        case _:
            return None


def _named_for(zone: str) -> Names:
    return Names(**{each.value: cldr.city(zone, each) for each in Language})


@lru_cache(maxsize=8)
def _any_of(texts: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, texts), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Every public method is a filter of the templates."""

    reader: Reader
    phrases: Phrases
    gazetteer: Gazetteer

    @property
    def _language(self) -> Language:
        return self.reader.language

    # ---- names

    def name(self, names: Names) -> str:
        return names.in_language(self._language)

    def place(self, text: str) -> str:
        """Where something takes place, what is known of it in the reader's language."""
        known = dict(self.gazetteer.places)
        for names in self.phrases.labels["placeword"].values():
            known |= dict.fromkeys(names.all(), names)
        return _any_of(tuple(known)).sub(lambda found: self.name(known[found[0]]), text)

    def text(self, names: Names) -> str:
        """The text, and which language it is in if that is not the reader's."""
        return self.written(self.name(names), names.nearest_to(self._language))

    def written(self, text: str, language: Language | None) -> str:
        """What somebody wrote, and which language it is in if that is known and not the reader's."""
        if language in (None, self._language):
            return text
        name = cldr.language_name(language, self._language)
        return self._value("in_language").format(text=text, language=name)

    def languages(self, codes: Iterable[str]) -> str:
        """The names of languages, by their ISO codes."""
        return self.listing(cldr.language_name(code, self._language) for code in codes)

    def original(self, text: str) -> str:
        """What the facts say in English alone."""
        return self.text(Names(en=text))

    def label(self, member: Enum | str, kind: str = "") -> str:
        """The name of a member of a closed set, e.g. a stage."""
        kind = kind or type(member).__name__.lower()
        key = str(member.value) if isinstance(member, Enum) else member
        return self.name(self.phrases.labels[kind][key])

    def entity(self, key: str) -> str:
        return self._named(self.gazetteer.entities, key)

    def area(self, key: str) -> str:
        return self._named(self.gazetteer.areas, key)

    def group(self, key: str) -> str:
        return self._named(self.gazetteer.groups, key)

    def entities(self, keys: Iterable[str]) -> str:
        return self.listing(map(self.entity, keys))

    def areas(self, keys: Iterable[str]) -> str:
        return self.listing(map(self.area, keys))

    def labels(self, members: Iterable[Enum]) -> str:
        return self.listing(map(self.label, members))

    def listing(self, words: Iterable[str]) -> str:
        """One, two and three; the word for unknown if there is none."""
        return cldr.listing(words, self._language) or self.unknown()

    def title(self, pledge: Pledge | Open) -> str:
        """Its name, else the beginning of what it says."""
        return self.name(pledge.names) if pledge.names else self.brief(pledge.description or pledge.id, 90)

    def worded(self, value: object) -> str:
        """Whatever an answer or an option of a form is, in words."""
        match value:
            case Names():
                return self.name(value)
            case Pledge():
                return f"{value.id} · {self.title(value)}"
            case Person():
                return value.name
            case Period():
                return self.period(value)
            case Money():
                return self.money(value.amount, value.currency)
            case Quantity():
                return f"{self.number(value.number)} {value.unit}"
            case Attachment():
                return value.name
            case date():
                return self.day(value)
            case time():
                return cldr.clock(value.hour, value.minute, self._language)
            case ZoneInfo():
                return self.city(value.key)
            case Event():
                return f"{self.name(value.title)} ({self.when(value)})"
            case bool():
                return self.label(YesNo.YES if value else YesNo.NO)
            case Enum():
                return self.label(value)
            case tuple():
                return self.listing(map(self.worded, value))
            case other:
                return str(other)

    def unknown(self, _: object = None) -> str:
        return self._value("unknown")

    @staticmethod
    def brief(text: str, most: int) -> str:
        """Cut at a word, with an ellipsis, if longer than `most` characters."""
        if len(text) <= most:
            return text
        return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"

    def quoted(self, text: str) -> str:
        """In the quotation marks of the language."""
        return self._value("quoted").format(text=text)

    def _value(self, label: str) -> str:
        return self.name(self.phrases.labels["value"][label])

    def _named(self, names: Mapping[str, Names], key: str) -> str:
        return self.name(names[key]) if key in names else key

    def site(self, source: str) -> str:
        """The site of a web address, for a link that fits a phone; a document by its name; who fixed a day."""
        if fixed := Fixed.read(source):
            return self._value("fixed").format(by=fixed.by, at=self.day(fixed.at))
        for beginning, label in _SOURCES.items():
            if source.startswith(beginning):
                return self._value(label)
        return (urlsplit(source).hostname or source).removeprefix("www.") if "://" in source else source

    # ---- numbers

    def number(self, number: int | Decimal) -> str:
        return cldr.number(number, self._language)

    def size(self, size: int) -> str:
        """Of a file, in thousands or millions of bytes."""
        return cldr.size(size, self._language)

    def money(self, amount: Decimal, currency: str | None) -> str:
        """The currency's code first: `$` means another currency in every country here."""
        code = currency or self._value("no_currency")
        return f"{code}\N{NO-BREAK SPACE}{cldr.money(amount, self._language)}"

    def amounts(self, amounts: Amounts | str) -> str:
        """More than so much, from so much to so much; without a currency, if it is asked for in any."""
        if isinstance(amounts, str):
            amounts = Amounts.parse(amounts)
        ends = [each for each in (amounts.least, amounts.most) if each is not None]
        said = [self.money(each, code) if (code := amounts.currency) else self.number(each) for each in ends]
        phrase = f"amounts_{amounts.comparison}"
        if amounts.comparison is Comparison.BETWEEN:
            phrase += ("_over" if amounts.excludes_least else "") + (
                "_under" if amounts.excludes_most else ""
            )
        return self._value(phrase).format(*said)

    def count(self, number: int, thing: str) -> str:
        """The number and the thing in its right plural, by the rules of the language that has it."""
        counted = self.phrases.counts[thing]
        language = next(each for each in FALLBACK[self._language] if counted.get(each))
        forms = counted[language]
        form = forms.get(cldr.plural_form(number, language)) or forms["other"]
        return form.replace("{n}", self.number(number))

    def bar(self, number: int, most: int) -> str:
        """A bar as long as its share of the longest one: to be put after the number, for whoever can't see it."""
        return "▇" * max(round(LONGEST_BAR * number / most), 1) if number else ""

    # ---- time

    def day(self, day: date | datetime | PartialDate | str) -> str:
        """As much of a date as is known, in words; of a moment, the day it is for the reader."""
        if isinstance(day, str):
            day = PartialDate.parse(day)
        if isinstance(day, datetime):
            day = day.astimezone(ZoneInfo(self.reader.time_zone)).date()
        if isinstance(day, PartialDate):
            if not day.month:
                return str(day.year)
            if not day.exact:
                return cldr.month(day.year, day.month, self._language)
            day = day.exact
        return cldr.day(day, self._language)

    def weekday(self, day: date) -> str:
        return cldr.day(day, self._language, length="full")

    def weekday_name(self, day: date) -> str:
        """Without its date: Monday."""
        return cldr.weekday(day, self._language)

    def months(self) -> tuple[str, ...]:
        """The twelve, short, as they stand alone."""
        return cldr.months(self._language)

    def weekdays(self) -> tuple[str, ...]:
        """The seven, short, from Monday on."""
        return cldr.weekdays(self._language)

    def days(self, first: date, last: date) -> str:
        """From one day to another, naming their month once if they share it."""
        return cldr.days(first, last, self._language)

    def moment(self, moment: datetime) -> str:
        """Day and hour for the reader."""
        local = moment.astimezone(ZoneInfo(self.reader.time_zone))
        return f"{self.day(local.date())}, {self._hour(local)}"

    def quarter(self, quarter: Quarter | str) -> str:
        if isinstance(quarter, str):
            quarter = Quarter.parse(quarter)
        return self._value("quarter").format(n=quarter.number, year=quarter.year)

    def period(self, period: Period | str) -> str:
        """A quarter, a half, a year, a month, or from one day to another."""
        if isinstance(period, str):
            period = Period.parse(period)
        if period.quarter:
            return self.quarter(period.quarter)
        if period.half_year:
            return self._value("half_year").format(n=period.half_year, year=period.first.year)
        return self.day(period.partial) if period.partial else self.days(period.first, period.last)

    def short_quarter(self, quarter: Quarter) -> str:
        """For the head of a column."""
        return self._value("short_quarter").format(n=quarter.number, year=quarter.year)

    def quarters(self, quarters: Iterable[Quarter]) -> str:
        """Several of one year named together."""
        by_year: dict[int, list[Quarter]] = {}
        for each in quarters:
            by_year.setdefault(each.year, []).append(each)
        return self.listing(
            self.quarter(own[0])
            if len(own) == 1
            else self._value("quarters").format(
                numbers=self.listing(str(each.number) for each in own), year=year
            )
            for year, own in by_year.items()
        )

    def when(self, event: Event) -> str:
        """When it is, as far as known: the day, the hour here and at the host's, else the quarters."""
        if (starts_at := event.starts_at) and event.time_zone:
            return self._hours(starts_at, event.time_zone)
        if event.start and event.day and event.end and event.end.exact and event.end != event.start:
            return self.days(event.day, event.end.exact)
        if event.start:
            return self.day(event.start)
        return self.quarters(event.quarters)

    def _hours(self, moment: datetime, host_zone: str) -> str:
        here = moment.astimezone(ZoneInfo(self.reader.time_zone))
        there = moment.astimezone(ZoneInfo(host_zone))
        text = f"{self.weekday(here.date())}, {self._hour(here)} ({self.city(self.reader.time_zone)})"
        if here.replace(tzinfo=None) == there.replace(tzinfo=None):
            return text
        day = "" if here.date() == there.date() else f"{self.day(there.date())}, "
        return f"{text} · {day}{self._hour(there)} ({self.city(host_zone)})"

    def hour(self, moment: datetime, zone: str) -> str:
        """The hour that it is in a zone."""
        return self._hour(moment.astimezone(ZoneInfo(zone)))

    def _hour(self, moment: datetime) -> str:
        return cldr.clock(moment.hour, moment.minute, self._language)

    def city(self, zone: str) -> str:
        """The place that a zone is named for, in the reader's language where CLDR knows it."""
        return cldr.city(zone, self._language)
