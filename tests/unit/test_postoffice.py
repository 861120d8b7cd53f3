"""What is owed goes out once, or is given up with a reason, whatever the platform and the storage do."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.contract.samples import FACTS, MEXICO, row

from mirps_bot.adapters.sql.deliveries import SqlDeliveries
from mirps_bot.adapters.sql.schema import upgrade
from mirps_bot.adapters.sql.seed import seed
from mirps_bot.adapters.sql.storage import SqlStorage, SqlUnitOfWork
from mirps_bot.adapters.watch.metrics import PrometheusMeter
from mirps_bot.bootstrap import read_content
from mirps_bot.bot import Bot
from mirps_bot.carrier import AT_ONCE
from mirps_bot.content.load import Content
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.delivery import Content as Owing
from mirps_bot.domain.delivery import (
    Delivery,
    Inbox,
    Living,
    Owed,
    Prepared,
    Reason,
    Reminder,
    Sent,
    Spot,
    State,
    Story,
    retry_delay,
)
from mirps_bot.domain.ids import DeliveryId, EventId, PersonId
from mirps_bot.domain.language import Names
from mirps_bot.domain.pace import UNLIMITED, Limits, Pace
from mirps_bot.domain.person import Role
from mirps_bot.domain.window import Window
from mirps_bot.dues import LOOK_BACK
from mirps_bot.playground import SettableClock
from mirps_bot.ports import (
    Arrival,
    Delivered,
    NoAccount,
    NotSent,
    OutcomeUnknown,
    Refused,
    StorageBusy,
    Throttled,
)
from mirps_bot.postoffice import KEPT, UNDER_WAY, PostOffice
from mirps_bot.view.blocks import Paragraph, Plain, View
from mirps_bot.view.codec import dump_view

NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
ROOM = Spot(channel="C1")
GREETING = dump_view(View(summary="Recuerde", blocks=(Paragraph((Plain("Recuerde"),)),)))
MEETING = Event(
    id=EventId("meeting"),
    title=Names(es="Reunión trimestral"),
    kind=EventKind.MEETING,
    status=EventStatus.CONFIRMED,
    series="focal_points",
    start=PartialDate(year=2026, month=12, day=5),
    start_time=time(10),
    end_time=time(12),
    time_zone="America/Panama",
    source="x",
)
MORNING = datetime(2026, 12, 4, 14, tzinfo=UTC)
"""Nine o'clock in Panama, the day before the meeting."""

MONDAY_AT_NINE = datetime(2026, 11, 23, 14, tzinfo=UTC)


@dataclass
class Platform:
    """A `ports.Messenger` to which things happen as told: one entry of `troubles` for each call."""

    troubles: list[Exception | None] = field(default_factory=list)
    strangers: set[PersonId] = field(default_factory=set)
    standing: list[tuple[DeliveryId, Inbox | Spot, View]] = field(default_factory=list)
    looked_up: int = 0
    room_for: int = 1_000
    calls: int = 0
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.may_answer.set()

    async def send(self, to: Inbox | Spot, view: View, delivery: DeliveryId) -> Sent | None:
        trouble = self._next_trouble()
        if isinstance(to, Inbox) and to.person in self.strangers:
            raise NoAccount("unknown")
        if trouble is None or isinstance(trouble, OutcomeUnknown):
            self.standing.append((delivery, to, view))
        self.asked.set()
        await self.may_answer.wait()
        if trouble:
            raise trouble
        return _at(delivery)

    async def until_called(self, times: int) -> None:
        async with asyncio.timeout(10):
            while self.calls < times:
                self.asked.clear()
                await self.asked.wait()

    async def edit(self, sent: Sent, view: View) -> None:
        raise NotImplementedError

    async def look_up(self, to: Inbox | Spot, delivery: DeliveryId, *, since: datetime) -> Sent | None:
        self.looked_up += 1
        trouble = self._next_trouble()
        if trouble:
            raise trouble
        return next((_at(each) for each, _, _ in self.standing if each == delivery), None)

    def fits(self, view: View) -> bool:
        return len(view.blocks) <= self.room_for

    async def room(self, name: str) -> Spot | None:
        return None

    def _next_trouble(self) -> Exception | None:
        self.calls += 1
        return self.troubles.pop(0) if self.troubles else None


def _at(delivery: DeliveryId) -> Sent:
    return Sent(channel="D1", ts=f"{delivery}.0")


class WatchedStorage(SqlStorage):
    """Tells when a unit of work has ended; `failures` are what the next ones that write end with, None: well."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.on_change: Callable[[], object] = lambda: None
        self.failures: list[Exception | None] = []

    @contextmanager
    def begin(self, *, reading: bool = False) -> Iterator[SqlUnitOfWork]:
        failure = self.failures.pop(0) if self.failures and not reading else None
        if failure:
            raise failure
        with super().begin(reading=reading) as unit:
            yield unit
        self.on_change()


@dataclass
class World:
    storage: WatchedStorage
    platform: Platform
    clock: SettableClock
    office: PostOffice

    def owe(
        self, content: Owing | None = None, *, key: str = "greeting", for_: timedelta = timedelta(hours=1)
    ) -> None:
        owed = Owed(
            key=key,
            content=content or Prepared(to=ROOM, view=GREETING),
            due_at=NOW,
            give_up_at=NOW + for_,
        )
        with self.storage.begin() as unit:
            unit.deliveries.owe([owed])
            unit.commit()

    def owe_in_the_morning(self, content: Owing) -> None:
        """When people may be reminded."""
        self.clock.set(MORNING)
        self.owe(content, for_=timedelta(days=30))

    def delivery(self, number: int = 1) -> Delivery:
        with SqlStorage.begin(self.storage, reading=True) as unit:
            found = unit.deliveries.find(DeliveryId(number))
        assert found is not None
        return found

    def next_moment(self) -> datetime | None:
        with SqlStorage.begin(self.storage, reading=True) as unit:
            return unit.deliveries.next_moment()

    def is_composed(self, number: int) -> bool:
        """Whether it is recorded to whom the reminder goes."""
        return self.delivery(number).person is not None

    async def until(self, claim: Callable[[], bool]) -> None:
        """Waits for something that shows in the storage."""
        loop, changed = asyncio.get_running_loop(), asyncio.Event()
        self.storage.on_change = lambda: loop.call_soon_threadsafe(changed.set)
        async with asyncio.timeout(10):
            while not claim():
                await changed.wait()
                changed.clear()

    async def later(self, delta: timedelta) -> None:
        self.clock.advance(delta)
        self.office.wake()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        running = asyncio.create_task(self.office.run())
        try:
            yield
        finally:
            self.platform.may_answer.set()
            self.office.close()
            await running


@pytest.fixture(scope="module")
def content() -> Content:
    """Without the digests that meetings and deadlines bring of their own."""
    whole = read_content(Path(__file__).parents[2])
    return replace(whole, digests={"weekly_digest": whole.digests["weekly_digest"]})


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the sample facts and one meeting, to copy."""
    path = tmp_path_factory.mktemp("prepared") / "bot.sqlite"
    storage = SqlStorage(f"sqlite:///{path}")
    upgrade(storage)
    seed(storage, FACTS, [MEETING])
    storage.close()
    return path


@pytest.fixture
def world(content: Content, prepared: Path, tmp_path: Path) -> Iterator[World]:
    storage = WatchedStorage(f"sqlite:///{shutil.copy(prepared, tmp_path)}")
    clock, platform = SettableClock(NOW, frozen=True), Platform()
    yield World(
        storage=storage,
        platform=platform,
        clock=clock,
        office=PostOffice(storage, Bot(storage, content, clock), platform, clock),
    )
    storage.close()


def add_people(world: World, *people: tuple[str, Role]) -> None:
    with world.storage.begin() as unit:
        unit.people.save([row(f"{name}@gob.example", name, MEXICO, role) for name, role in people])
        unit.commit()


def reminder() -> Reminder:
    return Reminder(
        programme="quarterly_meeting", event=MEETING.id, day=date(2026, 12, 5), step="+1d", entity=MEXICO
    )


async def test_what_is_owed_is_sent_and_recorded(world: World) -> None:
    world.owe()

    async with world.running():
        await world.until(lambda: world.delivery().state is State.SENT)

    delivery = world.delivery()
    assert [each for each, _, _ in world.platform.standing] == [1]
    assert (delivery.sent, delivery.attempts, delivery.settled_at) == (_at(DeliveryId(1)), 1, NOW)


async def test_message_whose_answer_got_lost_is_found_and_not_sent_again(world: World) -> None:
    world.owe()
    world.platform.troubles = [OutcomeUnknown("lost")]

    async with world.running():
        await world.until(lambda: world.delivery().in_doubt)
        await world.later(timedelta(seconds=2))
        await world.until(lambda: world.delivery().state is State.SENT)

    assert [each for each, _, _ in world.platform.standing] == [1]
    assert world.platform.looked_up == 1


async def test_doubt_stays_while_nobody_can_look(world: World) -> None:
    world.owe()
    world.platform.troubles = [OutcomeUnknown("lost"), NotSent("history can't be read")]

    async with world.running():
        await world.until(lambda: world.delivery().in_doubt)
        await world.later(timedelta(seconds=2))
        await world.until(
            lambda: world.delivery().attempts == 2 and world.next_moment() == NOW + timedelta(seconds=6)
        )
        await world.later(timedelta(seconds=4))
        await world.until(lambda: world.delivery().state is State.SENT)

    assert [each for each, _, _ in world.platform.standing] == [1]
    assert world.platform.looked_up == 2


async def test_pause_that_the_platform_asks_for_is_kept(world: World) -> None:
    world.owe()
    world.platform.troubles = [NotSent("slowly", timedelta(seconds=30))]

    async with world.running():
        await world.until(lambda: world.next_moment() == NOW + timedelta(seconds=30))
        await world.later(timedelta(seconds=29))
        await world.later(timedelta(seconds=1))
        await world.until(lambda: world.delivery().state is State.SENT)

    assert world.platform.calls == 2


async def test_giving_up_is_not_put_off_by_a_pause(world: World) -> None:
    world.owe(for_=timedelta(minutes=2))
    world.platform.troubles = [NotSent("slowly", timedelta(minutes=10))]

    async with world.running():
        await world.until(lambda: world.next_moment() == NOW + timedelta(minutes=2))
        await world.later(timedelta(minutes=2))
        await world.until(lambda: world.delivery().state is State.GIVEN_UP)

    assert world.delivery().reason is Reason.TOO_LATE
    assert world.platform.standing == []


@pytest.mark.parametrize(
    ("is_there", "expected"), [(True, (State.SENT, None)), (False, (State.GIVEN_UP, Reason.TOO_LATE))]
)
async def test_doubtful_one_past_its_time_is_looked_for_and_never_sent(
    world: World, is_there: bool, expected: tuple[State, Reason | None]
) -> None:
    world.owe(for_=timedelta(seconds=1))
    world.platform.troubles = [OutcomeUnknown("lost")]

    async with world.running():
        await world.until(lambda: world.delivery().in_doubt)
        if not is_there:
            world.platform.standing.clear()
        await world.later(timedelta(seconds=2))
        await world.until(lambda: world.delivery().state is not State.DUE)

    assert (world.delivery().state, world.delivery().reason) == expected
    assert len(world.platform.standing) == int(is_there)


async def test_refusal_is_recorded(world: World) -> None:
    world.owe()
    world.platform.troubles = [Refused("archived")]

    async with world.running():
        await world.until(lambda: world.delivery().state is State.GIVEN_UP)

    assert world.delivery().reason is Reason.REFUSED


async def test_what_fails_unexpectedly_is_tried_again_and_named_in_the_end(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.owe(Prepared(to=ROOM, view="no view"), for_=timedelta(seconds=5))

    async with world.running():
        await world.until(lambda: world.next_moment() == NOW + timedelta(seconds=2))
        await world.later(timedelta(seconds=2))
        await world.until(lambda: world.delivery().state is State.GIVEN_UP)

    assert world.delivery().reason is Reason.UNREADABLE
    assert len([each for each in caplog.records if "delivery 1 failed, reference" in each.message]) == 2


async def test_busy_storage_is_told_again_what_became_of_a_message(world: World) -> None:
    world.owe()
    world.platform.may_answer.clear()

    async with world.running():
        await world.platform.asked.wait()
        world.storage.failures = [StorageBusy("locked")]
        world.platform.may_answer.set()
        await world.until(lambda: world.delivery().state is State.SENT)

    assert (world.delivery().attempts, world.platform.calls) == (1, 1)
    assert world.storage.failures == []


@pytest.mark.parametrize("failure", [StorageBusy("locked"), RuntimeError("out of order")])
async def test_storage_that_fails_stops_nothing_for_good(world: World, failure: Exception) -> None:
    world.owe()
    world.storage.failures = [failure]

    async with world.running():
        await world.until(lambda: world.delivery().state is State.SENT)

    assert world.storage.failures == []


async def test_what_takes_too_long_is_left_in_doubt_before_its_lease_ends(
    world: World, content: Content
) -> None:
    bot = Bot(world.storage, content, world.clock)
    world.office = PostOffice(world.storage, bot, world.platform, world.clock, lease=timedelta(seconds=0.5))
    world.owe()
    world.platform.may_answer.clear()

    async with world.running():
        await world.until(lambda: world.delivery().in_doubt)
        await world.later(timedelta(seconds=2))
        await world.until(lambda: world.delivery().state is State.SENT)

    assert [each for each, _, _ in world.platform.standing] == [1]


async def test_what_waits_too_long_for_its_turn_is_not_in_doubt(world: World, content: Content) -> None:
    slowly = Limits(overall=UNLIMITED.overall, each=Pace(burst=1, per_second=0.25))
    bot, lease = Bot(world.storage, content, world.clock), timedelta(seconds=3)
    world.office = PostOffice(world.storage, bot, world.platform, world.clock, lease=lease, limits=slowly)
    world.platform.room_for = 9
    add_people(world, ("Ana", Role.FOCAL_POINT))
    world.owe_in_the_morning(reminder())
    world.owe(replace(reminder(), step="+7d"), key="second", for_=timedelta(days=30))

    async with world.running():
        await world.until(lambda: world.next_moment() == MORNING + retry_delay(1))
        waiting = next(each for each in map(world.delivery, (1, 2)) if each.state is State.DUE)

    assert (waiting.in_doubt, waiting.attempts, world.platform.looked_up) == (False, 1, 0)


async def test_clock_that_is_moved_past_the_lease_sends_nothing_twice(world: World) -> None:
    world.owe()
    world.platform.may_answer.clear()

    async with world.running():
        await world.platform.asked.wait()
        await world.later(timedelta(days=7))
        await world.until(lambda: world.delivery().attempts == 2)
        world.platform.may_answer.set()
        await world.until(lambda: world.delivery().state is State.SENT)

    assert world.platform.calls == 1


async def test_closing_sees_through_what_is_under_way_and_begins_nothing_more(world: World) -> None:
    world.owe()
    world.platform.may_answer.clear()

    running = asyncio.create_task(world.office.run())
    await world.platform.asked.wait()
    world.office.close()
    add_people(world, ("ana", Role.FOCAL_POINT))
    with world.storage.begin() as unit:
        unit.deliveries.owe(
            [Owed(key="later", content=reminder(), due_at=NOW, give_up_at=NOW + timedelta(days=1))]
        )
        unit.commit()
    world.platform.may_answer.set()
    async with asyncio.timeout(5):
        await running

    assert world.delivery(1).state is State.SENT
    assert (world.delivery(2).state, world.delivery(2).attempts) == (State.DUE, 0)


async def test_many_are_under_way_at_once_and_none_twice(world: World) -> None:
    with world.storage.begin() as unit:
        unit.deliveries.owe(
            [
                Owed(
                    key=f"{number}",
                    content=Prepared(to=ROOM, view=GREETING),
                    due_at=NOW,
                    give_up_at=NOW + timedelta(days=1),
                )
                for number in range(100)
            ]
        )
        unit.commit()

    async with world.running():
        await world.until(lambda: world.next_moment() is None)

    assert sorted(each for each, _, _ in world.platform.standing) == list(range(1, 101))


async def test_while_as_many_as_may_are_being_sent_the_next_are_composed_and_answers_go_out(
    world: World, content: Content
) -> None:
    apart = replace(content, programmes=tuple(replace(each, bundle=False) for each in content.programmes))
    world.office = PostOffice(
        world.storage,
        Bot(world.storage, apart, world.clock),
        world.platform,
        world.clock,
        window=Window(UNDER_WAY, first=UNDER_WAY),  # as after many that ended in good time
    )
    add_people(world, ("Ana", Role.FOCAL_POINT))
    world.clock.set(MORNING)
    with world.storage.begin() as unit:
        unit.deliveries.owe(
            [
                Owed(
                    key=f"{number}",
                    content=reminder(),
                    due_at=NOW,
                    give_up_at=NOW + timedelta(days=30),
                )
                for number in range(AT_ONCE + 10)
            ]
        )
        unit.commit()
    world.platform.may_answer.clear()

    async with world.running():
        await world.until(lambda: world.is_composed(AT_ONCE + 10))
        await world.platform.until_called(AT_ONCE)
        world.owe(key="answer", for_=timedelta(days=30))
        world.office.wake()
        await world.platform.until_called(AT_ONCE + 1)
        called = [each for each, _, _ in world.platform.standing]
        world.platform.may_answer.set()
        await world.until(lambda: world.next_moment() is None)

    assert (called[-1], len(called)) == (AT_ONCE + 11, AT_ONCE + 1)
    assert sorted(each for each, _, _ in world.platform.standing) == list(range(1, AT_ONCE + 12))


async def test_what_is_composed_together_fails_alone(world: World) -> None:
    add_people(world, ("ana", Role.FOCAL_POINT))
    broken = Living(story=Story.NEED, about="no number", person=PersonId(1), first="broken")
    world.clock.set(MORNING)
    with world.storage.begin() as unit:
        for key, content in (("broken", broken), ("whole", reminder())):
            give_up_at = MORNING + timedelta(days=1)
            unit.deliveries.owe([Owed(key=key, content=content, due_at=MORNING, give_up_at=give_up_at)])
        unit.commit()

    async with world.running():
        await world.until(lambda: world.delivery(2).state is State.SENT)
        await world.until(lambda: world.next_moment() == MORNING + timedelta(seconds=2))

    assert (world.delivery(1).state, world.delivery(1).in_doubt) == (State.DUE, False)


async def test_of_many_whose_end_is_recorded_together_each_fails_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.storage.begin() as unit:
        content = Prepared(to=ROOM, view=GREETING)
        later = NOW + timedelta(days=1)
        unit.deliveries.owe(
            [Owed(key=f"{key}", content=content, due_at=NOW, give_up_at=later) for key in range(5)]
        )
        unit.commit()
    record = SqlDeliveries.sent

    def fail_for_the_third(deliveries: SqlDeliveries, delivered: Sequence[Delivered]) -> None:
        if 3 in [each.delivery for each in delivered]:
            raise RuntimeError("can't be recorded")
        record(deliveries, delivered)

    monkeypatch.setattr(SqlDeliveries, "sent", fail_for_the_third)
    async with world.running():
        await world.until(lambda: [world.delivery(each).state for each in range(1, 6)].count(State.SENT) == 4)

    assert world.delivery(3).state is State.DUE


# ---- reminders


async def test_focal_point_without_an_account_is_stood_in_for_by_the_alternate(world: World) -> None:
    add_people(world, ("ana", Role.FOCAL_POINT), ("berta", Role.ALTERNATE))
    world.platform.strangers = {PersonId(1)}
    world.owe_in_the_morning(reminder())

    async with world.running():
        await world.until(lambda: world.delivery().state is State.SENT)

    assert [to for _, to, _ in world.platform.standing] == [Inbox(person=PersonId(2))]
    assert world.delivery().person == PersonId(2)


async def test_nobody_with_an_account_is_a_reason(world: World) -> None:
    add_people(world, ("ana", Role.FOCAL_POINT), ("berta", Role.ALTERNATE))
    world.platform.strangers = {PersonId(1), PersonId(2)}
    world.owe_in_the_morning(reminder())

    async with world.running():
        await world.until(lambda: world.delivery().state is State.GIVEN_UP)

    assert world.delivery().reason is Reason.NO_ACCOUNT


async def test_reminder_waits_until_the_person_works(world: World) -> None:
    add_people(world, ("ana", Role.FOCAL_POINT))
    world.owe(reminder(), for_=timedelta(days=2))  # on a Sunday

    async with world.running():
        await world.until(lambda: world.next_moment() == MONDAY_AT_NINE)
        assert world.platform.standing == []
        await world.later(MONDAY_AT_NINE - NOW)
        await world.until(lambda: world.delivery().state is State.SENT)


async def test_reminder_that_can_not_wait_for_the_person_to_work_says_so(world: World) -> None:
    add_people(world, ("ana", Role.FOCAL_POINT))
    world.owe(reminder(), for_=MONDAY_AT_NINE - NOW)

    async with world.running():
        await world.until(lambda: world.delivery().state is State.GIVEN_UP)

    assert world.delivery().reason is Reason.HOLIDAY


async def test_message_in_doubt_is_looked_for_at_any_hour(world: World) -> None:
    add_people(world, ("ana", Role.FOCAL_POINT))
    world.owe_in_the_morning(reminder())
    world.platform.troubles = [OutcomeUnknown("lost")]

    async with world.running():
        await world.until(lambda: world.delivery().in_doubt)
        await world.later(timedelta(hours=12))
        await world.until(lambda: world.delivery().state is State.SENT)

    assert len(world.platform.standing) == 1


async def test_reminder_that_nobody_holds_any_more_is_given_up(world: World) -> None:
    world.owe(reminder())

    async with world.running():
        await world.until(lambda: world.delivery().state is State.GIVEN_UP)

    assert world.delivery().reason is Reason.NOBODY


async def test_reminder_whose_reason_is_gone_before_that_is_recorded_is_sent(world: World) -> None:
    world.owe_in_the_morning(reminder())
    claimed = composed = None
    world.storage.failures = [claimed, composed, StorageBusy("locked")]

    async with world.running():
        await world.until(lambda: not world.storage.failures)
        add_people(world, ("ana", Role.FOCAL_POINT))
        with world.storage.begin() as unit:
            unit.deliveries.owe_again(MEXICO, Reason.NOBODY, at=MORNING)
            unit.commit()
        world.office.wake()
        await world.until(lambda: world.delivery().settled_at is not None)

    assert world.delivery().state is State.SENT
    assert len(world.platform.standing) == 1


@pytest.mark.parametrize(("late", "says_so"), [(timedelta(minutes=5), False), (timedelta(hours=5), True)])
async def test_reminder_due_while_the_bot_was_down_is_sent_once_and_says_that_it_is_late(
    world: World, late: timedelta, says_so: bool
) -> None:
    add_people(world, ("ana", Role.FOCAL_POINT))
    world.clock.set(MORNING + late)

    async with world.running():
        await world.office.ring()
        await world.office.ring()
        await world.until(lambda: world.next_moment() is None)

    sent = [each for each in deliveries(world) if each.state is State.SENT]
    ((_, _, view),) = world.platform.standing
    assert [each.key for each in sent] == ["quarterly_meeting/meeting@2026-12-05/+1d/mx"]
    assert view.summary.startswith("(Con retraso)") is says_so


async def test_reminder_due_too_long_ago_is_given_up_with_a_reason(world: World) -> None:
    add_people(world, ("ana", Role.FOCAL_POINT))
    world.clock.set(MORNING + LOOK_BACK - timedelta(minutes=1))

    async with world.running():
        await world.office.ring()
        await world.until(lambda: world.next_moment() is None)

    assert [(each.key, each.reason) for each in deliveries(world)] == [
        (f"quarterly_meeting/meeting@2026-12-05/{step}/mx", Reason.TOO_LATE)
        for step in ("+1d", "-1d", "60min")
    ]
    assert world.platform.standing == []


async def test_words_that_were_delivered_are_forgotten_in_time(world: World) -> None:
    world.owe()
    async with world.running():
        await world.until(lambda: world.delivery().state is State.SENT)

    world.clock.advance(KEPT)
    await world.office.ring()
    assert world.delivery().state is State.SENT
    world.clock.advance(timedelta(days=1))
    await world.office.ring()

    assert "greeting" not in [each.key for each in deliveries(world)]


async def test_bell_forgets_what_came_in_and_what_nobody_answered(world: World) -> None:
    add_people(world, ("ana", Role.FOCAL_POINT))
    arrival = Arrival(id="Ev1", body={}, arrived_at=world.clock.now())
    with world.storage.begin() as unit:
        ana = unit.people.by_email("ana@gob.example")
        assert ana
        unit.assurances.ask(ana.id, "unanswered", at=world.clock.now())
        unit.arrivals.receive(arrival)
        unit.arrivals.done("Ev1")
        unit.questions.keep("U1", "D1", "compromisos", at=world.clock.now())
        unit.commit()

    world.clock.advance(timedelta(days=8))
    await world.office.ring()

    with world.storage.begin() as unit:
        assert unit.questions.forget(world.clock.now()) == 0
        assert unit.arrivals.receive(arrival)
        assert unit.assurances.ask(ana.id, "unanswered", at=world.clock.now()) == world.clock.now()


async def test_bell_survives_a_busy_storage(world: World) -> None:
    add_people(world, ("ana", Role.FOCAL_POINT))
    world.clock.set(MORNING)
    world.storage.failures = [StorageBusy("locked")]

    await world.office.ring()
    await world.office.ring()

    assert [each.key for each in deliveries(world)] == [
        f"quarterly_meeting/meeting@2026-12-05/{step}/mx" for step in ("+1d", "+5d", "+7d")
    ]


async def test_bell_is_heard_although_the_storage_is_out_of_reach(world: World, content: Content) -> None:
    meter = PrometheusMeter()
    bot = Bot(world.storage, content, world.clock)
    office = PostOffice(world.storage, bot, world.platform, world.clock, meter=meter)
    world.storage.failures = [StorageBusy("out of reach")]

    await office.ring()

    assert world.storage.failures == []
    assert meter.last_tick is not None


def deliveries(world: World) -> tuple[Delivery, ...]:
    with world.storage.begin(reading=True) as unit:
        numbers = unit.connection.scalars(text("SELECT id FROM deliveries ORDER BY id")).all()
    return tuple(map(world.delivery, numbers))


async def test_when_the_platform_asks_for_a_pause_what_is_sent_by_itself_waits_and_answers_do_not(
    world: World,
) -> None:
    add_people(world, ("Ana", Role.FOCAL_POINT))
    world.owe_in_the_morning(reminder())
    world.platform.troubles = [Throttled("slow down", timedelta(hours=1))]

    async with world.running():
        await world.until(lambda: world.next_moment() == MORNING + timedelta(hours=1))
        world.owe(key="answer", for_=timedelta(days=30))
        await world.later(timedelta(hours=2))
        await world.until(lambda: world.delivery(2).state is State.SENT)

    assert [each for each, _, _ in world.platform.standing] == [2]


async def test_conversation_gets_no_more_by_itself_than_it_takes(world: World, content: Content) -> None:
    slowly = Limits(overall=UNLIMITED.overall, each=Pace(burst=1, per_second=0.001))
    bot = Bot(world.storage, content, world.clock)
    world.office = PostOffice(world.storage, bot, world.platform, world.clock, limits=slowly)
    add_people(world, ("Ana", Role.FOCAL_POINT))
    world.owe_in_the_morning(reminder())
    world.owe(replace(reminder(), step="+7d"), key="second", for_=timedelta(days=30))
    world.owe(Prepared(to=Inbox(person=PersonId(1)), view=GREETING), key="answer", for_=timedelta(days=30))

    async with world.running():
        await world.until(lambda: (world.next_moment() or MORNING) > MORNING + timedelta(minutes=10))

    went_out = [each for each, _, _ in world.platform.standing]
    assert 3 in went_out
    assert len(went_out) <= 2, "two reminders in a row"


# ---- several in one message


def owe_two(world: World) -> None:
    add_people(world, ("maria", Role.FOCAL_POINT))
    world.owe_in_the_morning(reminder())
    world.owe(replace(reminder(), step="+28d"), key="other", for_=timedelta(days=30))


def both(world: World, state: State) -> bool:
    return {world.delivery(1).state, world.delivery(2).state} == {state}


async def test_two_that_are_due_go_out_in_one_message(world: World) -> None:
    owe_two(world)

    async with world.running():
        await world.until(lambda: both(world, State.SENT))

    [(_, to, view)] = world.platform.standing
    assert (to, view.summary) == (Inbox(person=PersonId(1)), "2 asuntos para usted")
    assert world.delivery(1).sent == world.delivery(2).sent


async def test_what_one_message_has_no_room_for_goes_out_in_a_second(world: World) -> None:
    owe_two(world)
    world.platform.room_for = 9

    async with world.running():
        await world.until(lambda: both(world, State.SENT))

    assert [number for number, _, _ in world.platform.standing] == [1, 2]
    assert all(len(view.blocks) <= 9 for _, _, view in world.platform.standing)


async def test_bundle_whose_answer_got_lost_is_found_for_all_that_it_says(world: World) -> None:
    owe_two(world)
    world.platform.troubles = [OutcomeUnknown("lost")]

    async with world.running():
        await world.until(lambda: world.delivery(1).in_doubt or world.delivery(2).in_doubt)
        await world.later(timedelta(seconds=2))
        await world.until(lambda: both(world, State.SENT))

    assert len(world.platform.standing) == 1
    assert world.platform.looked_up == 1


async def test_bundle_that_does_not_stand_is_sent_anew(world: World) -> None:
    owe_two(world)
    world.platform.troubles = [OutcomeUnknown("lost")]

    async with world.running():
        await world.until(lambda: world.delivery(1).in_doubt or world.delivery(2).in_doubt)
        world.platform.standing.clear()
        await world.later(timedelta(seconds=2))
        await world.until(lambda: both(world, State.SENT))

    assert [view.summary for _, _, view in world.platform.standing] == ["2 asuntos para usted"]


async def test_bundle_goes_to_the_alternate_where_the_first_has_no_account(world: World) -> None:
    owe_two(world)
    add_people(world, ("tomas", Role.ALTERNATE))
    world.platform.strangers = {PersonId(1)}

    async with world.running():
        await world.until(lambda: both(world, State.SENT))

    [(_, to, view)] = world.platform.standing
    assert (to, view.summary) == (Inbox(person=PersonId(2)), "2 asuntos para usted")


async def test_refused_bundle_lets_its_companion_go_alone(world: World) -> None:
    owe_two(world)
    world.platform.troubles = [Refused("too long")]

    async with world.running():
        await world.until(lambda: State.DUE not in {world.delivery(1).state, world.delivery(2).state})

    assert sorted([world.delivery(1).state, world.delivery(2).state]) == [State.GIVEN_UP, State.SENT]
    [(_, _, view)] = world.platform.standing
    assert "asuntos" not in view.summary


async def test_two_replicas_bring_one_message(world: World, content: Content) -> None:
    owe_two(world)
    other = PostOffice(world.storage, Bot(world.storage, content, world.clock), world.platform, world.clock)
    running = asyncio.create_task(other.run())

    async with world.running():
        await world.until(lambda: both(world, State.SENT))
    other.close()
    await running

    assert len(world.platform.standing) == 1
