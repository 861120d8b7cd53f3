"""Pledges as a spreadsheet in one language: what it holds, the pledges, what was reported, and that as UNHCR asks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from mirps_bot.content.compose import Composer
from mirps_bot.content.wording import Reader, Wording
from mirps_bot.domain.dates import PartialDate, local_day
from mirps_bot.domain.export import PledgeExport
from mirps_bot.domain.form import YesNo
from mirps_bot.domain.ids import PledgeId
from mirps_bot.domain.pledge import Stage
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.update import Update, UpdateKind, number_of
from mirps_bot.view.workbook import Cell, Column, Sheet, Workbook

MOST_SOURCES = 100
SEPARATOR = "; "
UNHCR_STAGES: Mapping[Stage, str] = {
    Stage.PLANNING: "In the planning stage",
    Stage.IN_PROGRESS: "In progress",
    Stage.FULFILLED: "Fulfilled",
}
"""As UNHCR's follow-up form names them; it has no other stages."""
PLEDGES = (
    ("number", 12), ("unhcr_number", 14), ("title", 44), ("kind", 18), ("owners", 24), ("beneficiaries", 24),
    ("areas", 26), ("types", 18), ("stage", 16), ("stage_by", 18), ("unhcr_stage", 18), ("announced", 16),
    ("year", 8), ("forum", 18), ("amount", 16), ("currency", 10), ("amount_note", 30), ("same_money", 16),
    ("quantity", 24), ("starts", 14), ("ends", 14), ("toward", 20), ("last_update", 18), ("last_heard", 18),
    ("description", 60), ("note", 40), ("source", 40), ("source_date", 14),
)  # fmt: skip
UPDATES = (
    ("number", 12), ("unhcr_number", 14), ("title", 36), ("report", 14), ("filed_at", 18), ("what", 18),
    ("entity", 22), ("author", 22), ("on_behalf", 14), ("stage", 16), ("narrative", 60), ("amount", 16),
    ("currency", 10), ("quantity_reported", 12), ("unit", 16), ("pathway", 20), ("period", 18), ("evidence", 36),
    ("document", 24), ("stands", 10), ("corrects", 10), ("replaced_by", 12), ("reason", 30),
)  # fmt: skip
FOLLOW_UP = (
    ("unhcr_number", 14), ("number", 12), ("title", 44), ("submitter", 24), ("others", 24), ("unhcr_stage", 20),
    ("own_stage", 18), ("narrative", 70), ("said_on", 14), ("report", 14),
)  # fmt: skip
ABOUT = (Column(title="", width=32), Column(title="", width=80))


def compose_workbook(export: PledgeExport, title: str, reader: Reader, composer: Composer) -> Workbook:
    """`title` says what it holds."""
    return _Writer(export, title, reader, composer, composer.wording(reader)).workbook()


@dataclass(frozen=True, slots=True)
class _Writer:
    export: PledgeExport
    title: str
    reader: Reader
    composer: Composer
    say: Wording

    def workbook(self) -> Workbook:
        day = local_day(self.export.as_of, self.reader.time_zone)
        return Workbook(
            name=self.title,
            language=self.reader.language.value,
            sheets=(
                Sheet(name=self._name("about"), columns=ABOUT, rows=tuple(self._about()), is_table=False),
                self._table("pledges", PLEDGES, map(self._pledge, self.export.pledges)),
                self._table("updates", UPDATES, self._updates()),
                self._table("follow_up", FOLLOW_UP, self._follow_up()),
            ),
            file=f"{self._name('file')}-{day}.xlsx",
        )

    # ---- what it is

    def _about(self) -> Iterator[tuple[Cell, Cell]]:
        export = self.export
        yield self.title, None
        yield self._fact("asked"), export.words or self._fact("all")
        yield self._fact("made_at"), self._moment(export.as_of)
        yield self._fact("zone"), self.say.city(self.reader.time_zone)
        yield self._fact("pledges"), len(export.pledges)
        yield self._fact("updates"), len(export.updates)
        if len(export.pledges) < export.total:
            yield self._fact("found"), export.total
            yield None, self._sentence("workbook_is_cut")
        for each in export.sums.totals:
            yield f"{self._fact('total')} {each.currency}", each.amount
        if export.sums.overlapping:
            yield self._fact("overlapping"), export.sums.overlapping
        if export.sums.without_currency:
            yield self._fact("without_currency"), export.sums.without_currency
        yield self._fact("basis"), self._sentence("workbook_basis")
        yield self._fact("seen"), self._sentence("workbook_seen")
        yield self._fact("unhcr"), self._sentence("workbook_unhcr")
        yield from self._sources()

    def _sources(self) -> Iterator[tuple[Cell, Cell]]:
        """Where the pledges are from, the ones with the most first."""
        named = Counter(each.pledge.source for each in self.export.pledges).most_common()
        label: str | None = self._fact("sources")
        for source, _ in named[:MOST_SOURCES]:
            yield label, source
            label = None
        if len(named) > MOST_SOURCES:
            yield None, f"+ {len(named) - MOST_SOURCES}"

    # ---- the pledges

    def _pledge(self, tracked: Tracked) -> Mapping[str, Cell]:
        pledge, standing, say = tracked.pledge, tracked.standing, self.say
        stage = tracked.stage
        whole = (pledge.part_of,) if pledge.part_of else ()
        return self._which(tracked) | {
            "kind": say.label(pledge.kind),
            "owners": self._entities(pledge.entities),
            "beneficiaries": self._entities(pledge.target_countries) or pledge.target_region,
            "areas": SEPARATOR.join(map(say.area, pledge.areas)),
            "types": SEPARATOR.join(map(say.label, pledge.types)),
            "stage": say.label(stage) if stage else None,
            "stage_by": self._fact("by_report" if standing.stage else "by_source") if stage else None,
            "unhcr_stage": UNHCR_STAGES.get(stage) if stage else None,
            "announced": self._day(pledge.announced),
            "year": pledge.announced.year if pledge.announced else None,
            "forum": pledge.forum,
            "amount": pledge.amount,
            "currency": pledge.currency,
            "amount_note": pledge.amount_note,
            "same_money": SEPARATOR.join((*pledge.overlaps, *whole)) if pledge.amount is not None else None,
            "quantity": pledge.quantity,
            "starts": self._day(pledge.starts),
            "ends": self._day(pledge.ends),
            "toward": SEPARATOR.join((*whole, *pledge.supports)),
            "last_update": self._moment(standing.updated_at),
            "last_heard": self._moment(standing.heard_at),
            "description": pledge.description,
            "note": pledge.note,
            "source": pledge.source,
            "source_date": self._day(pledge.source_date),
        }

    # ---- what was reported

    def _updates(self) -> Iterator[Mapping[str, Cell]]:
        pledges = {each.pledge.id: each for each in self.export.pledges}
        for each in self.export.updates:
            yield self._which(pledges[each.pledge]) | self._update(each)

    def _update(self, update: Update) -> dict[str, Cell]:
        report, say = update.report, self.say
        return {
            "report": update.number,
            "filed_at": self._moment(update.filed_at),
            "what": say.label(update.kind),
            "entity": say.entity(update.entity),
            "author": update.author_name,
            "on_behalf": say.label(YesNo.YES if update.on_behalf else YesNo.NO),
            "stage": say.label(report.stage) if report.stage else None,
            "narrative": report.narrative,
            "amount": report.amount,
            "currency": report.currency,
            "quantity_reported": report.quantity,
            "unit": report.unit,
            "pathway": say.label(report.pathway) if report.pathway else None,
            "period": say.period(report.period) if report.period else None,
            "evidence": report.evidence,
            "document": update.document.name if update.document else None,
            "stands": say.label(YesNo.YES if update.stands else YesNo.NO),
            "corrects": number_of(update.corrects) if update.corrects else None,
            "replaced_by": number_of(update.replaced_by) if update.replaced_by else None,
            "reason": update.reason,
        }

    # ---- the same as UNHCR asks it

    def _follow_up(self) -> Iterator[Mapping[str, Cell]]:
        """What to carry over: of each pledge the stage that stands, and the last words that do."""
        told: dict[PledgeId, Update] = {}
        for update in self.export.updates:  # newest first
            if update.stands and update.kind is UpdateKind.UPDATE and update.report.narrative:
                told.setdefault(update.pledge, update)
        for each in self.export.pledges:
            submitter, *others = each.pledge.entities or (None,)
            stage, last = each.standing.stage, told.get(each.pledge.id)
            yield self._which(each) | {
                "submitter": self.say.entity(submitter) if submitter else None,
                "others": self._entities(others),
                "unhcr_stage": UNHCR_STAGES.get(stage) if stage else None,
                "own_stage": self.say.label(stage) if stage else None,
                "narrative": last.report.narrative if last else None,
                "said_on": local_day(last.filed_at, self.reader.time_zone) if last else None,
                "report": last.number if last else None,
            }

    # ---- in words

    def _table(
        self, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Mapping[str, Cell]]
    ) -> Sheet:
        return Sheet(
            name=self._name(name),
            columns=tuple(
                Column(title=self.say.label(key, "column"), width=width, is_year=key == "year")
                for key, width in columns
            ),
            rows=tuple(tuple(None if row[key] == "" else row[key] for key, _ in columns) for row in rows),
        )

    def _which(self, tracked: Tracked) -> dict[str, Cell]:
        pledge = tracked.pledge
        return {
            "number": pledge.id,
            "unhcr_number": pledge.external_id,
            "title": self.say.title(pledge),
        }

    def _name(self, key: str) -> str:
        return self.say.label(key, "sheet")

    def _fact(self, key: str) -> str:
        return self.say.label(key, "workbookfact")

    def _sentence(self, phrase: str) -> str:
        return self.composer.said(phrase, self.reader, {})

    def _entities(self, keys: Iterable[str]) -> str:
        return SEPARATOR.join(map(self.say.entity, keys))

    def _day(self, day: PartialDate | None) -> Cell:
        """As a date if the day is known, else as much of it as is, in words."""
        return (day.exact or self.say.day(day)) if day else None

    def _moment(self, moment: datetime | None) -> datetime | None:
        """To the second, in the reader's zone."""
        if moment is None:
            return None
        return moment.astimezone(ZoneInfo(self.reader.time_zone)).replace(microsecond=0, tzinfo=None)
