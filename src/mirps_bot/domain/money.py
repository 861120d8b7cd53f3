"""What is counted: money in a currency, and things in a unit."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Self

TOO_LARGE = Decimal(10) ** 12
"""A trillion: more than any amount or quantity here, in any currency."""

CURRENCIES = (
    *("USD", "EUR", "CAD", "MXN", "CRC", "GTQ", "HNL", "PAB", "BZD", "NIO", "DOP"),
    *("BRL", "COP", "ARS", "UYU", "CLP", "PEN", "CHF", "GBP", "SEK", "NOK", "DKK", "JPY", "KRW"),
)
"""Those in which States and members of the platform pay, the most used first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """`currency` is an ISO 4217 code."""

    amount: Decimal
    currency: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Undoes `str`. Raises ArithmeticError for what it can't have written."""
        amount, _, currency = text.partition(" ")
        return cls(amount=Decimal(amount), currency=currency)

    def __str__(self) -> str:
        return f"{plain(self.amount)} {self.currency}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """`unit` is in the words of whoever counted: people, places, workshops."""

    number: Decimal
    unit: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Undoes `str`. Raises ArithmeticError for what it can't have written."""
        number, _, unit = text.partition(" ")
        return cls(number=Decimal(number), unit=unit)

    def __str__(self) -> str:
        return f"{plain(self.number)} {self.unit}"


_NUMBER = r"\d{1,15}(?:\.\d{1,4})?"
_AMOUNTS = re.compile(
    rf"(?=.)(?:>(?P<least_too>=?)(?P<least>{_NUMBER}))?(?:<(?P<most_too>=?)(?P<most>{_NUMBER}))?(?P<currency>[A-Z]{{3}})?",
    re.ASCII,
)


class Comparison(StrEnum):
    OVER = "over"
    AT_LEAST = "at_least"
    UNDER = "under"
    AT_MOST = "at_most"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """Those of money from one to another, either of which may be open; `currency` None: in any, or none known.

    An end that is excluded is not among them itself.
    """

    least: Decimal | None = None
    most: Decimal | None = None
    currency: str | None = None
    excludes_least: bool = False
    excludes_most: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Undoes `str`. Raises ValueError for what it can't have written."""
        found = _AMOUNTS.fullmatch(text)
        if found is None or not (found["least"] or found["most"]):
            raise ValueError(f"'{text}' is no range of amounts: write >=1000 or >1000<5000USD")
        return cls(
            least=Decimal(found["least"]) if found["least"] else None,
            most=Decimal(found["most"]) if found["most"] else None,
            currency=found["currency"],
            excludes_least=found["least_too"] == "",
            excludes_most=found["most_too"] == "",
        )

    @property
    def comparison(self) -> Comparison:
        if self.least is not None and self.most is not None:
            return Comparison.BETWEEN
        if self.most is None:
            return Comparison.OVER if self.excludes_least else Comparison.AT_LEAST
        return Comparison.UNDER if self.excludes_most else Comparison.AT_MOST

    def up_to(self, other: Self) -> Self | None:
        """From this one's only end to the other's; None: together they are no range."""
        if self.most is not None or other.least is not None or self.least is None or other.most is None:
            return None
        if self.least > other.most or (self.currency and other.currency not in (None, self.currency)):
            return None
        return replace(
            self,
            most=other.most,
            excludes_most=other.excludes_most,
            currency=self.currency or other.currency,
        )

    def __str__(self) -> str:
        ends = ((">", self.least, self.excludes_least), ("<", self.most, self.excludes_most))
        said = (
            f"{sign}{'' if is_excluded else '='}{plain(end)}"
            for sign, end, is_excluded in ends
            if end is not None
        )
        return "".join((*said, self.currency or ""))


def plain(number: Decimal) -> str:
    """Digits and at most one point: 1500000.5"""
    return format(number.normalize(), "f")


_GROUPED = re.compile(
    r"[1-9]\d{0,2}(?:([.,' \u00a0\u202f\u2019])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d{1,2})?", re.ASCII
)
_PLAIN = re.compile(r"\d+(?:[.,]\d{1,2})?", re.ASCII)


def read_number(text: str) -> Decimal | None:
    """Read `1500`, `1.500.000`, `1,500,000.50`, `1 500 000,50`: one separator groups by three, the last one is decimal.

    A single separator before exactly three digits groups (`1.500` is fifteen hundred). Negative numbers, words and
    anything else that could be read two ways are None.
    """
    text = text.strip()
    if found := _GROUPED.fullmatch(text):
        text = text.replace(found[1], "")
    elif not _PLAIN.fullmatch(text):
        return None
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
