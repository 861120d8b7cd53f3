"""Stretches of time, on 24 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.parsing.sayings import SAID

from mirps_bot.domain.dates import Period
from mirps_bot.domain.form import Problem
from mirps_bot.domain.language import Language
from mirps_bot.parsing.periods import read_period

ES, EN, PT, FR = Language.ES, Language.EN, Language.PT, Language.FR
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("language", "typed", "period"),
    [
        *(
            (ES, typed, "2025-Q3")
            for typed in ("T3 2025", "3T25", "2025-Q3", "3.º trimestre de 2025", "2025 T3")
        ),
        *(
            (ES, typed, "2025-Q3")
            for typed in ("julio a septiembre de 2025", "tercer trimestre del año 2025")
        ),
        *((ES, typed, "2026-Q3") for typed in ("tercer trimestre", "el trimestre pasado", "T3")),
        *(
            (ES, typed, "2026-03")
            for typed in ("fines de marzo", "a mediados de marzo", "principios de marzo de 2026")
        ),
        (ES, "de enero a fines de marzo", "2026-Q1"),
        *(
            (language, typed, "2026-01-01/2026-11-24")
            for language, typed in (
                (ES, "en lo que va del año"),
                (EN, "so far this year"),
                (EN, "year to date"),
                (PT, "no que vai do ano"),
                (FR, "depuis le début de l'année"),
            )
        ),
        *(
            (ES, typed, "2025-H1")
            for typed in ("primer semestre 2025", "1S 2025", "2025-H1", "enero-junio 2025")
        ),
        *((ES, typed, "2026-Q1") for typed in ("enero a marzo", "de enero a marzo", "primer trimestre")),
        *(
            (ES, typed, "2025")
            for typed in ("2025", "año 2025", "todo el año 2025", "enero a diciembre de 2025")
        ),
        *((ES, typed, "2026-03") for typed in ("marzo", "marzo 2026", "mes de marzo")),
        *(
            (ES, typed, "2026-03-03/2026-03-15")
            for typed in ("del 3 al 15 de marzo de 2026", "3/3/2026 - 15/3/2026")
        ),
        (ES, "15 de enero al 3 de marzo de 2026", "2026-01-15/2026-03-03"),
        (ES, "noviembre de 2025 a febrero de 2026", "2025-11-01/2026-02-28"),
        (ES, "este trimestre", "2026-Q4"),
        (ES, "del trimestre", "2026-Q4"),
        (EN, "the quarter", "2026-Q4"),
        (FR, "du mois", "2026-11"),
        (PT, "do ano de 2020", "2020"),
        (ES, "último semestre", "2026-H1"),
        *((EN, typed, "2025-Q3") for typed in ("Q3 2025", "third quarter of 2025", "July to September 2025")),
        *((EN, typed, "2026-Q3") for typed in ("last quarter", "third quarter")),
        (EN, "first half of 2025", "2025-H1"),
        *((PT, typed, "2025-Q3") for typed in ("3º trimestre de 2025", "terceiro trimestre de 2025")),
        (PT, "janeiro até março de 2026", "2026-Q1"),
        *(
            (FR, typed, "2025-Q3")
            for typed in ("T3 2025", "troisième trimestre 2025", "juillet à septembre 2025")
        ),
        (FR, "premier semestre", "2026-H1"),
    ],
)
def test_period_is_read_as_people_say_it(language: Language, typed: str, period: str) -> None:
    assert read_period(typed, language, TODAY) == Period.parse(period)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "T5 2025",
        "algún día",
        "3",
        "tercer semestre",
        "9999",
        "15 de marzo al 3 de enero de 2026",
        "T3 " * 50,
    ],
)
def test_period_that_could_be_another_is_asked(typed: str) -> None:
    assert read_period(typed, ES, TODAY) == Problem(
        phrase="not_a_period", values={"typed": typed.strip()[:60]}
    )


def test_period_ahead_is_the_next_that_is_not_over() -> None:
    assert read_period("T1", ES, TODAY, ahead=True) == Period.parse("2027-Q1")
    assert read_period("T4", ES, TODAY, ahead=True) == Period.parse("2026-Q4")


DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@given(st.tuples(DAYS, DAYS), st.sampled_from(Language))
def test_period_as_written_is_read_back(days: tuple[date, date], language: Language) -> None:
    period = Period(first=min(days), last=max(days))
    assert read_period(str(period), language, TODAY) == period


@given(st.integers(1990, 2099), st.integers(1, 4), st.sampled_from(Language))
def test_whole_parts_of_a_year_are_read_back(year: int, number: int, language: Language) -> None:
    for period in (f"{year}-Q{number}", f"{year}-H{(number + 1) // 2}", f"{year}", f"{year}-{number:02d}"):
        assert str(read_period(period, language, TODAY)) == period


@given(
    SAID,
    st.sampled_from(Language),
)
def test_what_is_read_is_read_back(typed: str, language: Language) -> None:
    period = read_period(typed, language, TODAY)
    if isinstance(period, Period):
        assert read_period(str(period), language, TODAY) == period
