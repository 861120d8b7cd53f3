"""Yes and no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.form import Problem
from mirps_bot.parsing.yes_no import read_yes_no


@pytest.mark.parametrize(
    "typed", ["Sí.", "si", "sí, claro", "eh sí", "SÍ!", "yes please", "sim", "oui", "d'accord", "ok"]
)
def test_yes_is_read_in_every_language(typed: str) -> None:
    assert read_yes_no(typed) is True


@pytest.mark.parametrize(
    "typed", ["no", "No.", "no, gracias", "todavía no", "não", "ainda não", "non", "pas encore"]
)
def test_no_is_read_in_every_language(typed: str) -> None:
    assert read_yes_no(typed) is False


@pytest.mark.parametrize("typed", ["", "quizás", "sí y no", "no sé", "yes but no", "si llega el fondo", "eh"])
def test_anything_else_is_asked(typed: str) -> None:
    assert read_yes_no(typed) == Problem(phrase="not_yes_or_no")


@given(st.text())
def test_any_text_has_an_answer(typed: str) -> None:
    assert read_yes_no(typed) in (True, False, Problem(phrase="not_yes_or_no"))
