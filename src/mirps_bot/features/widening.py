"""What pledges are found if less is asked for, or asked for in another way, where nothing says all of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from mirps_bot.domain.query import Facet, PledgeFilter, Sought
from mirps_bot.features.filtering import wanted_by
from mirps_bot.features.reading import Query, as_query
from mirps_bot.features.visit import Visit
from mirps_bot.search.found import MINE, Understood

TRIED = 6
"""So many words are tried when nothing has them all; more are left aside."""
RELAXED = 4
"""So many ways to ask for less are tried when nothing is found."""
SEVERAL = 2
"""Of so many entities one may be told of, and the others have made it."""
MADE_FOR = (Facet.ENTITY, Facet.BENEFICIARY)
MADE_BY = (Facet.ENTITY, Facet.OWNER)
WE_HAVE = frozenset({"we have", "tenemos", "temos", "avons nous"})
"""What asks for one's own pledges, or whether there is any at all."""
BY_CHANCE = (Facet.AREA, Facet.TYPE, Facet.STAGE, Facet.GROUP)
"""What words of a title may seem to name."""
NEVER_REPORTED = "never_reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What may be asked instead: the phrase of its button, the words that are left out or kept, and how many pledges it
    finds.
    """

    phrase: str
    of: str
    asked: Understood
    total: int = 0


def nearest(visit: Visit, asked: Query) -> tuple[Query, tuple[str, ...]]:
    """What finds something, nearest to what was asked, and the words that are left aside for it."""
    found, left = _nearest(visit, asked)
    of_all = _of_everybody(asked)
    if of_all == asked or (not left and _finds(visit, found)):
        return found, left
    others, left_of_all = _nearest(visit, of_all)
    is_nearer = _finds(visit, others) and len(left_of_all) < max(len(left), 1)
    return (others, left_of_all) if is_nearer else (found, left)


def _nearest(visit: Visit, asked: Query) -> tuple[Query, tuple[str, ...]]:
    partners = _with_any_partner(visit, _with_partners(visit, _said_otherwise(visit, asked)))
    partners = _told_of_entities(visit, partners)
    return _without_words(visit, _in_other_words(visit, _in_texts(visit, partners)))


def ways_to_relax(visit: Visit, understood: Understood) -> tuple[Way, ...]:
    """What would be found if one thing less were asked for, one by one, the words in texts first; if nothing would,
    each by itself. Of whom nobody has reported a stage, it may be asked whether anybody has reported.
    """
    pieces = [*islice(_pieces(understood), RELAXED)]
    without = (Way(phrase="relaxed", of=of, asked=others) for of, others, _ in pieces)
    alone = (Way(phrase="alone", of=of, asked=its) for of, _, its in pieces)
    found = tuple(_finding(visit, chain(without, _unreported(understood))))
    return found or tuple(_finding(visit, alone))


def _pieces(understood: Understood) -> Iterator[tuple[str, Understood, Understood]]:
    """Each thing that is asked for, as typed, words in texts first; the question without it, and one for it alone."""
    alone = replace(understood, found=(), sought=(), not_sought=())
    for sought in understood.sought:
        others = tuple(each for each in understood.sought if each is not sought)
        yield (
            sought.shown or sought.typed,
            replace(understood, sought=others),
            replace(alone, sought=(sought,)),
        )
    for found in understood.found:
        kept = tuple(each for each in understood.found if each is not found)
        yield found.typed, replace(understood, found=kept), replace(alone, found=(found,))


def _unreported(understood: Understood) -> tuple[Way, ...]:
    """The same of those on which nobody has reported, if a stage is asked for."""
    stages = [each for each in understood.found if each.facet is Facet.STAGE and not each.is_left_out]
    if not stages:
        return ()
    others = (each for each in understood.found if each not in stages)
    never = replace(stages[0], meant=((Facet.FLAG, NEVER_REPORTED),))
    asked = replace(understood, found=(*others, never))
    return (Way(phrase="unreported", of=never.typed, asked=asked),)


def _finding(visit: Visit, ways: Iterable[Way]) -> Iterator[Way]:
    for way in ways:
        wanted = wanted_by(visit, way.asked)
        if wanted.asks and (total := visit.unit.pledges.search(wanted, limit=1).total):
            yield replace(way, total=total)


def _without_words(visit: Visit, asked: Query) -> tuple[Query, tuple[str, ...]]:
    """The same without as few words as find something: those with which the most others are found together, and of
    single words the rarest; what is quoted is meant. As it is if nothing is found without words either.
    """
    understood = asked.understood
    quoted = [each for each in understood.sought if each.is_quoted]
    loose = [each for each in understood.sought if not each.is_quoted][:TRIED]

    def wanted(sought: Sequence[Sought]) -> PledgeFilter:
        return wanted_by(visit, replace(understood, sought=tuple(sought)))

    def finds(sought: Sequence[Sought]) -> bool:
        return visit.unit.pledges.has(wanted(sought))

    def rarity(sought: Sequence[Sought]) -> int:
        return -visit.unit.pledges.search(wanted(sought), limit=1).total

    def found_with(first: Sought) -> list[Sought]:
        kept = [*quoted, first]
        for each in loose:
            if each is not first and finds([*kept, each]):
                kept.append(each)
        return kept

    together = [found_with(each) for each in loose if finds([*quoted, each])]
    if not together and not ((quoted or understood.found) and finds(quoted)):
        return asked, ()
    most = max(map(len, together), default=0)
    kept = max((each for each in together if len(each) == most), key=rarity, default=quoted)
    left = tuple(each.shown or each.typed for each in understood.sought if each not in kept)
    in_order = tuple(each for each in understood.sought if each in kept)
    return as_query(replace(understood, sought=in_order)), left


def _said_otherwise(visit: Visit, asked: Query) -> Query:
    """The same with other words for those that stand in no text, which are written in one language each."""
    sought = tuple(
        each
        if each.is_quoted or visit.unit.pledges.has(PledgeFilter(texts=(each,)))
        else visit.lexicon.otherwise(each) or each
        for each in asked.understood.sought[:TRIED]
    )
    return as_query(replace(asked.understood, sought=(*sought, *asked.understood.sought[TRIED:])))


def _in_other_words(visit: Visit, asked: Query) -> Query:
    """The same with each word or others for it, if that finds what has them all: unaccompanied children, or minors."""
    if _finds(visit, asked):
        return asked
    wider = (
        replace(each, phrases=(*each.phrases, *otherwise.phrases))
        if not each.is_quoted and (otherwise := visit.lexicon.otherwise(each))
        else each
        for each in asked.understood.sought
    )
    others = as_query(replace(asked.understood, sought=tuple(wider)))
    return others if _finds(visit, others) else asked


def _of_everybody(asked: Query) -> Query:
    """The same of all pledges, where it may be asked whether there is any."""
    understood = asked.understood
    others = tuple(each for each in understood.found if each.meant != MINE or each.typed not in WE_HAVE)
    return as_query(replace(understood, found=others)) if others != understood.found else asked


def _with_partners(visit: Visit, asked: Query) -> Query:
    """The same with those whom money goes to as those who make it together, if that finds something: for UNHCR."""
    understood = asked.understood
    found = tuple(
        each.as_a(Facet.PARTNER) if each.facet is Facet.BENEFICIARY and not each.is_left_out else each
        for each in understood.found
    )
    partners = as_query(replace(understood, found=found))
    return partners if found != understood.found and _finds(visit, partners) else asked


def _with_any_partner(visit: Visit, asked: Query) -> Query:
    """The same with any of several partners of somebody, if that finds something: agreements with UNHCR and IOM."""
    understood = asked.understood
    partners = [each for each in understood.found if each.facet is Facet.PARTNER and not each.is_left_out]
    others = tuple(each for each in understood.found if each not in partners)
    is_of_somebody = any(each.facet in MADE_BY and not each.is_left_out for each in others)
    if len(partners) < SEVERAL or not is_of_somebody or _finds(visit, asked):
        return asked
    meant = tuple(dict.fromkeys(chain.from_iterable(each.meant for each in partners)))
    any_of_them = replace(partners[0], meant=meant, typed=" ".join(each.typed for each in partners))
    asked_of_any = as_query(replace(understood, found=(*others, any_of_them)))
    return asked_of_any if _finds(visit, asked_of_any) else asked


def _told_of_entities(visit: Visit, asked: Query) -> Query:
    """The same with one of several entities looked for in texts, if that finds something: Switzerland's money for
    UNHCR, which is no State that pledges are made for.
    """
    understood = asked.understood
    named = [each for each in understood.found if each.facet in MADE_FOR and not each.is_left_out]
    if understood.is_exact or len(asked.entities) < SEVERAL or _finds(visit, asked):
        return asked
    for entity in reversed(named):
        others = tuple(each for each in understood.found if each is not entity)
        sought = visit.lexicon.sought(entity.typed.split())
        told = as_query(replace(understood, found=others, sought=(*understood.sought, *sought)))
        if _finds(visit, told):
            return told
    return asked


def _in_texts(visit: Visit, asked: Query) -> Query:
    """The same with what single words name looked for in texts too, if that finds something: a word of a title may be
    a theme's name by chance, or what several makers are called.
    """
    understood = asked.understood
    named = (each for each in understood.found if each.facet in BY_CHANCE or each.is_group)
    as_words = [each for each in named if not each.is_left_out]
    if understood.is_exact or not as_words or not understood.sought:
        return asked
    others = tuple(each for each in understood.found if each not in as_words)
    sought = visit.lexicon.sought(word for each in as_words for word in each.typed.split())
    wider = as_query(replace(understood, found=others, sought=(*understood.sought, *sought)))
    return wider if _finds(visit, wider) else asked


def _finds(visit: Visit, asked: Query) -> bool:
    return visit.unit.pledges.has(wanted_by(visit, asked.understood))
