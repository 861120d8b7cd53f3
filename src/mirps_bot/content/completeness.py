"""Which texts are missing in which language, of what commands/ and reminders/ say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from mirps_bot.content.specs import CommandFile, Phrases
from mirps_bot.domain.digest import DigestRule
from mirps_bot.domain.form import Field, Form, Option
from mirps_bot.domain.language import Language, Names

PLURALS = ("one", "other")
"""The forms that all our languages have."""


Worded = CommandFile | DigestRule | Form | Phrases


def missing_texts(file: Worded, languages: Iterable[Language]) -> Iterator[str]:
    """Where in the file a language is missing, e.g. `says.shared.pt` or `fields 2 'stage', label.fr`."""
    for language in languages:
        yield from (f"{place}.{language}" for place, text in _texts(file) if not getattr(text, language))
        if isinstance(file, CommandFile) and not file.words.get(language):
            yield f"words.{language}"
        if isinstance(file, CommandFile) and file.intents and not file.intents.get(language):
            yield f"intents.{language}"
        if isinstance(file, Phrases):
            yield from (
                f"counts.{thing}.{language}.{plural}"
                for thing, forms in file.counts.items()
                for plural in PLURALS
                if not forms.get(language, {}).get(plural)
            )


def _texts(value: object, place: str = "", joint: str = "") -> Iterator[tuple[str, Names]]:
    match value:
        case Names():
            yield place, value
        case Mapping():
            for key, each in value.items():
                yield from _texts(each, f"{place}{joint}{key}", ".")
        case Phrases() | CommandFile() | DigestRule() | Form() | Field() | Option():
            for part in fields(value):
                yield from _texts(getattr(value, part.name), f"{place}{joint}{part.name}", ".")
        case tuple():
            for number, each in enumerate(value, 1):
                yield from _texts(each, f"{place} {number}{_known_as(each)}", ", ")
        case _:
            return


def _known_as(part: object) -> str:
    match part:
        case Field(key=name) | Option(value=name):
            return f" '{name}'"
        case _:
            return ""
