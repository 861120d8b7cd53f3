"""What a reply in words reports."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.labelled.score import HALVES, TODAY, replies, score

from mirps_bot.domain.draft import Heard
from mirps_bot.domain.language import Language
from mirps_bot.domain.money import Money
from mirps_bot.domain.pledge import Stage
from mirps_bot.parsing.reports import read_report, which

ES, EN = Language.ES, Language.EN


@pytest.mark.parametrize("half", HALVES)
def test_nothing_is_read_in_a_labelled_reply_that_is_not_said(half: str) -> None:
    wrong = [(got, wanted) for got, wanted in replies(half) if got is not None and got != wanted]
    assert wrong == []


@pytest.mark.parametrize("half", HALVES)
def test_most_of_what_labelled_replies_say_is_read(half: str) -> None:
    assert score(replies(half)).recall >= 0.95


@pytest.mark.parametrize(
    "text",
    [
        *("todavía no empezamos", "Aún no hemos iniciado", "no empezamos", "nunca empezamos el proyecto"),
        *("si firman, empezamos", "esperamos que ya empezamos", "cuando iniciamos faltaba personal"),
        *("cumplimos la primera fase del proyecto", "el proyecto no está cumplido"),
        *(
            "we have not started",
            "we hope the project is completed soon",
            "ainda não começamos",
            "rien n'a commencé",
        ),
    ],
)
def test_stage_that_is_denied_hoped_for_or_of_a_part_is_not_read(text: str) -> None:
    assert read_report(text, ES, TODAY).stage in (None, Stage.PLANNING)


def test_two_stages_or_two_amounts_are_not_chosen_between() -> None:
    text = "Empezamos el curso. Estamos planificando el segundo. 200 USD en marzo, 300 USD en abril"
    assert read_report(text, ES, TODAY) == Heard()


@pytest.mark.parametrize(
    "text",
    [
        *(
            "La reunión es el 15/3/2026 a las 10:30",
            "Compromiso 58, fase 2, página 12",
            "Resolución 45 de 2025",
        ),
        *("Faltan 300 mil dólares", "un presupuesto de 2 millones de euros", "necesitamos 40 becas"),
        *("20 % de avance", "T5 2025", "en 3 meses", "2026", "$", "1.2.3 USD"),
    ],
)
def test_dates_labels_and_what_is_only_wanted_are_not_read(text: str) -> None:
    assert read_report(text, ES, TODAY) == Heard()


def test_currency_is_the_one_of_the_country() -> None:
    assert str(read_report("gastamos 500 mil pesos", ES, TODAY, "mx").amount) == "500000 MXN"
    assert read_report("gastamos 500 mil pesos", ES, TODAY).amount is None


@pytest.mark.parametrize(
    "piece", ["no empezamos, ", "3 municipios ", "250 mil dólares | ", "T3 2026 ", "a", "\t", "¿", "1 "]
)
def test_long_text_is_read_to_its_end(piece: str) -> None:
    assert isinstance(read_report(piece * 5000, ES, TODAY), Heard)


@given(st.text(max_size=400), st.sampled_from(Language))
def test_any_text_can_be_read(text: str, language: Language) -> None:
    assert isinstance(read_report(text, language, TODAY, "mx"), Heard)


# ---- amounts whose currency is open ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "text", "currencies"),
    [
        ("ca", "We spent 250 000 dollars this year", ["USD", "CAD"]),
        ("ca", "Gastamos $250 000", ["USD", "CAD"]),
        ("ca", "We spent 250 000 Canadian dollars", []),
        ("hn", "Gastamos 250 000 dólares", []),
        ("ca", "We still need 250 000 dollars", []),
        ("ca", "200 000 dollars in March, 250 000 dollars in April", []),
        ("ca", "250 000 dollars, of which USD 180 000 were spent", []),
    ],
)
def test_amount_whose_currency_only_its_author_knows_is_left_open(
    country: str, text: str, currencies: list[str]
) -> None:
    language = ES if text.startswith("Gastamos") else EN
    assert [each.currency for each in read_report(text, language, TODAY, country).unsettled] == currencies


@pytest.mark.parametrize(
    ("words", "currency"),
    [
        *(("CAD", "CAD"), ("Canadian dollars", "CAD"), ("US$", "USD"), ("dólares americanos", "USD")),
        *(("dollars", None), ("EUR", None), ("CAD, all of it", None), ("", None)),
    ],
)
def test_currency_said_alone_settles_it(words: str, currency: str | None) -> None:
    unsettled = read_report("We spent 250 000 dollars", EN, TODAY, "ca").unsettled
    meant = which(unsettled, words)
    assert (meant and meant.currency) == currency


def test_settled_amount_is_read_beside_an_open_one() -> None:
    heard = read_report("250 000 dollars, of which USD 180 000 were spent", EN, TODAY, "ca")
    assert heard.amount == Money.parse("180000 USD")
