"""Deliveries as rows and back."""

from mirps_bot.adapters.sql.contents import dump_content, load_content
from mirps_bot.adapters.sql.statements import Found, Values
from mirps_bot.domain.delivery import Delivery, Digest, Notice, Owed, Reminder, Sent, State, Urgency


def delivery_row(owed: Owed) -> Values:
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
        "state": State.DUE,
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
