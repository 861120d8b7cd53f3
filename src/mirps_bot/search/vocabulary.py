"""The words that questions are read by: names, fields, synonyms, words that ask for nothing, and their spelling."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain

from mirps_bot.domain.dates import Period
from mirps_bot.domain.lexicon import Lexicon, Meant, Reading, Segment, Term, fold, key_of, singular
from mirps_bot.domain.query import Facet, Phrase, Sought
from mirps_bot.search.spelling import Speller
from mirps_bot.search.stems import stems_of, words_in


class Operator(StrEnum):
    """Small words that say what the next name is for."""

    WITHOUT = "without"
    NOT = "not"
    """Like WITHOUT, but of places only with ARE after it: before them it is an article elsewhere."""
    ARE = "are"
    FOR = "for"
    TO = "to"
    """Like FOR, but only after somebody else was named: it is an article elsewhere."""
    WITH = "with"
    """After somebody else was named: both at once."""
    BY = "by"
    MADE_BY = "made_by"
    """BY whoever made it, and of nothing else: by Canada."""
    SINCE = "since"
    ONWARDS = "onwards"
    """Like SINCE, after the year."""
    BEFORE = "before"
    AFTER = "after"
    """Like SINCE, from the next year on."""
    CHAIR = "chair"
    """Before or right after an entity: while it chaired."""
    HELPS = "helps"
    """Between two entities: what the first one does for the other."""
    RECEIVES = "receives"
    """Before or right after an entity: what others do for it."""
    MAKES = "makes"
    """Before or right after an entity: what it promised itself."""
    PART = "part"
    """Before the number of a pledge: what supports it."""
    AND = "and"
    """What holds for the name before it holds for the next."""
    NOR = "nor"
    """Like AND; like WITHOUT where nothing was named before: neither Brazil nor Canada."""
    COMPARED = "compared"
    """WITH says no more than AND after it: compare Brazil with Colombia."""
    ENDS = "ends"
    """Before a time: when pledges end."""
    TOGETHER = "together"
    """Whoever is named takes part in it at once."""
    OTHERS = "others"
    """What others than the entity that is named do for it."""
    LEFT_OUT = "left_out"
    """Right after a name: WITHOUT it."""


Stretches = Callable[[Sequence[str]], Iterable[tuple[Period, int, int]]]
"""What folded words tell of time, as of a day: each with the place of its first word and that after its last."""


AmountsTold = Callable[[str], tuple[str, Mapping[str, str]]]
"""A line with the amounts it compares with as one word each, as `Amounts` are written, and how each was typed."""


def _no_stretches(_: Sequence[str]) -> Iterable[tuple[Period, int, int]]:
    return ()


def _no_amounts(line: str) -> tuple[str, Mapping[str, str]]:
    return line, {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """`fields`, `operators` and `ignored` are folded."""

    names: Lexicon
    joint: Mapping[str, tuple[Phrase, ...]]
    """The stems of each name of the pledges that others support, by id."""
    worldwide: frozenset[str]
    """Those of them that are not specific to the region."""
    fields: Mapping[str, Facet]
    keys: frozenset[Meant]
    """What there is, by kind and id."""
    operators: Mapping[str, Operator]
    ignored: frozenset[str]
    possessives: frozenset[str]
    """Words for mine that stand before what is mine."""
    superiors: frozenset[str]
    """Who asks through somebody: what is my minister's is not asked for."""
    weak: frozenset[str]
    """Words that are looked for only if nothing else is."""
    kin: Mapping[str, tuple[str, ...]]
    """Other words for the same that are in texts, by the singular of each."""
    synonyms: Lexicon
    written_out: Lexicon
    """What acronyms stand for, and other words that say something only together."""
    phrases: Mapping[str, tuple[Phrase, ...]]
    """The ways to say each of the `synonyms`."""
    speller: Speller
    stretches: Stretches = field(default=_no_stretches, compare=False)
    stretches_ahead: Stretches = field(default=_no_stretches, compare=False)
    """Of the days to come where no year is told."""
    amounts: AmountsTold = field(default=_no_amounts, compare=False)

    @classmethod
    def of(
        cls,
        *,
        names: Iterable[Term],
        joint: Iterable[Term] = (),
        worldwide: Iterable[str] = (),
        fields: Mapping[str, Facet],
        operators: Mapping[str, Operator],
        ignored: Iterable[str],
        synonyms: Iterable[Term] = (),
        expressions: Iterable[Term] = (),
        texts: Iterable[str] = (),
        known: Iterable[str] = (),
        everyday: Iterable[str] = (),
        kin: Iterable[Sequence[str]] = (),
        weak: Iterable[str] = (),
        possessives: Iterable[str] = (),
        superiors: Iterable[str] = (),
    ) -> "Vocabulary":
        """`texts` are the folded words of what can be searched in, `known` others that are no slips,
        `everyday` words that people use besides; those of `kin` say the same. `expressions` are acronyms with what
        they stand for, and other words that are said together.
        """
        names, expressions, ignored = tuple(names), tuple(expressions), frozenset(map(fold, ignored))
        synonyms = (*synonyms, *expressions)
        texts = frozenset(texts)
        written = frozenset(chain.from_iterable(map(stems_of, texts)))
        terms = words_in(word for each in synonyms for word in each.words)
        return cls(
            names=Lexicon(names),
            joint={each.id: tuple(map(phrase_of, each.words)) for each in joint},
            worldwide=frozenset(worldwide),
            fields={fold(name): facet for name, facet in fields.items()}
            | {each.value: each for each in Facet},
            keys=frozenset((each.kind, each.id) for each in names),
            operators={fold(word): operator for word, operator in operators.items()},
            ignored=frozenset(map(singular, ignored)),
            possessives=frozenset(map(fold, possessives)),
            superiors=frozenset(map(key_of, superiors)),
            weak=frozenset(map(key_of, weak)),
            kin={
                key_of(word): tuple(each for each in words if not written.isdisjoint(stems_of(fold(each))))
                for words in kin
                for word in words
            },
            synonyms=Lexicon(synonyms),
            written_out=Lexicon(
                replace(each, words=tuple(word for word in each.words if " " in word)) for each in expressions
            ),
            phrases={
                each.id: tuple(dict.fromkeys(phrase_of(word) for word in each.words)) for each in synonyms
            },
            speller=Speller(
                words_in(word for each in names for word in each.words),
                {*terms, *texts},
                {*ignored, *map(fold, operators), *known},
                map(fold, everyday),
            ),
        )

    def of_a_visit(
        self,
        stretches: Stretches,
        stretches_ahead: Stretches = _no_stretches,
        amounts: AmountsTold = _no_amounts,
    ) -> "Vocabulary":
        """The same, for one reader on a certain day: it knows what `since Monday` is."""
        return replace(self, stretches=stretches, stretches_ahead=stretches_ahead, amounts=amounts)

    def read(self, text: str) -> Reading:
        """The names in a text, and nothing but names: no field, no word put right."""
        return self.names.read(text)

    def names_in(self, words: Sequence[str]) -> Iterator[Segment]:
        """Folded words, taken together where they name something; of what is written out in full, a name is only a
        part: protection, of the Protection Transfer Arrangement.
        """
        read: list[str] = []
        for each in self.written_out.names_in(words):
            if each.terms and all(
                len(named.words) < len(each.words) for named in self.names.names_in(each.words)
            ):
                yield from self.names.names_in(read)
                yield replace(each, terms=())
                read = []
            else:
                read += each.words
        yield from self.names.names_in(read)

    def begins_with_name(self, text: str, *, least: int) -> bool:
        """Whether a name of so many words or more comes first in it."""
        first = self.names.names_in(fold(text).split())[:1]
        return any(len(each.words) >= least and each.terms for each in first)

    def knows(self, word: str) -> bool:
        """Whether all of it is spelt like something that is known."""
        return all(map(self.speller.knows, fold(word).split()))

    def spelt(self, word: str, before: str = "", after: str = "") -> str | None:
        """The word that a misspelt one was meant to be, unless it may be several that do not name the same: that which
        names something together with the word before or after it, if one does.
        """
        near = () if self.speller.knows(word) else self.speller.nearest(word)
        beside = [each for each in near if self._is_name(each, after) or self._is_name(before, each)]
        if len(beside) == 1:
            return beside[0]
        meanings = {named.terms for each in near for named in self.names.names_in((each,))}
        return near[0] if len(near) == 1 or (len(meanings) == 1 and all(meanings)) else None

    def _is_name(self, word: str, after: str) -> bool:
        return bool(word and after) and len(self.names.names_in((word, after))) == 1

    def ask_for_nothing(self, words: Iterable[str]) -> bool:
        return all(singular(each) in self.ignored for each in words)

    def may_follow(self, word: str) -> bool:
        """Whether this folded word tells of nothing that is counted: it names something, or is small."""
        return word in self.operators or self.ask_for_nothing((word,)) or bool(self.read(word).terms)

    def joined(self, words: Sequence[str]) -> Iterator[str]:
        """The same, where several say what one small word does: other than is except."""
        at = 0
        while at < len(words):
            length = next((n for n in (4, 3, 2) if " ".join(words[at : at + n]) in self.operators), 1)
            yield " ".join(words[at : at + length])
            at += length

    def is_weak(self, words: str) -> bool:
        return all(singular(each) in self.weak for each in words.split())

    def joint_named(self, words: str) -> tuple[str, ...]:
        """Those that have all of these words in one of their names; if it is the whole name of some, these alone."""
        asked = phrase_of(words)
        found = [
            (key, len(name) == len(asked))
            for key, names in self.joint.items()
            for name in names
            if all(_is_among(word, name) for word in asked)
        ]
        is_whole = any(whole for _, whole in found)
        return tuple(dict.fromkeys(key for key, whole in found if whole or not is_whole))

    def sought(self, words: Iterable[str]) -> tuple[Sought, ...]:
        """Folded words that name nothing, as something to look for: each by all the ways to say it."""
        return tuple(
            Sought(
                typed=" ".join(each.words),
                phrases=tuple(dict.fromkeys(phrase for _, key in each.terms for phrase in self.phrases[key]))
                or (phrase_of(" ".join(each.words)),),
            )
            for each in self.synonyms.names_in(tuple(words))
        )

    def otherwise(self, sought: Sought) -> Sought | None:
        """The same by other words for it, of any language, and by what it is short for: gouv. is gouvernance."""
        words = (*self.kin.get(key_of(sought.typed), ()), *self.speller.short_for(sought.typed))
        return replace(sought, phrases=tuple(dict.fromkeys(map(phrase_of, words)))) if words else None


def _is_among(word: tuple[str, ...], phrase: Phrase) -> bool:
    return any(not each.isdisjoint(word) for each in map(frozenset, phrase))


def phrase_of(text: str) -> Phrase:
    """Words that must all be there, as they are said and in no other way."""
    return tuple(stems_of(word) for word in fold(text).split())
