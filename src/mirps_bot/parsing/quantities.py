"""Things counted: `3 municipios`, `doscientas personas`, `about 1,500 people`."""

import re
from decimal import Decimal

from mirps_bot.domain.form import Problem
from mirps_bot.domain.language import Language
from mirps_bot.domain.money import Quantity
from mirps_bot.parsing.currencies import mentions
from mirps_bot.parsing.numbers import Number, fitting, in_nearest_language, is_minus
from mirps_bot.parsing.padding import strange_words
from mirps_bot.parsing.quotation import quoted
from mirps_bot.parsing.tokens import composed

LONGEST_UNIT = 60

_OF = re.compile(r"(?:(?:de|of|des|du)\s+|d['’])+", re.IGNORECASE)
_ONE = re.compile(r"(?:una?|uma?|une|an?)\b", re.IGNORECASE)


def read_quantity(text: str, language: Language, unit: str = "") -> Quantity | Problem:
    """One number and what it counts; a number alone counts `unit`, where the question has one."""
    text = " ".join(composed(text).split()).rstrip(" .;,")
    typed = quoted(text)
    numbers = in_nearest_language(text, language) or _one(text)
    if len(numbers) > 1:
        return Problem(phrase="several_numbers", values=typed)
    if not numbers or numbers[0].value is None:
        return Problem(phrase="not_a_number", values=typed)
    before, after = text[: numbers[0].start], text[numbers[0].end :].strip()
    if is_minus(before):
        return Problem(phrase="negative", values=typed)
    unit = _OF.sub("", after, count=1) if _OF.match(after) else after or unit
    if strange_words(before) != [] or (unit and not _may_follow(unit, language)):
        return Problem(phrase="not_a_number", values=typed)
    if any(each.start == 0 and each.end == len(unit) for each in mentions(unit)):
        return Problem(phrase="money_not_quantity", values=typed)
    number = fitting(numbers[0].value, text)
    if isinstance(number, Problem):
        return number
    return Quantity(number=number, unit=unit) if unit else Problem(phrase="no_unit", values=typed)


def _one(text: str) -> tuple[Number, ...]:
    """`un taller` is one; only where no other number is."""
    found = _ONE.match(text)
    return (Number(value=Decimal(1), start=0, end=found.end()),) if found else ()


def _may_follow(unit: str, language: Language) -> bool:
    """Whether these words name a thing: neither a story, nor part of the number themselves."""
    numbers = in_nearest_language(f"2 {unit}", language)
    return unit[0].isalpha() and len(unit) <= LONGEST_UNIT and [each.end for each in numbers] == [1]
