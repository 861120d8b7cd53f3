"""Asking to be reminded later."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.form import Problem
from mirps_bot.domain.language import Language
from mirps_bot.parsing.postponing import read_postponing

ES, EN, PT, FR = Language.ES, Language.EN, Language.PT, Language.FR
TODAY = date(2026, 11, 26)
"""A Thursday."""


@pytest.mark.parametrize(
    ("language", "typed", "day"),
    [
        (ES, "recuérdame el 14 de diciembre", "2026-12-14"),
        (ES, "Recuérdemelo el lunes, por favor.", "2026-11-30"),
        (ES, "¿Puede recordármelo mañana por la mañana?", "2026-11-27"),
        (ES, "¿me lo puede recordar el 14/12?", "2026-12-14"),
        (ES, "recuérdame mañana a las 9", "2026-11-27"),
        (ES, "pospóngalo hasta el viernes", "2026-11-27"),
        (ES, "recuérdame la próxima semana", "2026-11-30"),
        (ES, "recuérdame en 3 días", "2026-11-29"),
        (ES, "recuérdame el 14", "2026-12-14"),
        (EN, "remind me on Monday", "2026-11-30"),
        (EN, "Please remind me again on December 14th", "2026-12-14"),
        (EN, "remind me tomorrow at 3pm", "2026-11-27"),
        (EN, "snooze until 14 December", "2026-12-14"),
        (EN, "remind me in two weeks, thanks", "2026-12-10"),
        (EN, "remind me next week", "2026-11-30"),
        (EN, "put it off to Dec 14", "2026-12-14"),
        (PT, "me lembre em 14 de dezembro", "2026-12-14"),
        (PT, "Lembre-me na segunda-feira", "2026-11-30"),
        (PT, "pode me lembrar amanhã de manhã?", "2026-11-27"),
        (PT, "adiar para 14 de dezembro", "2026-12-14"),
        (PT, "Adie isso para o dia 14", "2026-12-14"),
        (FR, "rappelle-moi le 14 décembre", "2026-12-14"),
        (FR, "Rappelez-le-moi lundi, s’il vous plaît", "2026-11-30"),
        (FR, "pouvez-vous me le rappeler demain matin ?", "2026-11-27"),
        (FR, "reporter au 14 décembre à 15h", "2026-12-14"),
        (FR, "rappelle-moi dans deux semaines", "2026-12-10"),
    ],
)
def test_day_is_read_in_every_language(language: Language, typed: str, day: str) -> None:
    assert read_postponing(typed, language, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("language", "typed", "why"),
    [
        (ES, "recuérdame más tarde", "not_a_day"),
        (EN, "remind me later", "not_a_day"),
        (EN, "snooze", "not_a_day"),
        (PT, "me lembre depois", "not_a_day"),
        (FR, "rappelez-moi plus tard", "not_a_day"),
        (ES, "recuérdame el 30 de febrero", "no_such_day"),
        (EN, "remind me next Friday", "which_day"),
    ],
)
def test_day_that_is_not_clear_is_asked(language: Language, typed: str, why: str) -> None:
    read = read_postponing(typed, language, TODAY)
    assert isinstance(read, Problem)
    assert read.phrase == why


@pytest.mark.parametrize(
    "typed",
    [
        "recuérdame qué debo informar",
        "recuérdame los compromisos de México",
        "remind me who leads the asylum group",
        "rappelez-moi les engagements du Canada",
        "el 14 de diciembre recordamos a las víctimas",
        "reporte",
        "el lunes",
        "14 de diciembre",
        "",
    ],
)
def test_other_questions_and_accounts_ask_for_nothing_of_the_kind(typed: str) -> None:
    assert read_postponing(typed, ES, TODAY) is None


@given(st.text(), st.sampled_from(Language))
def test_any_text_is_read(typed: str, language: Language) -> None:
    read = read_postponing(f"remind me {typed}", language, TODAY)
    assert read is None or isinstance(read, date | Problem)
