"""The four languages say the same, each in its own words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from tests.core import CHECKOUT

from mirps_bot.content.compose import MAX_LABEL, Composer
from mirps_bot.content.load import Content
from mirps_bot.content.wording import Gazetteer, Reader
from mirps_bot.dialogue import Show
from mirps_bot.domain.language import Language, Names
from mirps_bot.routes import TEMPLATES

ES, EN, PT, FR = Language

_ENGLISH = "the and of with you your not is this"
_SPANISH = "el los las con sin usted una hay su del"
_PORTUGUESE = "não você uma com pelo das seu sua são"
_FRENCH = "dans vous est pour les des une votre sont"

FOREIGN = {
    ES: set(f"{_ENGLISH} {_PORTUGUESE} {_FRENCH}".split()),
    EN: set(f"{_SPANISH} {_PORTUGUESE} {_FRENCH}".split()),
    PT: set(f"{_ENGLISH} {_SPANISH} {_FRENCH}".split()),
    FR: set(f"{_ENGLISH} {_SPANISH} {_PORTUGUESE}".split()),
}
"""Small words that no text of a language has: where one stands, a text was left in another language."""

TYPED_AFTER_COMMAND = re.compile(r"\{\{ command \}\} ([^\W\d_]+)")
AND = {"y", "and", "e", "suivi"}
"""What follows the command's name where a sentence goes on."""

BREAKABLE = re.compile(r"(?<![\u00a0:])[:;?!»](?!//|\[)|«(?!\u00a0)")
"""A sign of French that stands without its no-break space; `::`, `![` and addresses are none."""

_JINJA = Environment(autoescape=True)


def path_of(template: str, language: Language) -> Path:
    (path,) = (
        found
        for folder in ("commands", "reminders")
        if (found := CHECKOUT / folder / f"{template}.{language}.md.j2").is_file()
    )
    return path


def source_of(template: str, language: Language) -> str:
    return path_of(template, language).read_text(encoding="utf-8")


def wording_of(source: str) -> str:
    """What a template says by itself, each piece of data in it as a `0`."""
    pieces = []
    for _, kind, value in _JINJA.lex(source):
        if kind == "data":
            pieces.append(value)
        elif kind == "variable_begin":
            pieces.append("0")
    return "".join(pieces)


def used_in(source: str) -> set[str]:
    """The data, filters and conditions of a template. Words of commands differ by language and are left out."""
    tree = _JINJA.parse(source)
    found = tree.find_all((nodes.Getattr, nodes.Name, nodes.Filter, nodes.Compare))
    return {repr(each) for each in found if not re.search(r"'words'", repr(each))}


def phrases_of(content: Content) -> Iterator[tuple[str, Names]]:
    phrases = content.phrases
    for section in ("says", "buttons", "problems"):
        yield from ((f"{section}.{key}", text) for key, text in getattr(phrases, section).items())


def texts_of(content: Content, language: Language) -> Iterator[tuple[str, str]]:
    """Everything that is written in this language, by where it stands, without the data it is filled with."""
    for template in TEMPLATES:
        yield template, wording_of(source_of(template, language))
    for place, names in phrases_of(content):
        yield place, wording_of(names.in_language(language))
    for kind, labels in content.phrases.labels.items():
        yield from ((f"labels.{kind}.{key}", names.in_language(language)) for key, names in labels.items())
    for thing, forms in content.phrases.counts.items():
        yield from ((f"counts.{thing}", form) for form in forms[language].values())
    for name, command in content.commands.items():
        for told in (command.summary, command.arguments):
            if told:
                yield name, told.in_language(language)
    for name, digest in content.digests.items():
        for told in (digest.title, digest.lead):
            if told:
                yield name, told.in_language(language)
    for name, form in content.forms.items():
        for told in (form.title, form.submit, form.cancel):
            yield name, told.in_language(language)
        for field in form.fields:
            for text in (field.label, field.hint, *(option.label for option in field.options)):
                if text:
                    yield f"{name} {field.key}", text.in_language(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    on: date
    names: Names


def test_message_is_whole_in_the_nearest_language_that_has_a_template(
    content: Content, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    """A text of the facts that lacks the reader's language stands in for itself, a template for all around it."""
    template = "= {{ on | day }}: {{ names | name }}, {{ 2 | count('group') }}"
    (tmp_path / "dated.es.md.j2").write_text(template, encoding="utf-8")
    (tmp_path / "dated.fr.md.j2").write_text(template, encoding="utf-8")
    composer = Composer([tmp_path], content.phrases, gazetteer, "/mirps", ())
    show = Show(template="dated", data=Dated(on=date(2026, 3, 17), names=Names(es="Reunión", pt="Reunião")))
    said = {
        language: composer.show(show, Reader(language=language, time_zone="America/Panama")).summary
        for language in Language
    }
    assert said == {
        ES: "17 de marzo de 2026: Reunión, 2 grupos",
        EN: "17 de marzo de 2026: Reunión, 2 grupos",
        PT: "17 de marzo de 2026: Reunión, 2 grupos",
        FR: "17 mars 2026: Reunión, 2 groupes",
    }


@pytest.mark.parametrize("language", [EN, PT, FR])
@pytest.mark.parametrize("template", TEMPLATES)
def test_template_uses_the_same_data_in_every_language(template: str, language: Language) -> None:
    assert used_in(source_of(template, language)) == used_in(source_of(template, ES))


@pytest.mark.parametrize("language", [EN, PT, FR])
def test_phrase_uses_the_same_data_in_every_language(content: Content, language: Language) -> None:
    differing = {
        place
        for place, names in phrases_of(content)
        if used_in(names.in_language(language)) != used_in(names.in_language(ES))
    }
    assert differing == set()


@pytest.mark.parametrize("language", Language)
def test_nothing_is_left_in_another_language(content: Content, language: Language) -> None:
    left = {
        (place, word)
        for place, text in texts_of(content, language)
        for word in re.findall(r"[^\W\d_]+", text.lower())
        if word in FOREIGN[language]
    }
    assert left == set()


@pytest.mark.parametrize(("language", "other", "words"), [(ES, EN, 3), (PT, EN, 3), (FR, EN, 3), (PT, ES, 6)])
def test_no_text_of_several_words_is_the_same_in_two_languages(
    content: Content, language: Language, other: Language, words: int
) -> None:
    """Single words may be alike, and Portuguese shares short phrases with Spanish; a sentence was left untranslated."""
    pairs = zip(texts_of(content, language), texts_of(content, other), strict=True)
    same = [
        place
        for (place, text), (_, its) in pairs
        if text == its and len(re.findall(r"[^\W\d_]{2,}", text)) >= words
    ]
    assert same == []


def test_french_sets_a_space_that_does_not_break_before_double_signs(content: Content) -> None:
    wrong = {
        (place, text[max(found.start() - 20, 0) : found.end()])
        for place, text in texts_of(content, FR)
        for found in BREAKABLE.finditer(text)
    }
    assert wrong == set()


@pytest.mark.parametrize("language", Language)
def test_commands_that_a_text_names_are_words_of_its_language(content: Content, language: Language) -> None:
    """After `{{ command }}` stands what its reader can type."""
    texts = [source_of(each, language) for each in TEMPLATES]
    texts += [names.in_language(language) for _, names in phrases_of(content)]
    named = {word for each in texts for word in TYPED_AFTER_COMMAND.findall(each)} - AND
    known = {word for each in content.commands.values() for word in each.words[language]}
    assert named - known == set()


@pytest.mark.parametrize("language", Language)
def test_labels_of_buttons_and_options_fit_the_narrowest_platform(
    content: Content, language: Language
) -> None:
    labels = [wording_of(names.in_language(language)) for names in content.phrases.buttons.values()]
    for form in content.forms.values():
        labels += [each.label.in_language(language) for field in form.fields for each in field.options]
    assert [each for each in labels if len(each) > MAX_LABEL] == []
