import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.lexicon import Lexicon, Reading, Segment, Term, fold

LEXICON = Lexicon(
    [
        Term(kind="entity", id="mx", words=("México", "Mexico", "Mexique")),
        Term(kind="entity", id="idb", words=("Banco Interamericano de Desarrollo", "BID", "IDB")),
        Term(kind="entity", id="us", words=("EE. UU.", "EEUU", "USA")),
        Term(kind="area", id="asylum_systems", words=("Fortalecimiento de los sistemas de asilo", "asilo")),
        Term(kind="area", id="statistical_inclusion", words=("estadísticas",)),
        Term(kind="group", id="wg-asylum", words=("Grupo de asilo",)),
        Term(kind="group", id="wg-stats", words=("estadísticas",)),
        Term(kind="stage", id="in_progress", words=("En curso", "in progress")),
    ]
)


def test_fold_text_with_accents_capitals_and_punctuation() -> None:
    assert fold("  ¿Qué hay de EE. UU., «Asunción»?\n") == "que hay de ee uu asuncion"


def test_fold_letters_that_only_look_special() -> None:
    assert (
        fold("\N{MATHEMATICAL BOLD CAPITAL A}B \N{LATIN SMALL LIGATURE FI}n Straße œuvre")
        == "ab fin strasse oeuvre"
    )


@given(st.text())
def test_fold_of_a_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_read_a_question_with_several_names() -> None:
    assert LEXICON.read("compromisos de méxico ASILO en curso 2023") == Reading(
        terms=(("entity", "mx"), ("area", "asylum_systems"), ("stage", "in_progress")),
        rest=("compromisos", "de", "2023"),
    )


def test_names_stand_in_the_order_of_the_words() -> None:
    assert LEXICON.names_in(["sin", "en", "curso"]) == (
        Segment(words=("sin",), terms=()),
        Segment(words=("en", "curso"), terms=(("stage", "in_progress"),)),
    )


def test_read_prefers_the_longest_name() -> None:
    assert LEXICON.read("grupo de asilo").terms == (("group", "wg-asylum"),)


def test_read_a_long_name_that_breaks_off() -> None:
    assert LEXICON.read("banco interamericano de México") == Reading(
        terms=(("entity", "mx"),), rest=("banco", "interamericano", "de")
    )


@pytest.mark.parametrize("words", ["BID", "idb", "Banco Interamericano de Desarrollo"])
def test_read_an_alias_or_the_full_name(words: str) -> None:
    assert LEXICON.read(words) == Reading(terms=(("entity", "idb"),), rest=())


def test_read_a_name_twice_gives_it_once() -> None:
    assert LEXICON.read("EEUU y EE.UU.") == Reading(terms=(("entity", "us"),), rest=("y",))


def test_read_a_shared_name_gives_all_it_means() -> None:
    assert LEXICON.read("estadísticas").terms == (("area", "statistical_inclusion"), ("group", "wg-stats"))


@pytest.mark.parametrize(
    ("named", "asked"),
    [
        ("compromiso", "compromisos"),
        ("reuniones", "reunión"),
        ("país", "países"),
        ("mes", "meses"),
        ("pledge", "pledges"),
        ("city", "cities"),
        ("engagements", "engagement"),
        ("estatus", "estatus"),
        ("proteção", "proteções"),
    ],
)
def test_read_a_regular_plural_or_singular(named: str, asked: str) -> None:
    lexicon = Lexicon([Term(kind="word", id="it", words=(named,))])
    assert lexicon.read(asked).terms == (("word", "it"),)


@pytest.mark.parametrize(
    ("named", "asked"), [("us", "u"), ("mes", "me"), ("crisis", "crisi"), ("plan", "plano")]
)
def test_read_a_word_that_only_resembles_a_name(named: str, asked: str) -> None:
    lexicon = Lexicon([Term(kind="word", id="it", words=(named,))])
    assert lexicon.read(asked) == Reading(terms=(), rest=(asked,))


def test_read_nothing_but_punctuation() -> None:
    assert LEXICON.read(" …?! ") == Reading(terms=(), rest=())


def test_read_with_no_terms_or_empty_names() -> None:
    assert Lexicon([]).read("asilo").rest == ("asilo",)
    assert Lexicon([Term(kind="word", id="it", words=("", "!"))]).read("asilo").rest == ("asilo",)
