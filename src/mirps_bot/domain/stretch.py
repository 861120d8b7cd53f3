"""Stretches of days, and how people write them: `2026-Q3`, `T3 2026`, `marzo 2026`, `2026-03-01 2026-03-31`, `2026`."""

import re
from dataclasses import dataclass
from datetime import date

from mirps_bot.domain.dates import PartialDate, Quarter
from mirps_bot.domain.lexicon import fold

_MONTHS = (
    "enero january janeiro janvier",
    "febrero february fevereiro fevrier",
    "marzo march marco mars",
    "abril april avril",
    "mayo may maio mai",
    "junio june junho juin",
    "julio july julho juillet",
    "agosto august aout",
    "septiembre setiembre september setembro septembre",
    "octubre october outubro octobre",
    "noviembre november novembro novembre",
    "diciembre december dezembro decembre",
)
_MONTH_OF = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}

_DAY = r"\d{4}-\d{2}-\d{2}"
_WRITTEN = re.compile(
    rf"""
    \b(?P<first>{_DAY})\s*(?:\b(?:a|to|ate|au|hasta)\b|[-–/.])?\s*(?P<last>{_DAY})\b
    | \b(?P<day>{_DAY})\b
    | \b(?P<year_of_quarter>\d{{4}})[\s-]*[qt](?P<quarter>[1-4])\b
    | \b[qt](?P<quarter_first>[1-4])[\s-]*(?:de\s+)?(?P<year_after>\d{{4}})\b
    | \b(?P<month>\d{{4}}-\d{{2}})\b
    | \b(?P<name>{"|".join(_MONTH_OF)})\s+(?:de\s+)?(?P<year_of_month>\d{{4}})\b
    | \b(?P<year>(?:19|20)\d{{2}})\b
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From one day to another, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} comes before {self.first}")


def read_stretch(words: str) -> tuple[Stretch | None, str]:
    """The first stretch that is named in these words, and the words without it. None too for days that don't exist."""
    text = _unaccented(words)
    found = _WRITTEN.search(text)
    if not found:
        return None, words
    rest = " ".join(f"{words[: found.start()]} {words[found.end() :]}".split())
    try:
        return _stretch(found), rest
    except ValueError:
        return None, words


def _stretch(found: re.Match[str]) -> Stretch:
    if found["first"]:
        first, last = sorted(map(date.fromisoformat, (found["first"], found["last"])))
        return Stretch(first=first, last=last)
    if found["quarter"] or found["quarter_first"]:
        year = found["year_of_quarter"] or found["year_after"]
        quarter = Quarter(year=int(year), number=int(found["quarter"] or found["quarter_first"]))
        return Stretch(first=quarter.first_day, last=quarter.last_day)
    if found["name"]:
        known = PartialDate(year=int(found["year_of_month"]), month=_MONTH_OF[found["name"]])
    else:
        known = PartialDate.parse(found["day"] or found["month"] or found["year"])
    return Stretch(first=known.first_day, last=known.last_day)


def _unaccented(words: str) -> str:
    """The same words, letter for letter, as they are searched."""
    return "".join(fold(each) if len(fold(each)) == 1 else each for each in words)
