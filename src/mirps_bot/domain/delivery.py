"""Deliveries: messages owed to one person or one conversation, from being due to being settled."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Self

from mirps_bot.domain.calendar import Stand
from mirps_bot.domain.ids import DeliveryId, EntityId, EventId, GroupId, PersonId

LEASE = timedelta(seconds=60)
"""How long one process may hold a delivery before another may look after it."""

PATIENCE = timedelta(days=3)
"""How long an answer or a correction is tried, when nothing else bounds it."""

AGAIN = "snoozed"
"""The step of a reminder that was put off: it stands for all that fell due until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """A person's direct messages."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A conversation; `thread` hangs it under a message, `only_for` shows it to one user alone and keeps it nowhere."""

    channel: str
    thread: str | None = None
    only_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message that stands in a conversation, by the platform's own ids."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """Composed when it is sent, for whoever holds the entity's duty by then. `day`: the event's when it was planned;
    `starts_at` (UTC) and `place`, None if it had none or nobody kept it; `revision` counts how often it was changed.
    """

    programme: str
    event: EventId
    day: date
    step: str
    entity: EntityId
    starts_at: datetime | None = None
    place: str | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """That an event is not on the day, at the hour (`starts_at`, UTC) or in the `place` any more that this entity was
    told, or not at all; `tells` is how it stands by then. None: an earlier version, or what became of it is asked.
    """

    event: EventId
    day: date
    entity: EntityId
    starts_at: datetime | None = None
    place: str | None = None
    tells: Stand | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What happened from `since` until `until` (days, both included), composed when it is sent.

    `person` None: for its room, or for each reader where there is none.
    """

    name: str
    since: date
    until: date
    group: GroupId | None = None
    event: EventId | None = None
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A posted digest, told anew: what came in since it went out is composed when its message is edited."""

    of: DeliveryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Retelling:
    """A message that says reminders, told anew where it stands: what has been answered or put off since then, and what
    is still open, is composed when its message is edited. `of` is the delivery that brought it.
    """

    of: DeliveryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A message that is composed already. `view` is its serialised view."""

    to: Inbox | Spot
    view: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A new text for a message that was sent. `view` is its serialised view."""

    of: Sent
    view: str


class Story(StrEnum):
    """What a message can go on telling."""

    NEED = "need"
    """The answers to a need, to the State that posted it."""
    JOINT = "joint"
    """Who has given its part of a joint pledge, and what, to its lead."""
    CALENDAR = "calendar"
    """What was asked for of the calendar, as a file, to who asked."""
    WORKBOOK = "workbook"
    """The pledges that were asked for, as a spreadsheet, to who asked."""
    PACK = "pack"
    """The pack of the meeting that was asked for, as a document, to who asked."""
    RECEIPT = "receipt"
    """What was filed, to who filed it, with what became of its document."""


ASKED_FOR = frozenset({Story.CALENDAR, Story.WORKBOOK, Story.PACK})
"""Files: told once, to who asked and waits for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Living:
    """A message that is told anew, where it stands, as things change: composed when it is sent, from what is so then.

    `first` is the key of the delivery that brought it; its own, if it is the first.
    """

    story: Story
    about: str
    person: PersonId
    first: str


Content = Reminder | Notice | Digest | Revision | Retelling | Prepared | Edit | Living


def kind_of(content: Content) -> str:
    """For metrics."""
    return type(content).__name__.lower()


class State(StrEnum):
    DUE = "due"
    SENT = "sent"
    GIVEN_UP = "given_up"


class Reason(StrEnum):
    """Why a message did not go out."""

    ANSWERED = "answered"
    SNOOZED = "snoozed"
    ABSENT = "absent"
    """Whoever holds the duty is away, and nobody stands in."""
    HOLIDAY = "holiday"
    """It is a public holiday or a weekend where the person is, until past its time."""
    NIGHT = "night"
    """It is outside the person's working hours, until past its time."""
    IN_FORM = "in_form"
    """The person is in the middle of a form, until past its time."""
    CAPPED = "capped"
    """Enough reminders went out of this item, or to this person in a week."""
    OVERTAKEN = "overtaken"
    """The next of its programme, which asks the same, is due by now too."""
    BUNDLED = "bundled"
    """Said in one message with others that were due."""
    MUTED = "muted"
    """The person does not want digests. Duties can't be muted."""
    DECLINED = "declined"
    """They said that they will not take part."""
    NOBODY = "nobody"
    """No one on the roster holds the duty."""
    NO_ALTERNATE = "no_alternate"
    """The entity has nobody behind whoever holds the duty."""
    NO_ACCOUNT = "no_account"
    """The person is not in the workspace, or left it."""
    TOO_LATE = "too_late"
    WITHDRAWN = "withdrawn"
    """The event moved, was cancelled, or is gone."""
    NOTHING_TO_SAY = "nothing_to_say"
    TO_EACH = "to_each"
    """It has no room: each reader gets it directly."""
    NO_ROOM = "no_room"
    """Its room is missing, or the bot is not in it: each reader gets it directly instead."""
    REFUSED = "refused"
    """The platform refuses it for good."""
    UNREADABLE = "unreadable"
    """It can't be composed; the log has the reference."""


FAILURES = frozenset(
    {Reason.NOBODY, Reason.NO_ACCOUNT, Reason.NO_ROOM, Reason.REFUSED, Reason.UNREADABLE, Reason.TOO_LATE}
)
"""Somebody has to do something about it. What is too late counts if it was tried before."""


class Urgency(IntEnum):
    """What goes out first, where not all can at once."""

    ANSWER = 0
    """Somebody waits for it, or looks at what it puts right."""
    HOURS = 1
    """Of no use any more in a few hours."""
    BULK = 2


A_FEW_HOURS = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A delivery to be recorded; recording the same `key` again changes nothing. Moments are UTC."""

    key: str
    content: Content
    due_at: datetime
    give_up_at: datetime

    @classmethod
    def at_once(cls, key: str, content: Content, now: datetime, *, within: timedelta = PATIENCE) -> Self:
        """Due now, and given up if it is not brought within this time."""
        return cls(key=key, content=content, due_at=now, give_up_at=now + within)

    def is_late(self, now: datetime) -> bool:
        """Whether it must not go out any more."""
        return self.give_up_at <= now

    @property
    def urgency(self) -> Urgency:
        content = self.content
        is_asked_for = isinstance(content, Living) and content.story in ASKED_FOR
        if is_asked_for or isinstance(content, Prepared | Edit):
            return Urgency.ANSWER
        is_soon = isinstance(content, Retelling) or self.give_up_at - self.due_at <= A_FEW_HOURS
        return Urgency.HOURS if is_soon else Urgency.BULK


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    id: DeliveryId
    key: str
    content: Content
    due_at: datetime
    give_up_at: datetime
    urgency: Urgency = Urgency.BULK
    state: State = State.DUE
    attempts: int = 0
    in_doubt: bool = False
    """An earlier attempt may have reached the conversation: look there before sending."""
    reason: Reason | None = None
    person: PersonId | None = None
    sent: Sent | None = None
    settled_at: datetime | None = None
    leader: DeliveryId | None = None
    """The delivery in whose message this reminder is said with others: its own for the one that brings it."""

    def is_put_off(self, now: datetime) -> bool:
        """Whether it is a reminder that comes again at a moment of somebody's choice, still ahead."""
        is_again = isinstance(self.content, Reminder) and self.content.step == AGAIN
        return is_again and self.state is State.DUE and self.due_at > now


def retry_delay(attempts: int) -> timedelta:
    """How long to wait after so many attempts: doubling from two seconds, at most fifteen minutes."""
    seconds: int = 2 ** min(max(attempts, 1), 10)
    return min(timedelta(seconds=seconds), timedelta(minutes=15))
