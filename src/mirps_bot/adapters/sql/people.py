"""The roster, and the workspace users matched to it by e-mail address."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, select, update

from mirps_bot.adapters.sql.statements import Found, Values, insert, row_of, upsert
from mirps_bot.adapters.sql.tables import accounts, direct_channels, people, preferences
from mirps_bot.domain.ids import PersonId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor, Chat, Person, Role
from mirps_bot.ports import Account, RosterRow, Whereabouts

_ROLES = list(Role)

# Asked before every answer, so they are built once.
_ACCOUNT = select(accounts).where(accounts.c.user == bindparam("wanted"))
_ACCOUNTS_OF = (
    select(people.c.id, people.c.email, accounts.c.user, direct_channels.c.channel)
    .outerjoin(accounts, and_(accounts.c.email == people.c.email, accounts.c.chat == bindparam("on")))
    .outerjoin(direct_channels, direct_channels.c.user == accounts.c.user)
    .where(people.c.id.in_(bindparam("wanted", expanding=True)))
    .order_by(accounts.c.user.desc())  # of several accounts, the first is read last
)
_PERSON_OF_ADDRESS = select(people).where(people.c.email == bindparam("wanted"))


class SqlPeople:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, person: PersonId) -> Person | None:
        return self._one(select(people).where(people.c.id == person))

    def by_email(self, email: str) -> Person | None:
        return self._one(_PERSON_OF_ADDRESS, {"wanted": email.lower()})

    def all(self) -> tuple[Person, ...]:
        found = [_person(row) for row in self._connection.execute(select(people))]
        return tuple(
            sorted(found, key=lambda each: (each.entity, _ROLES.index(each.role), each.name, each.id))
        )

    def save(self, rows: Iterable[RosterRow]) -> int:
        wanted = {row.email.lower(): row_of(row) | {"email": row.email.lower()} for row in rows}
        new = 0
        for email in sorted(wanted):
            statement = insert(self._connection, people).values(wanted[email])
            added = statement.on_conflict_do_nothing().returning(people.c.id)
            if self._connection.execute(added).first() is not None:
                new += 1
            else:
                self._connection.execute(update(people).where(people.c.email == email).values(wanted[email]))
        return new

    def set_hours(self, person: PersonId, works_from: time, works_until: time) -> None:
        hours = {"works_from": works_from, "works_until": works_until}
        self._connection.execute(update(people).where(people.c.id == person).values(hours))

    def actor(self, user: str) -> Actor | None:
        row = self._connection.execute(_ACCOUNT, {"wanted": user}).first()
        return None if row is None else self._acting(row)

    def introduce(self, account: Account) -> Actor:
        email = account.email.lower() if account.email else None
        row = row_of(account) | {"email": email}
        del row["has_left"]
        upsert(self._connection, accounts, [row])
        if email:
            back = update(people).where(people.c.email == email, people.c.left_at.is_not(None))
            self._connection.execute(back.values(left_at=None))
        return self._acting(self._connection.execute(_ACCOUNT, {"wanted": account.user}).one())

    def leave(self, user: str, *, at: datetime) -> None:
        own = select(accounts.c.email).where(accounts.c.user == user).scalar_subquery()
        by_mail = select(preferences.c.person).where(preferences.c.by_mail.is_(True))
        its_chat = select(accounts.c.chat).where(accounts.c.user == user).scalar_subquery()
        elsewhere = select(accounts.c.email).where(accounts.c.email == own, accounts.c.chat != its_chat)
        left = (
            people.c.email == own,
            people.c.left_at.is_(None),
            people.c.id.not_in(by_mail),
            ~elsewhere.exists(),
        )
        self._connection.execute(update(people).where(*left).values(left_at=at))

    def choose(self, actor: Actor, *, language: Language | None = None, time_zone: str | None = None) -> None:
        chosen = {
            name: value
            for name, value in (("own_language", language), ("own_time_zone", time_zone))
            if value is not None
        }
        if actor.person:
            its_row = update(people).where(people.c.id == actor.person.id)
        else:
            its_row = update(accounts).where(accounts.c.user == actor.user)
        self._connection.execute(its_row.values(chosen))

    def whereabouts(
        self, persons: Collection[PersonId], chat: Chat = Chat.SLACK
    ) -> Mapping[PersonId, Whereabouts]:
        found = self._connection.execute(_ACCOUNTS_OF, {"wanted": sorted(persons), "on": chat})
        return {row.id: Whereabouts(email=row.email, user=row.user, channel=row.channel) for row in found}

    def remember_direct_channel(self, user: str, channel: str) -> None:
        upsert(self._connection, direct_channels, [{"user": user, "channel": channel}])

    def _acting(self, account: Found) -> Actor:
        """The roster's word on language and zone goes before the platform's, a choice of their own before both."""
        person = self.by_email(account.email) if account.email else None
        known = person.language if person else account.own_language or account.language
        return Actor(
            user=account.user,
            person=person,
            language=known or Language.ES,
            time_zone=person.time_zone if person else account.own_time_zone or account.time_zone or "UTC",
            is_language_guessed=known is None,
        )

    def _one(self, query: Select[Any], values: Values | None = None) -> Person | None:
        row = self._connection.execute(query, values).first()
        return None if row is None else _person(row)


def _person(row: Found) -> Person:
    return Person(
        id=row.id,
        email=row.email,
        name=row.name,
        entity=row.entity,
        role=row.role,
        language=row.own_language or row.language,
        time_zone=row.own_time_zone or row.time_zone,
        works_from=row.works_from,
        works_until=row.works_until,
        left_at=row.left_at,
    )
