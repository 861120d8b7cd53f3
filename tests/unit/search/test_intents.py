import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.search.intents import MOST_WORDS, Intents, Meaning, Pattern


def intents(**patterns: str) -> Intents:
    return Intents({name: [Pattern.parse(each)] for name, each in patterns.items()}, ("de", "el", "la", "es"))


def rest(pattern: str, line: str) -> str | None:
    return next((each.rest for each in intents(it=pattern).read(line)), None)


@pytest.mark.parametrize(
    ("pattern", "line", "left"),
    [
        ("quien lidera", "¿Quién lidera el grupo de asilo?", "el grupo de asilo"),
        ("quien lidera", "QUIÉN es el que lidera", None),
        ("quien lidera", "quien es la lidera", "es la"),
        ("quien dirige|lidera", "quién lidera asilo", "asilo"),
        ("que * prometio", "qué cosas nuevas prometió Canadá", "cosas nuevas Canadá"),
        ("que * prometio", "qué a b c d e f g prometió", None),
        ("que {presidencia}", "qué presidencia hubo", "presidencia hubo"),
        ("reunion", "las reuniones, por fin", "las , por fin"),
        ("prometio", 'prometió país:"costa rica"', 'país:"costa rica"'),
        ("quien lidera", "lidera quien", None),
        ("quien lidera", "", None),
    ],
)
def test_pattern_takes_its_words_out_of_the_line(pattern: str, line: str, left: str | None) -> None:
    assert rest(pattern, line) == left


def test_more_words_win() -> None:
    assert intents(one="quien", two="quien lidera").read("quien lidera asilo") == (
        Meaning(command="two", rest="asilo", weight=2, start=0, is_opening=True),
    )


def test_as_many_words_for_two_commands_are_both_told() -> None:
    found = intents(one="mandato", two="plan").read("el plan del mandato")
    assert [(each.command, each.is_opening) for each in found] == [("two", True), ("one", False)]


def test_what_follows_the_last_word_read_is_left() -> None:
    assert intents(it="plan").read("x " * MOST_WORDS + "plan") == ()


@given(st.text(alphabet="que lidr* {}|'\"¿?:-", max_size=200))
def test_no_line_is_too_odd_to_read(line: str) -> None:
    found = intents(one="que * lider", two="quien lidera").read(line)
    assert all(len(each.rest) <= len(line) for each in found)
