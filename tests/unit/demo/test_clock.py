"""The demo's clock, moved faster than anybody reads."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.demo import open_demo
from mirps_bot.demo.workspace import A_MORNING
from mirps_bot.domain.delivery import Reminder, State
from mirps_bot.domain.ledger import LedgerFilter
from mirps_bot.playground import SettableClock

SUNDAY = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
CLICKS = 4


async def test_what_is_due_is_sent_before_the_clock_moves_on(tmp_path: Path) -> None:
    clock = SettableClock(SUNDAY)
    async with open_demo(tmp_path, port=0, clock=clock) as demo, aiohttp.ClientSession(demo.url) as page:

        async def click() -> str:
            move = {"person": "U001MIRPS", "to": "next_due"}
            async with page.post("/page/clock", json=move) as answer:
                return str((await answer.json())["now"])

        moments = await asyncio.gather(*(click() for _ in range(CLICKS)))
        now = clock.now()

    storage = SqlStorage(f"sqlite:///{tmp_path / 'bot.sqlite'}")
    with storage.begin(reading=True) as unit:
        assert not unit.deliveries.is_sending(now)
        due = LedgerFilter(since=SUNDAY + timedelta(seconds=1), until=now + timedelta(minutes=1))
        reminders = [
            each.delivery
            for each in unit.ledger.page(due, limit=1_000).items
            if isinstance(each.delivery.content, Reminder)
        ]
    storage.close()
    assert len(set(moments)) == CLICKS
    assert {each.state for each in reminders} == {State.SENT}
    assert all(each.settled_at and each.settled_at - each.due_at < A_MORNING for each in reminders)
