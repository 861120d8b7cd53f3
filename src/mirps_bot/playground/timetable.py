"""Moving the workspace's clock, and what is due next by it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mirps_bot.playground.clock import SettableClock
from mirps_bot.playground.people import Profile
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.wire import Json
from mirps_bot.playground.workspace import Workspace

MORNING = time(9)


class Timetable:
    def __init__(
        self,
        workspace: Workspace,
        on_moved: Callable[[], Awaitable[None]] | None,
        next_due: Callable[[], datetime | None] | None,
    ) -> None:
        self._workspace = workspace
        self._on_moved = on_moved
        self._next_due = next_due
        self._moving = asyncio.Lock()

    def shown(self) -> Json:
        """The clock as the page shows it."""
        due = self._next_due() if self._next_due is not None else None
        now = self._workspace.now().isoformat()
        can_move = isinstance(self._workspace.clock, SettableClock)
        return {"now": now, "next_due": due.isoformat() if due is not None else None, "can_move": can_move}

    async def move(self, to: str, profile: Profile) -> None:
        """Moves to next_morning (this person's), next_due or an ISO moment, after whoever moves it already. Raises
        Refused for anything else.
        """
        async with self._moving:
            self._workspace.move_clock(self._moment(to, profile))
            if self._on_moved is not None:
                await self._on_moved()

    def _moment(self, to: str, profile: Profile) -> datetime:
        if to == "next_morning":
            return next_morning(self._workspace.now(), ZoneInfo(profile.tz))
        if to == "next_due":
            due = self._next_due() if self._next_due is not None else None
            if due is None:
                raise Refused("nothing_due")
            return due
        try:
            moment = datetime.fromisoformat(to)
        except ValueError:
            raise Refused("invalid_moment") from None
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """09:00 of the next day in this zone."""
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, MORNING, tzinfo=zone).astimezone(UTC)
