"""Amounts that others are compared with: `más de 100 millones de dólares`, `between 1 and 5 million`, `>5M`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from mirps_bot.domain.language import Language
from mirps_bot.domain.money import TOO_LARGE, Amounts, Comparison, plain
from mirps_bot.parsing.currencies import Codes, Mention, likeliest, mentions, settle
from mirps_bot.parsing.numbers import Number, in_nearest_language
from mirps_bot.parsing.tokens import bare, composed

LONGEST = 60
"""Characters that an amount, or two of them, take."""
PLAIN = Decimal(100_000)
"""So large a number is money, even where neither a scale nor a currency is named."""

_OF = frozenset({"de", "d", "of"})
_AND = re.compile(r"\s+(?:y|e|and|et|a|to|à)\s+|\s*[-–]\s*")
_JOINED = re.compile(r"[\s,]*(?:(?:y|e|and|et|pero|but|mas|mais)\s+)?(?:[^\W\d_]+:)?\s*", re.IGNORECASE)
"""What stands between the two ends of a range that are told one by one."""
_WORD = re.compile(r"[^\W\d_]+")
_FIELD = re.compile(r"\s+(?:-?[^\W\d_]+:|p\d+$)")
"""What is asked by field after it, or a page: país:méxico, p2."""
_FIGURES = "0123456789.,'\u2019 \u00a0\u202f"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Amount:
    """As a text begins with it. `scale`: what stands after the figures of its number; `end`: where it is over."""

    value: Decimal
    scale: str
    codes: Codes
    end: int

    @property
    def is_money(self) -> bool:
        has_cents = self.value != self.value.to_integral_value()
        return bool(self.codes or self.scale) or has_cents or self.value >= PLAIN

    def scaled_as(self, other: "_Amount", language: Language) -> "_Amount":
        """The same, of the other's millions if it is of none of its own: between 1 and 5 million."""
        if self.scale or not other.scale or self.value >= other.value:
            return self
        both = _amount(f"{plain(self.value)} {other.scale}", language)
        return replace(self, value=both.value, scale=both.scale) if both else self


@dataclass(frozen=True, slots=True)
class Comparisons:
    """`said`: the bare words and signs that stand before an amount, and what they say of it."""

    said: Mapping[str, Comparison]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, words: Mapping[str, Comparison]) -> "Comparisons":
        said = {bare(word): comparison for word, comparison in words.items()}
        longest_first = sorted(said, key=len, reverse=True)
        return cls(said, re.compile("|".join(map(_as_pattern, longest_first))))

    def as_words(
        self, line: str, language: Language, may_follow: Callable[[str], bool]
    ) -> tuple[str, Mapping[str, str]]:
        """The line with each comparison as one word, as `Amounts` are written, and how each was typed. Two that follow
        each other may be the ends of one: over 5 and up to 9 million.

        After what is counted and no money (2 million people) there is a word that may not follow an amount.
        """
        line, told = composed(line), list[tuple[Amounts, int, int]]()
        for found in self.pattern.finditer(bare(line)):
            start, at = found.start(), told[-1][2] if told else 0
            if start < at or not (said := self._told(found, line, language, may_follow)):
                continue
            amounts, end = said
            if told and _JOINED.fullmatch(line, at, start) and (both := _together(told[-1][0], amounts)):
                amounts, start = both, told.pop()[1]
            told.append((amounts, start, end))
        pieces, at = list[str](), 0
        for amounts, start, end in told:
            pieces += [line[at:start], str(amounts)]
            at = end
        if not told:
            return line, {}
        return " ".join((*pieces, line[at:])), {str(each): line[start:end] for each, start, end in told}

    def _told(
        self, found: re.Match[str], line: str, language: Language, may_follow: Callable[[str], bool]
    ) -> tuple[Amounts, int] | None:
        comparison, start = self.said[found[0]], found.end()
        first = last = _amount(line[start : start + LONGEST], language)
        if first and comparison is Comparison.BETWEEN:
            joined = _AND.match(line, start + first.end)
            last = _amount(line[joined.end() : joined.end() + LONGEST], language) if joined else None
            first = first.scaled_as(last, language) if last else None
            start = joined.end() if joined else start
        is_by_sign = not found[0][0].isalpha()
        if not (first and last and (is_by_sign or (first.is_money and last.is_money))):
            return None
        end = start + last.end
        codes = first.codes & last.codes if first.codes and last.codes else first.codes or last.codes
        if not codes and not _may_end(line[end:], may_follow):
            return None
        return _range(comparison, first.value, last.value, next(iter(likeliest(codes)), None)), end


def _as_pattern(said: str) -> str:
    return rf"\b{re.escape(said)}\b" if said[0].isalpha() else re.escape(said)


def _together(one: Amounts, other: Amounts) -> Amounts | None:
    """The range whose ends these are, whichever is told first."""
    return one.up_to(other) or other.up_to(one)


def _range(comparison: Comparison, first: Decimal, last: Decimal, currency: str | None) -> Amounts:
    match comparison:
        case Comparison.OVER | Comparison.AT_LEAST:
            return Amounts(least=first, currency=currency, excludes_least=comparison is Comparison.OVER)
        case Comparison.UNDER | Comparison.AT_MOST:
            return Amounts(most=last, currency=currency, excludes_most=comparison is Comparison.UNDER)
        case Comparison.BETWEEN:
            return Amounts(least=min(first, last), most=max(first, last), currency=currency)


def _amount(text: str, language: Language) -> _Amount | None:
    """What a text begins with."""
    number = next(iter(in_nearest_language(text, language)), None)
    if number is None or number.value is None or number.value >= TOO_LARGE:
        return None
    beside = [each for each in mentions(text) if _is_beside(each, number, text)]
    start = min((number.start, *(each.start for each in beside)))
    if text[:start].strip():
        return None
    return _Amount(
        value=Decimal(plain(number.value)),
        scale=text[number.start : number.end].lstrip(_FIGURES),
        codes=settle([each.codes for each in beside], "") if beside else frozenset(),
        end=max((number.end, *(each.end for each in beside))),
    )


def _is_beside(named: Mention, number: Number, text: str) -> bool:
    """Whether nothing but a preposition stands between the two."""
    between = bare(text[named.end : number.start] or text[number.end : named.start]).strip(" '\u2019")
    return not between or between in _OF


def _may_end(after: str, may_follow: Callable[[str], bool]) -> bool:
    """Whether what follows an amount without a currency tells of nothing that is counted."""
    if not after.strip() or not after[0].isspace() or _FIELD.match(after):
        return True
    words = iter(_WORD.findall(bare(after)))
    first = next(words, "")
    return may_follow(next(words, "") if first in _OF else first)
