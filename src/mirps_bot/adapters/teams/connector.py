"""The calls to Teams, and what its answers mean for a message that is owed."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from urllib.parse import quote

import aiohttp

from mirps_bot.adapters.teams import limits
from mirps_bot.adapters.teams.inert import Json
from mirps_bot.ports import Conversation, NotSent, OutcomeUnknown, Refused, Throttled

TIMEOUT = aiohttp.ClientTimeout(total=15, sock_connect=5)

_TRIED_AGAIN = frozenset({408, 412, 502, 503, 504})
"""Microsoft's word: nothing was done, and the same call may be made again."""
_WAIT_FOR_SOMEBODY = timedelta(minutes=5)


class Gone(Refused):
    """The bot is not there any more, or may not write there; or there is no such thing."""


class Connector:
    """No call is repeated by itself: a repeated message would be a second one. Every method raises NotSent, Throttled
    and Refused; `post` and `open_direct` also OutcomeUnknown.
    """

    def __init__(self, session: aiohttp.ClientSession, token: Callable[[], Awaitable[str]]) -> None:
        self._session = session
        self._token = token

    async def post(self, to: Conversation, activity: Json, *, thread: str | None = None) -> str:
        """The id of the new message. In a channel without a thread it begins one."""
        channel = f"{to.channel};messageid={thread}" if thread else to.channel
        answer = await self._call("POST", to, f"conversations/{_part(channel)}/activities", activity)
        return str(answer.get("id") or "")

    async def put(self, to: Conversation, message: str, activity: Json) -> None:
        """Harmless to repeat, so a lost answer is only a reason to try again."""
        path = f"conversations/{_part(to.channel)}/activities/{_part(message)}"
        await self._call("PUT", to, path, activity | {"id": message})

    async def member(self, of: Conversation, user: str) -> Json:
        """Somebody of a conversation, with their address."""
        return await self._call("GET", of, f"conversations/{_part(of.channel)}/members/{_part(user)}")

    async def channels(self, team: Conversation) -> list[Json]:
        answer = await self._call("GET", team, f"teams/{_part(team.channel)}/conversations")
        return list(answer.get("conversations") or ())

    async def open_direct(self, near: Conversation, user: str, *, bot: str, tenant: str) -> str:
        """The direct messages of somebody who is met `near`; the same each time."""
        wanted = {
            "bot": {"id": bot},
            "members": [{"id": user}],
            "isGroup": False,
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        return str((await self._call("POST", near, "conversations", wanted)).get("id") or "")

    async def _call(self, method: str, at: Conversation, path: str, body: Json | None = None) -> Json:
        headers = {"Authorization": f"Bearer {await self._signed()}"}
        changes = method == "POST"
        try:
            async with self._session.request(
                method, f"{at.service_url}/v3/{path}", json=body, headers=headers, timeout=TIMEOUT
            ) as answer:
                if answer.status >= 400:
                    raise _meaning(answer, changes=changes)
                found = await answer.json(content_type=None)
                return found if isinstance(found, dict) else {}
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent(f"Teams can't be reached: {type(error).__name__}") from error
        except (aiohttp.ClientError, TimeoutError, ConnectionError, ValueError) as error:
            lost = f"Teams' answer got lost: {type(error).__name__}"
            raise (OutcomeUnknown(lost) if changes else NotSent(lost)) from error

    async def _signed(self) -> str:
        try:
            return await self._token()
        except Exception as error:  # the library tells of a wrong secret and of a lost network in many ways
            raise NotSent(f"no token for Teams: {type(error).__name__}", _WAIT_FOR_SOMEBODY) from error


def _meaning(answer: aiohttp.ClientResponse, *, changes: bool) -> Exception:
    name = f"Teams answers {answer.status}"
    match answer.status:
        case 429:
            return Throttled(name, _pause(answer.headers.get("Retry-After", "")))
        case 403 | 404:
            return Gone(name)
        case 401:
            return NotSent(name, _WAIT_FOR_SOMEBODY)
        case status if status in _TRIED_AGAIN:
            return NotSent(name)
        case status if status >= 500:
            return OutcomeUnknown(name) if changes else NotSent(name)
        case _:
            return Refused(name)


def _pause(text: str) -> timedelta:
    return timedelta(seconds=int(text)) if text.isdecimal() else limits.PAUSE


def _part(name: str) -> str:
    """One part of a path, whatever stands in it."""
    return quote(name, safe="")
