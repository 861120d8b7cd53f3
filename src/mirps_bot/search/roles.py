"""What each name in a question stands for, by the small words around it: who made it, for whom, since when."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import takewhile

from mirps_bot.domain.lexicon import Meant
from mirps_bot.domain.query import Facet
from mirps_bot.search.found import FOR_US, MINE, Found
from mirps_bot.search.times import is_year
from mirps_bot.search.vocabulary import Operator

_KIND = {each.value: each for each in Facet}
_ROLES = {Operator.CHAIR: Facet.CHAIR, Operator.RECEIVES: Facet.BENEFICIARY, Operator.MAKES: Facet.OWNER}
_BOUNDS = {Operator.SINCE: Facet.SINCE, Operator.AFTER: Facet.SINCE, Operator.BEFORE: Facet.BEFORE}
_BY_TIME = {Facet.YEAR: "", Facet.SINCE: ">=", Facet.BEFORE: "<"}
"""What a time says of when pledges were announced, and how the same is written of when they end."""
_STAYS = (Operator.WITHOUT, Operator.PART, *_BOUNDS, Operator.CHAIR, Operator.RECEIVES)
"""Small words that hold over another: sin los de México, la presidencia de Honduras."""
_SAID_TOGETHER = frozenset(
    {
        (Operator.MAKES, Operator.BY),
        (Operator.MAKES, Operator.MADE_BY),
        (Operator.FOR, Operator.TO),
        (Operator.WITH, Operator.TO),
    }
)
"""Of two small words one after the other the first one holds: promised by, para a Costa Rica, com a OIM."""
_ACTING = (Facet.ENTITY, Facet.OWNER)
_INVOLVED = (*_ACTING, Facet.BENEFICIARY)
_OF_PLACES = (Facet.ENTITY, Facet.AREA, Facet.GROUP, Facet.YEAR, Facet.FORUM)


@dataclass(slots=True)
class Roles:
    """Takes the names of one line in their order."""

    found: list[Found] = field(default_factory=list)
    asks_for_parts: bool = False
    """What counts toward something."""
    operator: Operator | None = None
    """The small word that holds for the next name."""
    last: Operator | None = None
    """The one that held for the name before."""
    was_named: bool = False
    """Right before the next word."""
    is_joined: bool = False
    """By a word like and."""
    compares: bool = False
    """One with another."""
    is_together: bool = False
    """Whoever is named takes part at once."""
    is_of_others: bool = False
    """What others do for the entity that is named."""
    told_both: tuple[int, Found] | None = None
    """Which of those found may be meant twice over, and what was said of it first."""
    tells_of_ends: bool = False
    """The next time is when pledges end."""

    def begin(self) -> None:
        """With no small word that would hold."""
        self.operator, self.last, self.was_named, self.is_joined = None, None, False, False
        self.tells_of_ends, self.told_both = False, None

    def pass_over(self) -> None:
        """A word that names nothing."""
        self.operator, self.was_named, self.is_joined, self.tells_of_ends = None, False, False, False

    def turn(self, says: Operator) -> None:
        """A small word that says what names are for."""
        if says is Operator.ENDS:
            self.tells_of_ends = True
            if self.is_joined:
                self.operator = None  # ne sont pas financiers et finissent en 2025
            return
        if says is Operator.TOGETHER:
            self.is_together = True
            return
        if says is Operator.OTHERS:
            self.is_of_others = True
            return
        if self.is_joined and self._tells_both(says):
            return
        if says is Operator.MAKES:
            self.tells_of_ends = False  # those that end in 2027 and were promised in 2021
        is_article = says is Operator.TO and self.is_joined  # a França e a Suíça
        if not is_article:
            self.operator = self._held_after(says)
        self.is_joined = says is Operator.AND

    def place(self, terms: Sequence[Meant], words: Sequence[str]) -> None:
        """Take a name for what the small word before it says; that word may hold for another name after it."""
        if self._is_ones_own(terms):
            return
        if self.operator is Operator.TO and self._has_just_named(FOR_US):
            self.operator = Operator.RECEIVES  # nos apoyan a México
            self.found.pop()
        if self._tells_of_group_before(terms):
            self.found.pop()
        held, self.was_named, self.is_joined = self.operator, True, False
        self.last = held if held in (Operator.WITHOUT, Operator.WITH) else None
        if held is Operator.WITHOUT or (held is Operator.NOT and _facets(terms)[0][0] not in _OF_PLACES):
            self.leave_out(terms, words)
            self.operator = None
        elif _facets(terms)[0][0] is Facet.ENTITY:
            self.operator = self._place_entity(_facets(terms), " ".join(words), held)
        else:
            self._place_other(_facets(terms), " ".join(words), held)
            self.operator = None

    def place_time(self, meant: Sequence[tuple[Facet, str]], typed: str) -> None:
        """Of when pledges were announced, or end."""
        if self.tells_of_ends:
            meant = [(Facet.ENDS, f"{_BY_TIME[facet]}{key}") for facet, key in meant]
        self.found.append(Found(meant=tuple(meant), typed=typed))

    def name(self, facet: Facet, key: str) -> None:
        self.found.append(Found(meant=((facet, key),), typed=key))

    def leave_out(self, terms: Sequence[Meant], words: Sequence[str]) -> None:
        self.found.append(Found(meant=_facets(terms), typed=" ".join(words), is_left_out=True))

    def has(self, *facets: Facet) -> bool:
        return any(each.facet in facets for each in self.found)

    @property
    def bound(self) -> Facet | None:
        """What a date is that comes next: the first day, the one before which."""
        return _BOUNDS.get(self.operator) if self.operator else None

    def finish(self) -> tuple[Found, ...]:
        """Where it is said for whom, other entities are the ones who made it; and so is the same one, if it is to be
        left out.
        """
        if self.is_together:
            self._bring_together()
        if self.is_of_others:
            self._leave_out_own()
        self._tell_makers_apart()
        whom = {key for each in self.found if each.facet is Facet.BENEFICIARY for _, key in each.meant}
        for_us = [each for each in self.found if each.meant == FOR_US]
        if not whom and not for_us:
            return tuple(self.found)
        if for_us and not self.has(*_ACTING):
            self.found.append(replace(for_us[0], meant=MINE, is_left_out=True))
        return tuple(
            each.as_a(Facet.OWNER) if _is_entity(each) or _is_left_out(each, whom) else each
            for each in self.found
        )

    def _held_after(self, says: Operator) -> Operator | None:
        held = self.operator
        self.asks_for_parts = self.asks_for_parts or says is Operator.PART
        self.compares = self.compares or says is Operator.COMPARED
        if (held, says) == (Operator.PART, Operator.MAKES):
            return says  # qué apoyo ofrece España
        if (held, says) == (Operator.MAKES, Operator.TO) and self.asks_for_parts:
            return Operator.RECEIVES  # el apoyo que ofrece a Honduras
        if says is Operator.COMPARED or (says is Operator.WITH and self.compares):
            return held
        if says is Operator.LEFT_OUT and self.was_named and self.found:
            self.found[-1] = replace(self.found[-1], is_left_out=True)
            return None
        if says is Operator.AND or (says is Operator.NOR and (held or self.last or self.was_named)):
            return held or self.last
        if says in (Operator.NOR, Operator.LEFT_OUT):
            return Operator.WITHOUT
        if (held, says) in _SAID_TOGETHER:
            return held
        if says is Operator.ARE:
            return Operator.WITHOUT if held is Operator.NOT else held
        if says is Operator.ONWARDS:
            self._turn_into_start()
            return held
        if says is Operator.HELPS:
            self._turned(Facet.OWNER)
            return Operator.RECEIVES
        if says in _ROLES and self._turned(_ROLES[says]):
            return held
        return held if held in _STAYS else says

    def _place_entity(
        self, meant: Sequence[tuple[Facet, str]], typed: str, operator: Operator | None
    ) -> Operator | None:
        """Returns the small word that holds for another one after it."""
        if operator is Operator.PART:
            operator = Operator.RECEIVES  # who supports Belize
        if operator is Operator.TO and not self.has(Facet.ENTITY):
            operator = None
        if self.told_both:  # what Canada promised and what Honduras receives
            at, first = self.told_both
            self.found[at], self.told_both = first, None
        role, held = Facet.ENTITY, operator
        if operator is Operator.MADE_BY:
            role = Facet.OWNER
        elif operator in _ROLES:
            role, held = _ROLES[operator], operator if operator is Operator.MAKES else None
        elif operator is Operator.WITH and self.has(Facet.ENTITY, Facet.FLAG, Facet.OWNER):
            role, held = Facet.PARTNER, None
        elif operator in (Operator.FOR, Operator.TO):
            role = Facet.BENEFICIARY
        meant = meant if role is Facet.ENTITY else _as(role, meant)
        self.found.append(Found(meant=tuple(meant), typed=typed))
        return held

    def _place_other(self, meant: Sequence[tuple[Facet, str]], typed: str, operator: Operator | None) -> None:
        (facet, key), *others = meant
        if operator in _BOUNDS and facet is Facet.YEAR and not others:
            is_next = operator is Operator.AFTER and is_year(key)
            facet, key = _BOUNDS[operator], str(int(key) + 1) if is_next else key
            meant, typed = ((facet, key),), key
        if facet in _BY_TIME:
            self.place_time(meant, typed)
            return
        self.tells_of_ends = False
        if facet is Facet.OWNER:
            is_for = operator in (Operator.FOR, Operator.TO, Operator.RECEIVES, Operator.PART)
            role = Facet.BENEFICIARY if is_for else facet
            self.found.append(Found(meant=_as(role, meant), typed=typed, is_group=True))
        else:
            self.found.append(Found(meant=tuple(meant), typed=typed))

    def _is_ones_own(self, terms: Sequence[Meant]) -> bool:
        """Whether a group is the asker's: our government, my bank."""
        is_of = self.operator is None and self._has_just_named(MINE)
        return is_of and _facets(terms)[0][0] is Facet.OWNER

    def _has_just_named(self, meant: tuple[tuple[Facet, str], ...]) -> bool:
        return self.was_named and bool(self.found) and self.found[-1].meant == meant

    def _tells_of_group_before(self, terms: Sequence[Meant]) -> bool:
        """Whether the group that was named right before is said to be of this one: the government of Mexico."""
        is_of = (
            self.was_named and not self.is_joined and self.operator in (None, Operator.BY, Operator.MADE_BY)
        )
        return is_of and self.found[-1].is_group and _facets(terms)[0][0] is Facet.ENTITY

    def _turned(self, role: Facet) -> bool:
        """Whether an entity was named right before, which is taken for this: the Honduran presidency."""
        last = self.found[-1] if self.was_named and self.found else None
        if last is None or last.is_left_out or last.is_group:
            return False
        is_maker = last.facet is Facet.OWNER and role is Facet.CHAIR  # promised while Canada chaired
        if not (is_maker or last.facet is Facet.ENTITY):
            return False
        turned = [last]
        if role is Facet.OWNER:  # Mabe y Palliser prometieron
            turned = [*takewhile(_is_entity, reversed(self.found))]
        self.found[-len(turned) :] = [each.as_a(role) for each in reversed(turned)]
        return True

    def _tells_both(self, says: Operator) -> bool:
        """Whether the entity named last is meant for what it does and for what others do: what Belize promised, and
        what it receives.
        """
        last = self.found[-1] if self.found else None
        other = {Operator.RECEIVES: Facet.OWNER, Operator.MAKES: Facet.BENEFICIARY}.get(says)
        if last is None or last.facet is not other or last.is_group or last.is_left_out:
            return False
        self.told_both = len(self.found) - 1, last
        self.found[-1] = last.as_a(Facet.ENTITY)
        self.operator, self.is_joined = says, False
        return True

    def _bring_together(self) -> None:
        """Canada and IOM together."""
        named = [each for each in self.found if each.facet in _ACTING and not each.is_left_out]
        for each in named[1:]:
            self.found[self.found.index(each)] = each.as_a(Facet.PARTNER)

    def _tell_makers_apart(self) -> None:
        """The private sector: Mabe, Palliser."""
        named = {
            meant
            for each in self.found
            if each.facet in _ACTING and not (each.is_group or each.is_left_out)
            for meant in each.as_a(Facet.OWNER).meant
        }
        if named:
            self.found = [each for each in self.found if not (each.is_group and named < {*each.meant})]

    def _leave_out_own(self) -> None:
        """What Costa Rica gets from others."""
        named = [each for each in self.found if each.facet in _INVOLVED and not each.is_left_out]
        if len(named) == 1:
            self.found[self.found.index(named[0])] = named[0].as_a(Facet.BENEFICIARY)
            self.found.append(replace(named[0].as_a(Facet.OWNER), is_left_out=True))

    def _turn_into_start(self) -> None:
        """2024 onwards."""
        last = self.found[-1] if self.found else None
        if last and last.facet in (Facet.YEAR, Facet.ENDS) and len(last.meant) == 1 and not last.is_left_out:
            key = last.meant[0][1]
            since = (Facet.SINCE, key) if last.facet is Facet.YEAR else (Facet.ENDS, f">={key}")
            self.found[-1] = replace(last, meant=(since,))


def _as(role: Facet, meant: Iterable[tuple[Facet, str]]) -> tuple[tuple[Facet, str], ...]:
    return tuple((role, key) for _, key in meant)


def _is_entity(found: Found) -> bool:
    return found.facet is Facet.ENTITY and not found.is_left_out


def _is_left_out(found: Found, whom: Set[str]) -> bool:
    return found.is_left_out and found.facet is Facet.ENTITY and all(key in whom for _, key in found.meant)


def _facets(terms: Sequence[tuple[str, str]]) -> tuple[tuple[Facet, str], ...]:
    """What names mean, in the order of their kinds; the pledges' own first."""
    return tuple((_KIND[kind], key) for kind, key in terms)
