"""What a reply in words reports: a stage, an amount, a quantity, a period. Rather too little than a word too much."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from mirps_bot.domain.dates import Period
from mirps_bot.domain.draft import Heard
from mirps_bot.domain.language import Language
from mirps_bot.domain.money import TOO_LARGE, Money, Quantity
from mirps_bot.parsing.calendar_words import YEARS, months
from mirps_bot.parsing.clauses import Clause, clauses, is_taken_back, is_wanting
from mirps_bot.parsing.currencies import Mention, likeliest, mentions, settle
from mirps_bot.parsing.numbers import Number, numbers_in
from mirps_bot.parsing.periods import read_period
from mirps_bot.parsing.stages import read_stage
from mirps_bot.parsing.tokens import bare, composed

MOST_NUMBERS = 40
"""With more, a text is a table, of which nothing is picked."""


def read_report(text: str, language: Language, today: date, country: str = "") -> Heard:
    """Written in this language, by somebody of this country (ISO 3166)."""
    text = composed(text)
    numbers = numbers_in(text, language)
    if len(numbers) > MOST_NUMBERS:
        return Heard(stage=read_stage(text))
    named = tuple(mentions(text))
    parts = tuple(clauses(text))
    amounts = set(_amounts(text, numbers, named, parts, country))
    settled = [each for each in amounts if len(each) == 1]
    open_ = amounts.pop() if len(amounts) == 1 and not settled else ()
    quantities = tuple(_quantities(text, numbers, named, parts))
    return Heard(
        stage=read_stage(text),
        amount=settled[0][0] if len(settled) == 1 else None,
        quantity=quantities[0] if quantities else None,
        period=_period(text, language, today),
        unsettled=open_,
    )


# ---- money


_FURTHEST = 6
_OF = r"\s*(?:(?:de|of|d['’]|en|in|em)\s*)?"


MOST_CURRENCIES = 4
"""Of more, none is asked about."""


def which(unsettled: Iterable[Money], words: str) -> Money | None:
    """The one of these amounts whose currency these words name, and nothing else."""
    text = composed(words).strip()
    named = [each for each in mentions(text) if (each.start, each.end) == (0, len(text))]
    meant = [each for each in unsettled if named and each.currency in named[0].codes]
    return meant[0] if len(meant) == 1 else None


def _amounts(
    text: str,
    numbers: tuple[Number, ...],
    named: tuple[Mention, ...],
    parts: tuple[Clause, ...],
    country: str,
) -> Iterator[tuple[Money, ...]]:
    """What was spent or given, in each currency that is meant by the name beside it."""
    for number in numbers:
        beside = [each for each in named if _is_beside(text, number, each)]
        if number.value is None or not 0 < number.value < TOO_LARGE or not beside:
            continue
        codes = settle([each.codes for each in beside], country)
        if 0 < len(codes) <= MOST_CURRENCIES and not is_wanting(*_around(number, parts)):
            yield tuple(Money(amount=number.value, currency=each) for each in likeliest(codes))


def _is_beside(text: str, number: Number, name: Mention) -> bool:
    """Right before or after; a small word that happens to be a code names no currency."""
    typed = text[name.start : name.end]
    if (
        typed.isalpha()
        and len(typed) == 3
        and not typed.isupper()
        and typed.lower() not in ("usd", "eur", "mdd", "mdp")
    ):
        return False
    if name.is_scale:
        return name.end == number.end
    start, end = (name.end, number.start) if name.end <= number.start else (number.end, name.start)
    return 0 <= end - start <= _FURTHEST and re.fullmatch(_OF, bare(text[start:end])) is not None


def _around(number: Number, parts: tuple[Clause, ...]) -> tuple[str, str]:
    """What stands before and after a number in its part of the text."""
    part = next(each for each in reversed(parts) if each.start <= number.start)
    return part.text[: number.start - part.start], part.text[number.end - part.start :]


# ---- things

_THINGS = re.compile(r"\s+(?:(?:de|of)\s+)?(?P<thing>[^\W\d_]{3,}(?:\s(?:de|of|da|do|des)\s[^\W\d_]{4,})?)")
_PEOPLE = frozenset({"people", "children", "women", "men", "staff", "gente", "personal", "pessoal"})
_NO_THINGS = frozenset(
    {
        "dias", "semanas", "meses", "anos", "horas", "minutos", "trimestres", "semestres", "veces",
        "puntos", "fases", "days", "weeks", "months", "years", "hours", "minutes", "quarters", "times",
        "points", "phases", "percent", "semaines", "mois", "annees", "heures", "vezes", "pontos", "jours",
        "fois", "etapas", "porciento", "los", "las", "mas", "menos", "todos", "todas", "des", "les", "plus",
        "mais", "nos", "nous", "this", "has", "was", "is", "dos", "das", "aos", "unos", "unas", "tres",
        "otros", "otras", "primeros", "ultimos", "paginas",
    }
)  # fmt: skip
_LABELS = re.compile(
    r"(?:\b(?:fase|etapa|phase|stage|etape|compromiso|pledge|articulo|article|artigo|resolucion|resolution|decreto|ley"
    r"|no|num|numero|number|n|pagina|page|objetivo|goal|meta|linea|line|grupo|group|los|las|the|os|as|les|ambos|version"
    r"|rec|expediente|oficio)|[-/#:.\u00ba\u00b0])\s?$"
)
"""What stands before a number that only names something."""


def _quantities(
    text: str, numbers: tuple[Number, ...], named: tuple[Mention, ...], parts: tuple[Clause, ...]
) -> Iterator[Quantity]:
    """What was counted: a whole number and the plural that follows it."""
    for number in numbers:
        found = _THINGS.match(text, number.end)
        if (
            found is None
            or not _may_count(text, number)
            or any(_is_beside(text, number, each) for each in named)
        ):
            continue
        before, after = _around(number, parts)
        thing = found["thing"] if _is_whole(found["thing"]) else found["thing"].split()[0]
        head = bare(thing.split()[0])
        is_plural = head.endswith(("s", "x")) or head in _PEOPLE
        if (
            is_plural
            and head not in _NO_THINGS
            and not _LABELS.search(before)
            and not is_wanting(before, after)
        ):
            yield Quantity(number=number.value or Decimal(0), unit=thing)


def _may_count(text: str, number: Number) -> bool:
    """Whole, more than one, and no year."""
    value = number.value
    if value is None or value != int(value) or not 1 < value < TOO_LARGE:
        return False
    return not (text[number.start : number.end].isdigit() and int(value) in YEARS)


def _is_whole(thing: str) -> bool:
    """Whether `de` and what follows belong to the thing: `centros de acogida`, not `talleres de marzo`."""
    return bare(thing).split()[-1] not in months()


# ---- periods

_ORDINAL = (
    r"(?:primer|segundo|tercer|cuarto|first|second|third|fourth|premier|deuxieme|troisieme|quatrieme"
    r"|primeiro|terceiro|quarto)"
)
_UNIT = r"(?:trimestre|semestre|quarter|half)"
_PERIOD = re.compile(
    r"(?:\b(?:en|in|no|em|au|du)\s(?:el |the )?)?\b"
    r"(?P<period>[tq][1-4]\s(?:de |del |of )?[0-9]{4}|[0-9]{4}[- ][tq][1-4]"
    rf"|{_ORDINAL}\s{_UNIT}(?:\s(?:de |del |of |do )?[0-9]{{4}})?"
    rf"|(?:este|this|ce|neste)\s{_UNIT}|{_UNIT}\s(?:pasado|anterior|passado|dernier)|last\s{_UNIT})\b"
)


def _period(text: str, language: Language, today: date) -> Period | None:
    """The one quarter or half that is named and has begun."""
    found: set[Period] = set()
    for part in clauses(text):
        for named in _PERIOD.finditer(part.text):
            period = read_period(named["period"], language, today)
            is_said = not is_taken_back(part.text[: named.start()])
            if isinstance(period, Period) and period.first <= today and is_said:
                found.add(period)
            if len(found) > 1:
                return None
    return found.pop() if found else None
