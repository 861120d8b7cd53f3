"""Every template shows its example in every language, says the same in all of them, and fits the platform."""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from jinja2 import Environment, meta, nodes
from tests.core import CHECKOUT
from tests.platforms.teams.cards import check_card

from mirps_bot.adapters.slack import limits
from mirps_bot.adapters.slack.limits import MESSAGE
from mirps_bot.adapters.slack.render import render_home, render_message, render_receipt
from mirps_bot.adapters.teams.render import ROOM, render_card
from mirps_bot.chat.pages import split
from mirps_bot.content.compose import MAX_LABEL, Composer
from mirps_bot.content.load import Content, preview_choices, read_example
from mirps_bot.content.reading import Fault
from mirps_bot.content.wording import Reader, Wording
from mirps_bot.dialogue import Show
from mirps_bot.domain.command import Topic
from mirps_bot.domain.language import Language
from mirps_bot.domain.pledge import NO_SUMS
from mirps_bot.domain.query import Count, Facet
from mirps_bot.domain.session import Turn
from mirps_bot.domain.strategy import StrategyPart
from mirps_bot.playground.blockkit import check_message_blocks
from mirps_bot.routes import TEMPLATES
from mirps_bot.view.blocks import Button, Buttons, Link, Paragraph, Plain, Strong, View

EVERYWHERE = {"command", "commands", "together"}
"""What every template is given beside its data."""

LANGUAGES = list(Language)
HOSTILE = "*Esto no es negrita* <!channel> | = # -"
"""Stands in the narratives of the examples."""
THREAD = re.compile(r"\b(?:hilo|thread|tópico|fil)s?\b", re.IGNORECASE)


def parsed(template: str, language: Language) -> nodes.Template:
    file = f"{template}.{language.value}.md.j2"
    (found,) = (path for folder in ("commands", "reminders") if (path := CHECKOUT / folder / file).is_file())
    environment = Environment(autoescape=True)
    environment.filters |= dict.fromkeys(vars(Wording), str)  # by name: nothing is rendered here
    return environment.parse(found.read_text(encoding="utf-8"))


def shown(content: Content, composer: Composer, template: str, language: Language) -> View:
    faults: list[Fault] = []
    example = read_example(content, template, TEMPLATES[template], faults)
    assert faults == []
    show = Show(template=template, data=example, choices=preview_choices())
    return composer.show(show, Reader(language=language, time_zone="America/Mexico_City"))


def chains(template: str, language: Language) -> set[str]:
    """What a template reads of its data, and through which filters: `each.pledge|title`."""
    tree = parsed(template, language)
    return {
        *(_chain(each) for each in tree.find_all(nodes.Getattr)),
        *(f"|{each.name}" for each in tree.find_all(nodes.Filter)),
    } - {f"each.words.{each.value}" for each in Language}


def _chain(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_chain(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"


def test_every_template_file_is_known_to_the_bot() -> None:
    files = {
        f"{path.parent.name}/{path.name.split('.')[0]}"
        for folder in ("commands", "reminders")
        for path in (CHECKOUT / folder).rglob("*.md.j2")
    }
    assert files == set(TEMPLATES)


@pytest.mark.parametrize("template", TEMPLATES)
def test_template_asks_for_nothing_that_it_is_not_given(template: str) -> None:
    given = {each.name for each in fields(TEMPLATES[template])} | EVERYWHERE
    for language in Language:
        assert meta.find_undeclared_variables(parsed(template, language)) <= given


@pytest.mark.parametrize("template", TEMPLATES)
def test_template_reads_the_same_data_in_all_languages(template: str) -> None:
    read = {language: chains(template, language) for language in Language}
    assert read == dict.fromkeys(Language, read[Language.ES])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_example_fits_the_platform(
    content: Content, composer: Composer, template: str, language: Language
) -> None:
    view = shown(content, composer, template, language)
    for part in split(view, MESSAGE):
        rendered = render_message(part)
        assert check_message_blocks(rendered.blocks, lambda _: False)
        assert 0 < len(rendered.text) <= limits.MESSAGE_TEXT
        assert len(rendered.blocks) <= limits.BLOCKS_PER_MESSAGE
    assert len(split(view, MESSAGE)) == 1
    assert len(render_home(view)["blocks"]) <= limits.BLOCKS_PER_VIEW
    assert len(render_receipt(view, view.summary)["title"]["text"]) <= limits.VIEW_TITLE
    assert 0 < len(view.summary) <= 250
    (card,) = (render_card(part) for part in split(view, ROOM))
    check_card(card)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_example_leaves_no_markup_behind(
    content: Content, composer: Composer, template: str, language: Language
) -> None:
    """Whatever looks like markdown in words was meant for the reader of templates, and missed."""
    for span in spans(shown(content, composer, template, language)):
        text = span.text.replace(HOSTILE, "")
        assert not any(mark in text for mark in ("**", "[[", "]]", "](", "::", "{{", "}}", "{%", "\ue000"))
        assert not any("\ue000" <= each <= "\ue0ff" for each in text)
        assert "None" not in text
        assert not text.startswith(("# ", "- ", "> ", "= "))


@pytest.mark.parametrize("language", LANGUAGES)
def test_reminder_asks_for_replies_where_no_chat_has_threads_too(
    content: Content, composer: Composer, language: Language
) -> None:
    reminders = [each for each in TEMPLATES if (CHECKOUT / "reminders" / each).parent.is_dir()]
    told = [span.text for each in reminders for span in spans(shown(content, composer, each, language))]
    said = [sentence.in_language(language) for sentence in content.phrases.says.values()]

    assert len(reminders) > 4
    assert [each for each in (*told, *said) if THREAD.search(each)] == []


@pytest.mark.parametrize("template", ["pledges/one", "update/receipt", "digest/issue"])
def test_words_of_an_example_stay_words(content: Content, composer: Composer, template: str) -> None:
    texts = [each.text for each in spans(shown(content, composer, template, Language.ES))]
    assert any(HOSTILE in each for each in texts)


def spans(view: View) -> Iterator[Plain | Strong | Link]:
    for block in view.blocks:
        match block:
            case Paragraph(spans=found):
                yield from found
            case _:
                rows = getattr(block, "items", ()) or [each for _, each in getattr(block, "rows", ())]
                for row in [*rows, getattr(block, "spans", ())]:
                    yield from row


# ---- buttons -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_button_labels_fit_the_platform_uncut(
    content: Content, composer: Composer, language: Language
) -> None:
    reader = Reader(language=language, time_zone="America/Mexico_City")
    known = {
        "id": "msp-mirps-integration",
        "since": datetime(2026, 11, 24, 15, tzinfo=UTC),
        "year": "2026",
        "name": next(iter(content.commands.values())).summary,
        "silent": 22,
        "words": "compromisos asilo canadá 2023 en curso",
        "label": next(iter(content.commands.values())).summary,
        "turn": Turn.NOT_YET,
        "number": 12,
        "topic": Topic.DUTIES,
        "now": datetime(2026, 11, 24, 15, tzinfo=UTC),
        "day": date(2026, 12, 14),
        "zone": "America/Argentina/Buenos_Aires",
        "part": StrategyPart.PRINCIPAL_RESULT,
        "entity": "cabei",
        "person": "Maximiliano Fernández de la Torre y Rodríguez",
        "of": "gobernanza local",
        "total": 1234,
        "by": Facet.OWNER,
        "row": Count(facet=Facet.AREA, key="asylum_systems", number=1234, sums=NO_SUMS),
        "amount": Decimal("1250000.50"),
        "currency": "USD",
        "event": {"title": next(iter(content.commands.values())).summary},
        "command": "obligations",
        "names": "msp-mirps-integration honduras",
    }
    labels = {key: composer.phrase(names, reader, known) for key, names in content.phrases.buttons.items()}
    assert {key: label for key, label in labels.items() if not 0 < len(label) <= MAX_LABEL} == {}


def test_every_command_has_a_name_to_be_offered_by(content: Content) -> None:
    assert {*content.phrases.labels["meant"]} == {*content.commands}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_example_has_the_button_it_was_given(
    content: Content, composer: Composer, template: str, language: Language
) -> None:
    rows = [each for each in shown(content, composer, template, language).blocks if isinstance(each, Buttons)]
    buttons: list[Button] = [button for row in rows for button in row.buttons]
    assert len(buttons) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_fits_the_platform_uncut(content: Content, language: Language) -> None:
    too_long = []
    for name, form in content.forms.items():
        texts = {"title": (form.title, limits.VIEW_TITLE), "submit": (form.submit, limits.VIEW_BUTTON)}
        texts |= {"cancel": (form.cancel, limits.VIEW_BUTTON)}
        for field in form.fields:
            texts[f"{field.key}, label"] = (field.label, 150)
            texts |= {f"{field.key}, hint": (field.hint, 150)} if field.hint else {}
            texts |= {f"{field.key}, {each.value}": (each.label, MAX_LABEL) for each in field.options}
        too_long += [
            (name, key) for key, (names, most) in texts.items() if len(names.in_language(language)) > most
        ]
    assert too_long == []
