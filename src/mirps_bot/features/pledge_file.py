"""Pledges as a spreadsheet: what is in it, and the message that brings it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Choice, Outbound, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.delivery import Story
from mirps_bot.domain.export import PledgeExport
from mirps_bot.domain.ids import PledgeId
from mirps_bot.domain.joint import may_read_part
from mirps_bot.domain.person import Person
from mirps_bot.domain.pledge import Pledge
from mirps_bot.domain.query import PledgeFilter, Tracked
from mirps_bot.domain.update import Update, UpdateKind
from mirps_bot.features.asked_pledges import is_unclear, read_asked
from mirps_bot.features.authorship import update_for
from mirps_bot.features.breakdown import take_facet
from mirps_bot.features.filtering import wanted_by
from mirps_bot.features.ordering import take_order
from mirps_bot.features.reading import Query, without_page
from mirps_bot.features.retelling import hand_over
from mirps_bot.features.visit import Visit
from mirps_bot.features.widening import nearest
from mirps_bot.parsing.padding import strange_words

MOST_PLEDGES = 5_000
MOST_UPDATES = 10_000
"""So much is in one file; of a pledge there is all or nothing."""
AT_ONCE = 500
"""Pledges that are read together."""
EVERYTHING = "export pledges"
LONGEST_WORDS = 3
"""Of what people call a spreadsheet: hoja de cálculo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeFile:
    """What the message says of the file that comes with it: so many `pledges` of the `total` that was found, and
    `updates`. `absent`: words that were left aside, since nothing has them together with the rest.
    """

    asked: Query
    absent: tuple[str, ...] = ()
    pledges: int
    updates: int
    total: int
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    """Into the direct messages of who asks: nothing can be handed over inside an answer. Who says nothing of which
    pledges is asked.
    """
    words = take_file_words(visit, words)[1]
    if visit.person and may(visit.person, Right.TAKE_ALONG) and strange_words(words) == []:
        return _which(visit, visit.person)
    return send_file(visit, words)


def _which(visit: Visit, person: Person) -> Tell:
    found = {
        "export_own": ("export mine", PledgeFilter(owners=(person.entity,))),
        "export_all": (EVERYTHING, PledgeFilter()),
    }
    totals = {
        phrase: visit.unit.pledges.search(wanted, limit=1).total for phrase, (_, wanted) in found.items()
    }
    choices = (
        Choice.asking(words, phrase, total=totals[phrase])
        for phrase, (words, _) in found.items()
        if totals[phrase]
    )
    return Tell(phrase="workbook_which", choices=tuple(choices))


def send_file(visit: Visit, words: str) -> Tell:
    person = visit.person
    if person is None or not may(person, Right.TAKE_ALONG):
        return Tell(phrase="not_on_roster")
    asked, absent = _nearest(visit, words)
    total = visit.unit.pledges.search(wanted_by(visit, asked.understood), limit=1).total
    if is_unclear(asked) or not total:
        return Tell(phrase="workbook_empty", values={"typed": words}, choices=(Choice.asking("pledges"),))
    hand_over(visit, Story.WORKBOOK, words, person)
    return Tell(phrase="workbook_sent", values={"pledges": total, "absent": absent})


def tell_file(visit: Visit, about: str) -> Show | None:
    """The message that brings the file; `about` are the words that said what it is to hold."""
    asked, absent = _nearest(visit, about)
    export = export_of(visit, about, asked)
    if is_unclear(asked) or not export.pledges:
        return None
    return Show(
        template="export/file",
        data=PledgeFile(
            asked=asked,
            absent=absent,
            pledges=len(export.pledges),
            updates=len(export.updates),
            total=export.total,
            as_of=visit.now,
        ),
        export=export,
    )


def export_of(visit: Visit, words: str, asked: Query) -> PledgeExport:
    wanted = wanted_by(visit, asked.understood)
    pledges: list[Tracked] = []
    updates: list[Update] = []
    for batch in _batches(visit, wanted):
        told = _told(visit, batch)
        for each in batch:
            own = told.get(each.pledge.id, ())
            if len(pledges) == MOST_PLEDGES or (pledges and len(updates) + len(own) > MOST_UPDATES):
                break
            pledges.append(each)
            updates += own
        else:
            continue
        break
    return PledgeExport(
        words=words,
        pledges=tuple(pledges),
        updates=tuple(updates),
        total=visit.unit.pledges.search(wanted, limit=1).total,
        sums=visit.unit.pledges.sums(wanted),
        as_of=visit.now,
    )


def take_file_words(visit: Visit, words: str) -> tuple[bool, str]:
    """Whether a spreadsheet is asked for, and the other words: compromisos de México en Excel."""
    form, typed = visit.labels["pledgeform"], words.split()
    kept: list[str] = []
    at = 0
    while at < len(typed):
        spans = (n for n in range(LONGEST_WORDS, 0, -1) if form.named(typed[at : at + n]))
        span = next(spans, 0)
        kept += [] if span else typed[at : at + 1]
        at += span or 1
    return len(kept) < len(typed), " ".join(kept)


def file_choice(visit: Visit, words: str) -> tuple[Choice, ...]:
    """What these words ask of pledges, as a spreadsheet, for whoever can be sent it."""
    if not may(visit.person, Right.TAKE_ALONG):
        return ()
    named = without_page(words)
    return (Choice.asking(f"export {named}" if named else EVERYTHING, "ask_workbook"),)


def _nearest(visit: Visit, words: str) -> tuple[Query, tuple[str, ...]]:
    """What the list of the same words would show."""
    _, words = take_facet(visit, words)
    _, words = take_order(visit, words)
    asked = read_asked(visit, words)
    wanted = wanted_by(visit, asked.understood)
    if is_unclear(asked) or visit.unit.pledges.has(wanted):
        return asked, ()
    return nearest(visit, asked)


def _batches(visit: Visit, wanted: PledgeFilter) -> Iterator[tuple[Tracked, ...]]:
    for offset in range(0, MOST_PLEDGES, AT_ONCE):
        page = visit.unit.pledges.search(wanted, offset=offset, limit=AT_ONCE)
        yield page.items
        if offset + len(page.items) >= page.total:
            return


def _told(visit: Visit, batch: tuple[Tracked, ...]) -> dict[PledgeId, tuple[Update, ...]]:
    """What the reader may see of what was reported on these: of parts, what they see of a joint pledge."""
    pledges = {each.pledge.id: each.pledge for each in batch}
    found: dict[PledgeId, list[Update]] = {}
    for update in visit.unit.updates.of_pledges(pledges):
        found.setdefault(update.pledge, []).append(update)
    return {key: tuple(_readable(visit, pledges[key], said)) for key, said in found.items()}


def _readable(visit: Visit, pledge: Pledge, said: list[Update]) -> Iterator[Update]:
    parts = {each.id for each in said if each.kind is UpdateKind.PART}
    for each in said:
        is_of_a_part = each.id in parts or each.corrects in parts
        if not is_of_a_part or may_read_part(visit.person, pledge, each.entity):
            yield update_for(visit.person, each)
