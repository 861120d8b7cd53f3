"""Two platforms as one: whoever is on either is written to where they are."""

import asyncio
from contextlib import suppress
from datetime import datetime

from mirps_bot.domain.delivery import Inbox, Sent, Spot
from mirps_bot.domain.ids import DeliveryId, PersonId
from mirps_bot.domain.person import Chat
from mirps_bot.ports import Messenger, NoAccount, Storage
from mirps_bot.view.blocks import View


class SlackOrTeams:
    """A `ports.Messenger`. A conversation is of one platform, which its id tells. Somebody on both is written to in
    Slack; whoever was met in Teams alone is not looked for in Slack first.
    """

    def __init__(self, slack: Messenger, teams: Messenger, storage: Storage) -> None:
        self._slack = slack
        self._teams = teams
        self._storage = storage

    async def send(self, to: Inbox | Spot, view: View, delivery: DeliveryId) -> Sent | None:
        first, *others = await self._ways(to)
        try:
            return await first.send(to, view, delivery)
        except NoAccount:
            if not others:
                raise
            return await others[0].send(to, view, delivery)

    async def edit(self, sent: Sent, view: View) -> None:
        await self._of(sent.channel).edit(sent, view)

    async def look_up(self, to: Inbox | Spot, delivery: DeliveryId, *, since: datetime) -> Sent | None:
        for each in await self._ways(to):
            with suppress(NoAccount):
                return await each.look_up(to, delivery, since=since)
        return None

    def fits(self, view: View) -> bool:
        """Where it will go is decided when it is sent."""
        return self._slack.fits(view) and self._teams.fits(view)

    async def room(self, name: str) -> Spot | None:
        return await self._slack.room(name) or await self._teams.room(name)

    async def _ways(self, to: Inbox | Spot) -> tuple[Messenger, ...]:
        if isinstance(to, Spot):
            return (self._of(to.channel),)
        if await asyncio.to_thread(self._is_in_teams_alone, to.person):
            return self._teams, self._slack
        return self._slack, self._teams

    def _is_in_teams_alone(self, person: PersonId) -> bool:
        with self._storage.begin(reading=True) as unit:
            there, here = (
                unit.people.whereabouts((person,), chat).get(person) for chat in (Chat.TEAMS, Chat.SLACK)
            )
        return bool(there and there.user) and not (here and here.user)

    def _of(self, channel: str) -> Messenger:
        """19:…@thread.tacv2 and a:… are ids of Teams; Slack's are letters and digits."""
        return self._teams if ":" in channel else self._slack
