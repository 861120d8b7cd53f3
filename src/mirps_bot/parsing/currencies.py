"""Currencies by code, sign and name in four languages, and which of several a country means.

Names are CLDR's. A name that several currencies share (dollars, pesos, francs) means all of them, as `$` does, until
whoever writes it is known.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from babel.core import Locale, get_global
from babel.numbers import get_currency_name, get_territory_currencies

from mirps_bot.domain.language import Language
from mirps_bot.domain.money import CURRENCIES
from mirps_bot.parsing.tokens import bare

Codes = frozenset[str]
"""ISO 4217, in capitals."""

_ALIASES = {
    "mdd": "USD",
    "reais": "BRL",
    "american dollars": "USD",
    "dolares americanos": "USD",
    "dolares de estados unidos": "USD",
    "dolares de los estados unidos": "USD",
    "dollars americains": "USD",
    "dollars us": "USD",
    "US$": "USD",
    "U$S": "USD",
    "USD$": "USD",
    "MX$": "MXN",
    "CA$": "CAD",
    "R$": "BRL",
    "B/.": "PAB",
    "\N{COLON SIGN}": "CRC",
    "\N{EURO SIGN}": "EUR",
    "\N{POUND SIGN}": "GBP",
}
_SHARED = {"mdp": "pesos"}
_SCALES = ("mdd", "mdp")
"""Mexico's millions of dollars and of pesos."""
_NO_NAMES = frozenset({"nuevo", "nuevos", "novo", "novos", "sum", "som", "all", "top", "try"})
"""What by itself is an ordinary word of the four languages."""
_LONGEST_NAME = 5
_SIGN = re.compile(r"u\$s|(?:us|usd|mx|ca|r)?\$|b/\.|[\u20a1\u20ac\u00a3]|[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where a composed text names a currency, and which it may be; `is_scale`: it is part of the number too."""

    codes: Codes
    start: int
    end: int
    is_scale: bool


def mentions(text: str) -> Iterator[Mention]:
    """Every currency that a composed text names, the longest name first."""
    words = list(_SIGN.finditer(bare(text)))
    at = 0
    while at < len(words):
        longest = min(_LONGEST_NAME, len(words) - at)
        length = next((n for n in range(longest, 0, -1) if _key(words[at : at + n]) in _names()), 0)
        if length:
            name = _key(words[at : at + length])
            start, end = words[at].start(), words[at + length - 1].end()
            yield Mention(codes=_names()[name], start=start, end=end, is_scale=name in _SCALES)
        at += length or 1


def settle(named: Iterable[Codes], country: str) -> Codes:
    """The currencies that may be meant by all these names together, by somebody of this country (ISO 3166).

    The country's own currency is meant by a name that fits it; where dollars have another meaning besides those of the
    United States, both stay. Dollars that belong to no country in question are the United States'.
    """
    codes = frozenset.intersection(*named)
    own = codes & frozenset(get_territory_currencies(country.upper()) if country else ())
    if "USD" in codes:
        return frozenset({"USD"}) | own
    return own or codes


def likeliest(codes: Iterable[str]) -> list[str]:
    """Those of the region first."""
    return sorted(
        codes, key=lambda code: (CURRENCIES.index(code) if code in CURRENCIES else len(CURRENCIES), code)
    )


def _key(words: Iterable[re.Match[str]]) -> str:
    return " ".join(word[0] for word in words)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Codes]:
    """What means which currencies, bare."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    codes = _in_use()
    for language in Language:
        locale = Locale.parse(language.value)
        for code, count in product(codes, (1, 2)):
            name = bare(get_currency_name(code, count=count, locale=locale)).replace("-", " ")
            names[name].add(code)
            names[_head(name, language)].add(code)
    names |= {code.lower(): {code} for code in codes}
    for alias, code in _ALIASES.items():
        names[bare(alias)] = {code}
    for alias, name in _SHARED.items():
        names[alias] = names[name]
    names["$"] = names["dolares"] | names["pesos"]
    return {name: frozenset(codes) for name, codes in names.items() if name not in _NO_NAMES}


def _head(name: str, language: Language) -> str:
    words = name.split()
    return words[-1] if language is Language.EN else words[0]


def _in_use() -> set[str]:
    territories = get_global("territory_currencies")
    return {code for territory in territories for code in get_territory_currencies(territory)}
