"""The roster, and the workspace users matched to it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Protocol

from mirps_bot.domain.ids import EntityId, PersonId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor, Chat, Person, Role


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
class Account:
    """A workspace user as the platform describes them. `email` None: hidden, or somebody from outside the workspace.

    `has_left`: the account is deactivated.
    """

    user: str
    email: str | None
    language: Language | None
    time_zone: str | None
    has_left: bool = False
    chat: Chat = Chat.SLACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where a person is met on one platform: its user with their e-mail address, if one was introduced, and their
    direct messages, if they are known.
    """

    email: str
    user: str | None
    channel: str | None


class People(Protocol):
    def find(self, person: PersonId) -> Person | None: ...
    def by_email(self, email: str) -> Person | None: ...

    def all(self) -> tuple[Person, ...]:
        """By entity, then role in the order of `Role`, then name."""
        ...

    def save(self, rows: Iterable[RosterRow]) -> int:
        """Insert or replace by e-mail address (letter case aside); returns how many were new. What people chose for
        themselves stays.
        """
        ...

    def set_hours(self, person: PersonId, works_from: time, works_until: time) -> None:
        """From when until when they may be reminded; the roster says nothing of it and leaves it alone."""
        ...

    def actor(self, user: str) -> Actor | None:
        """Whoever this platform user is, matched to the roster by e-mail at each call; None: never introduced."""
        ...

    def introduce(self, account: Account) -> Actor:
        """Remember or refresh a workspace user. A person who had left and is there again has an account again."""
        ...

    def leave(self, user: str, *, at: datetime) -> None:
        """Whoever this user was has no account from now on, unless they left before, read by e-mail, or are on another
        platform too.
        """
        ...

    def choose(self, actor: Actor, *, language: Language | None = None, time_zone: str | None = None) -> None:
        """Remember what they want to be spoken to in, whatever the roster or the platform says; None leaves as it is.
        It is the person's, on whatever platform, if they are on the roster, else the account's.
        """
        ...

    def whereabouts(
        self, persons: Collection[PersonId], chat: Chat = Chat.SLACK
    ) -> Mapping[PersonId, Whereabouts]:
        """Of those of them who are on the roster."""
        ...

    def remember_direct_channel(self, user: str, channel: str) -> None: ...
