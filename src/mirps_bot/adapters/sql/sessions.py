"""Forms that are being filled in."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update

from mirps_bot.adapters.sql.statements import Found, row_of
from mirps_bot.adapters.sql.tables import sessions
from mirps_bot.domain.ids import PersonId, SessionId
from mirps_bot.domain.session import KEPT, Session
from mirps_bot.ports import NewSession, StaleSession

_ACTIVE = (
    select(sessions)
    .where(sessions.c.person == bindparam("wanted"), sessions.c.is_active)
    .order_by(sessions.c.touched_at.desc(), sessions.c.id.desc())
    .limit(1)
)
_TOUCHED_SINCE = (
    select(sessions)
    .where(sessions.c.touched_at > bindparam("moment"), sessions.c.is_active)
    .order_by(sessions.c.touched_at, sessions.c.id)
)


class SqlSessions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def start(self, new: NewSession) -> Session:
        self._let_go(new.person)
        row = {"version": 1, "failures": 0, "is_active": True, "is_leaving": False}
        found = self._connection.execute(insert(sessions).values(row_of(new) | row).returning(sessions))
        return _session(found.one())

    def find(self, session: SessionId) -> Session | None:
        return self._first(select(sessions).where(sessions.c.id == session))

    def active(self, person: PersonId) -> Session | None:
        row = self._connection.execute(_ACTIVE, {"wanted": person}).first()
        return None if row is None else _session(row)

    def touched_since(self, moment: datetime) -> Mapping[PersonId, Session]:
        found = self._connection.execute(_TOUCHED_SINCE, {"moment": moment})
        return {each.person: each for each in map(_session, found)}

    def save(self, session: Session) -> Session:
        if session.is_active:
            self._let_go(session.person, but=session.id)
        saved = replace(session, version=session.version + 1)
        of_version = (sessions.c.id == session.id) & (sessions.c.version == session.version)
        changed = self._connection.execute(
            update(sessions).where(of_version).values(row_of(saved, without={"id"}))
        )
        if not changed.rowcount:
            raise StaleSession(session.id)
        return saved

    def remove(self, session: Session) -> None:
        of_version = (sessions.c.id == session.id) & (sessions.c.version == session.version)
        if not self._connection.execute(delete(sessions).where(of_version)).rowcount:
            raise StaleSession(session.id)

    def of_person(self, person: PersonId) -> tuple[Session, ...]:
        query = select(sessions).where(sessions.c.person == person)
        return self._read(query.order_by(sessions.c.touched_at.desc(), sessions.c.id.desc()))

    def expiring(self, before: datetime) -> tuple[Session, ...]:
        query = select(sessions).where(sessions.c.touched_at < before - KEPT)
        return self._read(query.order_by(sessions.c.touched_at, sessions.c.id))

    def forget(self, before: datetime) -> int:
        expired = delete(sessions).where(sessions.c.touched_at < before - KEPT)
        return self._connection.execute(expired).rowcount

    def _let_go(self, person: PersonId, but: SessionId | None = None) -> None:
        of_person = (sessions.c.person == person) & sessions.c.is_active
        if but is not None:
            of_person &= sessions.c.id != but
        # A new version, so that whoever is about to answer it on another replica sees that it was put aside.
        self._connection.execute(
            update(sessions).where(of_person).values(is_active=False, version=sessions.c.version + 1)
        )

    def _first(self, query: Select[*tuple[object, ...]]) -> Session | None:
        return next(iter(self._read(query)), None)

    def _read(self, query: Select[*tuple[object, ...]]) -> tuple[Session, ...]:
        return tuple(map(_session, self._connection.execute(query)))


_FIELDS = tuple(each.name for each in fields(Session))


def _session(row: Found) -> Session:
    return Session(**{name: getattr(row, name) for name in _FIELDS})
