"""What the bot knows by heart between two questions: its content, and the names of what the platform is made of."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import chain

from mirps_bot.content.almanac import compose_almanac
from mirps_bot.content.compose import Composer
from mirps_bot.content.load import Content
from mirps_bot.content.pack.document import compose_pack
from mirps_bot.content.specs import Phrases, QuestionAsked
from mirps_bot.content.wording import Gazetteer, Reader
from mirps_bot.content.workbook import compose_workbook
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.dates import Period, local_day
from mirps_bot.domain.entity import Entity
from mirps_bot.domain.export import PledgeExport
from mirps_bot.domain.glossary import Acronym
from mirps_bot.domain.glossary import Term as Glossed
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.language import Language
from mirps_bot.domain.lexicon import Lexicon, Term, fold, singular
from mirps_bot.domain.money import Comparison
from mirps_bot.domain.pack import Pack
from mirps_bot.domain.person import Actor
from mirps_bot.domain.platform import AnnualMeeting, City, Mechanism, Profile, Region
from mirps_bot.domain.pledge import PledgeKind
from mirps_bot.domain.programme import Programme
from mirps_bot.domain.query import Facet, PledgeFilter
from mirps_bot.domain.session import Turn
from mirps_bot.features.visit import Visit
from mirps_bot.parsing.calendar_words import months
from mirps_bot.parsing.comparisons import Comparisons
from mirps_bot.parsing.stretches import find_stretches
from mirps_bot.ports import Directory, UnitOfWork
from mirps_bot.search.intents import Intents, Pattern
from mirps_bot.search.likeness import CONCEPT, Lesson, Likeness
from mirps_bot.search.shorthand import written_out
from mirps_bot.search.vocabulary import Operator, Stretches, Vocabulary
from mirps_bot.view.almanac import Almanac
from mirps_bot.view.document import Document
from mirps_bot.view.workbook import Workbook

MOST_JOINT = 1_000
"""More multi-stakeholder pledges than there will be."""
SOME_DAY = date(2026, 1, 1)
"""Which words tell of time does not depend on the day."""
FORMS_OF_FILES: Mapping[str, str] = {"calendar": "calendarform", "pledges": "pledgeform"}
"""The commands that can send a file, and the words by which it is asked for."""
NO_QUESTION = frozenset({Facet.ENTITY, Facet.TYPE, Facet.FORUM})
"""Within long names of these kinds no word says what is asked."""
HANDED_ON = frozenset({Facet.ENTITY, Facet.AREA, Facet.GROUP})
"""Long names of these kinds are handed to a command whole, whatever their words ask for elsewhere."""
SETS: Mapping[str, Facet] = {
    "stage": Facet.STAGE,
    "contributiontype": Facet.TYPE,
    "pledgekind": Facet.KIND,
    "edition": Facet.FORUM,
    "forum": Facet.FORUM,
    "flag": Facet.FLAG,
}
"""The closed sets whose members pledges are asked for by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """Replaced as a whole when the content changes. `command_words` maps a folded word to its command."""

    content: Content
    composer: Composer
    lexicon: Vocabulary
    labels: Mapping[str, Lexicon]
    entities: Mapping[EntityId, Entity]
    command_words: Mapping[str, str]
    intents: Intents
    spoken: Mapping[str, frozenset[Language]]
    """Words that tell the language of a question, in the form they share with their plural."""
    programmes: Mapping[str, Programme]
    likeness: Likeness
    comparisons: Comparisons
    turns: Mapping[str, Turn]
    """What people type in a conversation to do something other than answer, by folded word."""

    @classmethod
    def gather(cls, content: Content, unit: UnitOfWork) -> "Knowledge":
        directory = unit.directory
        entities = directory.entities()
        gazetteer = Gazetteer.of(
            entities,
            directory.areas(),
            directory.groups(),
            (*unit.records.all(Profile), *unit.records.all(AnnualMeeting)),
        )
        lexicon = _vocabulary(content, unit)
        return cls(
            content=content,
            composer=content.composer(gazetteer),
            lexicon=lexicon,
            labels=dict(_sets(content.phrases)),
            entities={each.id: each for each in entities},
            programmes={each.name: each for each in content.programmes},
            turns={word: turn for word, turn in _turns(content.phrases) if word},
            intents=Intents(
                {
                    name: (each for patterns in command.intents.values() for each in patterns)
                    for name, command in content.commands.items()
                },
                content.phrases.ignored,
                content.phrases.asking,
                Lexicon(_of_several_words((*_places(directory), *_labels(content.phrases)), NO_QUESTION)),
                Lexicon(_of_several_words(_places(directory), HANDED_ON)),
                chain(
                    *content.phrases.words["operator"].values(),
                    _known_by_acronym(unit),
                    _named_in_records(content, unit),
                    *(names.all() for names in content.phrases.labels["language"].values()),
                ),
                lexicon.knows,
                partial(_asking_with, content, lexicon),
            ),
            likeness=Likeness(tuple(_lessons(content)), (*_places(directory), *_concepts(content))),
            spoken=_spoken(content),
            comparisons=Comparisons.of(
                {
                    word: Comparison(each.id)
                    for each in _members(content.phrases, "comparison", "comparison")
                    for word in each.words
                }
            ),
            command_words={fold(name): name for name in content.commands}
            | {
                fold(word): name
                for name, command in content.commands.items()
                for words in command.words.values()
                for word in words
            },
        )

    def written_out(self, words: str, language: Language) -> str:
        """With whole words for those that people shorten: q is que."""
        return _written_out(self.content, words, language)

    def wants_file(self, command: str, rest: str) -> bool:
        """The calendar and lists of pledges are read, unless they are to be sent."""
        form = FORMS_OF_FILES.get(command)
        return form is not None and bool(self.labels[form].read(rest).terms)

    def almanac(self, unit: UnitOfWork, events: Iterable[Event], language: Language) -> Almanac:
        return compose_almanac(events, unit.events.revisions(), language, self.composer, self.content.phrases)

    def file(self, export: PledgeExport | Pack, reader: Reader, title: str) -> Workbook | Document:
        """`title` says what it holds."""
        if isinstance(export, Pack):
            return compose_pack(export, title, reader, self.composer)
        return compose_workbook(export, title, reader, self.composer)

    def visit(self, unit: UnitOfWork, actor: Actor, now: datetime) -> Visit:
        return Visit(
            actor=actor,
            unit=unit,
            now=now,
            lexicon=self._lexicon_of(actor.language, local_day(now, actor.time_zone)),
            labels=self.labels,
            entities=self.entities,
            programmes=self.programmes,
            forms=self.content.forms,
            digests=self.content.digests,
        )

    def _lexicon_of(self, language: Language, today: date) -> Vocabulary:
        def amounts(line: str) -> tuple[str, Mapping[str, str]]:
            return self.comparisons.as_words(line, language, self.lexicon.may_follow)

        return self.lexicon.of_a_visit(
            _stretches(language, today, ahead=False), _stretches(language, today, ahead=True), amounts
        )


def _stretches(language: Language, today: date, *, ahead: bool) -> Stretches:
    """Of the past, what was promised or reported in them; or of what is ahead too."""

    def find(words: Sequence[str]) -> Iterator[tuple[Period, int, int]]:
        found = find_stretches(words, language, today, ahead=ahead)
        return ((each.period, each.start, each.end) for each in found if ahead or each.period.first <= today)

    return find


def _of_several_words(terms: Iterable[Term], kinds: Container[str]) -> Iterator[Term]:
    """The long names of things of these kinds."""
    for term in terms:
        if term.kind in kinds:
            yield replace(term, words=tuple(each for each in term.words if len(fold(each).split()) > 1))


def _known_by_acronym(unit: UnitOfWork) -> Iterator[str]:
    """The acronyms of other mechanisms, and of those by which an entity is known."""
    for mechanism in unit.records.all(Mechanism):
        yield from filter(str.isupper, mechanism.aliases)
    for profile in unit.records.all(Profile):
        yield from (each.acronym for each in profile.institutions if each.acronym)


def _named_in_records(content: Content, unit: UnitOfWork) -> frozenset[str]:
    """The folded words by which mechanisms, cities and terms are told from each other: quito, jumelage."""
    records = unit.records
    names = (
        *chain.from_iterable((*each.names.all(), *each.aliases) for each in records.all(Mechanism)),
        *chain.from_iterable((*each.names.all(), *each.aliases) for each in records.all(Glossed)),
        *(each.name for each in records.all(City)),
    )
    spoken = (words for name, words in content.concepts.items() if name not in content.things)
    everyday = (*chain.from_iterable(spoken), *content.phrases.ignored)
    words = {word for name in names for word in fold(name).split()}
    return frozenset(words - {word for each in everyday for word in fold(each).split()})


def _lessons(content: Content) -> Iterator[Lesson]:
    """Lines that mean each command. What people asked tells more than what was thought up for a pattern."""
    for name, command in content.commands.items():
        patterns = (each for patterns in command.intents.values() for each in patterns)
        words = (" ".join(own) for own in command.words.values())
        for line in (*map(Pattern.spelt_out, patterns), *words, *command.summary.all()):
            yield Lesson(line=line, command=name, is_asked=False)
    for answering, asked in content.questions.items():
        for each in asked:
            yield Lesson(line=_written_out(content, each.asks, each.language), command=answering)


def _written_out(content: Content, words: str, language: Language) -> str:
    return written_out(words, content.phrases.shorthand.get(language, {}))


def _concepts(content: Content) -> Iterator[Term]:
    for name, words in content.concepts.items():
        yield Term(kind=CONCEPT, id=name, words=words)


def _asking_with(content: Content, lexicon: Vocabulary, command: str) -> Iterator[str]:
    """The words of the lines that were asked of a command which name nothing, no number and no time."""
    for asked in content.questions.get(command, ()):
        yield from _naming_nothing(asked, lexicon)


def _naming_nothing(asked: QuestionAsked, lexicon: Vocabulary) -> tuple[str, ...]:
    without_numbers = " ".join(each for each in asked.asks.split() if not any(map(str.isdigit, each)))
    words = fold(without_numbers).split()
    of_time = {
        place
        for each in find_stretches(words, asked.language, SOME_DAY, ahead=True)
        for place in range(each.start, each.end)
    }
    plain = [word for place, word in enumerate(words) if place not in of_time and word.isalpha()]
    return lexicon.read(" ".join(plain)).rest


def _spoken(content: Content) -> Mapping[str, frozenset[Language]]:
    """The words of commands and of the plain questions that mean them."""
    found: dict[str, set[Language]] = {}
    for command in content.commands.values():
        for language in Language:
            asked = (part.words for each in command.intents.get(language, ()) for part in each.parts)
            for word in (*command.words.get(language, ()), *chain.from_iterable(asked)):
                found.setdefault(singular(fold(word)), set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


def _vocabulary(content: Content, unit: UnitOfWork) -> Vocabulary:
    phrases = content.phrases
    words = phrases.words
    joint = unit.pledges.search(PledgeFilter(kinds=(PledgeKind.MULTI_STAKEHOLDER,)), limit=MOST_JOINT).items
    return Vocabulary.of(
        names=(
            *_places(unit.directory),
            *_groups_of_entities(phrases, unit),
            *_labels(phrases),
            *(Term(kind=Facet.NUMBER, id=each.pledge.id, words=(each.pledge.id,)) for each in joint),
            *(Term(kind=Facet.NUMBER, id=each, words=called) for each, called in words["called"].items()),
        ),
        joint=(
            Term(kind=Facet.JOINT, id=each.id, words=(each.id, *(each.names.all() if each.names else ())))
            for each in (tracked.pledge for tracked in joint)
        ),
        worldwide=(each.pledge.id for each in joint if each.pledge.is_global),
        fields={
            name: Facet(member)
            for member, names in phrases.labels["facet"].items()
            for name in (*names.all(), *words["facet"].get(member, ()))
        },
        operators={word: Operator(member) for member, said in words["operator"].items() for word in said},
        ignored=(*phrases.ignored, *phrases.superiors),
        synonyms=_terms(unit.records.all(Glossed)),
        expressions=(*_acronyms(unit.records.all(Acronym)), *_expressions(content)),
        texts=unit.pledges.words(),
        known=months(),
        everyday=chain.from_iterable(content.concepts.values()),
        kin=content.things.values(),
        weak=phrases.weak,
        possessives=phrases.possessives,
        superiors=phrases.superiors,
    )


def _terms(terms: Iterable[Glossed]) -> Iterator[Term]:
    for each in terms:
        yield Term(kind="term", id=f"term/{each.id}", words=(*each.names.all(), *each.aliases))


def _acronyms(acronyms: Iterable[Acronym]) -> Iterator[Term]:
    for each in acronyms:
        yield Term(kind="term", id=f"acronym/{each.id}", words=(*each.forms, *each.names.all()))


def _expressions(content: Content) -> Iterator[Term]:
    for name, words in content.expressions.items():
        yield Term(kind="term", id=f"expression/{name}", words=words)


def _turns(phrases: Phrases) -> Iterator[tuple[str, Turn]]:
    for turn in Turn:
        for word in (*phrases.labels["turn"][turn].all(), *phrases.words["turn"].get(turn, ())):
            yield fold(word), turn


def _places(directory: Directory) -> Iterator[Term]:
    for kind, things in (
        ("entity", directory.entities()),
        ("area", directory.areas()),
        ("group", directory.groups()),
    ):
        for each in things:
            yield Term(kind=kind, id=each.id, words=(*each.names.all(), *each.aliases))


def _groups_of_entities(phrases: Phrases, unit: UnitOfWork) -> Iterator[Term]:
    """What several entities are called together, as makers of pledges: the governments, the banks."""
    profiles = {each.entity: each for each in unit.records.all(Profile)}
    names = {each.id: each.words for each in _members(phrases, "makers", "makers")}
    for each in unit.directory.entities():
        profile = profiles.get(each.id)
        groups = {
            each.kind.value: True,
            "government": profile is not None and profile.iso3 is not None,
            "european": profile is not None and profile.region is Region.EUROPE,
            "south_american": profile is not None and profile.region is Region.SOUTH_AMERICA,
            "un_agency": profile is not None and profile.is_un,
            "bank": "Bank" in (each.names.en or "").split(),
        }
        for group, is_of in groups.items():
            if is_of and group in names:
                yield Term(kind=Facet.OWNER, id=each.id, words=names[group])


def _labels(phrases: Phrases) -> Iterator[Term]:
    for label, kind in SETS.items():
        yield from _members(phrases, label, kind)


def _sets(phrases: Phrases) -> Iterator[tuple[str, Lexicon]]:
    yield from ((label, Lexicon(_members(phrases, label, label))) for label in phrases.labels)
    yield "ignored", Lexicon((Term(kind="ignored", id="", words=phrases.ignored),))


def _members(phrases: Phrases, label: str, kind: str) -> Iterator[Term]:
    more = phrases.words.get(label, {})
    for member, names in phrases.labels[label].items():
        yield Term(kind=kind, id=member, words=(*names.all(), *more.get(member, ())))
