"""The fund, mechanisms, cities, the glossary, and what else the register holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.desk import CHLOE, GRACE, LUCIA, RAFAEL, Desk, actions, summary, view_of

from mirps_bot.adapters.console.render import render_text
from mirps_bot.content.facts import Facts
from mirps_bot.dialogue import Asked
from mirps_bot.domain.glossary import Acronym, Unknown
from mirps_bot.domain.lexicon import fold
from mirps_bot.features import cities, fund, glossary, mechanisms, register
from mirps_bot.features.cities import CityList
from mirps_bot.features.fund import FundAnswer
from mirps_bot.features.glossary import Meanings, TermList
from mirps_bot.features.mechanisms import MechanismList, OneMechanism
from mirps_bot.features.register import Figures, Obligations, Unknowns, WaysOfSupport
from mirps_bot.view.action import ActionName

# ---- the fund ------------------------------------------------------------------------------------


def funded(reading_desk: Desk, words: str) -> FundAnswer:
    return reading_desk.data(fund.answer, words, FundAnswer)


def test_fund_lists_its_projects_on_record(reading_desk: Desk) -> None:
    found = funded(reading_desk, "")
    assert found.fund
    assert (found.fund.administrator, found.total, len(found.projects)) == ("oas", 5, 5)


def test_projects_of_one_state(reading_desk: Desk) -> None:
    assert [each.pledge.id for each in funded(reading_desk, "honduras").projects] == ["rec-073"]
    assert funded(reading_desk, "belice").total == 0


# ---- mechanisms ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("quito", "quito"),
        ("plan de chile", "chile-plan"),
        ("los ángeles", "la-declaration"),
        ("SICA", "sica"),
    ],
)
def test_mechanism_is_found_by_words_of_its_name(reading_desk: Desk, words: str, id_: str) -> None:
    data = reading_desk.data(mechanisms.answer, words, OneMechanism)
    assert data.mechanism.id == id_


@pytest.mark.parametrize(
    ("words", "count", "rest"),
    [("", 8, ()), ("xyzzy", 8, ("xyzzy",)), ("quitto", 1, ("quitto",)), ("conferencia", 2, ())],
)
def test_what_names_not_just_one_gets_a_list(
    reading_desk: Desk, words: str, count: int, rest: tuple[str, ...]
) -> None:
    data = reading_desk.data(mechanisms.answer, words, MechanismList)
    assert (len(data.mechanisms), data.rest) == (count, rest)


def test_each_mechanism_of_the_list_can_be_opened(reading_desk: Desk) -> None:
    for action in actions(reading_desk.asks(LUCIA, "mecanismos")):
        opened = reading_desk.presses(LUCIA, ActionName.ASK, *action.arguments)
        assert not summary(opened).endswith("mecanismos")


# ---- cities --------------------------------------------------------------------------------------


def known(reading_desk: Desk, words: str) -> CityList:
    return reading_desk.data(cities.answer, words, CityList)


def test_cities_stand_by_country_and_name(reading_desk: Desk) -> None:
    found = known(reading_desk, "")
    assert (found.total, [each.entity for each in found.countries]) == (14, ["ar", "gt", "hn", "mx"])
    guatemala = [each.name for each in found.countries[1].cities]
    assert guatemala == sorted(guatemala)


def test_cities_of_one_country_and_one_city(reading_desk: Desk) -> None:
    assert known(reading_desk, "guatemala").total == 11
    assert [each.cities[0].id for each in known(reading_desk, "tijuana").countries] == ["tijuana"]
    assert known(reading_desk, "canadá").total == 0


def test_city_that_no_source_names_gets_all_and_is_named(reading_desk: Desk) -> None:
    found = known(reading_desk, "tapachula")
    assert (found.total, found.rest) == (14, ("tapachula",))


# ---- glossary ------------------------------------------------------------------------------------


def meant(reading_desk: Desk, words: str, email: str = LUCIA) -> Meanings | TermList:
    data = reading_desk.show(glossary.answer, words, email).data
    assert isinstance(data, Meanings | TermList)
    return data


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("hermanamiento", "twinning"),
        ("hermanamientos", "twinning"),
        ("jumelage", "twinning"),
        ("funding gap", "funding_gap"),
        ("RSD", "rsd"),
        ("compromiso", "pledge"),
        ("joint pledge", "joint_pledge"),
        ("sem mudanças", "no_change"),
    ],
)
def test_term_is_found_in_any_language(reading_desk: Desk, words: str, term: str) -> None:
    found = meant(reading_desk, words)
    assert isinstance(found, Meanings)
    assert ([each.id for each in found.terms], found.is_guess) == ([term], False)


def test_acronym_is_found_with_its_other_forms(reading_desk: Desk) -> None:
    found = meant(reading_desk, "cepal")
    assert isinstance(found, Meanings)
    assert [each.forms for each in found.acronyms] == [("CEPAL", "ECLAC")]
    assert found.terms == ()


def test_what_a_word_means_is_told_by_its_source_or_as_the_bot_uses_it(reading_desk: Desk) -> None:
    joint, own = (
        render_text(view_of(reading_desk.asks(LUCIA, f"glosario {word}"))) for word in ("MSP", "borrador")
    )
    assert "globalcompactrefugees.org" in joint.partition("español:")[0]
    assert "así usa la palabra este bot" in own
    assert "consta el nombre, no una definición" in render_text(
        view_of(reading_desk.asks(LUCIA, "glosario rezago"))
    )


@pytest.mark.parametrize("email", [LUCIA, GRACE, RAFAEL, CHLOE])
def test_acronym_is_spelt_out_in_the_readers_language(reading_desk: Desk, facts: Facts, email: str) -> None:
    language = reading_desk.person(email).language
    for each in facts.records:
        if isinstance(each, Acronym):
            told = summary(reading_desk.asks(email, f"glosario {each.forms[0]}"))
            assert each.names.nearest_to(language) is language
            assert fold(each.names.in_language(language)) in fold(told)


def test_misspelt_term_is_offered_as_a_guess(reading_desk: Desk) -> None:
    found = meant(reading_desk, "hermanamento")
    assert isinstance(found, Meanings)
    assert ([each.id for each in found.terms], found.is_guess) == (["twinning"], True)


def test_unknown_term_gets_the_list(reading_desk: Desk) -> None:
    found = meant(reading_desk, "xyzzy")
    assert isinstance(found, TermList)
    assert (found.rest, found.page.total) == (("xyzzy",), 78)


def test_terms_stand_in_the_readers_alphabet(reading_desk: Desk) -> None:
    def first(email: str) -> str:
        found = meant(reading_desk, "", email)
        assert isinstance(found, TermList)
        return found.page.items[0].id

    assert [first(email) for email in (LUCIA, GRACE, CHLOE)] == [
        "outreach",
        "alternate",
        "needs_support",
    ]


def test_last_page_follows_from_the_ones_before(reading_desk: Desk) -> None:
    seen, words = [], ""
    for number in range(1, 7):
        words = f"p{number}"
        page = meant(reading_desk, words)
        assert isinstance(page, TermList)
        assert (page.page.offset, page.rest) == ((number - 1) * 15, ())
        seen += [each.id for each in page.page.items]
    assert len(set(seen)) == 78
    assert meant(reading_desk, "p99") == page


# ---- what else the register holds ----------------------------------------------------------------


def test_the_rest_of_the_register_is_told_whole(reading_desk: Desk, facts: Facts) -> None:
    ways = reading_desk.data(register.ways_of_support, "", WaysOfSupport)
    figures = reading_desk.data(register.figures, "", Figures)
    obligations = reading_desk.data(register.obligations, "", Obligations)
    unknowns = reading_desk.data(register.unknowns, "", Unknowns)
    assert [each.number for each in ways.ways] == [1, 2, 3, 4, 5, 6, 7]
    assert [str(each.date) for each in figures.displacement] == ["2025-11", "2024-12", "2024-01", "2022-12"]
    assert [each.year for each in figures.needs] == [2021, 2021, 2019]
    assert (len(obligations.obligations), obligations.form is not None) == (8, True)
    assert {each.id for each in unknowns.unknowns} == {
        each.id for each in facts.records if isinstance(each, Unknown)
    }


@pytest.mark.parametrize(
    ("email", "asked", "same"),
    [
        (LUCIA, "¿Qué es el Proceso de Quito?", "mecanismos quito"),
        (LUCIA, "declaración de los ángeles", "mecanismos ángeles"),
        (LUCIA, "¿qué significa PPT?", "glosario ppt"),
        (LUCIA, "¿qué es ACSG?", "mecanismos acsg"),
        (GRACE, "what is a joint pledge?", "glossary joint pledge"),
        (GRACE, "what does NAP mean?", "glossary nap"),
        (CHLOE, "que signifie GCR ?", "glossaire gcr"),
        (LUCIA, "¿cómo puedo apoyar?", "apoyo"),
        (GRACE, "how many people are displaced?", "figures"),
        (LUCIA, "¿qué proyectos tiene el Fondo MIRPS?", "fondo"),
        (LUCIA, "fondo mirps guatemala", "fondo guatemala"),
        (LUCIA, "¿qué ciudades solidarias hay en Guatemala?", "ciudades guatemala"),
        (LUCIA, "plan de acción nacional de Honduras", "planes honduras"),
    ],
)
def test_plain_question_is_understood(reading_desk: Desk, email: str, asked: str, same: str) -> None:
    assert summary(reading_desk.says(email, asked)) == summary(reading_desk.asks(email, same))


@settings(max_examples=80)
@given(
    command=st.sampled_from(
        (
            "directorio",
            "presidencia",
            "anuales",
            "planes",
            "estrategia",
            "fondo",
            "mecanismos",
            "ciudades",
            "glosario",
        )
    ),
    words=st.text(max_size=60),
)
def test_no_words_are_too_odd_to_answer(reading_desk: Desk, command: str, words: str) -> None:
    answer = reading_desk.asks(LUCIA, f"{command} {words}")
    assert isinstance(answer, Asked) or "Referencia:" not in summary(answer)  # change contact opens its form


@pytest.mark.parametrize(
    "words", ["quito " * 80, "1 " * 200, "'); DROP TABLE records;--", "p0", "p99999", "31-02-2026"]
)
@pytest.mark.parametrize(
    "command", ["directorio", "presidencia", "planes", "estrategia", "mecanismos", "glosario"]
)
def test_bad_words_get_a_kind_answer(reading_desk: Desk, command: str, words: str) -> None:
    assert "Referencia:" not in summary(reading_desk.asks(LUCIA, f"{command} {words}"))
