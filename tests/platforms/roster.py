"""A roster in memory: as much of the storage as finding a person's direct messages needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from mirps_bot.domain.ids import EntityId, PersonId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor, Person, Role
from mirps_bot.ports import People, Profile, UnitOfWork


class Roster:
    def __init__(self, *emails: str) -> None:
        self.persons = {PersonId(number): _person(number, email) for number, email in enumerate(emails, 1)}
        self.introduced: dict[str, Profile] = {}
        self.channels: dict[str, str] = {}

    def find(self, person: PersonId) -> Person | None:
        return self.persons.get(person)

    def user_of(self, person: PersonId) -> str | None:
        email = self.persons[person].email
        return next((user for user, profile in self.introduced.items() if profile.email == email), None)

    def introduce(self, profile: Profile) -> Actor:
        self.introduced[profile.user] = profile
        return Actor(user=profile.user, person=None, language=Language.ES, time_zone="UTC")

    def direct_channel(self, user: str) -> str | None:
        return self.channels.get(user)

    def remember_direct_channel(self, user: str, channel: str) -> None:
        self.channels[user] = channel


class RosterWork:
    def __init__(self, roster: Roster) -> None:
        self.people = cast("People", roster)

    def commit(self) -> None:
        return None


class RosterStorage:
    def __init__(self, roster: Roster) -> None:
        self._roster = roster

    @contextmanager
    def begin(self, *, reading: bool = False) -> Iterator[UnitOfWork]:
        yield cast("UnitOfWork", RosterWork(self._roster))


def _person(number: int, email: str) -> Person:
    return Person(
        id=PersonId(number),
        email=email,
        name=email,
        entity=EntityId("mexico"),
        role=Role.FOCAL_POINT,
        language=Language.ES,
        time_zone="UTC",
    )
