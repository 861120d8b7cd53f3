"""What the bot knows by heart between two questions: its content, and the names of what the platform is made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from mirps_bot.content.compose import Composer
from mirps_bot.content.load import Content
from mirps_bot.content.specs import Phrases
from mirps_bot.content.wording import Gazetteer
from mirps_bot.domain.entity import Entity
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.language import Language
from mirps_bot.domain.lexicon import Lexicon, Term, fold, singular
from mirps_bot.domain.person import Actor
from mirps_bot.domain.programme import Programme
from mirps_bot.features.visit import Visit
from mirps_bot.ports import Directory, UnitOfWork
from mirps_bot.search.intents import Intents


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """Replaced as a whole when the content changes. `command_words` maps a folded word to its command."""

    content: Content
    composer: Composer
    lexicon: Lexicon
    labels: Mapping[str, Lexicon]
    entities: Mapping[EntityId, Entity]
    command_words: Mapping[str, str]
    intents: Intents
    spoken: Mapping[str, frozenset[Language]]
    """Words that tell the language of a question, in the form they share with their plural."""
    programmes: Mapping[str, Programme]

    @classmethod
    def gather(cls, content: Content, directory: Directory) -> "Knowledge":
        entities = directory.entities()
        gazetteer = Gazetteer(
            entities={each.id: each.names for each in entities},
            areas={each.id: each.names for each in directory.areas()},
            groups={each.id: each.names for each in directory.groups()},
        )
        return cls(
            content=content,
            composer=content.composer(gazetteer),
            lexicon=Lexicon((*_places(directory), *_labels(content.phrases))),
            labels=dict(_sets(content.phrases)),
            entities={each.id: each for each in entities},
            programmes={each.name: each for each in content.programmes},
            intents=Intents(
                {
                    name: (each for patterns in command.intents.values() for each in patterns)
                    for name, command in content.commands.items()
                },
                content.phrases.ignored,
            ),
            spoken=_spoken(content),
            command_words={
                fold(word): name
                for name, command in content.commands.items()
                for word in (name, *(word for words in command.words.values() for word in words))
            },
        )

    def visit(self, unit: UnitOfWork, actor: Actor, now: datetime) -> Visit:
        return Visit(
            actor=actor,
            unit=unit,
            now=now,
            lexicon=self.lexicon,
            labels=self.labels,
            entities=self.entities,
            programmes=self.programmes,
        )


def _spoken(content: Content) -> Mapping[str, frozenset[Language]]:
    """The words of commands and of the plain questions that mean them."""
    found: dict[str, set[Language]] = {}
    for command in content.commands.values():
        for language in Language:
            asked = (part.words for each in command.intents.get(language, ()) for part in each.parts)
            for word in (*command.words.get(language, ()), *chain.from_iterable(asked)):
                found.setdefault(singular(fold(word)), set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


def _places(directory: Directory) -> Iterator[Term]:
    for kind, things in (
        ("entity", directory.entities()),
        ("area", directory.areas()),
        ("group", directory.groups()),
    ):
        for each in things:
            yield Term(kind=kind, id=each.id, words=(*each.names.all(), *each.aliases))


def _labels(phrases: Phrases) -> Iterator[Term]:
    for label, kind in {
        "stage": "stage",
        "contributiontype": "type",
        "pledgekind": "kind",
        "flag": "flag",
    }.items():
        yield from _members(phrases, label, kind)
    yield _ignored(phrases)


def _sets(phrases: Phrases) -> Iterator[tuple[str, Lexicon]]:
    yield from ((label, Lexicon(_members(phrases, label, label))) for label in phrases.labels)
    yield "ignored", Lexicon((_ignored(phrases),))


def _members(phrases: Phrases, label: str, kind: str) -> Iterator[Term]:
    more = phrases.words.get(label, {})
    for member, names in phrases.labels[label].items():
        yield Term(kind=kind, id=member, words=(*names.all(), *more.get(member, ())))


def _ignored(phrases: Phrases) -> Term:
    return Term(kind="ignored", id="", words=phrases.ignored)
