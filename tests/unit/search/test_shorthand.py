"""Words that people shorten are read as whole ones, wherever they are no part of something else."""

import pytest

from mirps_bot.search.shorthand import written_out

SHORTHAND = {"q": "que", "what's": "what is", "eu": ""}


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("q prometió Canadá", "que prometió Canadá"),
        ("¿q hay?", "¿que hay?"),
        ("What's due", "what is due"),
        ("what’s due", "what is due"),
        ("Eu quero ver", "quero ver"),
        ("pledges EU", "pledges EU"),
        ("q", "q"),
        ("de:eu área:asilo", "de:eu área:asilo"),
        ("eu-2023 y q4", "eu-2023 y q4"),
        ("dos  espacios", "dos  espacios"),
    ],
)
def test_shortened_words_are_written_out(typed: str, whole: str) -> None:
    assert written_out(typed, SHORTHAND) == whole


def test_language_without_shorthand_leaves_lines_as_they_are() -> None:
    assert written_out("q prometió", {}) == "q prometió"
