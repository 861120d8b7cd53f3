"""What in a text looks like somebody's own. All of it is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.labelled.score import HALVES, persons, public_texts, score

from mirps_bot.parsing.persons import Own, suspicions


@pytest.mark.parametrize("half", HALVES)
def test_labelled_texts_are_told_apart(half: str) -> None:
    found = score(persons(half))
    assert (found.precision, found.recall) >= (0.95, 0.95)
    assert found.recall >= 0.95


@pytest.mark.parametrize(
    ("text", "own", "quoted"),
    [
        ("La familia de Juan (DPI 2456 78901 0101)", Own.DOCUMENT, "2456 78901 0101"),
        ("CURP PEXJ840512HDFRRN09", Own.DOCUMENT, "PEXJ840512HDFRRN09"),
        ("su DUI es 04567891-2", Own.DOCUMENT, "04567891-2"),
        ("pasaporte: N.º G12345678", Own.DOCUMENT, "G12345678"),
        ("O CPF 123.456.789-09", Own.DOCUMENT, "123.456.789-09"),
        ("Caso ACNUR 507-21C00123", Own.CASE, "507-21C00123"),
        ("nacida el 3 de marzo de 1990", Own.BIRTH, "3 de marzo de 1990"),
        ("born on July 4, 1992", Own.BIRTH, "July 4, 1992"),
        ("née le 4 mai 1991", Own.BIRTH, "4 mai 1991"),
        ("llamar al +502 5555 1234", Own.PHONE, "+502 5555 1234"),
        ("escribir a Carlos.Mejia84@gmail.com", Own.EMAIL, "Carlos.Mejia84@gmail.com"),
    ],
)
def test_what_looks_like_somebodys_own_is_quoted(text: str, own: Own, quoted: str) -> None:
    assert [(each.own, each.text) for each in suspicions(text)] == [(own, quoted)]


@pytest.mark.parametrize(
    "text",
    [
        *("3 municipios y 250 000 USD en 2026", "compromiso rec-058, constancia A-00041", "Ley 1565 de 2024"),
        *("línea gratuita 1-800-123-4567", "PBX 2222-0000", "info@mirps.org", "del 12/05/2026 al 15/05/2026"),
        *("https://x.org/expediente?id=123456789", "3.200 DPI y 1.100 pasaportes", "nació entre 1980 y 1999"),
    ],
)
def test_public_numbers_are_nobodys_own(text: str) -> None:
    assert suspicions(text) == ()


def test_public_documents_tell_of_nobody() -> None:
    assert [text for text in public_texts() if suspicions(text)] == []


def test_own_mailbox_may_be_named() -> None:
    assert suspicions("me escriben a ana@example.org", known=["ana@example.org"]) == ()


def test_a_list_of_people_needs_no_more_than_a_few_to_be_asked_about() -> None:
    lines = "\n".join(f"Persona {n}\tDUI 0123456{n}-{n}" for n in range(10))
    assert len(suspicions(lines)) == 5


@pytest.mark.parametrize(
    "piece", ["+1 202 ", "a@", "1-2-", "nacio 1", "dni ", "aaaaaaaaaa-", "1.1.", "12 34 ", "caso "]
)
def test_long_text_is_looked_at_to_its_end(piece: str) -> None:
    text = piece * 5000 + ". Caso ACNUR 507-21C00123"
    assert suspicions(text[-39_000:])


@given(st.text(max_size=500))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert isinstance(suspicions(text), tuple)
