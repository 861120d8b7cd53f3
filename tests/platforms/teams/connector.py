"""A small Teams: it takes what the bot sends as the Bot Framework's connector does, and brings what people do."""

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import aiohttp
import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from tests.changes import Changes
from tests.platforms.teams.cards import check_card, parts_of

from mirps_bot.adapters.teams.credentials import Credentials, proof_for
from mirps_bot.adapters.teams.settings import TeamsSettings

Json = dict[str, Any]

CLIENT, TENANT = "11111111-2222-3333-4444-555555555555", "99999999-8888-7777-6666-555555555555"
SETTINGS = TeamsSettings(client_id=CLIENT, client_secret="secret", tenant_id=TENANT)
BOT = {"id": SETTINGS.bot, "name": "MIRPS"}
TEAM, ROOM = "19:team@thread.tacv2", "19:secretaria@thread.tacv2"
PATIENCE = 20.0


@dataclass
class Message:
    channel: str
    id: str
    card: Json
    summary: str
    thread: str | None = None
    edits: int = 0

    @property
    def text(self) -> str:
        """What stands on the card, line by line."""
        lines = []
        for part in parts_of(self.card):
            match part["type"]:
                case "RichTextBlock":
                    lines.append("".join(run["text"] for run in part["inlines"]))
                case "ActionSet":
                    lines.append(" ".join(f"[{each['title']}]" for each in part["actions"]))
                case kind if kind.startswith("Input."):
                    lines.append(f"{part['label']}: {part.get('value', '')}")
                case _:
                    pass
        return "\n".join(lines)

    def actions(self) -> dict[str, Json]:
        return {
            part["title"]: part["data"] for part in parts_of(self.card) if part["type"] == "Action.Submit"
        }

    def inputs(self) -> dict[str, Json]:
        return {
            part["id"].removeprefix("field_"): part
            for part in parts_of(self.card)
            if part["type"].startswith("Input.")
        }


@dataclass
class User:
    id: str
    name: str
    email: str
    locale: str = "es-MX"
    zone: str = "America/Mexico_City"
    tenant: str = TENANT

    @property
    def channel(self) -> str:
        return f"a:{self.id}"


@dataclass
class Trouble:
    """What the next call is answered with instead; with `after`, once it has done what it was asked to."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    after: bool = False


class Teams:
    """`url` is where the bot takes messages. Every card is checked as it comes in."""

    def __init__(self) -> None:
        self.users: dict[str, User] = {}
        self.installed: set[str] = set()
        """Users who have the bot among their apps, or could."""
        self.messages: list[Message] = []
        self.troubles: list[Trouble] = []
        self.calls: list[str] = []
        self.url = ""
        self.base = ""
        self._numbers = itertools.count(1_700_000_000_001)
        self.changes = Changes(patience=PATIENCE)
        self.until = self.changes.until
        self._runner: web.AppRunner | None = None
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    async def start(self) -> None:
        site = web.Application()
        v3 = "/amer/v3"
        site.router.add_get("/v1/.well-known/keys", self._keys)
        site.router.add_post(f"{v3}/conversations", self._open)
        site.router.add_post(f"{v3}/conversations/{{channel}}/activities", self._post)
        site.router.add_put(f"{v3}/conversations/{{channel}}/activities/{{message}}", self._put)
        site.router.add_get(f"{v3}/conversations/{{channel}}/members/{{user}}", self._member)
        site.router.add_get(f"{v3}/teams/{{team}}/conversations", self._channels)
        self._runner = web.AppRunner(site, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()

    @property
    def service_url(self) -> str:
        return f"{self.base}/amer/"

    @property
    def credentials(self) -> Credentials:
        """The library's proof, with this Teams' keys in the place of Microsoft's."""
        from microsoft_teams.api.auth.cloud_environment import PUBLIC

        metadata = f"{self.base}/v1/.well-known/openidconfiguration"

        async def token() -> str:
            return "the-bot"

        return Credentials(
            proves=proof_for(CLIENT, replace(PUBLIC, openid_metadata_url=metadata)), token=token
        )

    def token(self, **claims: object) -> str:
        now = datetime.now(UTC)
        standard = {
            "iss": "https://api.botframework.com",
            "aud": CLIENT,
            "serviceurl": self.service_url,
            "iat": now,
            "exp": now + timedelta(hours=1),
        }
        return jwt.encode(standard | claims, self._key, algorithm="RS256", headers={"kid": "one"})

    # ---- what people do

    def user(self, name: str, email: str, **more: str) -> "Person":
        user = User(id=f"29:{name}", name=name, email=email, **more)
        self.users[user.id] = user
        return Person(self, user)

    async def deliver(self, activity: Json, *, token: str | None = None) -> tuple[int, str]:
        headers = {"Authorization": f"Bearer {self.token() if token is None else token}"}
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.url, json=activity, headers=headers if token != "" else {}) as answer,
        ):
            return answer.status, await answer.text()

    def activity(self, user: User, kind: str, **more: object) -> Json:
        return {
            "type": kind,
            "id": str(next(self._numbers)),
            "serviceUrl": self.service_url,
            "channelId": "msteams",
            "from": {"id": user.id, "name": user.name, "aadObjectId": user.id},
            "recipient": BOT,
            "conversation": {"id": user.channel, "conversationType": "personal", "tenantId": user.tenant},
            "channelData": {"tenant": {"id": user.tenant}},
            "locale": user.locale,
            "entities": [{"type": "clientInfo", "locale": user.locale, "timezone": user.zone}],
        } | more

    # ---- what the bot calls

    async def _keys(self, _: web.Request) -> web.Response:
        own = json.loads(RSAAlgorithm.to_jwk(self._key.public_key()))
        return web.json_response({"keys": [own | {"kid": "one", "use": "sig"}]})

    async def _open(self, request: web.Request) -> web.StreamResponse:
        wanted = await request.json()
        (member,) = wanted["members"]
        assert wanted["tenantId"] == TENANT
        if member["id"] not in self.installed:
            return self._answer(request, {}, status=403)
        return self._answer(request, {"id": self.users[member["id"]].channel})

    async def _post(self, request: web.Request) -> web.StreamResponse:
        channel, _, thread = request.match_info["channel"].partition(";messageid=")
        activity = await request.json()
        message = self._message(channel, str(next(self._numbers)), activity)
        message.thread = thread or None
        return self._answer(request, {"id": message.id}, then=lambda: self.messages.append(message))

    async def _put(self, request: web.Request) -> web.StreamResponse:
        found = [each for each in self.messages if each.id == request.match_info["message"]]
        if not found:
            return self._answer(request, {}, status=404)
        anew = self._message(found[0].channel, found[0].id, await request.json())

        def change() -> None:
            found[0].card, found[0].summary = anew.card, anew.summary
            found[0].edits += 1

        return self._answer(request, {"id": found[0].id}, then=change)

    async def _member(self, request: web.Request) -> web.StreamResponse:
        user = self.users.get(request.match_info["user"])
        if user is None:
            return self._answer(request, {}, status=404)
        described = {"id": user.id, "name": user.name, "email": user.email, "tenantId": user.tenant}
        return self._answer(request, described)

    async def _channels(self, request: web.Request) -> web.StreamResponse:
        return self._answer(
            request, {"conversations": [{"id": TEAM}, {"id": ROOM, "name": "MIRPS-Secretaria"}]}
        )

    def _message(self, channel: str, id: str, activity: Json) -> Message:
        (attached,) = activity["attachments"]
        check_card(attached["content"])
        return Message(channel=channel, id=id, card=attached["content"], summary=activity["summary"])

    def _answer(
        self,
        request: web.Request,
        body: Json,
        *,
        status: int = 200,
        then: Callable[[], object] = lambda: None,
    ) -> web.StreamResponse:
        self.calls.append(f"{request.method} {request.path}")
        trouble = self.troubles.pop(0) if self.troubles else None
        if request.headers.get("Authorization") != "Bearer the-bot":
            return web.Response(status=401)
        if trouble and not trouble.after:
            self.changes.note()
            return web.Response(status=trouble.status, headers=trouble.headers)
        if status == 200:
            then()
        self.changes.note()
        if trouble and request.transport is not None:
            request.transport.abort()
        return web.json_response(body, status=status)


class Person:
    """Somebody in Teams, in the words of a story."""

    def __init__(self, teams: Teams, user: User) -> None:
        self.teams = teams
        self.user = user

    @property
    def inbox(self) -> list[Message]:
        return [each for each in self.teams.messages if each.channel == self.user.channel]

    async def adds_the_app(self) -> None:
        self.teams.installed.add(self.user.id)
        await self._does("installationUpdate", action="add")

    async def removes_the_app(self) -> None:
        self.teams.installed.discard(self.user.id)
        await self._does("installationUpdate", action="remove")

    async def says(self, text: str, *, quoting: Message | None = None) -> Json:
        more: Json = {}
        if quoting:
            quoted = {"type": "quotedReply", "quotedReply": {"messageId": quoting.id}}
            more = {"entities": [quoted]}
            text = f'<quoted messageId="{quoting.id}"/> {text}'
        return await self._does("message", text=text, textFormat="plain", **more)

    async def mentions(self, text: str, *, thread: str = "1699999999999") -> Json:
        """In a channel of the team."""
        mention = {"type": "mention", "mentioned": BOT, "text": "<at>MIRPS</at>"}
        return await self._does(
            "message",
            text=f"<at>MIRPS</at>&nbsp;{text}",
            entities=[mention],
            conversation={
                "id": f"{ROOM};messageid={thread}",
                "conversationType": "channel",
                "tenantId": self.user.tenant,
            },
            channelData={"team": {"id": TEAM}, "channel": {"id": ROOM}, "tenant": {"id": self.user.tenant}},
        )

    async def presses(self, label: str, on: Message | None = None, **typed: str) -> Json:
        """A button, with what is typed in the card's fields: what stands in them where nothing is said of it."""
        message = on or next(each for each in reversed(self.inbox) if label in each.actions())
        data = message.actions()[label]
        inputs = {f"field_{key}": each.get("value", "") for key, each in message.inputs().items()}
        entered = {f"field_{key}": value for key, value in typed.items()}
        assert set(entered) <= set(inputs), (sorted(inputs), sorted(entered))
        filled = {key: value for key, value in (inputs | entered).items() if value}
        return await self._does("message", text="", value=data | filled, replyToId=message.id)

    async def reads(self, words: str) -> Message:
        """The newest message of the own chat that says this, once it has come."""
        return await self.teams.until(
            lambda: next((each for each in reversed(self.inbox) if words in each.text), None)
        )

    async def _does(self, kind: str, **more: object) -> Json:
        activity = self.teams.activity(self.user, kind, **more)
        status, _ = await self.teams.deliver(activity)
        assert status == 200
        return activity


def path(channel: str) -> str:
    return f"POST /amer/v3/conversations/{quote(channel, safe='')}/activities"
