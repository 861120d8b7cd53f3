"""Things counted."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.parsing.sayings import SAID

from mirps_bot.domain.form import Problem
from mirps_bot.domain.language import Language
from mirps_bot.domain.money import Quantity
from mirps_bot.parsing.quantities import read_quantity

ES, EN, PT, FR = Language.ES, Language.EN, Language.PT, Language.FR


@pytest.mark.parametrize(
    ("language", "typed", "number", "unit"),
    [
        (ES, "3 municipios", 3, "municipios"),
        (ES, "doscientas personas.", 200, "personas"),
        (ES, "unas 200 personas", 200, "personas"),
        (ES, "mil plazas de reasentamiento", 1000, "plazas de reasentamiento"),
        (ES, "2 millones  de personas", 2_000_000, "personas"),
        (ES, "un taller", 1, "taller"),
        (ES, "veintiún municipios", 21, "municipios"),
        (EN, "about 1,500 people", 1500, "people"),
        (PT, "duzentas pessoas", 200, "pessoas"),
        (FR, "quatre-vingts places", 80, "places"),
        (FR, "200 d’enfants", 200, "enfants"),
    ],
)
def test_quantity_is_read_as_people_say_it(language: Language, typed: str, number: int, unit: str) -> None:
    assert read_quantity(typed, language) == Quantity(number=Decimal(number), unit=unit)


def test_number_alone_counts_what_the_question_asks_for() -> None:
    assert read_quantity("200", ES, "personas") == Quantity(number=Decimal(200), unit="personas")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("200", "no_unit"),
        ("municipios", "not_a_number"),
        ("más de 200 personas", "not_a_number"),
        ("80% de municipios", "not_a_number"),
        ("3 municipios y 2 talleres", "several_numbers"),
        ("-3 municipios", "negative"),
        ("250 mil dólares", "money_not_quantity"),
        ("un billón de personas", "too_large"),
        ("mil M", "not_a_number"),
    ],
)
def test_quantity_that_could_be_another_is_asked(typed: str, reason: str) -> None:
    assert read_quantity(typed, ES) == Problem(phrase=reason, values={"typed": typed})


def test_unit_that_is_a_story_is_no_unit() -> None:
    typed = "3 " + "y luego se hizo otra cosa " * 200
    assert read_quantity(typed, ES) == Problem(phrase="not_a_number", values={"typed": typed[:60]})


@given(SAID, st.sampled_from(Language))
def test_what_is_read_is_read_back(typed: str, language: Language) -> None:
    quantity = read_quantity(typed, language)
    if isinstance(quantity, Quantity):
        assert read_quantity(str(quantity), language) == quantity
