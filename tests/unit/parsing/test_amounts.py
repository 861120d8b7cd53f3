"""Money in figures and words, and the currency that a country means."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.parsing.sayings import SAID

from mirps_bot.content.load import Content
from mirps_bot.content.wording import Gazetteer, Reader, Wording
from mirps_bot.domain.form import Problem
from mirps_bot.domain.language import Language
from mirps_bot.domain.money import CURRENCIES, Money
from mirps_bot.parsing.amounts import read_amount

ES, EN, PT, FR = Language.ES, Language.EN, Language.PT, Language.FR
LANGUAGES = st.sampled_from(Language)
MONEY = st.builds(Money, amount=st.decimals(0, 10**12 - 1, places=2), currency=st.sampled_from(CURRENCIES))


@pytest.mark.parametrize(
    ("language", "country", "typed", "money"),
    [
        *(
            (ES, "", typed, "2000000 EUR")
            for typed in ("dos millones de euros", "2M EUR", "€ 2 mm", "2 millones €")
        ),
        *(
            (ES, "", typed, "1500000 USD")
            for typed in ("1.5M USD", "US$ 1,5 millones", "usd 1.500.000", "U$S1.5M")
        ),
        *(
            (ES, "", typed, "250000 USD")
            for typed in (
                "250 mil dólares",
                "unos 250 mil dolares",
                "250mil dólares (USD)",
                "como 250 mil dólares",
                "creo que 250 mil dólares",
                "casi USD 250.000",
                "unos 250 mil USD más o menos",
            )
        ),
        *(
            (ES, "", typed, "300000 EUR")
            for typed in ("€ 300k", "300k€", "trescientos mil euros", "euros: 300 000")
        ),
        (ES, "", "eh, dos millones, este, de dólares por favor", "2000000 USD"),
        (ES, "cr", "$500", "500 USD"),
        (ES, "pa", "500 dólares", "500 USD"),
        (ES, "", "500 dólares canadienses", "500 CAD"),
        (ES, "", "500 pesos mexicanos", "500 MXN"),
        (ES, "MX", "500 pesos", "500 MXN"),
        (ES, "co", "$ 500 pesos", "500 COP"),
        (ES, "mx", "300 mdp", "300000000 MXN"),
        (ES, "mx", "300 mdd", "300000000 USD"),
        (ES, "mx", "$500 MXN", "500 MXN"),
        (ES, "ch", "500 francos", "500 CHF"),
        (ES, "", "500 quetzales", "500 GTQ"),
        (EN, "us", "$1.5 million", "1500000 USD"),
        (EN, "", "about half a million US dollars", "500000 USD"),
        (PT, "br", "dois milhões e quinhentos mil reais", "2500000 BRL"),
        (PT, "", "R$ 1.000,50", "1000.5 BRL"),
        (FR, "", "deux millions d'euros", "2000000 EUR"),
        (FR, "", "1 500 000,50 €", "1500000.5 EUR"),
    ],
)
def test_amount_is_read_as_people_say_it(language: Language, country: str, typed: str, money: str) -> None:
    assert str(read_amount(typed, language, country)) == money


@pytest.mark.parametrize(
    ("country", "typed", "reason", "offers"),
    [
        ("", "1.000,50", "no_currency", ("1000.5 USD", "1000.5 EUR")),
        ("", "mil", "no_currency", ("1000 USD", "1000 EUR")),
        ("", "500 pesos", "which_currency", ("500 MXN", "500 DOP")),
        ("mx", "$500", "which_currency", ("500 USD", "500 MXN")),
        ("ca", "500 dólares", "which_currency", ("500 USD", "500 CAD")),
        ("bz", "500 dólares", "which_currency", ("500 USD", "500 BZD")),
        ("", "500 USD EUR", "which_currency", ()),
        ("", "500 XYZ", "unknown_currency", ()),
        ("", "500 doblones", "unknown_currency", ()),
        ("", "-500 USD", "negative", ()),
        ("", "USD -500", "negative", ()),
        ("", "menos 500 dólares", "negative", ()),
        ("", "(500 USD)", "negative", ()),
        ("", "entre 200 y 300 mil dólares", "several_numbers", ()),
        ("", "más de 500 USD", "not_an_amount", ()),
        ("", "2 m USD", "not_an_amount", ()),
        ("", "20 % USD", "not_an_amount", ()),
        ("", "| 500 | USD |", "not_an_amount", ()),
        ("", "dólares", "not_an_amount", ()),
        ("", "un billón de dólares", "too_large", ()),
    ],
)
def test_amount_that_could_be_another_is_asked(
    country: str, typed: str, reason: str, offers: tuple[str, ...]
) -> None:
    read = read_amount(typed, ES, country)
    assert isinstance(read, Problem)
    assert (read.phrase, read.offers[:2]) == (reason, offers)


@given(MONEY, LANGUAGES, st.sampled_from(["", "mx", "ca", "sv"]))
def test_amount_as_written_is_read_back(money: Money, language: Language, country: str) -> None:
    assert read_amount(str(money), language, country) == money


@pytest.fixture
def shown(content: Content) -> Callable[[Language, Money], str]:
    gazetteer = Gazetteer.of((), (), ())

    def show(language: Language, money: Money) -> str:
        reader = Reader(language=language, time_zone="UTC")
        words = Wording(reader=reader, phrases=content.phrases, gazetteer=gazetteer)
        return words.money(money.amount, money.currency)

    return show


@pytest.mark.parametrize(
    "amount", ["0", "0.5", "999.99", "1000", "1234.5", "250000", "1500000.25", "999999999999"]
)
@pytest.mark.parametrize("language", Language)
def test_amount_as_shown_is_read_back(
    shown: Callable[[Language, Money], str], language: Language, amount: str
) -> None:
    money = Money(amount=Decimal(amount), currency="CAD")
    assert read_amount(shown(language, money), language, "mx") == money


@given(SAID, LANGUAGES)
def test_what_is_read_is_read_back(typed: str, language: Language) -> None:
    money = read_amount(typed, language)
    if isinstance(money, Money):
        assert read_amount(str(money), language) == money


def test_pasted_table_is_no_amount() -> None:
    table = "Municipio\tMonto\n" + "Tapachula\t250 000 USD\n" * 200
    assert read_amount(table, ES) == Problem(phrase="several_numbers", values={"typed": table[:60]})
