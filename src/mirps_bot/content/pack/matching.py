"""What members bring, what States need, and what is offered."""

from collections.abc import Iterator

from mirps_bot.content.pack.words import SEPARATOR, Words
from mirps_bot.domain.contribution import Contribution
from mirps_bot.domain.money import Money
from mirps_bot.domain.need import Need, Offer
from mirps_bot.domain.pack import Pack
from mirps_bot.view.document import Item, Section, SmallPrint, Table

# ---- what is brought, needed and offered


def contributions(pack: Pack, words: Words) -> Iterator[Item]:
    if not pack.contributions:
        return
    yield Section(words.part("contributions"))
    yield SmallPrint(words.sentence("pack_contributions"))
    yield Table(
        words.part("contributions"),
        tuple(map(words.column, ("entity", "toward", "brings", "amount"))),
        tuple(_contribution(pack, words, each) for each in pack.contributions),
        (20, 24, 36, 20),
    )
    yield from words.rest(pack.contributions_total, pack.contributions)


def _contribution(pack: Pack, words: Words, each: Contribution) -> tuple[str, ...]:
    support = each.support
    language = pack.languages.get(each.author)
    brings = f"{words.say.label(support.kind)}: {words.written(language, words.brief(support.description))}"
    money = (
        words.say.worded(Money(amount=support.amount, currency=support.currency))
        if support.amount is not None and support.currency
        else None
    )
    many = f"{words.say.number(support.quantity)} {support.unit}" if support.quantity is not None else None
    how_much = SEPARATOR.join(filter(None, (money, many))) or words.say.unknown()
    return words.say.entity(each.entity), words.named(pack.titles[each.pledge]), brings, how_much


def matching(pack: Pack, words: Words) -> Iterator[Item]:
    if not (pack.needs or pack.offers):
        return
    yield Section(words.part("matching"))
    yield SmallPrint(words.sentence("pack_matching"))
    if pack.needs:
        yield Section(words.part("needs"), 2)
        yield Table(
            words.part("needs"),
            tuple(map(words.column, ("number", "entity", "needed", "by", "matches"))),
            tuple(_need(pack, words, each) for each in pack.needs),
            (12, 15, 36, 13, 24),
        )
        yield from words.rest(pack.needs_total, pack.needs)
    if pack.offers:
        yield Section(words.part("offers"), 2)
        yield Table(
            words.part("offers"),
            tuple(map(words.column, ("number", "entity", "offered", "for_whom"))),
            tuple(_offer(words, each) for each in pack.offers),
            (12, 18, 50, 20),
        )
        yield from words.rest(pack.offers_total, pack.offers)


def _need(pack: Pack, words: Words, need: Need) -> tuple[str, ...]:
    what = f"{words.say.area(need.area)}: {words.written(need.language, words.brief(need.what))}"
    matches = "; ".join(
        f"{words.say.entity(each.entity)}: "
        f"{words.say.label(each.standing) if each.standing else words.fact('no_answer')}"
        for each in pack.matches.get(need.number, ())
    )
    by = words.say.quarter(need.by) if need.by else words.say.unknown()
    return need.number, words.say.entity(need.entity), what, by, matches or "–"


def _offer(words: Words, offer: Offer) -> tuple[str, ...]:
    what = f"{words.say.area(offer.area)}: {words.written(offer.language, words.brief(offer.what))}"
    whom = words.say.entity(offer.country) if offer.country else words.fact("any")
    return offer.number, words.say.entity(offer.entity), what, whom
