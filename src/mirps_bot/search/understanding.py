"""What a line asks for: field by field and word by word, and what of it was not understood."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from mirps_bot.domain.lexicon import Meant, Segment, fold, singular
from mirps_bot.domain.money import Amounts
from mirps_bot.domain.query import Facet, Sought
from mirps_bot.search.found import MINE, WORLDWIDE, Found, Respelt, Understood
from mirps_bot.search.grammar import Clause, FaultKind, NotUnderstood, parse
from mirps_bot.search.roles import Roles
from mirps_bot.search.times import (
    day_of,
    from_day,
    is_date,
    is_some_time,
    is_time,
    is_year,
    with_spans,
    with_times,
    years_in,
)
from mirps_bot.search.vocabulary import Operator, Vocabulary, phrase_of

MOST_SOUGHT = 12
"""So many words are looked for in texts; more are too much for one question."""
MOST_CORRECTED = 8
"""So many words are looked up as misspelt."""

NOTHING_NAMED = Segment(words=(), terms=())

_PAGE = re.compile(r"(?:p|#)(\d{1,4})")
_NUMBER = re.compile(r"(?=[a-z-]*\d|msp-)[a-z]{2,8}(?:-[a-z0-9]+)+", re.IGNORECASE)
_CALLED = r"(?:compromis+o|pledge|engagement|contribution|n[uú]m(?:ero|\.)?|number|n[º°.])[ .]{1,2}"
_LOOSE_NUMBER = re.compile(
    rf"\b(?:rec[ .#-]{{0,2}}|{_CALLED})(\d{{1,3}}(?:(?:, ?| ?(?:y|e|o|ou|et|and|or|vs) )\d{{1,3}})*)\b",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(
    r"^\W*(?:(?:abr[aei]|abrir|open|ouvr(?:e|ez|ir)|ver|veja|show|mu[eé]str[ae](?:me)?) )?"
    r"(?:el|o|le|la|the) (\d{1,3})\W*$",
    re.IGNORECASE,
)
"""All that is said: open the 49."""
_WITH_YEAR = re.compile(r"\b([a-z]{3,5})((?:19|20)\d{2})\b", re.IGNORECASE)
"""GRF2019."""
_WORD = re.compile(r"\w+")
_BEGINNING, _ENDING = ("¿", "¡"), ("?", "!")
"""Marks of a sentence: what is said in it holds for none after it."""
_TO_US = frozenset(
    {
        "about", "besides", "contact", "except", "for", "give", "help", "inform", "let", "like", "provide", "remind",
        "represent", "represents", "send", "show", "tell", "than", "through", "with",
    }
)  # fmt: skip
_ASKED_BY_ENTITY = (Facet.OWNER, Facet.BENEFICIARY, Facet.PARTNER, Facet.CHAIR)
_TOLD_BY_DATES = (Facet.SINCE, Facet.BEFORE, Facet.YEAR, Facet.ENDS)
_SIGNS = ("<", ">=")
"""Before a day on which pledges end: earlier, or not earlier."""
_OF_A_WHOLE = (Facet.KIND, Facet.AREA, Facet.GROUP)


def understand(vocabulary: Vocabulary, line: str) -> Understood:
    """Any line is understood, if only in that nothing of it was."""
    line, told_amounts = vocabulary.amounts(line)
    clauses, faults = parse(
        _LOOSE_NUMBER.sub(_tight, _BARE_NUMBER.sub(_tight, _WITH_YEAR.sub(r"\1 \2", line)))
    )
    reader = _Reader(vocabulary, faults=list(faults), told_amounts=told_amounts)
    for clause in clauses:
        reader.take(clause)
    return reader.finish()


@dataclass(slots=True)
class _Reader:
    """Goes through the clauses of one line."""

    vocabulary: Vocabulary
    faults: list[NotUnderstood]
    roles: Roles = field(default_factory=Roles)
    sought: list[Sought] = field(default_factory=list)
    not_sought: list[Sought] = field(default_factory=list)
    corrected: list[Respelt] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    """Free words not yet read."""
    typed: dict[str, str] = field(default_factory=dict)
    """The free words as they stand in the line, by what they are folded to."""
    told_amounts: Mapping[str, str] = field(default_factory=dict)
    """The amounts it compares with, and how each was typed."""
    page: int = 1
    is_exact: bool = False

    def finish(self) -> Understood:
        self._read_words()
        if self.roles.asks_for_parts:
            self._name_whole()
        if len(self.sought) > MOST_SOUGHT:
            too_much = " ".join(each.typed for each in self.sought[MOST_SOUGHT:])
            self.faults.append(NotUnderstood(kind=FaultKind.TOO_MUCH, typed=too_much))
        return Understood(
            found=self.roles.finish(),
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
        return telling if telling or any(not each.is_left_out for each in self.roles.found) else tuple(sought)

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
            self._read_words()
            facet = Facet.JOINT if self.roles.operator is Operator.PART else Facet.NUMBER
            self.roles.name(facet, clause.text.strip(".,;:¿?¡!()").casefold())
        elif clause.text in self.told_amounts:
            self._read_words()
            amounts = (Facet.AMOUNT, clause.text)
            self.roles.found.append(Found(meant=(amounts,), typed=self.told_amounts[clause.text]))
        elif is_date(clause.text):
            self._read_words(until=clause.text)
        else:
            if clause.text.startswith(_BEGINNING):
                self._read_words()
            self.words += (
                each for each in fold(clause.text).split() if not self._is_pronoun(each, clause.text)
            )
            self.typed |= {fold(each): each for each in _WORD.findall(clause.text)}
            if clause.text.endswith(_ENDING):
                self._read_words()

    def _is_words(self, clause: Clause) -> bool:
        """Whether what looks like a field and its value is none: a colon between words, or in a name (needs:open)."""
        if fold(clause.field or "") in self.vocabulary.fields or clause.is_left_out:
            return False
        words = tuple(fold(f"{clause.field} {clause.text}").split())
        return clause.is_apart or any(len(each.words) > 1 for each in self.vocabulary.names.names_in(words))

    def _is_pronoun(self, word: str, typed: str) -> bool:
        """Give us, tell us: nobody means the United States, unless it is written so."""
        return word == "us" and not typed.isupper() and bool(self.words) and self.words[-1] in _TO_US

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
            self.roles.found.append(Found(meant=meant, typed=clause.text, is_left_out=clause.is_left_out))
        elif facet not in _TOLD_BY_DATES:
            self.faults.append(NotUnderstood(kind=FaultKind.UNKNOWN_VALUE, typed=f"{name}:{clause.text}"))

    def _values(self, facet: Facet, text: str) -> Iterator[tuple[Facet, str]]:
        match facet:
            case Facet.NUMBER:
                yield facet, text
            case Facet.SINCE | Facet.BEFORE | Facet.YEAR:
                yield from self._days(facet, text)
            case Facet.ENDS:
                sign = next((each for each in _SIGNS if text.startswith(each)), "")
                days = self._days(Facet.YEAR, text.removeprefix(sign))
                yield from ((facet, f"{sign}{day}") for _, day in days)
            case Facet.AMOUNT:
                yield from ((facet, str(each)) for each in _amounts(text))
            case Facet.JOINT:
                yield from ((facet, key) for key in self.vocabulary.joint_named(text) or (text.casefold(),))
            case _ if named_by_id := _by_id(self.vocabulary, facet, text):
                yield named_by_id
            case _:
                for named in self.vocabulary.names.names_in(self._spelt(fold(text).split())):
                    yield from _of_facet(facet, named.terms)
                    if facet is Facet.FORUM and is_year(named.words[0]):
                        self.roles.name(Facet.YEAR, named.words[0])

    def _days(self, facet: Facet, text: str) -> Iterator[tuple[Facet, str]]:
        if facet is Facet.YEAR and (years := years_in(text)):
            yield from ((facet, year) for year in years)
        elif day := day_of(text):
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
                    Sought(
                        typed=fold(clause.text),
                        phrases=(phrase_of(clause.text),),
                        is_quoted=True,
                        shown=clause.text.strip(),
                    )
                )
            return
        for named in self.vocabulary.names.names_in(self._spelt(fold(clause.text).split())):
            if named.terms:
                self.roles.leave_out(named.terms, named.words)
            elif is_year(named.words[0]):
                self.roles.leave_out(((Facet.YEAR, named.words[0]),), named.words)
            elif not self.vocabulary.ask_for_nothing(named.words):
                self.not_sought += self.vocabulary.sought(named.words)

    def _read_words(self, until: str | None = None) -> None:
        """Read the free words so far; `until` is a date that follows them."""
        words = self._with_times(tuple(self.vocabulary.joined(self.words)))
        tells_time = bool(until) or any(map(is_some_time, words))
        self.words = []
        self.roles.begin()
        texts: list[str] = []
        named_in_line = self.vocabulary.names_in(self._spelt(with_spans(words)))
        respelt = {each.read for each in self.corrected}
        for named, after in pairwise((*named_in_line, NOTHING_NAMED)):
            word = named.words[0]
            if named.terms == MINE and self._is_not_mine(word, after):
                continue
            says = None if named.terms else self.vocabulary.operators.get(word)
            if says and (tells_time or says is not Operator.ENDS):
                self.roles.turn(says)
            elif len(named.words) == 1 and self.vocabulary.ask_for_nothing(named.words):
                continue
            elif terms := named.terms or self._when(word):
                self._seek(texts)
                self.roles.place(terms, named.words)
            elif self.roles.operator is Operator.WITHOUT:
                if word not in respelt:  # no lembro: what was put right is left out by nobody
                    self.not_sought += self.vocabulary.sought(named.words)
                self.roles.pass_over()
            else:
                texts += named.words
                self.roles.pass_over()
        self._seek(texts)
        if until:
            facet = self.roles.bound or Facet.YEAR
            for each in self._days(facet, until):
                self.roles.place_time((each,), until)

    def _with_times(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """What ends ends in times to come, unless their year is told."""
        if any(self.vocabulary.operators.get(each) is Operator.ENDS for each in words):
            return tuple(with_times(words, self.vocabulary.stretches_ahead, has_end=True))
        return tuple(with_times(words, self.vocabulary.stretches))

    def _name_whole(self) -> None:
        """Take what was named by some words of its name for the multi-stakeholder pledge that parts are asked of."""
        found = self.roles.found
        telling = [each for each in found if each.facet in _OF_A_WHOLE and not each.is_left_out]
        words = [each.typed for each in self.sought if not self.vocabulary.is_weak(each.typed)]
        words += [each.typed for each in telling if each.facet is not Facet.KIND]
        wholes = self.vocabulary.joint_named(" ".join(words)) if words else ()
        if worldwide := [each for each in found if each.meant == WORLDWIDE and not each.is_left_out]:
            telling += worldwide
            wholes = tuple(each for each in wholes if each in self.vocabulary.worldwide)
        if len(wholes) == 1:
            self.sought = []
            whole = Found(meant=((Facet.JOINT, wholes[0]),), typed=" ".join(words))
            self.roles.found = [*(each for each in found if each not in telling), whole]

    def _is_not_mine(self, word: str, after: Segment) -> bool:
        """My minister asks; mis are mine in Spanish, meses are months, and mise is French."""
        if any(word == f"{each}{ending}" for each in self.vocabulary.possessives for ending in ("e", "es")):
            return True
        if word not in self.vocabulary.possessives:
            return False
        return singular(next(iter(after.words), "")) in self.vocabulary.superiors or self._is_text(after)

    def _is_text(self, named: Segment) -> bool:
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
        if day := from_day(word):
            return ((Facet.SINCE, day),)
        return tuple(self._days(Facet.YEAR, word)) if is_time(word) else ()

    def _seek(self, texts: list[str]) -> None:
        for each in self.vocabulary.sought(texts):
            shown = " ".join(self.typed.get(word, word) for word in each.typed.split())
            self.sought.append(replace(each, shown=shown))
        texts.clear()

    def _spelt(self, words: Iterable[str]) -> list[str]:
        """The same words, the misspelt ones put right."""
        spelt: list[str] = []
        for word, after in pairwise((*words, "")):
            is_looked_up = len(self.corrected) < MOST_CORRECTED
            before = spelt[-1] if spelt else ""
            nearest = self.vocabulary.spelt(word, before, after) if is_looked_up else None
            if nearest:
                self.corrected.append(Respelt(typed=word, read=nearest))
            spelt.append(nearest or word)
        return spelt


def _tight(number: re.Match[str]) -> str:
    """REC 44 is rec-044, and so is pledge 44; rec 12, 13 y 14 are three."""
    return " ".join(f"rec-{int(each):03}" for each in re.findall(r"\d+", number[1]))


def _amounts(text: str) -> Iterator[Amounts]:
    try:
        yield Amounts.parse(text.upper())
    except ValueError:
        return


def is_page(word: str) -> bool:
    """Whether this asks for a page of an answer: p2, #2."""
    return _PAGE.fullmatch(word) is not None


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
