"""A roster in memory: as much of the storage as finding a person's direct messages needs."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import cast

from mirps_bot.domain.ids import EntityId, PersonId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor, Person, Role
from mirps_bot.ports import Account, People, UnitOfWork, Whereabouts


class Roster:
    def __init__(self, *emails: str) -> None:
        self.persons = {PersonId(number): _person(number, email) for number, email in enumerate(emails, 1)}
        self.introduced: dict[str, Account] = {}
        self.channels: dict[str, str] = {}

    def whereabouts(self, persons: Collection[PersonId]) -> Mapping[PersonId, Whereabouts]:
        return {each: self._where(self.persons[each].email) for each in persons if each in self.persons}

    def _where(self, email: str) -> Whereabouts:
        user = next((user for user, account in self.introduced.items() if account.email == email), None)
        return Whereabouts(email=email, user=user, channel=self.channels.get(user or ""))

    def introduce(self, account: Account) -> Actor:
        self.introduced[account.user] = account
        return Actor(user=account.user, person=None, language=Language.ES, time_zone="UTC")

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
