"""A reply in words: kept as a draft, with what was read in it, until its author says that it is an update."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from mirps_bot.dialogue import Choice, Outbound, Press, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.dates import Period, local_day
from mirps_bot.domain.draft import Draft
from mirps_bot.domain.form import Problem
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.language import Language
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.money import Money, Quantity
from mirps_bot.domain.person import Person
from mirps_bot.domain.pledge import Stage
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.update import Report, Surface
from mirps_bot.features import help
from mirps_bot.features.care import second_look
from mirps_bot.features.owed import open_pledges
from mirps_bot.features.reading import read
from mirps_bot.features.reports import figures
from mirps_bot.features.update import ask, file_report, own_draft
from mirps_bot.features.visit import Visit
from mirps_bot.parsing.amounts import read_amount
from mirps_bot.parsing.numbers import in_nearest_language
from mirps_bot.parsing.periods import read_period
from mirps_bot.parsing.persons import Suspicion
from mirps_bot.parsing.quantities import read_quantity
from mirps_bot.parsing.reports import PARTS, Heard, read_report, which
from mirps_bot.parsing.tokens import composed
from mirps_bot.search.prepositions import is_small
from mirps_bot.view.action import Action, ActionName, paired
from mirps_bot.view.blocks import Emphasis

CHOICES = 5
MAX_LENGTH = 3000
"""As long as the form's own narrative; a longer reply is kept whole and shortened by its author in the form."""
SENTENCE = 3
"""From so many words on, a line that is no question may be an update."""
_RATHER = re.compile(
    r"(?:no|não|nao|not|non)\b.*?[,;:]\s*(?:sino\s+|mas\s+|but\s+|mais\s+)?"
    r"(?:(?:eran?|fueron|fue|son|es|eram|foram|são|sao|foi|(?:it|they) (?:was|were|is|are)|c'était|ce sont|c'est)\s+)?"
    r"(\S.*)",
    re.IGNORECASE,
)
"""How people put a number right: no eran 340, eran 430."""
_OF_IT = frozenset({"es", "it", "is", "e", "c", "est"})
"""Words with which a pledge's number is said to be what was meant, besides articles and prepositions."""
FRESH = timedelta(hours=1)
"""So long after a reply, a part of one said alone corrects it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`pledges` are the ones it may be about, the likeliest first; one means that nothing needs choosing."""

    draft: Draft
    heard: Heard
    pledges: tuple[Tracked, ...]
    is_reply: bool
    is_corrected: bool
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
    named = _named(visit, text, entity) or pledges
    only = named[0].pledge.id if len(named) == 1 else None
    draft = visit.unit.drafts.keep(author=person.id, entity=entity, pledge=only, text=text, said_at=visit.now)
    heard = read_report(text, language, visit.today, entity)
    return _shown(visit, draft, heard, is_reply=is_reply)


def _named(visit: Visit, text: str, entity: EntityId) -> tuple[Tracked, ...]:
    """The pledges of this entity that words name by their numbers."""
    numbers = dict.fromkeys(read(visit.lexicon, text).numbers)
    found = (visit.unit.pledges.find(each) for each in numbers)
    return tuple(each for each in found if each and entity in each.pledge.entities)


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
    """The newest draft with one part as these words say it, if they say one and nothing else; None: they don't."""
    newest = next(iter(visit.unit.drafts.of_author(person.id)), None)
    if newest is None or visit.now - newest.said_at > FRESH:
        return None
    heard = _read(newest, person, language)
    if tracked := _about(visit, words, newest):
        visit.unit.drafts.name_pledge(newest.id, tracked.pledge.id)
        return _shown(visit, replace(newest, pledge=tracked.pledge.id), heard, is_corrected=True)
    rather = _RATHER.fullmatch(words.strip())
    words = rather[1] if rather else words
    meant = which(heard.unsettled, words)
    part = {"amount": meant} if meant else _part(visit, words, language)
    if part is None and rather:
        part = _counted_anew(heard, words, language)
    if part is None:
        return None
    return _shown(visit, newest, _with(heard, part), is_corrected=True)


def _counted_anew(heard: Heard, words: str, language: Language) -> dict[str, Any] | None:
    """Another number for the one thing that was counted, or paid."""
    text = composed(words).strip(" .!")
    numbers = in_nearest_language(text, language)
    if len(numbers) != 1 or numbers[0].value is None or (numbers[0].start, numbers[0].end) != (0, len(text)):
        return None
    match heard.quantity, heard.amount:
        case Quantity(unit=unit), None:
            return {"quantity": Quantity(number=numbers[0].value, unit=unit)}
        case None, Money(currency=currency):
            return {"amount": Money(amount=numbers[0].value, currency=currency)}
        case _:
            return None


def _about(visit: Visit, words: str, draft: Draft) -> Tracked | None:
    """The pledge that these words name and nothing else, if its entity reports on it: es del rec-064. Any other word
    asks for something: historial rec-064.
    """
    named = _named(visit, words, draft.entity)
    if len(named) != 1:
        return None
    its = {*fold(named[0].pledge.id).split(), *_OF_IT}
    others = (each for each in fold(words).split() if each.isalpha() and each not in its)
    return named[0] if all(map(is_small, others)) else None


def _read(draft: Draft, author: Person, language: Language) -> Heard:
    """As on the day it was said."""
    return read_report(draft.text, language, local_day(draft.said_at, author.time_zone), draft.entity)


def _with(heard: Heard, part: dict[str, Any]) -> Heard:
    """An amount settles what was open about it."""
    changed = replace(heard, **part)
    return replace(changed, unsettled=()) if "amount" in part else changed


def _part(visit: Visit, words: str, language: Language) -> dict[str, Any] | None:
    """The one part of a report that these words are, by its key in `Heard`."""
    named = visit.lexicon.read(words)
    if len(named.terms) == 1 and named.terms[0][0] == "stage" and not named.rest:
        return {"stage": Stage(named.terms[0][1])}
    country = visit.person.entity if visit.person else ""
    readings = (
        ("amount", read_amount(words, language, country)),
        ("period", read_period(words, language, visit.today)),
        ("quantity", read_quantity(words, language)),
    )
    return next(({key: value} for key, value in readings if not isinstance(value, Problem)), None)


def _shown(
    visit: Visit, draft: Draft, heard: Heard, *, is_reply: bool = False, is_corrected: bool = False
) -> Show:
    only = visit.unit.pledges.find(draft.pledge) if draft.pledge else None
    named = (only,) if only else _named(visit, draft.text, draft.entity)
    pledges = named or open_pledges(visit.unit, draft.entity)[:CHOICES]
    parts = (*_currencies(draft, heard), *_leave_out(draft, heard))
    return Show(
        template="update/draft",
        data=Reading(
            draft=draft,
            heard=heard,
            pledges=pledges,
            is_reply=is_reply,
            is_corrected=is_corrected,
            as_of=visit.now,
        ),
        choices={"parts": parts, "file": _choices(draft, heard, pledges)},
    )


def _choices(draft: Draft, heard: Heard, pledges: tuple[Tracked, ...]) -> tuple[Choice, ...]:
    number = str(draft.id)
    file = tuple(
        Choice(
            phrase="file_draft" if len(pledges) == 1 else "file_draft_on",
            values={"id": each.pledge.id},
            action=Action(ActionName.FILE_DRAFT, (number, each.pledge.id, *_written(heard))),
            emphasis=Emphasis.PRIMARY if len(pledges) == 1 else Emphasis.NONE,
        )
        for each in pledges
        if len(draft.text) <= MAX_LENGTH
    )
    return (
        *file,
        Choice(phrase="edit_draft", action=Action(ActionName.EDIT_DRAFT, (number, *_written(heard)))),
        Choice(phrase="discard_draft", action=Action(ActionName.DISCARD_DRAFT, (number,))),
    )


def _leave_out(draft: Draft, heard: Heard) -> tuple[Choice, ...]:
    """What was read wrong need not be filed: each part can be left out."""
    return tuple(
        Choice(
            phrase=f"draft_without_{key}",
            action=_reread(draft, _with(heard, {key: None})),
        )
        for key in _raw(heard)
    )


def _currencies(draft: Draft, heard: Heard) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            phrase="draft_amount_is",
            values={"amount": each.amount, "currency": each.currency},
            action=_reread(draft, _with(heard, {"amount": each})),
        )
        for each in heard.unsettled
    )


def _reread(draft: Draft, heard: Heard) -> Action:
    return Action(ActionName.REREAD_DRAFT, (str(draft.id), *_written(heard)))


def _raw(heard: Heard) -> dict[str, str]:
    """What was read, as answers of the form."""
    parts = ((key, getattr(heard, key)) for key in PARTS)
    return {key: str(part) for key, part in parts if part is not None}


def _written(heard: Heard) -> tuple[str, ...]:
    """A reading as a button carries it: what is filed is what was shown. Keys and answers by turns."""
    return tuple(chain.from_iterable(_raw(heard).items()))


def _heard(written: Sequence[str]) -> Heard:
    """Undoes `_written`."""
    raw = paired(written)
    return Heard(
        stage=Stage(raw["stage"]) if "stage" in raw else None,
        amount=Money.parse(raw["amount"]) if "amount" in raw else None,
        quantity=Quantity.parse(raw["quantity"]) if "quantity" in raw else None,
        period=Period.parse(raw["period"]) if "period" in raw else None,
    )


def reread(visit: Visit, press: Press) -> Outbound:
    """The same draft, with what is left of its reading."""
    number, *written = press.action.arguments
    draft = own_draft(visit, number)
    if draft is None or visit.person is None:
        return Tell(phrase="draft_gone")
    heard = _heard(written)
    if heard.amount is None:
        heard = replace(heard, unsettled=_read(draft, visit.person, visit.actor.language).unsettled)
    return replace(_shown(visit, draft, heard, is_corrected=True), replaces=True)


def file(visit: Visit, press: Press) -> Outbound:
    """Its author confirms: the words become an update, and what was read in them; a stage not said stays as it was."""
    number, pledge, *written = press.action.arguments
    draft, person = own_draft(visit, number), visit.person
    tracked = visit.unit.pledges.find(pledge)
    if draft is None or person is None or tracked is None:
        return Tell(phrase="draft_gone")
    if not may(person, Right.REPORT, tracked.pledge.entities):
        return Tell(phrase="not_yours", values={"id": tracked.pledge.id, "owners": tracked.pledge.entities})
    heard = _heard(written)
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


def _held(draft: Draft, tracked: Tracked, heard: Heard, found: tuple[Suspicion, ...]) -> Tell:
    """Not filed yet: its author looks once more, and says that it is nobody's own or changes it."""
    file, *others = _choices(draft, heard, (tracked,))
    choices = (replace(file, phrase="file_as_nobodys", emphasis=Emphasis.NONE), *others)
    values = {"found": " · ".join(each.text for each in found)}
    return Tell(phrase="looks_personal", values=values, choices=choices, replaces=True)


def edit(visit: Visit, press: Press) -> Outbound:
    """The form, with the words and what was read in them already in it."""
    number, *written = press.action.arguments
    draft, person = own_draft(visit, number), visit.person
    if draft is None or person is None:
        return Tell(phrase="draft_gone")
    tracked = visit.unit.pledges.find(draft.pledge) if draft.pledge else None
    return ask(
        visit, person, tracked, answers=_raw(_heard(written)) | {"narrative": draft.text}, draft=draft.id
    )


def discard(visit: Visit, press: Press) -> Outbound:
    draft = own_draft(visit, press.action.arguments[0])
    if draft is None or not visit.unit.drafts.remove(draft.id):
        return Tell(phrase="draft_gone")
    return Tell(phrase="draft_discarded", values={"text": draft.text[:200]}, replaces=True)
