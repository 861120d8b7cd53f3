"""Numbers in figures and in words."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.form import Problem
from mirps_bot.domain.language import Language
from mirps_bot.domain.money import plain
from mirps_bot.parsing.numbers import fitting, in_nearest_language, numbers_in
from mirps_bot.parsing.tokens import composed

ES, EN, PT, FR = Language.ES, Language.EN, Language.PT, Language.FR
LANGUAGES = st.sampled_from(Language)


def number_in(typed: str, language: Language) -> Decimal:
    """The number that the whole of a text is."""
    text = composed(typed)
    (number,) = in_nearest_language(text, language)
    assert (number.start, number.end) == (0, len(text))
    assert number.value is not None
    return number.value


@pytest.mark.parametrize(
    ("language", "typed", "number"),
    [
        *((ES, typed, 1000) for typed in ("mil", "1000", "1.000", "1,000", "1 000", "1k", "1 K", "MIL")),
        *((ES, typed, "1000.5") for typed in ("1.000,50", "1,000.50", "1 000,5")),
        *(
            (ES, typed, 250_000)
            for typed in ("250 mil", "250mil", "doscientos cincuenta mil", "250k", "0,25 millones")
        ),
        *(
            (ES, typed, 2_000_000)
            for typed in ("dos millones", "DOS MILLONES", "2 mm", "2 MM", "2M", "2 millones")
        ),
        *(
            (ES, typed, 2_500_000)
            for typed in ("2,5 millones", "dos millones y medio", "dos millones quinientos mil")
        ),
        *(
            (ES, typed, 2_500_000)
            for typed in ("2 millones 500 mil", "dos y medio millones", "2.5M", "2.500.000")
        ),
        *((ES, typed, 1_500_000) for typed in ("un millón y medio", "millon y medio")),
        *((ES, typed, 2_000_000_000) for typed in ("2 mil millones", "dos mil millones")),
        *((ES, typed, 2_500_000_000) for typed in ("dos mil quinientos millones", "2.500 millones")),
        *(
            (ES, typed, number)
            for typed, number in (("veintidos", 22), ("veintiún", 21), ("treinta y un", 31))
        ),
        *(
            (ES, typed, number)
            for typed, number in (("mil doscientos", 1200), ("3 mil 500", 3500), ("medio millón", 500_000))
        ),
        *(
            (EN, typed, 500_000)
            for typed in ("half a million", "five hundred thousand", "500 thousand", "0.5M")
        ),
        *(
            (EN, typed, number)
            for typed, number in (("two and a half million", 2_500_000), ("1.2bn", 1_200_000_000))
        ),
        *(
            (EN, typed, number)
            for typed, number in (("sixty-five", 65), ("a hundred thousand", 100_000), ("one billion", 10**9))
        ),
        *(
            (EN, typed, number)
            for typed, number in (("two thousand and five", 2005), ("dos millones quinientos mil", 2_500_000))
        ),
        *(
            (PT, typed, 2_500_000)
            for typed in ("dois milhões e quinhentos mil", "dois milhoes e meio", "2 milhões e 500 mil")
        ),
        *(
            (PT, typed, number)
            for typed, number in (("três", 3), ("tres", 3), ("meio milhão", 500_000), ("um bilhão", 10**9))
        ),
        *((FR, typed, 80_000) for typed in ("quatre-vingt mille", "quatre vingt mille", "80 mille")),
        *((FR, typed, number) for typed, number in (("quatre-vingt-dix-sept", 97), ("soixante et onze", 71))),
        *(
            (FR, typed, number)
            for typed, number in (("un demi-million", 500_000), ("deux millions et demi", 2_500_000))
        ),
        (FR, "deux milliards", 2 * 10**9),
    ],
)
def test_number_is_read_as_people_say_it(language: Language, typed: str, number: int | str) -> None:
    assert number_in(typed, language) == Decimal(number)


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        *((ES, typed) for typed in ("1.5.3", "1,500,50", "00.500")),
        *((language, "2 m") for language in Language),
        (EN, "2 mil"),
    ],
)
def test_figures_that_could_be_read_two_ways_are_not_guessed(language: Language, typed: str) -> None:
    """A small `m`, or `mil` in English, is a thousand to some and a million to others."""
    assert [each.value for each in in_nearest_language(typed, language)] == [None]


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        *((ES, typed) for typed in ("", "millones", "½", "١٢", "NaN", "el segundo", "tercer")),
        (PT, "dos municípios"),
        (EN, "once"),
    ],
)
def test_words_that_only_look_like_a_number_are_none(language: Language, typed: str) -> None:
    assert in_nearest_language(typed, language) == ()


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("2 o 3", [2, 3]),
        ("2 millones 3 millones", [2_000_000, 3_000_000]),
        ("2 mil 3 mil", [2000, 3000]),
        ("2025 100", [2025, 100]),
        ("gastamos 2 mil, 300 personas", [2000, 300]),
        ("T3 de 2025", [2025]),
    ],
)
def test_two_numbers_stay_two(typed: str, numbers: list[int]) -> None:
    assert [each.value for each in numbers_in(typed, ES)] == numbers


@pytest.mark.parametrize(("language", "typed"), [(ES, "un billón"), (FR, "un billion")])
def test_number_that_nobody_means_is_refused(language: Language, typed: str) -> None:
    assert fitting(number_in(typed, language), typed) == Problem(phrase="too_large", values={"typed": typed})


@given(st.decimals(0, 10**12 - 1, places=2), LANGUAGES)
def test_number_as_written_is_read_back(number: Decimal, language: Language) -> None:
    assert number_in(plain(number), language) == number


@pytest.mark.parametrize(
    "piece", ["dos mil ", "1 000 ", "un demi-million ", "9", "1.000", "y medio ", "mil e ", "-", "ñ"]
)
def test_long_text_is_read_to_its_end(piece: str) -> None:
    numbers = numbers_in(piece * 5000, Language.ES)
    assert all(0 <= each.start < each.end <= len(piece) * 5000 for each in numbers)
    assert all(before.end <= after.start for before, after in pairwise(numbers))
