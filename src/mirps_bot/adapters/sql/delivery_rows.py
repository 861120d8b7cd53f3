"""Deliveries as rows and back."""

from datetime import datetime

from mirps_bot.adapters.sql.contents import dump_content, load_content
from mirps_bot.adapters.sql.statements import Found, Values
from mirps_bot.domain.delivery import (
    Delivery,
    Digest,
    Notice,
    Owed,
    Reason,
    Reminder,
    Sent,
    State,
    Urgency,
)


def delivery_row(owed: Owed, now: datetime | None = None) -> Values:
    """Given up if it is too late for it by `now`."""
    is_late = now is not None and owed.is_late(now)
    kind, stored = dump_content(owed.content)
    reminder = owed.content if isinstance(owed.content, Reminder) else None
    about = owed.content if isinstance(owed.content, Reminder | Notice) else None
    digest = owed.content if isinstance(owed.content, Digest) else None
    return {
        "key": owed.key,
        "kind": kind,
        "content": stored,
        "programme": reminder and reminder.programme,
        "event": about and about.event,
        "entity": about and about.entity,
        "person": digest and digest.person,
        "urgency": owed.urgency,
        "due_at": owed.due_at,
        "give_up_at": owed.give_up_at,
        "state": State.GIVEN_UP if is_late else State.DUE,
        "reason": Reason.TOO_LATE if is_late else None,
        "settled_at": now if is_late else None,
        "claimable_at": owed.due_at,
        "is_held": False,
        "attempts": 0,
        "in_doubt": False,
        "shows_buttons": False,
    }


def read_delivery(row: Found) -> Delivery:
    return Delivery(
        id=row.id,
        key=row.key,
        content=load_content(row.kind, row.content),
        due_at=row.due_at,
        give_up_at=row.give_up_at,
        urgency=Urgency(row.urgency),
        state=row.state,
        attempts=row.attempts,
        in_doubt=row.in_doubt,
        reason=row.reason,
        person=row.person,
        sent=Sent(channel=row.channel, ts=row.ts) if row.channel else None,
        settled_at=row.settled_at,
        leader=row.leader,
    )
