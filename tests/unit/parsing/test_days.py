"""Days, on Tuesday 24 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.parsing.sayings import SAID

from mirps_bot.domain.form import Problem
from mirps_bot.domain.language import Language
from mirps_bot.parsing.days import read_day

ES, EN, PT, FR = Language.ES, Language.EN, Language.PT, Language.FR
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("language", "typed", "day"),
    [
        *(
            (ES, typed, "2026-03-15")
            for typed in ("15/3/2026", "15-3-26", "15.03.2026", "2026-03-15", "2026/3/15")
        ),
        *(
            (ES, typed, "2026-03-15")
            for typed in ("15 de marzo de 2026", "el 15 de marzo del 2026.", "15 MARZO 2026")
        ),
        *(
            (ES, typed, "2027-03-15")
            for typed in ("15 de marzo", "quince de marzo", "15/3", "marzo 15", "día 15 de mar.")
        ),
        *(
            (ES, typed, "2027-03-31")
            for typed in ("fin de marzo", "a finales de marzo", "fines de marzo de 2027")
        ),
        *((ES, typed, "2026-11-25") for typed in ("mañana", "MANANA!", "dentro de un día")),
        *(
            (ES, typed, "2026-11-27")
            for typed in ("el viernes", "viernes", "este viernes", "el próximo viernes")
        ),
        *((ES, typed, "2026-11-20") for typed in ("el viernes pasado", "hace cuatro días")),
        (ES, "martes", "2026-12-01"),
        (ES, "pasado mañana", "2026-11-26"),
        (ES, "1.º de diciembre", "2026-12-01"),
        (ES, "primero de mayo de 2027", "2027-05-01"),
        (ES, "29 de febrero", "2028-02-29"),
        (ES, "dentro de un mes", "2026-12-24"),
        (ES, "en 3 días", "2026-11-27"),
        (ES, "fin de mes", "2026-11-30"),
        (ES, "fin de año", "2026-12-31"),
        (ES, "dieciséis de enero de dos mil veintisiete", "2027-01-16"),
        *(
            (EN, typed, "2026-03-15")
            for typed in ("March 15, 2026", "15th of March 2026", "3/15/2026", "15/3/2026")
        ),
        *((EN, typed, "2026-12-08") for typed in ("in two weeks", "two weeks from now", "December 8th")),
        *((EN, typed, "2026-11-27") for typed in ("on Friday", "this Friday", "in 3 days")),
        *((EN, typed, "2026-11-10") for typed in ("two weeks ago", "10 November 2026")),
        (EN, "end of the month", "2026-11-30"),
        (EN, "4/4/2026", "2026-04-04"),
        *((PT, typed, "2026-11-27") for typed in ("sexta-feira", "na próxima sexta", "daqui a três dias")),
        *((PT, typed, "2026-12-01") for typed in ("1º de dezembro", "terça que vem", "terça q vem", "1/12")),
        (PT, "fim de março", "2027-03-31"),
        (PT, "amanhã", "2026-11-25"),
        *(
            (FR, typed, "2026-12-01")
            for typed in ("1er décembre", "mardi prochain", "le 1/12/2026", "dans 7 jours")
        ),
        (FR, "fin mars", "2027-03-31"),
        (FR, "fin d'avril", "2027-04-30"),
        (FR, "15 sept 2026", "2026-09-15"),
        (FR, "aujourd'hui", "2026-11-24"),
        (FR, "après-demain", "2026-11-26"),
    ],
)
def test_day_is_read_as_people_say_it(language: Language, typed: str, day: str) -> None:
    assert read_day(typed, language, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("language", "typed", "reason", "offers"),
    [
        *(
            (ES, typed, "no_such_day", ())
            for typed in ("31 febrero", "31/2/2026", "30 de febrero", "3/15/2026", "0/1/2026")
        ),
        (ES, "15/3/3026", "no_such_day", ()),
        (EN, "13/13/2026", "no_such_day", ()),
        (EN, "3/4/2026", "which_day", ("2026-04-03", "2026-03-04")),
        (EN, "next Friday", "which_day", ("2026-11-27", "2026-12-04")),
        *(
            (ES, typed, "not_a_day", ())
            for typed in ("", "marzo", "15", "a mediados de marzo", "pronto", "15/3/2026 o antes")
        ),
    ],
)
def test_day_that_is_none_or_could_be_two_is_asked(
    language: Language, typed: str, reason: str, offers: tuple[str, ...]
) -> None:
    assert read_day(typed, language, TODAY) == Problem(phrase=reason, values={"typed": typed}, offers=offers)


def test_day_behind_is_the_last_such_day() -> None:
    assert read_day("15 de marzo", ES, TODAY, ahead=False) == date(2026, 3, 15)
    assert read_day("fin de diciembre", ES, TODAY, ahead=False) == date(2025, 12, 31)
    assert read_day("el lunes", ES, TODAY, ahead=False) == date(2026, 11, 23)
    assert read_day("martes", ES, TODAY, ahead=False) == TODAY
    assert read_day("próximo lunes", ES, TODAY, ahead=False) == date(2026, 11, 30)
    assert read_day("24/11", ES, TODAY, ahead=False) == TODAY == read_day("24/11", ES, TODAY)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(Language))
def test_day_as_written_is_read_back(day: date, language: Language) -> None:
    assert read_day(str(day), language, TODAY) == day


@given(SAID, st.sampled_from(Language))
def test_what_is_read_is_read_back(typed: str, language: Language) -> None:
    day = read_day(typed, language, TODAY)
    if isinstance(day, date):
        assert read_day(str(day), language, TODAY) == day
