"""The pages that watchers read: `/healthz`, `/readyz` and `/metrics`."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version

from aiohttp import web

from mirps_bot.adapters.watch.metrics import CONTENT_TYPE, PrometheusMeter
from mirps_bot.ports import Backlog, Clock, Storage, StorageBusy

Page = Callable[[web.Request], Awaitable[web.StreamResponse]]

SILENCE = timedelta(minutes=5)
"""Without a bell for so long, a process hangs and is better started anew."""


class Watch:
    def __init__(
        self,
        meter: PrometheusMeter,
        storage: Storage,
        clock: Clock,
        is_connected: Callable[[], Awaitable[bool]],
    ) -> None:
        self._meter = meter
        self._storage = storage
        self._clock = clock
        self._is_connected = is_connected

    @property
    def pages(self) -> Mapping[str, Page]:
        return {"/healthz": self._health, "/readyz": self._readiness, "/metrics": self._metrics}

    async def _health(self, _: web.Request) -> web.Response:
        """Alive: it answers, and its bell rings. What is wrong outside is no reason to start it anew."""
        tick = self._meter.last_tick
        is_alive = tick is None or datetime.now(UTC) - tick < SILENCE
        return web.Response(
            status=200 if is_alive else 503, text="ok\n" if is_alive else "the bell is silent\n"
        )

    async def _readiness(self, _: web.Request) -> web.Response:
        """Whether it can work now; and what a person would look at first."""
        backlog, is_connected = await self._backlog(), await self._is_connected()
        now, tick = self._clock.now(), self._meter.last_tick
        report = {
            "connected": is_connected,
            "storage": backlog is not None,
            "last_tick": tick.isoformat(timespec="seconds") if tick else None,
            "backlog": backlog.due if backlog else None,
            "oldest_unsent_seconds": round(backlog.age(now).total_seconds()) if backlog else None,
            "time_zones": version("tzdata"),
            "time_zones_at_most_days_old": _age_of_zones(now.date()),
        }
        return web.json_response(report, status=200 if is_connected and backlog else 503)

    async def _metrics(self, _: web.Request) -> web.Response:
        backlog = await self._backlog()
        if backlog is None:
            return web.Response(status=503, text="the storage can't be read\n")
        body = await asyncio.to_thread(self._meter.exposition, backlog, self._clock.now())
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE})

    async def _backlog(self) -> Backlog | None:
        try:
            return await asyncio.to_thread(self._read_backlog)
        except StorageBusy:
            return None

    def _read_backlog(self) -> Backlog:
        with self._storage.begin(reading=True) as unit:
            return unit.deliveries.backlog(self._clock.now())


def _age_of_zones(today: date) -> int:
    """In days, counted from the beginning of the year in its version: when in it, the package does not say."""
    return (today - date(int(version("tzdata").partition(".")[0]), 1, 1)).days
