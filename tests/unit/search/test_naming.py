from collections.abc import Iterable

import pytest

from mirps_bot.search.naming import Named, find_named

NAMES = {
    "quito": ("Proceso de Quito", "Quito"),
    "chile": ("Declaración y Plan de Acción de Chile",),
    "angeles": ("Declaración de Los Ángeles",),
    "acsg": ("Grupo de Apoyo a la Capacidad de Asilo", "ACSG"),
}


def names_of(key: str) -> Iterable[str]:
    return NAMES[key]


@pytest.mark.parametrize(
    ("words", "things", "rest"),
    [
        ("quito", ("quito",), ()),
        ("proceso quito", ("quito",), ()),
        ("acsg", ("acsg",), ()),
        ("apoyos capacidades", ("acsg",), ()),
        ("qui", ("quito",), ()),
        ("decl", ("chile", "angeles"), ()),
        ("declaracion chile", ("chile",), ()),
        ("plan quito", ("quito",), ("plan",)),
        ("quito xyz", ("quito",), ("xyz",)),
        ("xyz", (), ("xyz",)),
        ("de", ("quito", "chile", "angeles", "acsg"), ()),
        ("d", (), ("d",)),
        ("", (), ()),
    ],
)
def test_things_of_which_the_words_say_the_most_are_named(
    words: str, things: tuple[str, ...], rest: tuple[str, ...]
) -> None:
    assert find_named(words.split(), tuple(NAMES), names_of) == Named(things=things, rest=rest)


def test_misspelt_word_is_a_guess_and_still_unknown() -> None:
    found = find_named(("quitto",), tuple(NAMES), names_of)
    assert found == Named(things=("quito",), rest=("quitto",), is_guess=True)


def test_beginning_of_a_short_name_is_not_the_name_in_full() -> None:
    names = {"pledge": ("promesa",), "presidency": ("presidencia pro tempore",)}
    assert find_named(("pro", "tempore"), tuple(names), lambda key: names[key]).things == ("presidency",)


def test_word_said_twice_counts_once() -> None:
    assert find_named(("plan", "plan", "quito"), tuple(NAMES), names_of).things == ("quito",)
