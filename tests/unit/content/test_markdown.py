"""The small markdown, and that nothing which people or files say is ever read as it."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.content.compose import Composer
from mirps_bot.content.load import Content
from mirps_bot.content.markdown import TemplateFault, read_view
from mirps_bot.content.wording import Gazetteer, Reader
from mirps_bot.dialogue import Show, Tell
from mirps_bot.domain.language import Language
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import (
    Block,
    Bullets,
    Button,
    Buttons,
    Divider,
    Facts,
    Heading,
    Link,
    Note,
    Paragraph,
    Plain,
    Strong,
    View,
)

HELP = Button(label="Ayuda", action=Action(ActionName.ASK, ("help",)))
READER = Reader(language=Language.ES, time_zone="America/Panama")


def blocks(markdown: str, **rows: tuple[Button, ...]) -> tuple[Block, ...]:
    """What follows the summary."""
    return read_view(f"= s\n{markdown}", rows).blocks[1:]


# ---- what a template can write -------------------------------------------------------------------


def test_summary_alone_is_the_whole_message() -> None:
    assert read_view("= Nada pendiente", {}) == View(
        summary="Nada pendiente", blocks=(Paragraph((Plain("Nada pendiente"),)),)
    )


def test_summary_stands_out_above_what_follows() -> None:
    assert read_view("= s\n\ntexto", {}).blocks == (Paragraph((Strong("s"),)), Paragraph((Plain("texto"),)))


@pytest.mark.parametrize("markdown", ["", "texto", "# título", "=", "= ", "=s", "\n\n- a"])
def test_template_without_a_summary_is_at_fault(markdown: str) -> None:
    with pytest.raises(TemplateFault, match="first line"):
        read_view(markdown, {})


def test_each_kind_of_line_is_a_block() -> None:
    assert blocks("# Título\n- uno\n- dos\n> fuente\n---\nDe:: México\nPara:: Honduras\nfin") == (
        Heading("Título"),
        Bullets(((Plain("uno"),), (Plain("dos"),))),
        Note((Plain("fuente"),)),
        Divider(),
        Facts((("De", (Plain("México"),)), ("Para", (Plain("Honduras"),)))),
        Paragraph((Plain("fin"),)),
    )


def test_label_keeps_the_space_that_french_sets_before_a_colon() -> None:
    assert blocks("Lieu\N{NO-BREAK SPACE}:: Ottawa") == (
        Facts((("Lieu\N{NO-BREAK SPACE}", (Plain("Ottawa"),)),)),
    )


def test_empty_line_ends_a_paragraph_and_a_line_break_does_not() -> None:
    assert blocks("uno\ndos\n \ntres") == (Paragraph((Plain("uno\ndos"),)), Paragraph((Plain("tres"),)))


def test_strong_words_and_links_stand_inside_a_line() -> None:
    assert blocks("a **b** [c](https://x.org/?a=1) d") == (
        Paragraph(
            (Plain("a "), Strong("b"), Plain(" "), Link("c", "https://x.org/?a=1"), Plain(" d")),
        ),
    )


def test_document_that_has_no_address_is_named_and_not_linked() -> None:
    assert blocks("[Estrategia 2025](Estrategia 2025, p. 4)") == (Paragraph((Plain("Estrategia 2025"),)),)


def test_buttons_stand_where_they_are_placed_and_else_at_the_end() -> None:
    other = Button(label="Otro", action=Action(ActionName.ASK, ("next",)))
    assert blocks("[[here]]\ntexto", rest=(other,), here=(HELP,)) == (
        Buttons((HELP,)),
        Paragraph((Plain("texto"),)),
        Buttons((other,)),
    )


def test_row_without_buttons_leaves_no_gap() -> None:
    assert blocks("[[none]]\ntexto", none=(), empty=()) == (Paragraph((Plain("texto"),)),)


# ---- what data can't write -----------------------------------------------------------------------

EVERYWHERE = """= s|{{ data }}|

# h|{{ data }}|
p|{{ data }}|
- b|{{ data }}|
> n|{{ data }}|
f:: |{{ data }}|
x **|{{ data }}|** y
x [|{{ data }}|](https://x.org/) y
"""
ALONE = "= s\n\n{{ data }}\n"

DROPPED = {
    *map(chr, range(0x20)),
    "\x7f",
    *"\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}",
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
    *map(chr, range(0xE000, 0xE100)),
} - {"\n", "\t"}
MARKS = (
    *("**", "*", "[", "](", ")", "[a](https://evil.example)", "# ", "- ", "> ", "---", "::", "[[x]]", "= "),
    *(
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "\n- ",
        "\n# ",
        "<!channel>",
        "<@U1>",
        "<b>",
        "&amp;",
        "{{ 1 }}",
        "{% x %}",
    ),
    *("\N{RIGHT-TO-LEFT OVERRIDE}", "\ue02a\ue02a", "\ue000", "\\", "`", "_", "|", "👩🏽‍💻", "مرحبا"),
)
hostile = st.lists(st.sampled_from(MARKS) | st.text(max_size=8), max_size=12).map("".join)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anything:
    data: object


def kept(text: str) -> str:
    """The text less what the documentation of `inert` says is dropped."""
    text = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(each for each in text if each not in DROPPED)


@pytest.fixture(scope="module")
def small(content: Content, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> Composer:
    folder = tmp_path_factory.mktemp("templates")
    for name, template in (("everywhere", EVERYWHERE), ("alone", ALONE)):
        (folder / f"{name}.es.md.j2").write_text(template, encoding="utf-8")
    return Composer([folder], content.phrases, gazetteer, "/mirps", ())


@given(hostile)
def test_data_stays_words_wherever_a_template_puts_it(small: Composer, data: str) -> None:
    text = f"|{kept(data)}|"

    view = small.show(Show(template="everywhere", data=Anything(data=data)), READER)

    assert view == View(
        summary=f"s{text}",
        blocks=(
            Paragraph((Strong(f"s{text}"),)),
            Heading(f"h{text}"),
            Paragraph((Plain(f"p{text}"),)),
            Bullets(((Plain(f"b{text}"),),)),
            Note((Plain(f"n{text}"),)),
            Facts((("f", (Plain(text),)),)),
            Paragraph(
                (Plain("x "), Strong(text), Plain(" y\nx "), Link(text, "https://x.org/"), Plain(" y")),
            ),
        ),
    )


@given(hostile)
def test_data_alone_in_a_line_makes_no_block_but_words(small: Composer, data: str) -> None:
    """Spaces at the ends of a line are the only thing lost."""
    blank = "".join(each for each in map(chr, range(0x3001)) if each.isspace() and each != "\n")
    text = kept(data).strip(blank)

    view = small.show(Show(template="alone", data=Anything(data=data)), READER)

    assert view.blocks[1:] == ((Paragraph((Plain(text),)),) if text else ())


@given(hostile.filter(lambda text: len(text) <= 80))
def test_what_is_quoted_in_a_sentence_stays_words(composer: Composer, typed: str) -> None:
    view = composer.tell(Tell(phrase="not_understood", values={"typed": typed, "guesses": ()}), READER)

    sentence = f"No conozco «{kept(typed)}». Pruebe con /mirps ayuda"
    assert view == View(summary=sentence, blocks=(Paragraph((Plain(sentence),)),))


@pytest.mark.parametrize(
    "address", ["javascript:alert`1`", "data:text/html,x", "mailto:a@x.org", "//x.org", "x"]
)
def test_address_can_only_be_a_web_address(address: str) -> None:
    assert blocks(f"[texto]({address})") == (Paragraph((Plain("texto"),)),)


def test_what_is_not_known_is_said(small: Composer) -> None:
    view = small.show(Show(template="alone", data=Anything(data=None)), READER)
    assert view.blocks[1:] == (Paragraph((Plain("sin dato"),)),)
