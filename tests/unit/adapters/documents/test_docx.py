"""What is written is read back: its words by the library that wrote it, the rest as plain XML."""

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest

from mirps_bot.adapters.documents.docx import render_docx
from mirps_bot.adapters.drawing.picture import draw_picture
from mirps_bot.view.document import (
    Document,
    Item,
    Listing,
    Picture,
    Quotation,
    Section,
    SmallPrint,
    Table,
    Text,
    Title,
)
from mirps_bot.view.pictures import Bar, Bars, Grid, Row

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
BARS = Bars("Por etapa", (Bar("en curso", 3, "3"), Bar("cumplido", 0, "0")))
GRID = Grid("Quién informó", ("T4",), ("1/2",), (Row("México $x$", (True,)), Row("Panamá", (False,))))


def written(*items: Item, language: str = "es") -> bytes:
    document = Document(
        name="Reunión",
        subject="Carpeta",
        language=language,
        items=items,
        foot="Al 24 de noviembre",
        page="Página",
        file="carpeta.docx",
    )
    return render_docx(document, draw=draw_picture, made_at=NOW)


def read(*items: Item, language: str = "es") -> Any:
    return docx.Document(BytesIO(written(*items, language=language)))


def part(content: bytes, name: str) -> str:
    with ZipFile(BytesIO(content)) as packed:
        return packed.read(name).decode()


@pytest.mark.parametrize(
    "text",
    [
        "<b>&amp;</b>",
        "{ HYPERLINK x }",
        "=1+1",
        "https://example.org/a",
        "*a* <!channel>",
        "línea\notra",
        "東京 😀",
    ],
)
def test_text_is_a_text_whatever_it_says(text: str) -> None:
    found = read(Text(text), Quotation(text, "fr"), Table("t", ("a",), ((text,),), (100,)), SmallPrint(text))
    assert [each.text for each in found.paragraphs if each.text] == [text] * 3
    assert found.tables[0].rows[1].cells[0].text == text


def test_file_holds_no_link_no_macro_and_no_field_but_the_pages_number() -> None:
    content = written(Text("https://example.org"), Text('{ INCLUDETEXT "c:/x" }'))
    with ZipFile(BytesIO(content)) as packed:
        whole = {name: packed.read(name).decode(errors="ignore") for name in packed.namelist()}
    assert [name for name in whole if "vba" in name.lower()] == []
    assert [
        name for name, text in whole.items() if "<w:hyperlink" in text or 'TargetMode="External"' in text
    ] == []
    fields = [each for text in whole.values() for each in re.findall(r'w:instr="(\w+)"', text)]
    assert fields == ["PAGE", "NUMPAGES"]
    assert not any("w:instrText" in text for text in whole.values())


def test_control_and_direction_characters_are_dropped() -> None:
    (found,) = [each.text for each in read(Text("a\x00\x0b\u202eb\ud800")).paragraphs if each.text]
    assert found == "ab"


def test_headings_are_headings_and_the_title_is_the_title() -> None:
    found = read(Title("Reunión", "MIRPS"), Section("Uno"), Section("Dos", 2), Listing((Text("x", "y"),)))
    styles = [(each.style.name, each.text) for each in found.paragraphs]
    assert styles == [
        ("Subtitle", "MIRPS"),
        ("Title", "Reunión"),
        ("Heading 1", "Uno"),
        ("Heading 2", "Dos"),
        ("List Bullet", "y  x"),
    ]


def test_row_of_heads_is_marked_and_comes_again_on_each_page() -> None:
    xml = part(written(Table("Montos", ("Moneda", "Total"), (("USD", "1"),), (50, 50))), "word/document.xml")
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") == 2
    assert 'w:tblCaption w:val="Montos"' in xml
    without = part(written(Table("Datos", (), (("Cuándo", "hoy"),), (30, 70))), "word/document.xml")
    assert "<w:tblHeader/>" not in without
    assert 'w:firstColumn="1"' in without


@pytest.mark.parametrize("picture", [BARS, GRID])
def test_picture_says_in_words_what_it_shows(picture: Bars | Grid) -> None:
    content = written(Picture("en curso, 3", picture))
    assert 'descr="en curso, 3"' in part(content, "word/document.xml")
    (shown,) = docx.Document(BytesIO(content)).inline_shapes
    assert shown.width.inches <= 6.7


@pytest.mark.parametrize(
    ("language", "tag"), [("es", "es-MX"), ("en", "en-US"), ("pt", "pt-BR"), ("fr", "fr-FR")]
)
def test_language_is_set_for_whoever_has_it_read_aloud(language: str, tag: str) -> None:
    content = written(Quotation("texto", "es" if language != "es" else "fr"), language=language)
    defaults = part(content, "word/styles.xml").partition("</w:docDefaults>")[0]
    assert f'w:lang w:val="{tag}"' in defaults
    quoted = re.findall(r'<w:lang w:val="([\w-]+)"', part(content, "word/document.xml"))
    assert quoted == ["fr-FR" if language == "es" else "es-MX"]
    assert docx.Document(BytesIO(content)).core_properties.language == tag


def test_properties_tell_what_it_is_and_when_it_was_made() -> None:
    known = read(Text("x")).core_properties
    assert (known.title, known.subject, known.author, known.comments) == (
        "Reunión",
        "Carpeta",
        "mirps-bot",
        "",
    )
    assert known.created.replace(tzinfo=UTC) == NOW


def test_every_page_says_as_of_when_it_is() -> None:
    footer = read(Text("x")).sections[0].footer.paragraphs[0].text
    assert footer.startswith("Al 24 de noviembre\tPágina")
