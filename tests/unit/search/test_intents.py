import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.lexicon import Lexicon, Term
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


def test_of_as_many_words_the_first_win() -> None:
    found = intents(one="mandato", two="plan").read("el plan del mandato")
    assert [(each.command, each.is_opening) for each in found] == [("two", True)]


def test_of_as_many_words_those_that_ask_for_something_win() -> None:
    (found,) = intents(one="es de", two="mandato grupo").read("es de el mandato de el grupo")
    assert found.command == "two"


def test_same_words_of_two_commands_are_both_told() -> None:
    found = intents(one="mandato", two="mandato|plan").read("el mandato")
    assert [each.command for each in found] == ["one", "two"]


@pytest.mark.parametrize(("typed", "rest"), [("presidnecia de 2025", "de 2025"), ("presidancia", "")])
def test_slip_of_the_finger_is_read_as_the_word_of_a_pattern(typed: str, rest: str) -> None:
    (found,) = intents(it="presidencia").read(typed)
    assert found.rest == rest


def test_word_of_its_own_is_no_slip() -> None:
    known = Intents({"it": [Pattern.parse("compromisos")]}, (), knows="compromises".__eq__)
    assert known.read("compromises") == ()


def test_word_within_a_name_asks_for_nothing() -> None:
    names = Lexicon([Term(kind="forum", id="se", words=("Evento de Solidaridad",))])
    read = Intents({"calendar": [Pattern.parse("evento")]}, (), names=names).read
    assert read("lo del evento de solidaridad") == ()
    assert read("lo del evento") != ()


def test_small_word_is_handed_on_whatever_pattern_it_stands_in() -> None:
    (found,) = Intents({"it": [Pattern.parse("dinero para")]}, (), kept=("para",)).read("dinero para Belice")
    assert found.rest == "para Belice"


def test_what_follows_the_last_word_read_is_left() -> None:
    assert intents(it="plan").read("x " * MOST_WORDS + "plan") == ()


@given(st.text(alphabet="que lidr* {}|'\"¿?:-", max_size=200))
def test_no_line_is_too_odd_to_read(line: str) -> None:
    found = intents(one="que * lider", two="quien lidera").read(line)
    assert all(len(each.rest) <= len(line) for each in found)
