"""The calendar."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, bindparam, delete, exists, func, select, true, update

from mirps_bot.adapters.sql.statements import (
    Found,
    Values,
    add_once,
    batches,
    name_of,
    row_of,
    upsert,
    values_of,
)
from mirps_bot.adapters.sql.tables import deliveries, events, fixings
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.delivery import State
from mirps_bot.domain.fixing import Fixing
from mirps_bot.domain.ids import EventId
from mirps_bot.ports import NewFixing

_DERIVED = {"first_day", "last_day", "days", "revision", "seeded", "is_gone", "sourced"}
_COLUMNS = [column for column in events.c if column.name not in _DERIVED]
_STANDS = events.c.is_gone.is_not(True)
_EVENT = select(*_COLUMNS).where(events.c.id == bindparam("wanted"), _STANDS)
_LAST_FIXED = select(func.max(fixings.c.id)).group_by(fixings.c.event)


class SqlEvents:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, event: EventId) -> Event | None:
        row = self._connection.execute(_EVENT, {"wanted": event}).first()
        return None if row is None else _event(row._asdict())

    def between(self, since: date, until: date, *, series: str | None = None) -> tuple[Event, ...]:
        # No event is longer than the longest one, so whatever touches these days begins not long before them:
        # one stretch of the index holds them all.
        longest = self._connection.scalar(select(func.max(events.c.days))) or 0
        earliest = since - min(timedelta(days=longest), since - date.min)
        query = select(*_COLUMNS).where(
            events.c.first_day.between(earliest, until),
            events.c.last_day >= since,
            _STANDS,
        )
        if series is not None:
            query = query.where(events.c.series == series)
        rows = self._connection.execute(query.order_by(events.c.first_day, events.c.id))
        return tuple(_event(row._asdict()) for row in rows)

    def gone(self, of: Iterable[EventId]) -> tuple[Event, ...]:
        query = select(*_COLUMNS).where(events.c.id.in_(sorted(of)), events.c.is_gone.is_(True))
        rows = self._connection.execute(query.order_by(events.c.first_day, events.c.id))
        return tuple(_event(row._asdict()) for row in rows)

    def save(self, events_: Iterable[Event]) -> None:
        write_events(self._connection, [(event, {}) for event in events_])

    def fix(self, new: NewFixing) -> None:
        add_once(self._connection, fixings, row_of(new) | {"by_name": name_of(new.by)})
        if event := self.as_sourced(new.event):
            self.save([event])

    def fixings(self, since: date) -> tuple[Fixing, ...]:
        query = select(fixings).where(fixings.c.id.in_(_LAST_FIXED), fixings.c.day >= since)
        rows = self._connection.execute(query.order_by(fixings.c.day, fixings.c.event))
        return tuple(map(_fixing, rows))

    def as_sourced(self, event: EventId) -> Event | None:
        query = select(events.c.sourced).where(events.c.id == event, _STANDS)
        return self._connection.scalar(query) or self.find(event)

    def revisions(self, of: Iterable[EventId] | None = None) -> Mapping[EventId, int]:
        is_meant = true() if of is None else events.c.id.in_(sorted(of))
        rows = self._connection.execute(select(events.c.id, events.c.revision).where(is_meant))
        return {row.id: row.revision or 0 for row in rows}


def write_events(connection: Connection, told: Sequence[tuple[Event, Values]]) -> None:
    """Insert or replace each event, with more values of its row, on the day that was fixed of it, and count the
    revision of what is changed.
    """
    known: dict[EventId, tuple[Event | None, int]] = {}
    fixed: dict[EventId, Fixing] = {}
    for batch in batches(event.id for event, _ in told):
        last = _LAST_FIXED.where(fixings.c.event.in_(batch))
        found = connection.execute(select(fixings).where(fixings.c.id.in_(last), fixings.c.day.is_not(None)))
        fixed |= {row.event: _fixing(row) for row in found}
        query = select(*_COLUMNS, events.c.revision, events.c.is_gone).where(events.c.id.in_(batch))
        for row in connection.execute(query):
            values = row._asdict()
            revision, is_gone = values.pop("revision") or 0, values.pop("is_gone")
            known[row.id] = (None if is_gone else _event(values), revision)
    rows = []
    for sourced, more in told:
        laid_over = fixed[sourced.id].over(sourced) if sourced.id in fixed else None
        event = laid_over or sourced
        before, revision = known.get(event.id, (event, 0))
        counted = {"revision": revision + (before != event), "is_gone": False}
        rows.append(_row(event) | counted | {"sourced": laid_over and sourced} | more)
    upsert(connection, events, rows)


def remove_events(connection: Connection, ids: Iterable[EventId]) -> None:
    """Those that somebody was told of stay, for what they were told to be put right."""
    told = exists().where(deliveries.c.event == events.c.id, deliveries.c.state == State.SENT)
    for batch in batches(ids):
        connection.execute(delete(events).where(events.c.id.in_(batch), ~told))
        connection.execute(
            update(events)
            .where(events.c.id.in_(batch))
            .values(is_gone=True, seeded=None, revision=func.coalesce(events.c.revision, 0) + 1)
        )


def _event(values: Values) -> Event:
    return Event(**{name: value for name, value in values.items() if value is not None})


def _fixing(row: Found) -> Fixing:
    return Fixing(**values_of(row, without={"id", "submission"}))


def _row(event: Event) -> Values:
    last_day = max((event.last_day, *(each.until for each in event.extensions)))
    return row_of(event) | {
        "first_day": event.first_day,
        "last_day": last_day,
        "days": (last_day - event.first_day).days,
    }
