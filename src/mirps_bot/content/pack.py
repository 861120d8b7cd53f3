"""The meeting pack in one language: what is to be printed for a meeting, or of a working group."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from mirps_bot.content.compose import Composer
from mirps_bot.content.wording import Reader, Wording
from mirps_bot.dialogue import Chart
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.contribution import Contribution
from mirps_bot.domain.dates import local_day
from mirps_bot.domain.language import Language
from mirps_bot.domain.money import Money
from mirps_bot.domain.need import Need, Offer
from mirps_bot.domain.pack import Answered, Consolidated, Pack
from mirps_bot.domain.pledge import Pledge, Stage
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.response import Received
from mirps_bot.domain.update import Unstaged, Update
from mirps_bot.view.document import (
    Document,
    Item,
    Listing,
    Picture,
    Quotation,
    Section,
    SmallPrint,
    Table,
    Text,
    Title,
)
from mirps_bot.view.pictures import Bar, Bars

SEPARATOR = " · "
LONGEST_TEXT = 600
"""Characters of what one report says; a joint pledge's text is given whole."""
LONGEST_NEED = 240
MOST_SOURCES = 12


def compose_pack(pack: Pack, title: str, reader: Reader, composer: Composer) -> Document:
    """`title` says what it is of, in one line."""
    return _Writer(pack, title, reader, composer, composer.wording(reader)).document()


@dataclass(frozen=True, slots=True)
class _Writer:
    pack: Pack
    title: str
    reader: Reader
    composer: Composer
    say: Wording

    def document(self) -> Document:
        day = local_day(self.pack.as_of, self.reader.time_zone)
        of = self.pack.event.id if self.pack.event else self.pack.group.id if self.pack.group else ""
        return Document(
            name=self.title,
            subject=self._subject(),
            language=self.reader.language.value,
            items=tuple(self._items()),
            foot=self._sentence("pack_foot", as_of=self.pack.as_of),
            page=self._fact("page"),
            file=f"{self._fact('file')}-{of}-{day}.docx",
        )

    def _items(self) -> Iterator[Item]:
        yield Title(self._of(), self._subject())
        yield from self._what_it_is()
        yield from self._in_short()
        yield from self._standing()
        yield from self._came_in()
        yield from self._heard()
        yield from self._joint()
        yield from self._contributions()
        yield from self._matching()
        yield from self._ahead()
        yield from self._listed()
        yield from self._rests_on()

    def _subject(self) -> str:
        return self._sentence("pack_subject" if self.pack.event else "pack_subject_group")

    def _of(self) -> str:
        named = (
            self.pack.event.title if self.pack.event else self.pack.group.names if self.pack.group else None
        )
        return self.say.name(named) if named else self.title

    # ---- what it is of

    def _what_it_is(self) -> Iterator[Item]:
        rows = [*self._event(self.pack.event), *self._group()]
        rows.append((self._fact("period"), self._sentence("pack_period", **self._period())))
        yield Table(self._fact("facts"), (), tuple(rows), (24, 76))
        if self.pack.event and self.pack.event.agenda:
            yield Section(self._part("agenda"))
            yield from map(Text, filter(None, self.pack.event.agenda.splitlines()))

    def _event(self, event: Event | None) -> Iterator[tuple[str, str]]:
        if event is None:
            yield self._fact("when"), self._sentence("pack_no_meeting")
            return
        say = self.say
        yield self._fact("when"), SEPARATOR.join(self._when(event))
        yield self._fact("where"), say.place(event.place) if event.place else say.unknown()
        if event.link:
            yield self._fact("link"), event.link
        yield self._fact("status"), say.label(event.status)
        if event.quorum:
            yield self._fact("quorum"), say.count(event.quorum, "entity")
        if event.invited:
            yield self._fact("invited"), say.entities(event.invited)
        if not event.agenda:
            yield self._fact("agenda"), say.unknown()

    def _when(self, event: Event) -> Iterator[str]:
        """The day and the hours at the host's, then the reader's."""
        say, starts_at, zone = self.say, event.starts_at, event.time_zone
        if not (event.day and starts_at and zone):
            yield say.when(event)
            if not event.day:
                yield self._sentence("pack_no_day")
            return
        yield say.weekday(event.day)
        for each in dict.fromkeys((zone, self.reader.time_zone)):
            hours = [say.hour(moment, each) for moment in (starts_at, event.ends_at) if moment]
            day = local_day(starts_at, each)
            elsewhere = "" if day == event.day else f"{say.day(day)}, "
            yield f"{elsewhere}{'–'.join(hours)} ({say.city(each)})"

    def _group(self) -> Iterator[tuple[str, str]]:
        group, say = self.pack.group, self.say
        if group is None:
            return
        if self.pack.event:
            yield self._fact("group"), say.name(group.names)
        yield self._fact("lead"), say.entity(group.lead) if group.lead else say.unknown()
        if group.participants:
            yield self._fact("participants"), say.entities(group.participants)

    def _period(self) -> dict[str, object]:
        return {"since": self.pack.since, "until": self.pack.until, "before": self.pack.before}

    def _in_short(self) -> Iterator[Item]:
        pack = self.pack
        yield Section(self._part("short"))
        if pack.group and not pack.is_narrowed:
            yield Text(self._sentence("pack_whole"))
        entities = {each.update.entity for each in pack.received} | {each.entity for each in pack.unchanged}
        values = {
            "pledges": pack.total,
            "received": pack.received_total,
            "changed": sum(each.is_change for each in pack.received),
            "unchanged": sum(each.pledges for each in pack.unchanged),
            "entities": len(entities),
        }
        lines = [self._sentence("pack_short_pledges", **values), self._sentence("pack_short_news", **values)]
        if pack.answered:
            lines.append(self._sentence("pack_short_response", **self._counts(pack.answered)))
        lines.append(self._sentence("pack_short_matching", needs=pack.needs_total, offers=pack.offers_total))
        yield Listing(tuple(map(Text, lines)))

    # ---- where the pledges stand

    def _standing(self) -> Iterator[Item]:
        pack = self.pack
        yield Section(self._part("pledges"))
        if not pack.total:
            yield Text(self._sentence("pack_no_pledges"))
            return
        bars = tuple(
            Bar(self.say.label(stage), number, self.say.number(number))
            for stage in (*Stage, *Unstaged)
            if (number := pack.by_stage.get(stage))
        )
        title = self._sentence("pack_stages")
        words = "; ".join(f"{each.name}, {each.label}" for each in bars)
        yield Picture(f"{title}: {words}.", Bars(title, bars))
        total = (self._fact("total"), self.say.number(pack.total))
        yield Table(
            title,
            (self._column("stage"), self._column("pledges")),
            (*((each.name, each.label) for each in bars), total),
            (70, 30),
            is_number=(1,),
        )
        yield from self._money()

    def _money(self) -> Iterator[Item]:
        sums = self.pack.sums
        if not (sums.totals or sums.without_currency):
            return
        yield Section(self._part("money"), 2)
        yield SmallPrint(
            self._sentence("pack_money", overlapping=sums.overlapping, without_currency=sums.without_currency)
        )
        if sums.totals:
            yield Table(
                self._part("money"),
                (self._column("currency"), self._column("total"), self._column("amounts")),
                tuple(
                    (each.currency, self.say.number(each.amount), self.say.number(each.count))
                    for each in sums.totals
                ),
                (30, 45, 25),
                is_number=(1, 2),
            )

    def _listed(self) -> Iterator[Item]:
        """Those heard of last come first."""
        listed = self.pack.listed
        if listed:
            yield Section(self._part("listed"))
            yield self._pledges(sorted(listed, key=_heard_at, reverse=True))
            yield from self._rest(self.pack.total, listed)

    def _pledges(self, listed: Iterable[Tracked]) -> Table:
        return Table(
            self._part("listed"),
            tuple(map(self._column, ("number", "title", "owners", "stage", "last_heard"))),
            tuple(
                (
                    each.pledge.id,
                    self.say.title(each.pledge),
                    self.say.entities(each.pledge.entities),
                    self.say.label(_standing(each)),
                    self.say.day(each.standing.heard_at) if each.standing.heard_at else self._fact("never"),
                )
                for each in listed
            ),
            (14, 38, 20, 14, 14),
        )

    # ---- what came in

    def _came_in(self) -> Iterator[Item]:
        pack = self.pack
        yield Section(self._sentence("pack_came_in", **self._period()))
        by_entity = sorted(pack.received, key=lambda each: self.say.entity(each.update.entity))
        for entity, own in groupby(by_entity, key=lambda each: each.update.entity):
            yield Section(self.say.entity(entity), 2)
            by_pledge: dict[str, list[Received]] = {}
            for each in own:
                by_pledge.setdefault(each.pledge.id, []).append(each)
            for said in by_pledge.values():
                yield from self._received(said)
        yield from self._rest(pack.received_total, pack.received)
        if not (pack.received or pack.unchanged):
            yield Text(self._sentence("pack_nothing"))
        if pack.unchanged:
            yield Section(self._part("unchanged"), 2)
            yield Listing(
                tuple(
                    Text(self.say.count(each.pledges, "open_pledge"), self.say.entity(each.entity))
                    for each in pack.unchanged
                )
            )

    def _received(self, said_of_it: Sequence[Received]) -> Iterator[Item]:
        """The last word on one pledge, the first of these, and how its stage has changed in all."""
        received, before = said_of_it[0], said_of_it[-1].before
        update, report = received.update, received.update.report
        stage = self._stage(report.stage) if report.stage else None
        if report.stage and report.stage is not before:
            stage = f"{self._stage(before)} → {stage}"
        money = self.say.money(report.amount, report.currency) if report.amount is not None else None
        earlier = len(said_of_it) - 1
        more = self._sentence("pack_earlier", number=earlier) if earlier else None
        said = (stage, money, self.say.day(update.filed_at), update.number, more)
        yield Text(SEPARATOR.join(filter(None, said)), self._named(received.pledge))
        if any(each.text == update for each in self.pack.joint):
            yield Quotation(self._sentence("pack_text_below", part=self._part("joint")), None)
        else:
            yield from self._words(update, LONGEST_TEXT)

    def _words(self, update: Update, most: int | None = None) -> Iterator[Item]:
        """As they were written, and the language if it is another than the reader's."""
        text = update.report.narrative
        if text:
            language = self.pack.languages.get(update.author)
            yield Quotation(self._in(language, self.say.brief(text, most) if most else text), _code(language))

    # ---- who was heard from

    def _heard(self) -> Iterator[Item]:
        answered = self.pack.answered
        yield Section(self._part("heard"))
        if answered is None:
            yield Text(self._sentence("pack_not_told"))
            return
        yield Text(self._sentence("pack_heard", **self._counts(answered)))
        if answered.response.absent:
            yield Section(self._part("absent"), 2)
            yield Listing(
                tuple(
                    Text(self._sentence("pack_absent", back=each.back), self.say.entity(each.entity))
                    for each in answered.response.absent
                )
            )
        if answered.response.silent:
            yield Section(self._sentence("pack_silent_since", **self._counts(answered)), 2)
            yield Listing(
                tuple(
                    Text(
                        self._sentence("pack_silent", pledges=each.pledges, heard=each.heard),
                        self.say.entity(each.entity),
                    )
                    for each in answered.response.silent
                )
            )
        if answered.asked:
            rows = {each: tuple(each in rate.heard for rate in answered.rates) for each in answered.asked}
            quarters = tuple(each.quarter for each in answered.rates)
            alt = self._sentence("pack_response_alt", rates=answered.rates, asked=len(answered.asked))
            chart = Chart(phrase="response_chart", quarters=quarters, rows=rows)
            yield Picture(alt, self.composer.grid(chart, self.reader))

    @staticmethod
    def _counts(answered: Answered) -> dict[str, object]:
        return {
            "heard": len(answered.response.heard),
            "asked": len(answered.asked),
            "silent": len(answered.response.silent),
            "absent": len(answered.response.absent),
            "opened": answered.opened,
            "is_due": answered.is_due,
            "due_from": answered.due_from,
            "closed": answered.closed,
        }

    # ---- joint pledges

    def _joint(self) -> Iterator[Item]:
        told = [each for each in self.pack.joint if each.text or each.parts]
        others = [each for each in self.pack.joint if each not in told]
        if not self.pack.joint:
            return
        yield Section(self._part("joint"))
        for each in told:
            yield Section(self._named(each.pledge), 2)
            yield from self._consolidated(each)
        if others:
            named = (each.pledge.id for each in others)
            yield Text(self._sentence("pack_no_text", pledges=tuple(named)))

    def _consolidated(self, joint: Consolidated) -> Iterator[Item]:
        update = joint.text
        by = self.say.entities(joint.pledge.entities)
        yield Text(self._sentence("pack_joint_by", by=by, lead=joint.pledge.entities[0]))
        if update:
            stage = self._stage(update.report.stage) if update.report.stage else None
            said = (stage, self.say.day(update.filed_at), update.number)
            yield Text(SEPARATOR.join(filter(None, said)), self._fact("consolidated"))
            yield from self._words(update)
        else:
            yield Text(self._sentence("pack_no_text_yet"))
        for part in joint.parts:
            yield Text(
                self.say.day(part.filed_at), f"{self._fact('part')}{SEPARATOR}{self.say.entity(part.entity)}"
            )
            yield from self._words(part, LONGEST_TEXT)
        if joint.waiting:
            yield SmallPrint(self._sentence("pack_waiting", entities=joint.waiting))

    # ---- what is brought, needed and offered

    def _contributions(self) -> Iterator[Item]:
        pack = self.pack
        if not pack.contributions:
            return
        yield Section(self._part("contributions"))
        yield SmallPrint(self._sentence("pack_contributions"))
        yield Table(
            self._part("contributions"),
            tuple(map(self._column, ("entity", "toward", "brings", "amount"))),
            tuple(map(self._contribution, pack.contributions)),
            (20, 24, 36, 20),
        )
        yield from self._rest(pack.contributions_total, pack.contributions)

    def _contribution(self, each: Contribution) -> tuple[str, ...]:
        support = each.support
        language = self.pack.languages.get(each.author)
        brings = f"{self.say.label(support.kind)}: {self._in(language, self._brief(support.description))}"
        money = (
            self.say.worded(Money(amount=support.amount, currency=support.currency))
            if support.amount is not None and support.currency
            else None
        )
        many = f"{self.say.number(support.quantity)} {support.unit}" if support.quantity is not None else None
        how_much = SEPARATOR.join(filter(None, (money, many))) or self.say.unknown()
        return self.say.entity(each.entity), self._named(self.pack.titles[each.pledge]), brings, how_much

    def _matching(self) -> Iterator[Item]:
        pack = self.pack
        if not (pack.needs or pack.offers):
            return
        yield Section(self._part("matching"))
        yield SmallPrint(self._sentence("pack_matching"))
        if pack.needs:
            yield Section(self._part("needs"), 2)
            yield Table(
                self._part("needs"),
                tuple(map(self._column, ("number", "entity", "needed", "by", "matches"))),
                tuple(map(self._need, pack.needs)),
                (12, 15, 36, 13, 24),
            )
            yield from self._rest(pack.needs_total, pack.needs)
        if pack.offers:
            yield Section(self._part("offers"), 2)
            yield Table(
                self._part("offers"),
                tuple(map(self._column, ("number", "entity", "offered", "for_whom"))),
                tuple(map(self._offer, pack.offers)),
                (12, 18, 50, 20),
            )
            yield from self._rest(pack.offers_total, pack.offers)

    def _need(self, need: Need) -> tuple[str, ...]:
        what = f"{self.say.area(need.area)}: {self._in(need.language, self._brief(need.what))}"
        matches = "; ".join(
            f"{self.say.entity(each.entity)}: "
            f"{self.say.label(each.standing) if each.standing else self._fact('no_answer')}"
            for each in self.pack.matches.get(need.number, ())
        )
        by = self.say.quarter(need.by) if need.by else self.say.unknown()
        return need.number, self.say.entity(need.entity), what, by, matches or "–"

    def _offer(self, offer: Offer) -> tuple[str, ...]:
        what = f"{self.say.area(offer.area)}: {self._in(offer.language, self._brief(offer.what))}"
        whom = self.say.entity(offer.country) if offer.country else self._fact("any")
        return offer.number, self.say.entity(offer.entity), what, whom

    # ---- what comes, and what it rests on

    def _ahead(self) -> Iterator[Item]:
        yield Section(self._part("ahead"))
        if not self.pack.ahead:
            yield Text(self._sentence("pack_nothing_ahead"))
            return
        yield Table(
            self._part("ahead"),
            tuple(map(self._column, ("when", "what", "status"))),
            tuple(
                (self.say.when(each), self.say.name(each.title), self.say.label(each.status))
                for each in self.pack.ahead
            ),
            (38, 44, 18),
        )

    def _rests_on(self) -> Iterator[Item]:
        yield Section(self._part("sources"))
        yield Text(self._sentence("pack_basis"))
        yield Text(self._sentence("pack_seen"))
        named = list(dict.fromkeys(map(self.say.site, self._sources())))
        more = len(named) - MOST_SOURCES
        listed = [*named[:MOST_SOURCES], *([f"+ {more}"] if more > 0 else [])]
        if listed:
            yield SmallPrint(f"{self._fact('sources')}: {'; '.join(listed)}")

    def _sources(self) -> Iterator[str]:
        pack = self.pack
        if pack.event:
            yield pack.event.source
        if pack.group:
            yield pack.group.source
        for each in pack.listed:
            yield each.pledge.source
        for one in pack.received:
            yield one.pledge.source
        for joint in pack.joint:
            yield joint.pledge.source

    # ---- in words

    def _stage(self, stage: Stage | None) -> str:
        return self.say.label(stage) if stage else self._fact("no_stage")

    def _named(self, pledge: Pledge) -> str:
        return f"{pledge.id}{SEPARATOR}{self.say.title(pledge)}"

    def _in(self, language: Language | None, text: str) -> str:
        return self.say.written(text, language)

    def _brief(self, text: str) -> str:
        return self.say.brief(text, LONGEST_NEED)

    def _rest(self, total: int, shown: Sequence[object]) -> Iterator[Item]:
        if total > len(shown):
            yield SmallPrint(self._sentence("pack_more", number=total - len(shown)))

    def _part(self, key: str) -> str:
        return self.say.label(key, "packpart")

    def _fact(self, key: str) -> str:
        return self.say.label(key, "packfact")

    def _column(self, key: str) -> str:
        return self.say.label(key, "packcolumn")

    def _sentence(self, phrase: str, **values: object) -> str:
        return self.composer.said(phrase, self.reader, values)


def _standing(tracked: Tracked) -> Stage | Unstaged:
    """As it is counted by."""
    if tracked.standing.heard_at is None:
        return Unstaged.NEVER_REPORTED
    return tracked.stage or Unstaged.HEARD_OF


def _heard_at(tracked: Tracked) -> datetime:
    """For their order: what was never heard of comes before all that was."""
    return tracked.standing.heard_at or datetime.min.replace(tzinfo=UTC)


def _code(language: Language | None) -> str | None:
    return language.value if language else None
