"""What the files of commands/ and reminders/ may say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from mirps_bot.domain.command import Topic
from mirps_bot.domain.form import Field
from mirps_bot.domain.language import Language, Names
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.occasion import About
from mirps_bot.domain.person import Person, Role
from mirps_bot.domain.programme import EVERYBODY, UNCAPPED, Audience, Caps, Step, Stops
from mirps_bot.domain.query import Facet
from mirps_bot.search.intents import Pattern


class Who(StrEnum):
    """Who is told of a command in the help; who may use it is decided where it is answered."""

    ANYONE = "anyone"
    ROSTER = "roster"
    REPORTERS = "reporters"
    SECRETARIAT = "secretariat"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandFile:
    """`words` per language: what people type, the first one is what they are shown. `order` places it in the help.
    `by_field`: examples of exact questions that may follow it. `intents`: plain questions that mean the command too.
    `about`: kinds of things that it can be asked about by their names alone.
    """

    order: int
    topic: Topic
    who: Who
    summary: Names
    arguments: Names | None = None
    example: Names | None = None
    by_field: tuple[Names, ...] = ()
    words: Mapping[Language, tuple[str, ...]]
    intents: Mapping[Language, tuple[Pattern, ...]] = field(default_factory=dict)
    about: tuple[Facet, ...] = ()

    def means(self, asked: Iterable[str]) -> bool:
        """Whether one of these folded words asks for it."""
        known = {fold(word) for words in self.words.values() for word in words}
        return not known.isdisjoint(asked)

    def is_offered_to(self, person: Person | None) -> bool:
        match self.who:
            case Who.ANYONE:
                return True
            case Who.ROSTER:
                return person is not None
            case Who.REPORTERS:
                return person is not None and person.role is not Role.OBSERVER
            case Who.SECRETARIAT:
                return person is not None and person.is_secretariat


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked:
    """A line that people may ask, in whichever folder's command answers it: what other lines mean is learnt from these.

    `expects` is what its answer must hold, for the tests; `open`: it is not understood yet.
    """

    language: Language
    asks: str
    expects: Mapping[str, Any] = field(default_factory=dict)
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptFile:
    """What people call one thing, whatever their language, by that thing; single words with spaces between. `things`
    are what pledges are about, and so are `expressions`, which are of several words.
    """

    words: Mapping[str, str]
    things: Mapping[str, str]
    expressions: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFile:
    title: Names
    submit: Names
    cancel: Names
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeFile:
    """See `domain.programme.Programme` for what each key means."""

    about: About = About.EVENT
    series: str | None = None
    audience: Audience = EVERYBODY
    stops_when: Stops
    give_up_after: timedelta
    steps: tuple[Step, ...]
    working_days: bool = True
    caps: Caps = UNCAPPED
    bundle: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Short texts: sentences, button labels, names of closed sets, counted things, problems at a field.

    Each is a small template. `counts` have the plural forms that CLDR names (one, other; es, pt and fr also many).
    """

    says: Mapping[str, Names] = field(default_factory=dict)
    buttons: Mapping[str, Names] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, Names]] = field(default_factory=dict)
    counts: Mapping[str, Mapping[Language, Mapping[str, str]]] = field(default_factory=dict)
    problems: Mapping[str, Names] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """More words that people use for a label, by set and member, in any language."""
    ignored: tuple[str, ...] = ()
    """Words of a question that ask for nothing: articles and the like, in all languages."""
    asking: tuple[str, ...] = ()
    """Words that a question begins with, rather than an account of what was done, in all languages."""
    weak: tuple[str, ...] = ()
    """Words that nearly every pledge is about: they are looked for only if nothing else is."""
    possessives: tuple[str, ...] = ()
    """Words before what is one's own, in all languages."""
    superiors: tuple[str, ...] = ()
    """Words for those on whose behalf one asks, in all languages."""
    following: tuple[str, ...] = ()
    """Words that begin a question which goes on from the one before, in all languages."""
    referring: tuple[str, ...] = ()
    """Folded words that stand for whom the question before named, in all languages."""
    all_of_them: tuple[str, ...] = ()
    """Folded words that ask for more than the question before, in all languages."""
    no_deeds: tuple[str, ...] = ()
    """Folded words that end like what "we" did in Spanish or Portuguese, and tell of nothing done."""
    shorthand: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language: what people type for a word, or what looks like a country's code, and what it stands for."""
