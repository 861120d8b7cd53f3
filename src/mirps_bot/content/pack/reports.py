"""What was reported, by whom, and of joint pledges by all."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from mirps_bot.content.pack.words import LONGEST_TEXT, SEPARATOR, Words, counts, period
from mirps_bot.dialogue import Chart
from mirps_bot.domain.pack import Consolidated, Pack
from mirps_bot.domain.response import Received
from mirps_bot.view.document import Item, Listing, Picture, Quotation, Section, SmallPrint, Text

# ---- what came in


def came_in(pack: Pack, words: Words) -> Iterator[Item]:
    yield Section(words.sentence("pack_came_in", **period(pack)))
    by_entity = sorted(pack.received, key=lambda each: words.say.entity(each.update.entity))
    for entity, own in groupby(by_entity, key=lambda each: each.update.entity):
        yield Section(words.say.entity(entity), 2)
        by_pledge: dict[str, list[Received]] = {}
        for each in own:
            by_pledge.setdefault(each.pledge.id, []).append(each)
        for said in by_pledge.values():
            yield from _received(pack, words, said)
    yield from words.rest(pack.received_total, pack.received)
    if not (pack.received or pack.unchanged):
        yield Text(words.sentence("pack_nothing"))
    if pack.unchanged:
        yield Section(words.part("unchanged"), 2)
        yield Listing(
            tuple(
                Text(words.say.count(each.pledges, "open_pledge"), words.say.entity(each.entity))
                for each in pack.unchanged
            )
        )


def _received(pack: Pack, words: Words, said_of_it: Sequence[Received]) -> Iterator[Item]:
    """The last word on one pledge, the first of these, and how its stage has changed in all."""
    received, before = said_of_it[0], said_of_it[-1].before
    update, report = received.update, received.update.report
    stage = words.stage(report.stage) if report.stage else None
    if report.stage and report.stage is not before:
        stage = f"{words.stage(before)} → {stage}"
    money = words.say.money(report.amount, report.currency) if report.amount is not None else None
    earlier = len(said_of_it) - 1
    more = words.sentence("pack_earlier", number=earlier) if earlier else None
    said = (stage, money, words.say.day(update.filed_at), update.number, more)
    yield Text(SEPARATOR.join(filter(None, said)), words.named(received.pledge))
    if any(each.text == update for each in pack.joint):
        yield Quotation(words.sentence("pack_text_below", part=words.part("joint")), None)
    else:
        yield from words.quoted(update, LONGEST_TEXT)


# ---- who was heard from


def heard(pack: Pack, words: Words) -> Iterator[Item]:
    answered = pack.answered
    yield Section(words.part("heard"))
    if answered is None:
        yield Text(words.sentence("pack_not_told"))
        return
    yield Text(words.sentence("pack_heard", **counts(answered)))
    if answered.response.nobody_to_ask:
        yield Text(words.sentence("pack_nobody_to_ask", **counts(answered)))
    if answered.response.absent:
        yield Section(words.part("absent"), 2)
        yield Listing(
            tuple(
                Text(words.sentence("pack_absent", back=each.back), words.say.entity(each.entity))
                for each in answered.response.absent
            )
        )
    if answered.response.silent:
        yield Section(words.sentence("pack_silent_since", **counts(answered)), 2)
        yield Listing(
            tuple(
                Text(
                    words.sentence("pack_silent", pledges=each.pledges, heard=each.heard),
                    words.say.entity(each.entity),
                )
                for each in answered.response.silent
            )
        )
    if answered.asked:
        alt = words.sentence("pack_response_alt", rates=answered.rates, asked=len(answered.asked))
        yield Picture(alt, words.composer.grid(Chart.of(answered), words.reader))


# ---- joint pledges


def joint(pack: Pack, words: Words) -> Iterator[Item]:
    told = [each for each in pack.joint if each.text or each.parts]
    others = [each for each in pack.joint if each not in told]
    if not pack.joint:
        return
    yield Section(words.part("joint"))
    for each in told:
        yield Section(words.named(each.pledge), 2)
        yield from _consolidated(words, each)
    if others:
        named = (each.pledge.id for each in others)
        yield Text(words.sentence("pack_no_text", pledges=tuple(named)))


def _consolidated(words: Words, joint: Consolidated) -> Iterator[Item]:
    update = joint.text
    by = words.say.entities(joint.pledge.entities)
    yield Text(words.sentence("pack_joint_by", by=by, lead=joint.pledge.entities[0]))
    if update:
        stage = words.stage(update.report.stage) if update.report.stage else None
        said = (stage, words.say.day(update.filed_at), update.number)
        yield Text(SEPARATOR.join(filter(None, said)), words.fact("consolidated"))
        yield from words.quoted(update)
    else:
        yield Text(words.sentence("pack_no_text_yet"))
    for part in joint.parts:
        yield Text(
            words.say.day(part.filed_at), f"{words.fact('part')}{SEPARATOR}{words.say.entity(part.entity)}"
        )
        yield from words.quoted(part, LONGEST_TEXT)
    if joint.waiting:
        yield SmallPrint(words.sentence("pack_waiting", entities=joint.waiting))
