"""Money as people write and say it: `US$ 2 mm`, `250 mil dólares`, `1.000,50 EUR`, `dois milhões de reais`."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from mirps_bot.domain.form import Problem
from mirps_bot.domain.language import Language
from mirps_bot.domain.money import CURRENCIES, Money
from mirps_bot.parsing.currencies import likeliest, mentions, settle
from mirps_bot.parsing.numbers import fitting, in_nearest_language, is_minus
from mirps_bot.parsing.padding import strange_words
from mirps_bot.parsing.quotation import quoted
from mirps_bot.parsing.tokens import composed

OFFERS = 5


def read_amount(
    text: str, language: Language, country: str = "", *, offered: Sequence[str] = CURRENCIES
) -> Money | Problem:
    """One amount and its currency, as somebody of `country` (ISO 3166) means it.

    `offered` are the currencies to choose from where none is named; a `country` that is none settles nothing.
    """
    text = composed(text).strip()
    typed = quoted(text)
    named = tuple(mentions(text))
    rest = _without(text, [(each.start, each.end) for each in named if not each.is_scale])
    numbers = in_nearest_language(rest, language)
    if len(numbers) > 1:
        return Problem(phrase="several_numbers", values=typed)
    if not numbers or numbers[0].value is None:
        return Problem(phrase="not_an_amount", values=typed)
    if is_minus(rest[: numbers[0].start]):
        return Problem(phrase="negative", values=typed)
    rest = _without(rest, [(numbers[0].start, numbers[0].end)])
    strange = strange_words(rest)
    if strange is None or len(strange) > 1 or (strange and named):
        return Problem(phrase="not_an_amount", values=typed)
    if strange:
        return Problem(phrase="unknown_currency", values=quoted(strange[0]))
    amount = fitting(numbers[0].value, text)
    if isinstance(amount, Problem):
        return amount
    if not named:
        return Problem(phrase="no_currency", values=typed, offers=_offers(amount, offered))
    codes = settle([each.codes for each in named], country)
    if len(codes) != 1:
        return Problem(phrase="which_currency", values=typed, offers=_offers(amount, likeliest(codes)))
    return Money(amount=amount, currency=next(iter(codes)))


def _without(text: str, spans: Collection[tuple[int, int]]) -> str:
    """The text with blanks in the place of these."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _offers(amount: Decimal, codes: Sequence[str]) -> tuple[str, ...]:
    """The amount in these currencies, as answers to choose from."""
    return tuple(str(Money(amount=amount, currency=each)) for each in codes[:OFFERS])
