"""The way of every payload to the bot: past the faults, counted while under way, repeated where due."""

import asyncio
import contextlib
import secrets
from collections.abc import Coroutine
from typing import Any

from mirps_bot.playground.answers import Answer, Courier, Kind, Retry, Unanswered
from mirps_bot.playground.changes import Change
from mirps_bot.playground.events import events_of
from mirps_bot.playground.faults import Faults
from mirps_bot.playground.identity import APP_ID, BOT_USER_ID, TEAM_ID
from mirps_bot.playground.patience import Patience
from mirps_bot.playground.wire import Json
from mirps_bot.playground.workspace import Workspace


class Dispatch:
    """Carries every payload through one courier, and keeps at an event until it arrives or is given up."""

    def __init__(
        self, workspace: Workspace, courier: Courier, patience: Patience, faults: Faults | None
    ) -> None:
        self._workspace = workspace
        self._courier = courier
        self._patience = patience
        self._faults = faults
        self._tasks: set[asyncio.Task[None]] = set()
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def deliver(self, kind: Kind, payload: Json, retry: Retry | None = None) -> Answer:
        self._under_way += 1
        self._idle.clear()
        try:
            if self._faults is None:
                return await self._courier.deliver(kind, payload, retry)
            return await self._faults.around_delivery(
                kind, payload, lambda: self._courier.deliver(kind, payload, retry)
            )
        finally:
            self._under_way -= 1
            if self._under_way == 0:
                self._idle.set()

    async def until_idle(self) -> None:
        """Returns when nothing is under way to the bot; what waits for a later repetition does not count."""
        await asyncio.sleep(0)  # lets the deliveries that were just decided start
        await self._idle.wait()

    def on_change(self, change: Change) -> None:
        """Sends the events a change amounts to."""
        for event in events_of(change, self._workspace):
            callback = self._callback(event)
            self._workspace.keep_event(callback)
            self._start(self._send_event(callback))

    def resume(self) -> None:
        """Sends what an earlier process did not see arrive."""
        for callback in self._workspace.kept_events():
            self._start(self._send_event(callback))

    async def stop(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send_event(self, payload: Json) -> None:
        answer = await self.deliver("events_api", payload)
        for attempt, delay in enumerate(self._patience.event_retries, start=1):
            if not isinstance(answer, Unanswered) or not answer.may_retry:
                break
            await self._pause(delay, answer)
            answer = await self.deliver("events_api", payload, Retry(attempt=attempt, reason=answer.reason))
        self._workspace.drop_event(payload)

    async def _pause(self, delay: float, answer: Unanswered) -> None:
        """As long as the platform waits, or until a bot that was not there is."""
        if answer.reason != "connection_failed":
            await asyncio.sleep(delay)
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(delay):
                await self._courier.until_reachable()

    def _callback(self, event: Json) -> Json:
        authorization = {
            "enterprise_id": None,
            "team_id": TEAM_ID,
            "user_id": BOT_USER_ID,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": self._workspace.secrets.verification_token,
            "team_id": TEAM_ID,
            "api_app_id": APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{secrets.token_hex(6).upper()}",
            "event_time": int(self._workspace.now().timestamp()),
            "authorizations": [authorization],
            "is_ext_shared_channel": False,
            "event_context": secrets.token_urlsafe(16),
        }
