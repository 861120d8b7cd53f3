"""What the bot needs from the world. Each docstring is the contract that every adapter is tested against.

All datetimes are aware and UTC. Reads return values, never live rows. A unit of work that is left without `commit`
changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from mirps_bot.domain.calendar import Event
from mirps_bot.domain.delivery import Delivery, Inbox, Owed, Reason, Sent, Spot
from mirps_bot.domain.draft import Draft
from mirps_bot.domain.entity import Area, Entity, Group
from mirps_bot.domain.ids import DeliveryId, DraftId, EntityId, EventId, GroupId, PersonId, PledgeId, UpdateId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor, Person, Role
from mirps_bot.domain.pledge import Pledge, Sums
from mirps_bot.domain.query import Page, PledgeFilter, Tracked
from mirps_bot.domain.update import Report, Surface, Update, UpdateKind
from mirps_bot.view.blocks import View


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, aware, UTC."""
        ...


class Directory(Protocol):
    """Entities, areas and groups: few, rarely changed. Lists are in stable order: by kind, then id."""

    def entities(self) -> tuple[Entity, ...]: ...
    def areas(self) -> tuple[Area, ...]: ...
    def groups(self) -> tuple[Group, ...]: ...
    def group(self, group: GroupId) -> Group | None: ...


class Pledges(Protocol):
    def find(self, pledge: str) -> Tracked | None:
        """By id or by external id, letter case aside."""
        ...

    def search(self, wanted: PledgeFilter, *, offset: int = 0, limit: int = 10) -> Page:
        """Multi-stakeholder pledges first, then the newest announced, unknown years last; by id within a year."""
        ...

    def sums(self, wanted: PledgeFilter) -> Sums:
        """What `domain.pledge.add_up` says of all that `search` would find."""
        ...

    def supporting(self, pledge: PledgeId) -> tuple[Pledge, ...]:
        """The pledges that name this one as what they support or are part of, by id."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUpdate:
    """An update to be filed; see `domain.update.Update`. `submission` makes filing it twice impossible."""

    pledge: PledgeId
    kind: UpdateKind
    report: Report
    entity: EntityId
    author: PersonId
    on_behalf: bool
    surface: Surface
    filed_at: datetime
    submission: str
    corrects: UpdateId | None = None


class Updates(Protocol):
    def file(self, new: NewUpdate) -> tuple[Update, bool]:
        """The update, and whether it is new: filing the same `submission` for the same pledge again returns the first
        one unchanged. The pledge's standing follows in the same unit of work.
        """
        ...

    def of_pledge(self, pledge: PledgeId, *, limit: int = 10) -> tuple[Update, ...]:
        """Newest first."""
        ...

    def latest(self, pledge: PledgeId, kind: UpdateKind | None = None) -> Update | None: ...

    def last_of(self, entity: EntityId) -> datetime | None:
        """When something was last filed for this entity: a partner's word on a joint pledge is not its own."""
        ...

    def filed_between(self, since: datetime, until: datetime) -> tuple[Update, ...]:
        """since <= filed_at < until, oldest first."""
        ...


class Events(Protocol):
    def find(self, event: EventId) -> Event | None: ...

    def between(self, since: date, until: date, *, series: str | None = None) -> tuple[Event, ...]:
        """Events that can touch these days (both included), by first day, then id. Cancelled ones are included.
        The cost depends on what it returns, not on how many events there are.
        """
        ...

    def save(self, events: Iterable[Event]) -> None:
        """Insert or replace by id."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One person as the secretariat lists them; the e-mail address is the key."""

    email: str
    name: str
    entity: EntityId
    role: Role
    language: Language
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A workspace user as the platform describes them. `email` None: hidden, or somebody from outside the workspace."""

    user: str
    email: str | None
    language: Language | None
    time_zone: str | None


class People(Protocol):
    def find(self, person: PersonId) -> Person | None: ...
    def by_email(self, email: str) -> Person | None: ...

    def all(self) -> tuple[Person, ...]:
        """By entity, then role in the order of `Role`, then name."""
        ...

    def save(self, rows: Iterable[RosterRow]) -> int:
        """Insert or replace by e-mail address (letter case aside); returns how many were new."""
        ...

    def actor(self, user: str) -> Actor | None:
        """Whoever this platform user is, matched to the roster by e-mail at each call; None: never introduced."""
        ...

    def introduce(self, profile: Profile) -> Actor:
        """Remember or refresh a workspace user."""
        ...

    def user_of(self, person: PersonId) -> str | None:
        """The platform user with this person's e-mail address, if one was introduced."""
        ...

    def direct_channel(self, user: str) -> str | None: ...
    def remember_direct_channel(self, user: str, channel: str) -> None: ...


class Drafts(Protocol):
    def keep(
        self, *, author: PersonId, entity: EntityId, pledge: PledgeId | None, text: str, said_at: datetime
    ) -> Draft: ...
    def find(self, draft: DraftId) -> Draft | None: ...
    def of_author(self, author: PersonId) -> tuple[Draft, ...]:
        """Newest first."""
        ...

    def remove(self, draft: DraftId) -> bool:
        """Whether it was still there: only one of two removals at the same time is told so."""
        ...


class Deliveries(Protocol):
    """The outbox. A delivery goes from due to sent or given up, once."""

    def owe(self, owed: Sequence[Owed]) -> None:
        """Record what is not yet recorded, by key; rows are written in key order so that replicas can't deadlock."""
        ...

    def known(self, keys: Iterable[str]) -> frozenset[str]:
        """Which of these keys are recorded already."""
        ...

    def claim(self, now: datetime, *, limit: int, lease: timedelta) -> tuple[Delivery, ...]:
        """Take up to `limit` deliveries that are due, not waiting for a retry, and held by nobody, the longest due
        first. Each is handed to one caller only until its lease ends. `in_doubt` tells that an earlier attempt was
        never settled.
        """
        ...

    def sent(self, delivery: DeliveryId, sent: Sent | None, *, person: PersonId | None, at: datetime) -> None:
        """`sent` None: it left no message behind (shown to one user alone)."""
        ...

    def retry(self, delivery: DeliveryId, *, at: datetime, in_doubt: bool) -> None: ...
    def give_up(self, delivery: DeliveryId, reason: Reason, *, at: datetime) -> None: ...
    def find(self, delivery: DeliveryId) -> Delivery | None: ...

    def at_message(self, sent: Sent) -> Delivery | None:
        """The delivery that stands in the conversation as this message."""
        ...

    def prompts(self, entity: EntityId, event: EventId | None = None) -> tuple[Delivery, ...]:
        """Reminders sent to this entity (about this event) whose message still shows buttons, oldest first."""
        ...

    def close_prompt(self, delivery: DeliveryId) -> None:
        """Its message no longer shows buttons."""
        ...

    def snooze(self, entity: EntityId, programme: str, event: EventId, *, until: datetime) -> None: ...
    def snoozed_until(self, entity: EntityId, programme: str, event: EventId) -> datetime | None: ...

    def forget(self, before: datetime) -> int:
        """Drop the answers, copies and rewritten texts that were settled before this moment, and say how many: they
        hold what people wrote. Reminders and digests stay, as the record of what was sent and what was not.
        """
        ...

    def next_moment(self) -> datetime | None:
        """When the next unsettled delivery is due or to be retried."""
        ...

    def settled_between(self, since: datetime, until: datetime) -> tuple[Delivery, ...]:
        """since <= settled_at < until, oldest first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Something that came in and is to be worked on; `body` is the platform's own payload."""

    id: str
    body: Mapping[str, object]
    arrived_at: datetime


class Arrivals(Protocol):
    """The inbox: written before the platform is told that we have it. Ids are kept for good, bodies until done."""

    def receive(self, arrival: Arrival) -> bool:
        """Whether it is new."""
        ...

    def claim(self, now: datetime, *, limit: int, lease: timedelta) -> tuple[Arrival, ...]:
        """Oldest first; each is handed to one caller only until its lease ends."""
        ...

    def done(self, arrival: str) -> bool:
        """Forget its body. Whether it was still to be done."""
        ...


class UnitOfWork(Protocol):
    """One transaction. Raises `StorageBusy` when the database can't be reached or stays locked."""

    directory: Directory
    pledges: Pledges
    updates: Updates
    events: Events
    people: People
    drafts: Drafts
    deliveries: Deliveries
    arrivals: Arrivals

    def commit(self) -> None: ...


class Storage(Protocol):
    def begin(self, *, reading: bool = False) -> AbstractContextManager[UnitOfWork]:
        """`reading`: this unit will write nothing, and need not wait for one that does."""
        ...


class StorageBusy(Exception):
    """The database can't be reached or is locked; nothing was changed, trying again is safe."""


# ---- sending -------------------------------------------------------------------------------------


class NotSent(Exception):
    """The platform said no, for now: nothing was sent. `wait` is what it asked for, if it did."""

    def __init__(self, message: str, wait: timedelta | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class Refused(Exception):
    """The platform refuses this for good."""


class NoAccount(Refused):
    """The person has no account in the workspace any more, or never had."""


class OutcomeUnknown(Exception):
    """It may have been sent: the answer got lost."""


class Messenger(Protocol):
    """Sends to one platform. Every method may raise NotSent or OutcomeUnknown; `send` and `edit` also Refused."""

    async def send(self, to: Inbox | Spot, view: View, delivery: DeliveryId) -> Sent | None:
        """The message carries the delivery's id as metadata. None: shown to one user alone. Raises NoAccount."""
        ...

    async def edit(self, sent: Sent, view: View) -> None: ...

    async def look_up(self, to: Inbox | Spot, delivery: DeliveryId, *, since: datetime) -> Sent | None:
        """The message that carries this delivery's id, if it stands in the conversation."""
        ...

    async def room(self, name: str) -> Spot | None:
        """The conversation of this name, if the bot is a member of it."""
        ...
