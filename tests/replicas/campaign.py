"""The campaign: one reminder for each of many people, sent by real processes through whatever may go wrong.

Every case says what became of them: sent once, doubled or lost, and how late the last one came.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from itertools import cycle
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, make_url, select, text
from tests.replicas.offices import LEASE, Offices
from tests.replicas.processes import Platform
from tests.replicas.workspace import email

from mirps_bot.adapters.sql.schema import upgrade
from mirps_bot.adapters.sql.seed import seed
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.adapters.sql.tables import deliveries
from mirps_bot.content.facts import Facts
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.delivery import State
from mirps_bot.domain.entity import Entity, EntityKind
from mirps_bot.domain.ids import EntityId, EventId
from mirps_bot.domain.language import Language, Names
from mirps_bot.domain.person import Role
from mirps_bot.ports import RosterRow

DUE = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)
"""Nine in Panama, on a Tuesday, the day before the meeting."""

ZONES = ("America/Panama",)
CHANGING = ("America/New_York", "Europe/Madrid", "Europe/Zurich", "America/Mexico_City", "America/Costa_Rica")
"""Two continents that change their clocks on different days, and two capitals that don't."""

PATIENCE = 40.0
"""Seconds in which at least one more reminder arrives, or is to be tried again, else the rest counts as lost."""

LONGEST_PAUSE = timedelta(minutes=3)
"""What is tried again only later than that counts as lost."""


def meeting(day: date, number: int = 1) -> Event:
    return Event(
        id=EventId(f"meeting{number}"),
        title=Names(es=f"Reunión trimestral {number}", en=f"Quarterly meeting {number}"),
        kind=EventKind.MEETING,
        status=EventStatus.CONFIRMED,
        series="focal_points",
        start=PartialDate(year=day.year, month=day.month, day=day.day),
        start_time=hour(10),
        end_time=hour(12),
        time_zone="America/Panama",
        source="x",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`late`: seconds, of the one that came last; `misplaced` counts those that were not due at nine where they go."""

    once: int
    doubled: int
    lost: int
    late: float
    misplaced: int = 0


Said = tuple[EntityId, EventId, str, str]
"""A reminder: whose, of which meeting, and the message that says it, by channel and ts."""


class Field:
    """One database, one workspace, and replicas of the bot between them.

    With several meetings on the one day, what each person gets of them is put in one message.
    """

    def __init__(
        self,
        url: str,
        *,
        people: int,
        replicas: int,
        now: datetime,
        day: date,
        zones: tuple[str, ...],
        lease: timedelta,
        meetings: int = 1,
    ) -> None:
        self.url = url
        self.people = people
        self.chance = random.Random(7)
        offset = now - datetime.now(UTC)
        self.storage = SqlStorage(url, patience=timedelta(seconds=30))
        self.meetings = [meeting(day, number) for number in range(1, meetings + 1)]
        self._zones = fill(self.storage, people, self.meetings, zones)
        self.platform = Platform(people=people, clock_offset=offset)
        self.offices = Offices(url, self.platform, replicas, offset=offset, lease=lease)
        self._offset = offset

    def close(self) -> None:
        self.offices.end()
        self.platform.end()
        self.storage.close()

    # ---- what goes wrong

    def kill_some(self, times: int) -> None:
        """As kill -9 does, one at a time, each at a moment of its own while reminders go out; each comes back."""
        for number in range(1, times + 1):
            self.wait_for(self.people * number // (times + 1))
            self.offices.kill(self.chance.randrange(len(self.offices)))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody can write."""
        with self.storage.begin() as unit:
            if unit.connection.dialect.name == "postgresql":
                unit.connection.execute(text("LOCK TABLE deliveries IN EXCLUSIVE MODE"))
            yield

    @contextmanager
    def database_away(self) -> Iterator[None]:
        """PostgreSQL turns everybody out and lets nobody in."""
        name = make_url(self.url).database
        maintenance = SqlStorage(
            make_url(self.url).set(database="postgres").render_as_string(hide_password=False)
        )
        self.storage.engine.dispose()
        with maintenance.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'))
            connection.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
                {"name": name},
            )
            yield
            connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'))
        maintenance.close()

    # ---- what comes of it

    def wait_for(self, sent: int) -> None:
        """Until at least so many stand in the workspace, or none has come for long, nor will."""
        self._wait(lambda: len(self._arrived()), sent)

    def wait_until_settled(self, number: int) -> None:
        """Until so many are, or none has been for long, nor will."""
        self._wait(lambda: len(self.settled()), number)

    def _wait(self, count: Callable[[], int], number: int) -> None:
        seen, deadline = -1, time.monotonic() + PATIENCE
        while (counted := count()) < number and time.monotonic() < deadline:
            if counted > seen or self._is_trying():
                seen, deadline = counted, time.monotonic() + PATIENCE
            time.sleep(0.1)

    def _is_trying(self) -> bool:
        """Whether one that did not go out waits for its next attempt."""
        now = datetime.now(UTC) + self._offset
        waiting = select(deliveries.c.id).where(
            deliveries.c.kind == "reminder",
            deliveries.c.state == State.DUE,
            deliveries.c.claimable_at.between(now, now + LONGEST_PAUSE),
        )
        with self.storage.begin(reading=True) as unit:
            return unit.connection.execute(waiting.limit(1)).first() is not None

    def outcome(self) -> Outcome:
        """Once everything has arrived that will."""
        self.wait_for(self.people)
        arrived = Counter(self._arrived())
        late, misplaced = timedelta(0), 0
        for row in self._recorded():
            local = row.due_at.astimezone(ZoneInfo(self._zones[row.entity]))
            misplaced += (local.hour, local.minute) != (9, 0)
            late = max(late, row.settled_at - row.due_at)
        once = sum(count == 1 for count in arrived.values())
        return Outcome(
            once=once,
            doubled=len(arrived) - once,
            lost=self.people - len(arrived),
            late=late.total_seconds(),
            misplaced=misplaced,
        )

    def _arrived(self) -> list[str]:
        """The entities whose reminders stand in the workspace, one for each message."""
        standing = [number for number, *_ in self.platform.ask("deliveries")]
        reminders = select(deliveries.c.id, deliveries.c.entity).where(deliveries.c.kind == "reminder")
        with self.storage.begin(reading=True) as unit:
            entities = {row.id: row.entity for row in unit.connection.execute(reminders)}
        return [entities[number] for number in standing if number in entities]

    def standing(self) -> list[Said]:
        """Each reminder of a meeting that a message's own words say."""
        with self.storage.begin(reading=True) as unit:
            entities = {row.id: row.entity for row in unit.connection.execute(select(deliveries))}
        return sorted(
            (entities[number], each.id, channel, ts)
            for number, channel, ts, words in self.platform.ask("deliveries")
            for each in self.meetings
            if each.title.es in words
        )

    def settled(self) -> list[Said]:
        """The same, as the bot has it."""
        return sorted((row.entity, row.event, row.channel, row.ts) for row in self._recorded())

    def _recorded(self) -> Iterator[Row[Any]]:
        """What the bot holds for sent, of the reminders."""
        sent = select(deliveries).where(deliveries.c.kind == "reminder", deliveries.c.state == State.SENT)
        with self.storage.begin(reading=True) as unit:
            yield from unit.connection.execute(sent).all()


def fill(
    storage: SqlStorage, people: int, events: Iterable[Event], zones: tuple[str, ...]
) -> dict[EntityId, str]:
    """As many entities, with a focal point each, and these meetings. Returns where each of them is."""
    entities = [
        Entity(
            id=EntityId(f"e{number}"),
            kind=EntityKind.PLATFORM_MEMBER,
            names=Names(es=f"Entidad {number}"),
            time_zones=(zone,),
            source="x",
        )
        for number, zone in zip(range(people), cycle(zones), strict=False)
    ]
    roster = [
        RosterRow(
            email=email(number),
            name=f"P{number}",
            entity=entity.id,
            role=Role.FOCAL_POINT,
            language=Language.ES,
            time_zone=entity.time_zones[0],
        )
        for number, entity in enumerate(entities)
    ]
    upgrade(storage)
    seed(storage, Facts(entities=tuple(entities), areas=(), groups=(), pledges=(), records=()), events)
    with storage.begin() as unit:
        unit.people.save(roster)
        unit.commit()
    return {each.id: each.time_zones[0] for each in entities}


Act = Callable[[Field], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`act` makes the trouble; `now` is when the bot starts; `only` an engine that the case needs.

    With more people an attempt takes longer, and needs a longer `lease`.
    """

    name: str
    act: Act
    replicas: int = 1
    now: datetime = DUE + timedelta(minutes=10)
    day: date = date(2026, 12, 2)
    zones: tuple[str, ...] = ZONES
    only: str | None = None
    lease: timedelta = LEASE

    def __str__(self) -> str:
        return self.name

    def play(self, url: str, people: int) -> Outcome:
        field = Field(
            url,
            people=people,
            replicas=self.replicas,
            now=self.now,
            day=self.day,
            zones=self.zones,
            lease=self.lease,
        )
        try:
            self.act(field)
            return field.outcome()
        finally:
            field.close()


def nothing_goes_wrong(field: Field) -> None:
    field.wait_for(field.people)


def rough_weather(field: Field) -> None:
    """One call in ten is told to wait, one in twenty is done and never answered."""
    weather = ["busy"] * 2 + ["lost"] + ["fine"] * 17
    coming = weather * (field.people // len(weather) + 1)
    field.chance.shuffle(coming)
    field.platform.ask({"coming": coming[: field.people]})
    field.wait_for(field.people)


def dies_in_doubt(field: Field) -> None:
    """The platform has eight of them, their answers are lost, and the process that waits for one is killed."""
    field.platform.ask({"coming": ["fine"] * 3 + ["held"] * 8})
    field.offices.kill(field.offices.who_called_from(field.platform.ask("held")))


def locks(seconds: float) -> Act:
    """Nobody can write for so long, when a third has gone out."""

    def act(field: Field) -> None:
        field.wait_for(field.people // 3)
        with field.locked():
            time.sleep(seconds)

    return act


def takes_the_database_away(seconds: float) -> Act:
    def act(field: Field) -> None:
        field.wait_for(field.people // 3)
        with field.database_away():
            time.sleep(seconds)

    return act


def takes_slack_away(seconds: float) -> Act:
    def act(field: Field) -> None:
        field.wait_for(field.people // 3)
        field.platform.ask({"away": True})
        time.sleep(seconds)
        field.platform.ask({"away": False})

    return act


def kills(times: int) -> Act:
    return lambda field: field.kill_some(times)
