"""What a line asks for: field by field and word by word, and what of it was not understood."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from mirps_bot.domain.dates import PartialDate, Period
from mirps_bot.domain.lexicon import Meant, Named, fold
from mirps_bot.domain.query import Facet, Sought
from mirps_bot.search.grammar import Clause, FaultKind, NotUnderstood, parse
from mirps_bot.search.vocabulary import Operator, Vocabulary, phrase_of

MOST_SOUGHT = 12
"""So many words are looked for in texts; more are too much for one question."""
MOST_CORRECTED = 8
"""So many words are looked up as misspelt."""

NOTHING_NAMED = Named(words=(), terms=())
MINE = ((Facet.FLAG.value, "mine"),)

_YEAR = re.compile(r"(?:19|20)\d{2}")
_WHEN = re.compile(rf"{_YEAR.pattern}(?:-\d\d)?")
_YEARS = re.compile(r"((?:19|20)\d{2})(?:\.\.|-|–)((?:19|20)\d{2})")
_FROM = re.compile(r"(\d{4}-\d\d-\d\d)\.\.")
_DATE = re.compile(r"\d{4}-\d{1,2}(?:-\d{1,2})?|\d{1,2}/\d{1,2}/\d{4}")
_PAGE = re.compile(r"(?:p|#)(\d{1,4})")
_NUMBER = re.compile(r"(?=[a-z-]*\d|msp-)[a-z]{2,8}(?:-[a-z0-9]+)+", re.IGNORECASE)
_CALLED = r"(?:compromis+o|pledge|engagement|contribution|n[uú]m(?:ero|\.)?|number|n[º°.])[ .]{1,2}"
_LOOSE_NUMBER = re.compile(
    rf"\b(?:rec[ .#-]{{0,2}}|{_CALLED})(\d{{1,3}}(?:(?:, ?| ?(?:y|e|o|ou|et|and|or|vs) )\d{{1,3}})*)\b",
    re.IGNORECASE,
)
_TO_US = frozenset(
    {
        "contact",
        "give",
        "help",
        "inform",
        "let",
        "provide",
        "remind",
        "represent",
        "represents",
        "send",
        "show",
        "tell",
    }
)
_UP_TO = frozenset({"a", "al", "hasta", "to", "until", "till", "through", "ao", "ate", "au", "jusqu"})
_BETWEEN = frozenset({"entre", "between"})
_ASKED_BY_ENTITY = (Facet.OWNER, Facet.BENEFICIARY, Facet.PARTNER, Facet.CHAIR)
_KIND = {each.value: each for each in Facet}
_ROLES = {Operator.CHAIR: Facet.CHAIR, Operator.RECEIVES: Facet.BENEFICIARY, Operator.MAKES: Facet.OWNER}
_BOUNDS = {Operator.SINCE: Facet.SINCE, Operator.AFTER: Facet.SINCE, Operator.BEFORE: Facet.BEFORE}
_STAYS = (Operator.WITHOUT, Operator.PART, *_BOUNDS, Operator.CHAIR, Operator.RECEIVES)
"""Small words that hold over another: sin los de México, la presidencia de Honduras."""
_SAID_TOGETHER = frozenset({(Operator.MAKES, Operator.BY), (Operator.FOR, Operator.TO)})
"""Of two small words one after the other the first one holds: promised by, para a Costa Rica."""
_OF_A_WHOLE = (Facet.KIND, Facet.AREA, Facet.GROUP)
_OF_PLACES = (Facet.ENTITY, Facet.AREA, Facet.GROUP, Facet.YEAR, Facet.FORUM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that words name: `ids` are as good as each other, and of more than one facet if a word means several
    kinds of things.
    """

    meant: tuple[tuple[Facet, str], ...]
    typed: str
    is_left_out: bool = False

    @property
    def facet(self) -> Facet:
        return self.meant[0][0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A word taken for another."""

    typed: str
    read: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    found: tuple[Found, ...] = ()
    sought: tuple[Sought, ...] = ()
    not_sought: tuple[Sought, ...] = ()
    """Texts that are to be left out."""
    corrected: tuple[Corrected, ...] = ()
    faults: tuple[NotUnderstood, ...] = ()
    page: int = 1
    is_exact: bool = False
    """Something was asked by field: there is no doubt about what kind of question it is."""


NOTHING = Understood()


def understand(vocabulary: Vocabulary, line: str) -> Understood:
    """Any line is understood, if only in that nothing of it was."""
    clauses, faults = parse(_LOOSE_NUMBER.sub(_tight, line))
    if len(clauses) == 1:  # a code that stands alone is one, as on a button
        vocabulary = replace(vocabulary, shorthand={})
    reader = _Reader(vocabulary, faults=list(faults))
    for clause in clauses:
        reader.take(clause)
    return reader.finish()


@dataclass(slots=True)
class _Reader:
    """Goes through the clauses of one line."""

    vocabulary: Vocabulary
    faults: list[NotUnderstood]
    found: list[Found] = field(default_factory=list)
    sought: list[Sought] = field(default_factory=list)
    not_sought: list[Sought] = field(default_factory=list)
    corrected: list[Corrected] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    """Free words not yet read."""
    page: int = 1
    is_exact: bool = False
    asks_for_parts: bool = False
    """What counts toward something."""

    def finish(self) -> Understood:
        self._read_words()
        if self.asks_for_parts:
            self._name_whole()
        if len(self.sought) > MOST_SOUGHT:
            too_much = " ".join(each.typed for each in self.sought[MOST_SOUGHT:])
            self.faults.append(NotUnderstood(kind=FaultKind.TOO_MUCH, typed=too_much))
        return Understood(
            found=_with_owners(self.found),
            sought=self._telling(self.sought[:MOST_SOUGHT]),
            not_sought=tuple(self.not_sought[:MOST_SOUGHT]),
            corrected=tuple(dict.fromkeys(self.corrected)),
            faults=tuple(self.faults),
            page=self.page,
            is_exact=self.is_exact,
        )

    def _telling(self, sought: Sequence[Sought]) -> tuple[Sought, ...]:
        """Without what nearly every text is about, where more is asked for: projects with IOM are all there are."""
        weak = [each for each in sought if not each.is_quoted and self.vocabulary.is_weak(each.typed)]
        telling = tuple(each for each in sought if each not in weak)
        return telling if telling or any(not each.is_left_out for each in self.found) else tuple(sought)

    def take(self, clause: Clause) -> None:
        if clause.field and not self._is_words(clause):
            self._read_field(clause, clause.field)
        elif clause.field:
            self.words += fold(f"{clause.field} {clause.text}").split()  # Panamá y los municipios: qué hay
        elif clause.is_quoted or clause.is_left_out:
            self._read_words()
            self._read_apart(clause)
        elif (page := _PAGE.fullmatch(clause.text)) is not None:
            self.page = max(int(page[1]), 1)
        elif _NUMBER.fullmatch(clause.text.strip(".,;:¿?¡!()")):
            operator = self._read_words()
            facet = Facet.JOINT if operator is Operator.PART else Facet.NUMBER
            self._name(facet, clause.text.strip(".,;:¿?¡!()").casefold())
        elif _DATE.fullmatch(clause.text):
            self._read_words(until=clause.text)
        else:
            text = self.vocabulary.shorthand.get(clause.text, clause.text)
            self.words += (each for each in fold(text).split() if not self._is_pronoun(each))

    def _is_words(self, clause: Clause) -> bool:
        """Whether what looks like a field and its value is none: a colon between words, or in a name (needs:open)."""
        if fold(clause.field or "") in self.vocabulary.fields or clause.is_left_out:
            return False
        words = tuple(fold(f"{clause.field} {clause.text}").split())
        return clause.is_apart or any(len(each.words) > 1 for each in self.vocabulary.names.names_in(words))

    def _is_pronoun(self, word: str) -> bool:
        """Give us, tell us: nobody means the United States."""
        return word == "us" and bool(self.words) and self.words[-1] in _TO_US

    # ---- by field

    def _read_field(self, clause: Clause, name: str) -> None:
        self._read_words()
        facet = self.vocabulary.fields.get(fold(name))
        if facet is None:
            self.faults.append(NotUnderstood(kind=FaultKind.UNKNOWN_FIELD, typed=f"{name}:{clause.text}"))
            return
        self.is_exact = True
        if not clause.text.strip():
            self.faults.append(NotUnderstood(kind=FaultKind.NO_VALUE, typed=f"{name}:"))
            return
        meant = tuple(value for each in clause.text.split(",") for value in self._values(facet, each.strip()))
        if meant:
            self.found.append(Found(meant=meant, typed=clause.text, is_left_out=clause.is_left_out))
        elif facet not in (Facet.SINCE, Facet.BEFORE, Facet.YEAR):
            self.faults.append(NotUnderstood(kind=FaultKind.UNKNOWN_VALUE, typed=f"{name}:{clause.text}"))

    def _values(self, facet: Facet, text: str) -> Iterator[tuple[Facet, str]]:
        match facet:
            case Facet.NUMBER:
                yield facet, text
            case Facet.SINCE | Facet.BEFORE | Facet.YEAR:
                yield from self._days(facet, text)
            case Facet.JOINT:
                yield from ((facet, key) for key in self.vocabulary.joint_named(text) or (text.casefold(),))
            case _ if named_by_id := _by_id(self.vocabulary, facet, text):
                yield named_by_id
            case _:
                for named in self.vocabulary.names.names_in(self._spelt(fold(text).split())):
                    yield from _of_facet(facet, named.terms)
                    if facet is Facet.FORUM and _YEAR.fullmatch(named.words[0]):
                        self._name(Facet.YEAR, named.words[0])

    def _days(self, facet: Facet, text: str) -> Iterator[tuple[Facet, str]]:
        if (years := _YEARS.fullmatch(text)) and facet is Facet.YEAR:
            first, last = int(years[1]), int(years[2])
            yield from ((facet, str(year)) for year in range(first, min(last, first + 50) + 1))
        elif day := _day(text):
            yield facet, str(day)
        else:
            self.faults.append(NotUnderstood(kind=FaultKind.NOT_A_DATE, typed=text))

    # ---- by free words

    def _read_apart(self, clause: Clause) -> None:
        """Quoted words are looked for as they are; words with a minus may name things too."""
        if clause.is_quoted:
            into = self.not_sought if clause.is_left_out else self.sought
            if fold(clause.text):
                into.append(
                    Sought(typed=fold(clause.text), phrases=(phrase_of(clause.text),), is_quoted=True)
                )
            return
        for named in self.vocabulary.names.names_in(self._spelt(fold(clause.text).split())):
            if named.terms:
                self._leave_out(named.terms, named.words)
            elif _YEAR.fullmatch(named.words[0]):
                self._leave_out(((Facet.YEAR, named.words[0]),), named.words)
            elif not self.vocabulary.ask_for_nothing(named.words):
                self.not_sought += self.vocabulary.sought(named.words)

    def _read_words(self, until: str | None = None) -> Operator | None:
        """Read the free words so far; `until` is a date that follows them. Returns the small word they end with."""
        words = self._spelt(_with_spans(tuple(self._with_times(tuple(self.vocabulary.joined(self.words))))))
        self.words = []
        operator: Operator | None = None
        last: Operator | None = None
        was_named, is_joined = False, False
        texts: list[str] = []
        for named, after in pairwise((*self.vocabulary.names.names_in(words), NOTHING_NAMED)):
            word = named.words[0]
            if named.terms == MINE and word in self.vocabulary.possessives and self._is_text(after):
                continue  # my minister
            if not named.terms and (says := self.vocabulary.operators.get(word)):
                is_article = says is Operator.TO and is_joined  # a França e a Suíça
                if not is_article:
                    operator = self._turn(says, operator, last, was_named=was_named)
                is_joined = says is Operator.AND
            elif not (named.terms and len(named.words) > 1) and self.vocabulary.ask_for_nothing(named.words):
                continue
            elif terms := named.terms or self._when(word):
                self._seek(texts)
                was_named, is_joined, last = True, False, operator if operator is Operator.WITHOUT else None
                operator = self._place(terms, named.words, operator)
            elif operator is Operator.WITHOUT:
                self.not_sought += self.vocabulary.sought((word,))
                operator = None
            else:
                texts.append(word)
                operator, was_named, is_joined = None, False, False
        self._seek(texts)
        if until:
            facet = _BOUNDS.get(operator, Facet.YEAR) if operator else Facet.YEAR
            self.found += [Found(meant=(each,), typed=until) for each in self._days(facet, until)]
        return operator

    def _turn(
        self, says: Operator, held: Operator | None, last: Operator | None, *, was_named: bool
    ) -> Operator | None:
        """The small word that holds after this one; `last` held for the name before."""
        self.asks_for_parts = self.asks_for_parts or says is Operator.PART
        if says is Operator.AND:
            return held or last
        if (held, says) in _SAID_TOGETHER:
            return held
        if says is Operator.ARE:
            return Operator.WITHOUT if held is Operator.NOT else held
        if says is Operator.ONWARDS:
            self._turn_into_start()
            return held
        if says in _ROLES and self._turned(_ROLES[says], was_named):
            return held
        return held if held in _STAYS else says

    def _name_whole(self) -> None:
        """Take what was named by some words of its name for the multi-stakeholder pledge that parts are asked of."""
        telling = [each for each in self.found if each.facet in _OF_A_WHOLE and not each.is_left_out]
        words = [each.typed for each in self.sought]
        words += [each.typed for each in telling if each.facet is not Facet.KIND]
        wholes = self.vocabulary.joint_named(" ".join(words)) if words else ()
        if len(wholes) == 1:
            self.sought = []
            self.found = [each for each in self.found if each not in telling]
            self.found.append(Found(meant=((Facet.JOINT, wholes[0]),), typed=" ".join(words)))

    def _is_text(self, named: Named) -> bool:
        word = next(iter(named.words), "")
        return not (
            not word
            or named.terms
            or self._when(word)
            or word in self.vocabulary.operators
            or self.vocabulary.ask_for_nothing(named.words)
            or self.vocabulary.is_weak(word)
        )

    def _when(self, word: str) -> tuple[Meant, ...]:
        """The year or years that a word is, or a month of one, or a day from which on; none: ()."""
        if found := _FROM.fullmatch(word):
            return ((Facet.SINCE, found[1]),)
        is_time = _WHEN.fullmatch(word) or _YEARS.fullmatch(word)
        return tuple(self._days(Facet.YEAR, word)) if is_time else ()

    def _place(
        self, terms: Sequence[Meant], words: Sequence[str], operator: Operator | None
    ) -> Operator | None:
        """Take a name for what the small word before it says; that word may hold for another name after it."""
        meant, typed = _facets(terms), " ".join(words)
        facet = meant[0][0]
        if operator is Operator.WITHOUT or (operator is Operator.NOT and facet not in _OF_PLACES):
            self._leave_out(terms, words)
            return None
        if operator is Operator.PART and facet is Facet.ENTITY:
            operator = Operator.RECEIVES  # who supports Belize
        if operator in _ROLES and facet is Facet.ENTITY:
            self.found.append(Found(meant=_as(_ROLES[operator], meant), typed=typed))
            return operator if operator is Operator.MAKES else None
        if operator in _BOUNDS and facet is Facet.YEAR and len(meant) == 1:
            key = meant[0][1]
            is_next = operator is Operator.AFTER and _YEAR.fullmatch(key)
            self._name(_BOUNDS[operator], str(int(key) + 1) if is_next else key)
            return None
        if facet is Facet.ENTITY and operator is Operator.WITH and self._has(Facet.ENTITY, Facet.FLAG):
            self.found.append(Found(meant=_as(Facet.PARTNER, meant), typed=typed))
            return None
        if facet is Facet.ENTITY and operator is Operator.TO and not self._has(Facet.ENTITY):
            operator = None
        if facet is Facet.ENTITY and operator in (Operator.FOR, Operator.TO):
            meant = _as(Facet.BENEFICIARY, meant)
            self.found.append(Found(meant=meant, typed=typed))
            return operator
        self.found.append(Found(meant=meant, typed=typed))
        return operator if facet is Facet.ENTITY else None

    def _turned(self, role: Facet, was_named: bool) -> bool:
        """Whether an entity was named right before, which is taken for this: the Honduran presidency."""
        last = self.found[-1] if was_named and self.found else None
        if last is None or not _is_entity(last):
            return False
        turned = [last]
        if role is Facet.OWNER:  # Mabe y Palliser prometieron
            turned = [*takewhile(_is_entity, reversed(self.found))]
        self.found[-len(turned) :] = [replace(each, meant=_as(role, each.meant)) for each in reversed(turned)]
        return True

    def _turn_into_start(self) -> None:
        """2024 onwards."""
        last = self.found[-1] if self.found else None
        if last and last.facet is Facet.YEAR and len(last.meant) == 1 and not last.is_left_out:
            self.found[-1] = replace(last, meant=((Facet.SINCE, last.meant[0][1]),))

    def _seek(self, texts: list[str]) -> None:
        self.sought += self.vocabulary.sought(texts)
        texts.clear()

    def _name(self, facet: Facet, key: str) -> None:
        self.found.append(Found(meant=((facet, key),), typed=key))

    def _leave_out(self, terms: Sequence[Meant], words: Sequence[str]) -> None:
        self.found.append(Found(meant=_facets(terms), typed=" ".join(words), is_left_out=True))

    def _has(self, *facets: Facet) -> bool:
        return any(each.facet in facets for each in self.found)

    def _with_times(self, words: Sequence[str]) -> Iterator[str]:
        """Each stretch of time as one word: enero de 2025 is 2025-01, el mes pasado is 2026-10-01.., with no end."""
        at = 0
        for period, start, end in self.vocabulary.stretches(words):
            yield from words[at:start]
            yield from _as_words(period, has_year=any(map(_YEAR.fullmatch, words[start:end])))
            at = end
        yield from words[at:]

    def _spelt(self, words: Iterable[str]) -> list[str]:
        """The same words, the misspelt ones put right."""
        spelt = []
        for word in words:
            nearest = self.vocabulary.spelt(word) if len(self.corrected) < MOST_CORRECTED else None
            if nearest:
                self.corrected.append(Corrected(typed=word, read=nearest))
            spelt.append(nearest or word)
        return spelt


def _tight(number: re.Match[str]) -> str:
    """REC 44 is rec-044, and so is pledge 44; rec 12, 13 y 14 are three."""
    return " ".join(f"rec-{int(each):03}" for each in re.findall(r"\d+", number[1]))


def is_page(word: str) -> bool:
    """Whether this asks for a page of an answer: p2, #2."""
    return _PAGE.fullmatch(word) is not None


def _with_spans(words: Sequence[str]) -> Iterator[str]:
    """Years from one to another as one: de 2019 a 2021, between 2019 and 2021."""
    at, is_between = 0, False
    while at < len(words):
        is_between = is_between or words[at] in _BETWEEN
        first, joined, last = (*words[at : at + 3], "", "")[:3]
        if _YEAR.fullmatch(first) and _YEAR.fullmatch(last) and (is_between or joined in _UP_TO):
            yield f"{first}..{last}"
            at += 3
        else:
            yield from () if first in _BETWEEN else (first,)
            at += 1


def _as_words(period: Period, *, has_year: bool) -> Iterator[str]:
    """What is told with its year is when something was announced; else it is since when it changed."""
    if (whole := period.partial) and not whole.month:
        yield str(whole)
    elif has_year and period.months:
        yield from map(str, period.months)
    else:
        yield f"{period.first}.."


def _with_owners(found: Sequence[Found]) -> tuple[Found, ...]:
    """Where it is said for whom, other entities are the ones who made it."""
    if not any(each.facet is Facet.BENEFICIARY for each in found):
        return tuple(found)
    return tuple(
        replace(each, meant=_as(Facet.OWNER, each.meant))
        if each.facet is Facet.ENTITY and not each.is_left_out
        else each
        for each in found
    )


def _as(role: Facet, meant: Iterable[tuple[Facet, str]]) -> tuple[tuple[Facet, str], ...]:
    return tuple((role, key) for _, key in meant)


def _is_entity(found: Found) -> bool:
    return found.facet is Facet.ENTITY and not found.is_left_out


def _facets(terms: Sequence[tuple[str, str]]) -> tuple[tuple[Facet, str], ...]:
    """What names mean, in the order of their kinds; the pledges' own first."""
    return tuple((_KIND[kind], key) for kind, key in terms)


def _by_id(vocabulary: Vocabulary, facet: Facet, text: str) -> tuple[Facet, str] | None:
    """What the bot's own buttons name."""
    kind = Facet.ENTITY if facet in _ASKED_BY_ENTITY else facet
    return (facet, text) if (kind.value, text) in vocabulary.keys else None


def _of_facet(facet: Facet, terms: Sequence[Meant]) -> Iterator[tuple[Facet, str]]:
    """Of what a name means, what this field can be asked for."""
    for kind, key in terms:
        if kind == facet or (kind == Facet.ENTITY and facet in _ASKED_BY_ENTITY):
            yield facet, key
        elif facet is Facet.STAGE and kind == Facet.FLAG:
            yield Facet.FLAG, key


def _day(text: str) -> PartialDate | None:
    """A date as far as it is said: 2024, 2024-01, 2024-1-31, 31/1/2024."""
    if "/" in text:
        text = "-".join(reversed(text.split("/")))
    parts = text.split("-")
    try:
        return PartialDate.parse("-".join([parts[0], *(each.zfill(2) for each in parts[1:])]))
    except ValueError:
        return None
