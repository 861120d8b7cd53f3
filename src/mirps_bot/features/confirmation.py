"""No change since the last word: one tap, recorded as a confirmation and not as an update, and soon taken back.

It brings no text: nobody has to clear it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mirps_bot.dialogue import Choice, Outbound, Press, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.ids import UpdateId, numbered
from mirps_bot.domain.person import Person
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.update import Report, Surface, Update, UpdateKind
from mirps_bot.features.filing import follow_up, kind_of, tell_lead
from mirps_bot.features.owed import open_pledges
from mirps_bot.features.prompts import close_answered
from mirps_bot.features.visit import Visit
from mirps_bot.ports import NewUpdate
from mirps_bot.view.action import Action, ActionName

SAME_TAP = timedelta(minutes=1)
"""A second tap within this time is the first one's echo."""

REVOCABLE = timedelta(minutes=10)
"""For how long a tap can be taken back; after that it is a word that was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """What stood before, pledge by pledge, and the confirmations filed."""

    tracked: tuple[Tracked, ...]
    confirmations: tuple[Update, ...]
    revocable_until: datetime
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked:
    """The confirmations that were taken back."""

    confirmations: tuple[Update, ...]
    as_of: datetime


def confirm(visit: Visit, press: Press) -> Outbound:
    """Confirm the pledge that the button names, or all open pledges of the presser's entity."""
    person = visit.person
    if person is None:
        return Tell(phrase="not_on_roster")
    numbers = press.action.arguments
    named = tuple(found for each in numbers if (found := visit.unit.pledges.find(each)))
    if len(named) < len(numbers):
        return Tell(phrase="unknown_pledge", values={"typed": " ".join(numbers)})
    pledges = named or open_pledges(visit.unit, person.entity)
    if not pledges:
        return Tell(phrase="nothing_to_report", values={"entity": person.entity})
    for each in pledges:
        if not may(person, Right.REPORT, each.pledge.entities):
            return Tell(phrase="not_yours", values={"id": each.pledge.id, "owners": each.pledge.entities})
    confirmations = tuple(_file(visit, person, each, press.key) for each in pledges)
    for confirmation, tracked in zip(confirmations, pledges, strict=True):
        tell_lead(visit, confirmation, tracked)
    for entity in sorted({each.entity for each in confirmations}):
        close_answered(visit, entity, person)
    return Show(
        template="update/confirmed",
        data=Confirmed(
            tracked=pledges,
            confirmations=confirmations,
            revocable_until=min(each.filed_at for each in confirmations) + REVOCABLE,
            as_of=visit.now,
        ),
        choices={"revoke": (_revoke_choice(confirmations),)},
    )


def _revoke_choice(confirmations: tuple[Update, ...]) -> Choice:
    numbers = tuple(str(each.id) for each in confirmations)
    return Choice(phrase="revoke", action=Action(ActionName.REVOKE, numbers))


def revoke(visit: Visit, press: Press) -> Outbound:
    """Take back what was confirmed a moment ago, all of it or nothing. What was filed stays filed, as taken back; the
    prompts that nothing else answers ask again.
    """
    person, updates = visit.person, visit.unit.updates
    found = tuple(updates.find(UpdateId(numbered(each))) for each in press.action.arguments)
    confirmations = tuple(each for each in found if each and _says_no_change(each))
    if person is None or not confirmations or len(confirmations) < len(press.action.arguments):
        return Tell(phrase="outdated")
    for each in confirmations:
        if not may(person, Right.REPORT, (each.entity,)):
            return Tell(phrase="not_yours", values={"id": each.pledge, "owners": (each.entity,)})
    standing = tuple(each for each in confirmations if each.stands)
    if standing and visit.now > min(each.filed_at for each in standing) + REVOCABLE:
        return Tell(phrase="too_late_to_revoke")
    for each in standing:
        withdrawal, _ = updates.file(_withdrawal(visit, person, each))
        if tracked := visit.unit.pledges.find(each.pledge):
            follow_up(visit, withdrawal, tracked, person)
    return Show(
        template="update/revoked",
        data=Revoked(confirmations=confirmations, as_of=visit.now),
        choices={"report": (Choice(phrase="ask_update", action=Action(ActionName.REPORT)),)},
        replaces=True,
    )


def _says_no_change(update: Update) -> bool:
    """A confirmation; of a joint pledge, a part that says nothing new."""
    is_empty_part = update.kind is UpdateKind.PART and update.report == Report()
    return update.kind is UpdateKind.CONFIRMATION or is_empty_part


def _withdrawal(visit: Visit, person: Person, confirmation: Update) -> NewUpdate:
    return NewUpdate(
        pledge=confirmation.pledge,
        kind=UpdateKind.WITHDRAWAL,
        report=Report(),
        entity=confirmation.entity,
        author=person.id,
        on_behalf=confirmation.entity != person.entity,
        surface=Surface.BUTTON,
        filed_at=visit.now,
        submission=f"revoke/{confirmation.id}",
        corrects=confirmation.id,
    )


def _file(visit: Visit, person: Person, tracked: Tracked, key: str) -> Update:
    entity = person.speaks_for(tracked.pledge.entities)
    is_part = kind_of(visit.unit.people.all(), tracked.pledge, entity) is UpdateKind.PART
    kind = UpdateKind.PART if is_part else UpdateKind.CONFIRMATION
    last = visit.unit.updates.latest(tracked.pledge.id, kind)
    if last and last.report == Report() and last.entity == entity and visit.now - last.filed_at < SAME_TAP:
        return last
    update, _ = visit.unit.updates.file(
        NewUpdate(
            pledge=tracked.pledge.id,
            kind=kind,
            report=Report(),
            entity=entity,
            author=person.id,
            on_behalf=entity != person.entity,
            surface=Surface.BUTTON,
            filed_at=visit.now,
            submission=f"press/{key}",
        )
    )
    return update
