"""A reply in words: kept as a draft, with what was read in it, until its author says that it is an update."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from types import MappingProxyType
from typing import Any

from mirps_bot.dialogue import Choice, Outbound, Press, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.dates import Period, local_day
from mirps_bot.domain.draft import Draft, Heard
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.language import Language
from mirps_bot.domain.money import Money, Quantity
from mirps_bot.domain.person import Person
from mirps_bot.domain.pledge import Stage
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.update import Report, Surface
from mirps_bot.features import help
from mirps_bot.features.care import second_look
from mirps_bot.features.draft_words import part_told, pledge_told, pledges_named
from mirps_bot.features.owed import open_pledges
from mirps_bot.features.reports import figures
from mirps_bot.features.update import ask, file_report, own_draft
from mirps_bot.features.visit import Visit
from mirps_bot.parsing.persons import Suspicion
from mirps_bot.parsing.reports import read_report
from mirps_bot.view.action import Action, ActionName, paired
from mirps_bot.view.blocks import Emphasis

CHOICES = 5
MAX_LENGTH = 3000
"""As long as the form's own narrative; a longer reply is kept whole and shortened by its author in the form."""
SENTENCE = 3
"""From so many words on, a line that is no question may be an update."""
FRESH = timedelta(hours=1)
"""So long after a draft was said or shown, a part of one said alone corrects it."""
_PARTS: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {"stage": Stage, "amount": Money.parse, "quantity": Quantity.parse, "period": Period.parse}
)
"""By what each part that a button carries is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`pledges` are the ones it may be about, the likeliest first; one means that nothing needs choosing.

    `is_outdated`: what was to be filed was shown before the draft was corrected.
    """

    draft: Draft
    heard: Heard
    pledges: tuple[Tracked, ...]
    is_reply: bool
    is_corrected: bool
    is_outdated: bool
    as_of: datetime


def keep(
    visit: Visit, person: Person, text: str, *, entity: EntityId, language: Language, is_reply: bool
) -> Outbound:
    """Keep these words and ask their author what they are about, and whether they were read right."""
    if courtesy := help.return_courtesy(visit, text):
        return courtesy
    pledges = open_pledges(visit.unit, entity)
    if not pledges or not may(person, Right.REPORT, (entity,)):
        return Tell(phrase="nothing_to_report", values={"entity": entity})
    named = pledges_named(visit, text, entity) or pledges
    only = named[0].pledge.id if len(named) == 1 else None
    heard = read_report(text, language, visit.today, entity)
    draft = visit.unit.drafts.keep(
        author=person.id, entity=entity, pledge=only, text=text, heard=heard, said_at=visit.now
    )
    return _shown(visit, draft, heard, is_reply=is_reply)


def may_keep(visit: Visit, words: str) -> bool:
    """Whether words that say nothing the bot knows may be a report: of somebody who reports, to the bot alone."""
    person = visit.person
    if person is None or not is_sentence_to_bot(visit, words):
        return False
    return not person.is_secretariat and may(person, Right.REPORT, (person.entity,))


def is_sentence_to_bot(visit: Visit, words: str) -> bool:
    """Long enough to tell something, and said to the bot alone."""
    return visit.place is not None and visit.place.is_direct and len(words.split()) >= SENTENCE


def keep_choice(words: str) -> Choice:
    return Choice(phrase="keep_words", action=Action(ActionName.KEEP_WORDS, (words,)))


def press_keep(visit: Visit, press: Press) -> Outbound:
    """What was said is an update, its author says."""
    (words,), person = press.action.arguments, visit.person
    if person is None or not may(person, Right.REPORT, (person.entity,)):
        return Tell(phrase="not_on_roster")
    kept = keep(visit, person, words, entity=person.entity, language=visit.actor.language, is_reply=False)
    return replace(kept, replaces=True) if isinstance(kept, Show | Tell) else kept


def correct(visit: Visit, person: Person, words: str, language: Language) -> Outbound | None:
    """The draft that was shown last with one part as these words say it, if they say one and nothing else; None: they
    don't.
    """
    drafts = visit.unit.drafts
    last = max(drafts.of_author(person.id), key=lambda each: each.touched_at, default=None)
    if last is None or visit.now - last.touched_at > FRESH:
        return None
    draft = drafts.hold(last.id)
    if draft is None:
        return None
    heard = draft.heard or _read(visit, draft)
    if tracked := pledge_told(visit, words, draft):
        return _corrected(visit, replace(draft, pledge=tracked.pledge.id), heard)
    part = part_told(visit, heard, words, language)
    return _corrected(visit, draft, _with(heard, part)) if part else None


def _read(visit: Visit, draft: Draft) -> Heard:
    """As on the day it was said; by a version that did not keep what it read."""
    zone = visit.person.time_zone if visit.person else visit.actor.time_zone
    day = local_day(draft.said_at, zone)
    return read_report(draft.text, visit.actor.language, day, draft.entity)


def _with(heard: Heard, part: Mapping[str, Any]) -> Heard:
    """An amount settles what was open about it."""
    changed = replace(heard, **part)
    return replace(changed, unsettled=()) if "amount" in part else changed


def _corrected(visit: Visit, draft: Draft, heard: Heard, *, is_outdated: bool = False) -> Show:
    """Kept so, and shown so."""
    draft = replace(draft, heard=heard, shown_at=visit.now)
    visit.unit.drafts.correct(draft)
    return _shown(visit, draft, heard, is_corrected=True, is_outdated=is_outdated)


def _shown(
    visit: Visit,
    draft: Draft,
    heard: Heard,
    *,
    is_reply: bool = False,
    is_corrected: bool = False,
    is_outdated: bool = False,
) -> Show:
    only = visit.unit.pledges.find(draft.pledge) if draft.pledge else None
    named = (only,) if only else pledges_named(visit, draft.text, draft.entity)
    pledges = named or open_pledges(visit.unit, draft.entity)[:CHOICES]
    return Show(
        template="update/draft",
        data=Reading(
            draft=draft,
            heard=heard,
            pledges=pledges,
            is_reply=is_reply,
            is_corrected=is_corrected,
            is_outdated=is_outdated,
            as_of=visit.now,
        ),
        choices={"parts": tuple(_parts(draft, heard)), "file": _choices(draft, heard, pledges)},
    )


def _choices(draft: Draft, heard: Heard, pledges: tuple[Tracked, ...]) -> tuple[Choice, ...]:
    """Only what files says what was read: that is not filed unless it still holds."""
    number = str(draft.id)
    file = tuple(
        Choice(
            phrase="file_draft" if len(pledges) == 1 else "file_draft_on",
            values={"id": each.pledge.id},
            action=Action(
                ActionName.FILE_DRAFT, (number, each.pledge.id, *chain.from_iterable(_raw(heard).items()))
            ),
            emphasis=Emphasis.PRIMARY if len(pledges) == 1 else Emphasis.NONE,
        )
        for each in pledges
        if len(draft.text) <= MAX_LENGTH
    )
    return (
        *file,
        Choice(phrase="edit_draft", action=Action(ActionName.EDIT_DRAFT, (number,))),
        Choice(phrase="discard_draft", action=Action(ActionName.DISCARD_DRAFT, (number,))),
    )


def _parts(draft: Draft, heard: Heard) -> Iterator[Choice]:
    """Which currency is meant; and what was read wrong need not be filed: each part can be left out."""
    for each in heard.unsettled:
        yield Choice(
            phrase="draft_amount_is",
            values={"amount": each.amount, "currency": each.currency},
            action=Action(ActionName.REREAD_DRAFT, (str(draft.id), "amount", str(each))),
        )
    for key in heard.parts:
        yield Choice(
            phrase=f"draft_without_{key}", action=Action(ActionName.REREAD_DRAFT, (str(draft.id), key, ""))
        )


def _raw(heard: Heard) -> dict[str, str]:
    """What was read, as answers of the form."""
    return {key: str(part) for key, part in heard.parts.items()}


def _carried(arguments: Sequence[str]) -> dict[str, Any]:
    """The parts that a button carries; None: to be left out."""
    raw = paired(arguments)
    return {key: read(raw[key]) if raw[key] else None for key, read in _PARTS.items() if key in raw}


def reread(visit: Visit, press: Press) -> Outbound:
    """The same draft, with one part as the button says; as it stands, if it says none. The buttons of a version that
    did not keep what it read carry all that is left of it.
    """
    number, *carried = press.action.arguments
    draft = _own(visit, number)
    if draft is None:
        return Tell(phrase="draft_gone")
    heard = draft.heard
    if heard is None:
        read = _read(visit, draft)
        heard = Heard(unsettled=read.unsettled) if carried else read
    return replace(_corrected(visit, draft, _with(heard, _carried(carried))), replaces=bool(carried))


def file(visit: Visit, press: Press) -> Outbound:
    """Its author confirms: the words become an update, and what was read in them; a stage not said stays as it was.
    What is filed is what was shown: what was corrected since is shown first.
    """
    number, pledge, *carried = press.action.arguments
    draft, person = _own(visit, number), visit.person
    tracked = visit.unit.pledges.find(pledge)
    if draft is None or person is None or tracked is None:
        return Tell(phrase="draft_gone")
    if not may(person, Right.REPORT, tracked.pledge.entities):
        return Tell(phrase="not_yours", values={"id": tracked.pledge.id, "owners": tracked.pledge.entities})
    heard = draft.heard or _with(Heard(), _carried(carried))
    if _raw(heard) != paired(carried) or draft.pledge not in (None, tracked.pledge.id):
        return replace(_corrected(visit, draft, heard, is_outdated=True), replaces=True)
    if found := second_look(visit, person, draft.text):
        return _held(draft, tracked, heard, found)
    visit.unit.drafts.remove(draft.id)
    report = Report(
        stage=heard.stage or tracked.stage,
        narrative=draft.text,
        period=str(heard.period) if heard.period else None,
        **figures(heard.amount, heard.quantity),
    )
    return file_report(visit, person, tracked, report, Surface.REPLY, submission=f"draft/{draft.id}")


def _own(visit: Visit, number: str) -> Draft | None:
    """The presser's own, held to be changed."""
    draft = own_draft(visit, number)
    return visit.unit.drafts.hold(draft.id) if draft else None


def _held(draft: Draft, tracked: Tracked, heard: Heard, found: tuple[Suspicion, ...]) -> Tell:
    """Not filed yet: its author looks once more, and says that it is nobody's own or changes it."""
    file, *others = _choices(draft, heard, (tracked,))
    choices = (replace(file, phrase="file_as_nobodys", emphasis=Emphasis.NONE), *others)
    values = {"found": " · ".join(each.text for each in found)}
    return Tell(phrase="looks_personal", values=values, choices=choices, replaces=True)


def edit(visit: Visit, press: Press) -> Outbound:
    """The form, with the words and what was read in them already in it."""
    number, *carried = press.action.arguments
    draft, person = own_draft(visit, number), visit.person
    if draft is None or person is None:
        return Tell(phrase="draft_gone")
    tracked = visit.unit.pledges.find(draft.pledge) if draft.pledge else None
    heard = draft.heard or _with(Heard(), _carried(carried))
    return ask(visit, person, tracked, answers=_raw(heard) | {"narrative": draft.text}, draft=draft.id)


def discard(visit: Visit, press: Press) -> Outbound:
    draft = own_draft(visit, press.action.arguments[0])
    if draft is None or not visit.unit.drafts.remove(draft.id):
        return Tell(phrase="draft_gone")
    return Tell(phrase="draft_discarded", values={"text": draft.text[:200]}, replaces=True)
