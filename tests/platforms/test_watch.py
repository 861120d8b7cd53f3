"""What a watcher reads over HTTP of a bot that is well, cut off, or without its database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from mirps_bot.adapters.sql.schema import upgrade
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.adapters.watch.metrics import PrometheusMeter
from mirps_bot.adapters.watch.pages import SILENCE, Watch
from mirps_bot.chat.web import WebServer
from mirps_bot.domain.delivery import Owed, Prepared, Reason, Spot
from mirps_bot.playground import SettableClock
from mirps_bot.ports import Storage

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


@dataclass
class Bot:
    """What the pages look at."""

    meter: PrometheusMeter
    storage: Storage
    url: str = ""
    is_connected: bool = True

    async def connected(self) -> bool:
        return self.is_connected

    async def get(self, path: str) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.get(f"{self.url}{path}") as answer:
            return answer.status, await answer.text()

    async def figures(self) -> dict[str, float]:
        """By name and labels, without the buckets of histograms."""
        status, text = await self.get("/metrics")
        assert status == 200
        return {
            " ".join((sample.name, *map(str, sample.labels.values()))): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if not sample.name.endswith(("_bucket", "_created"))
        }


@asynccontextmanager
async def watched(storage: Storage) -> AsyncIterator[Bot]:
    bot = Bot(meter=PrometheusMeter(), storage=storage)
    server = WebServer(Watch(bot.meter, storage, SettableClock(NOW, frozen=True), bot.connected).pages, {})
    bot.url = f"http://127.0.0.1:{await server.start('127.0.0.1', 0)}"
    try:
        yield bot
    finally:
        await server.stop()


@pytest.fixture
def storage(tmp_path: Path) -> SqlStorage:
    made = SqlStorage(f"sqlite:///{tmp_path / 'bot.sqlite'}")
    upgrade(made)
    with made.begin() as unit:
        unit.deliveries.owe(
            [
                Owed(
                    key=f"minute {minutes}",
                    content=Prepared(to=Spot(channel="C1"), view="{}"),
                    due_at=NOW - timedelta(minutes=minutes),
                    give_up_at=NOW + timedelta(days=1),
                )
                for minutes in (-5, 0, 10)
            ]
        )
        unit.commit()
    return made


async def test_bot_that_is_well_is_ready_and_says_what_waits(storage: SqlStorage) -> None:
    async with watched(storage) as bot:
        bot.meter.rang()

        assert await bot.get("/healthz") == (200, "ok\n")
        status, text = await bot.get("/readyz")
        assert status == 200
        assert '"backlog": 2, "oldest_unsent_seconds": 600' in text
    storage.close()


async def test_bot_that_is_cut_off_is_alive_and_not_ready(storage: SqlStorage) -> None:
    async with watched(storage) as bot:
        bot.is_connected = False

        assert (await bot.get("/healthz"))[0] == 200
        status, text = await bot.get("/readyz")
        assert (status, '"connected": false' in text) == (503, True)
    storage.close()


async def test_bot_without_its_database_is_alive_and_not_ready(tmp_path: Path) -> None:
    gone = SqlStorage(f"sqlite:///{tmp_path}/nowhere/bot.sqlite")
    async with watched(gone) as bot:
        assert (await bot.get("/healthz"))[0] == 200
        assert (await bot.get("/metrics"))[0] == 503
        status, text = await bot.get("/readyz")
        assert (status, '"storage": false' in text) == (503, True)


async def test_bot_whose_bell_fell_silent_is_not_alive(storage: SqlStorage) -> None:
    async with watched(storage) as bot:
        bot.meter.last_tick = datetime.now(UTC) - SILENCE

        assert await bot.get("/healthz") == (503, "the bell is silent\n")
    storage.close()


async def test_what_happened_is_counted(storage: SqlStorage) -> None:
    async with watched(storage) as bot:
        bot.meter.answered("call", 0.02, failed=False)
        bot.meter.answered("call", 0.04, failed=True)
        bot.meter.sent("reminder", timedelta(seconds=3))
        bot.meter.given_up("reminder", Reason.NOBODY)
        bot.meter.put_off("digest", in_doubt=True)
        bot.meter.throttled()

        figures = await bot.figures()
    storage.close()
    assert figures.pop("mirps_answer_seconds_sum call") == pytest.approx(0.06)
    assert figures == {
        "mirps_last_tick_timestamp_seconds": 0,
        "mirps_answer_seconds_count call": 2,
        "mirps_answer_failures_total call": 1,
        "mirps_delivery_late_seconds_count reminder": 1,
        "mirps_delivery_late_seconds_sum reminder": 3,
        "mirps_deliveries_given_up_total reminder nobody": 1,
        "mirps_delivery_retries_total true digest": 1,
        "mirps_throttled_total": 1,
        "mirps_backlog": 2,
        "mirps_oldest_unsent_seconds": 600,
    }
