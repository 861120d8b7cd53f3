"""All that commands/ and reminders/ say, read and checked as one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateError

from mirps_bot.content.calendars import load_calendars
from mirps_bot.content.completeness import Worded, missing_texts
from mirps_bot.content.compose import Composer
from mirps_bot.content.facts import load_facts
from mirps_bot.content.markdown import TemplateFault
from mirps_bot.content.phrases import merge_phrases, read_phrases
from mirps_bot.content.programmes import faults_of_calendar, load_programmes
from mirps_bot.content.reading import ContentError, Fault, fault, read_records, read_table
from mirps_bot.content.specs import CommandFile, ConceptFile, FormFile, Phrases, QuestionAsked
from mirps_bot.content.wording import Gazetteer, Reader
from mirps_bot.dialogue import Choice, Show
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.dates import is_time_zone
from mirps_bot.domain.digest import DigestRule
from mirps_bot.domain.entity import EntityKind
from mirps_bot.domain.form import Form
from mirps_bot.domain.language import Language
from mirps_bot.domain.lexicon import fold, key_of
from mirps_bot.domain.programme import Programme
from mirps_bot.search.intents import Pattern

COMPLETE = tuple(Language)
"""Languages in which everything must be there. What only facts lack falls back."""

COMMAND = "/mirps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """`commands` in the order of the help. `folder` holds commands/ and reminders/."""

    folder: Path
    commands: Mapping[str, CommandFile]
    questions: Mapping[str | None, tuple[QuestionAsked, ...]]
    """By the command that answers them; None: none does."""
    concepts: Mapping[str, tuple[str, ...]]
    """The words for one thing."""
    things: Mapping[str, tuple[str, ...]]
    """Those of `concepts` that pledges are about."""
    expressions: Mapping[str, tuple[str, ...]]
    """Several words together for what pledges are about."""
    forms: Mapping[str, Form]
    programmes: tuple[Programme, ...]
    digests: Mapping[str, DigestRule]
    events: tuple[Event, ...]
    phrases: Phrases

    def composer(self, gazetteer: Gazetteer) -> Composer:
        folders = (self.folder / "commands", self.folder / "reminders")
        return Composer(folders, self.phrases, gazetteer, COMMAND, tuple(self.commands.values()))


def load_content(folder: Path, templates: Mapping[str, type]) -> Content:
    """Read everything; `templates` names the templates there must be, and the data each is given.

    Raises ContentError with every fault of every file.
    """
    faults: list[Fault] = []
    spoken = read_phrases(folder, faults)
    content = _read(folder, merge_phrases(spoken, faults), faults)
    if faults:
        raise ContentError(faults)
    faults += _faults_of_words(content)
    faults += _faults_of_questions(content)
    faults += _faults_of_concepts(content)
    faults += _faults_of_languages(content, spoken)
    faults += _faults_of_zones(content)
    faults += faults_of_calendar(content.programmes, content.events, folder / "reminders", _states())
    faults += _faults_of_messages(content)
    faults += faults_of_templates(content, templates)
    if faults:
        raise ContentError(faults)
    return content


def _read(folder: Path, phrases: Phrases, faults: list[Fault]) -> Content:
    """What is sound of it, file by file; what is wrong is added to `faults`."""
    commands, reminders = folder / "commands", folder / "reminders"
    found = {
        path.parent.name: command
        for path in sorted(commands.glob("*/command.toml"))
        if (command := read_table(path, CommandFile, faults))
    }
    questions = {
        None if path.parent == commands else path.parent.name: read_records(
            path, "question", QuestionAsked, faults
        )
        for path in (commands / "questions.toml", *sorted(commands.glob("*/questions.toml")))
    }
    forms = {
        path.parent.name: form
        for path in sorted(commands.glob("*/form.toml"))
        if (file := read_table(path, FormFile, faults)) and (form := _form(path, file, faults))
    }
    digests = {
        path.parent.name: digest
        for path in sorted(reminders.glob("*/digest.toml"))
        if (digest := read_table(path, DigestRule, faults))
    }
    concepts = read_table(commands / "concepts.toml", ConceptFile, faults)
    return Content(
        folder=folder,
        commands=dict(sorted(found.items(), key=lambda pair: pair[1].order)),
        questions=questions,
        concepts=_alike({**concepts.words, **concepts.things}) if concepts else {},
        things=_alike(concepts.things) if concepts else {},
        expressions=concepts.expressions if concepts else {},
        forms=forms,
        programmes=load_programmes(reminders, faults),
        digests=digests,
        events=load_calendars(reminders, faults),
        phrases=phrases,
    )


def _form(path: Path, file: FormFile, faults: list[Fault]) -> Form | None:
    try:
        return Form(
            name=path.parent.name,
            title=file.title,
            submit=file.submit,
            cancel=file.cancel,
            fields=file.fields,
        )
    except ValueError as error:
        faults.append(fault(path, "fields", str(error)))
        return None


def _faults_of_words(content: Content) -> Iterable[Fault]:
    """No word means two commands, and no plain question either."""
    owners: dict[str, str] = {}
    asked: dict[Pattern, str] = {}
    for name, command in content.commands.items():
        path = content.folder / "commands" / name / "command.toml"
        for word in {fold(word) for words in command.words.values() for word in words}:
            if owners.setdefault(word, name) != name:
                yield fault(path, "words", f"'{word}' already means '{owners[word]}'")
        for pattern in {each for patterns in command.intents.values() for each in patterns}:
            if asked.setdefault(pattern, name) != name:
                yield fault(path, "intents", f"'{pattern}' already means '{asked[pattern]}'")


def _faults_of_questions(content: Content) -> Iterable[Fault]:
    """Each is asked of a command that there is, and of one alone."""
    folder = content.folder / "commands"
    owners: dict[str, str] = {}
    for name, asked in content.questions.items():
        path = folder / (name or "") / "questions.toml"
        if name and name not in content.commands:
            yield fault(path, "", "there is no command of that name")
        for line in {fold(each.asks) for each in asked}:
            if owners.setdefault(line, path.parent.name) != path.parent.name:
                yield fault(path, "question", f"'{line}' is already asked of '{owners[line]}'")


def _alike(words: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(each.split()) for name, each in words.items()}


def _faults_of_concepts(content: Content) -> Iterable[Fault]:
    """No word stands for two things."""
    path, owners = content.folder / "commands" / "concepts.toml", dict[str, str]()
    for name, words in content.concepts.items():
        for word in words:
            if (other := owners.setdefault(key_of(word), name)) != name:
                yield fault(path, name, f"'{word}' already stands for '{other}'")


def _faults_of_languages(content: Content, phrases: Mapping[Path, Phrases]) -> Iterable[Fault]:
    """Every text of phrases, commands and forms is there in every complete language."""
    folder = content.folder / "commands"
    files: dict[Path, Worded] = dict(phrases)
    files |= {folder / name / "command.toml": each for name, each in content.commands.items()}
    files |= {folder / name / "form.toml": each for name, each in content.forms.items()}
    files |= {
        content.folder / "reminders" / name / "digest.toml": each for name, each in content.digests.items()
    }
    for path, file in files.items():
        yield from (fault(path, place, "is missing") for place in missing_texts(file, COMPLETE))


def _faults_of_zones(content: Content) -> Iterable[Fault]:
    for name, digest in content.digests.items():
        if not is_time_zone(digest.time_zone):
            path = content.folder / "reminders" / name / "digest.toml"
            yield fault(
                path, "time_zone", f"'{digest.time_zone}' is not a time zone: write one like America/Panama"
            )


def _states() -> Iterator[tuple[str, str]]:
    """The States of the MIRPS, each with the zone of its seat."""
    for entity in load_facts().entities:
        if entity.kind is EntityKind.MIRPS_STATE and entity.time_zones:
            yield entity.id, entity.time_zones[0]


def _faults_of_messages(content: Content) -> Iterable[Fault]:
    """Every step says something that there is, whosever template it is."""
    for programme in content.programmes:
        path = content.folder / "reminders" / programme.name / "programme.toml"
        for number, step in enumerate(programme.steps, 1):
            template = programme.template(step)
            if not any(_files(content, template)):
                own = sorted({each.name.partition(".")[0] for each in path.parent.glob("*.md.j2")})
                yield fault(
                    path,
                    f"steps {number}, says",
                    f"there is no template '{template}'; known here are {', '.join(own)}",
                )


def _files(content: Content, template: str) -> Iterable[Path]:
    for folder in ("commands", "reminders"):
        yield from (content.folder / folder).glob(f"{template}.*.md.j2")


def read_example(content: Content, template: str, type_: type, faults: list[Fault]) -> object | None:
    """The example that a template is previewed with: `<template>.example.toml` beside it."""
    for folder in ("commands", "reminders"):
        path = content.folder / folder / f"{template}.example.toml"
        if path.is_file():
            return read_table(path, type_, faults)
    faults.append(fault(content.folder / f"{template}.example.toml", "", "is missing"))
    return None


def preview_choices() -> Mapping[str, tuple[Choice, ...]]:
    """A row of buttons for previews."""
    return {"preview": (Choice.asking("help"),)}


def faults_of_templates(content: Content, templates: Mapping[str, type]) -> Iterable[Fault]:
    """Each template there must be exists in every complete language and renders its example, in all of them."""
    composer = content.composer(Gazetteer.of((), (), ()))
    for template, type_ in templates.items():
        faults: list[Fault] = []
        example = read_example(content, template, type_, faults)
        yield from faults
        for language in COMPLETE:
            file = f"{template}.{language.value}.md.j2"
            if not any((content.folder / each / file).is_file() for each in ("commands", "reminders")):
                yield fault(content.folder / file, "", "is missing")
            elif example is not None:
                yield from _faults_of_rendering(composer, file, template, example, language)


def _faults_of_rendering(
    composer: Composer, file: str, template: str, example: object, language: Language
) -> Iterable[Fault]:
    reader = Reader(language=language, time_zone="America/Mexico_City")
    show = Show(template=template, data=example, choices=preview_choices())
    try:
        composer.show(show, reader)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        yield Fault(file=file, key=f"line {line}" if line else "", message=str(error.message))
    except (TemplateFault, LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        yield Fault(file=file, key="", message=f"{error}")
