"""Amounts that others are compared with, in the middle of a line."""

import pytest

from mirps_bot.domain.language import Language
from mirps_bot.domain.money import Comparison
from mirps_bot.parsing.comparisons import Comparisons

SAID = {
    "más de": Comparison.OVER,
    "over": Comparison.OVER,
    "plus de": Comparison.OVER,
    ">": Comparison.OVER,
    ">=": Comparison.AT_LEAST,
    "al menos": Comparison.AT_LEAST,
    "menos de": Comparison.UNDER,
    "<": Comparison.UNDER,
    "<=": Comparison.AT_MOST,
    "mais de": Comparison.OVER,
    "under": Comparison.UNDER,
    "até": Comparison.AT_MOST,
    "entre": Comparison.BETWEEN,
    "between": Comparison.BETWEEN,
}
COMPARISONS = Comparisons.of(SAID)


def as_words(line: str, language: Language) -> str:
    return COMPARISONS.as_words(line, language, {"para", "de", "en", "for", "canadá", "canada"}.__contains__)[
        0
    ]


@pytest.mark.parametrize(
    ("language", "line", "read"),
    [
        (Language.ES, "compromisos de más de 100 millones", "compromisos de >100000000"),
        (Language.ES, "MÁS DE 100 millones de dólares", ">100000000USD"),
        (Language.ES, "más de US$ 2,5 millones para Honduras", ">2500000USD para Honduras"),
        (Language.ES, "más de 100 mdd de Canadá", ">100000000USD de Canadá"),
        (Language.ES, "al menos 20 mil euros", ">=20000EUR"),
        (Language.ES, "entre 1 y 5 millones de euros", ">=1000000<=5000000EUR"),
        (Language.ES, "entre 500 mil y 2 millones", ">=500000<=2000000"),
        (Language.ES, "menos de dos millones y medio", "<2500000"),
        (Language.ES, "monto:>5M", "monto: >5000000"),
        (Language.ES, "monto:>=1.500.000", "monto: >=1500000"),
        (Language.ES, "monto:>5M país:méxico", "monto: >5000000 país:méxico"),
        (Language.ES, "> 5", ">5"),
        (Language.ES, "compromisos >1.234,56", "compromisos >1234.56"),
        (Language.ES, "más de 1.234,56", ">1234.56"),
        (Language.ES, "más de 3 millones de Canadá", ">3000000 de Canadá"),
        (
            Language.EN,
            "contributions over 100 million dollars in 2021",
            "contributions >100000000USD in 2021",
        ),
        (Language.EN, "between 10 and 60 million", ">=10000000<=60000000"),
        (Language.ES, "monto:>5<=9", "monto: >5<=9"),
        (Language.ES, "monto:<=9M monto:>5M", "monto: >5000000<=9000000"),
        (Language.PT, "menos de 9 milhões de euros e mais de 5 milhões", ">5000000<9000000EUR"),
        (Language.ES, "monto:>5M p2", "monto: >5000000 p2"),
        (Language.EN, "<5 >9", "<5 >9"),
        (Language.EN, "over 5 million dollars, under 9 million euros", ">5000000USD , <9000000EUR"),
        (Language.EN, "over 250,000, please", ">250000 , please"),
        (Language.PT, "até 3 milhões de reais", "<=3000000BRL"),
        (Language.FR, "plus de 1 500 000 euros", ">1500000EUR"),
    ],
)
def test_amount_that_is_compared_with_is_one_word(language: Language, line: str, read: str) -> None:
    assert " ".join(as_words(line, language).split()) == read


@pytest.mark.parametrize(
    "line",
    [
        "",
        "más de",
        "más de lo mismo",
        "más de 3 reuniones",
        "más de 500 personas refugiadas",
        "más de 2 millones de personas",
        "entre 2019 y 2021",
        "entre México y Canadá",
        "menos de un año",
        "más de 99999999999999999999 dólares",
        "> 5 personas",
        "compromisos =1+1",
    ],
)
def test_what_is_counted_and_is_no_money_stays_as_typed(line: str) -> None:
    assert as_words(line, Language.ES) == line


def test_words_of_the_amount_are_kept_as_typed() -> None:
    _, typed = COMPARISONS.as_words("de más de 5 millones de euros", Language.ES, str.isdigit)
    assert typed == {">5000000EUR": "más de 5 millones de euros"}
