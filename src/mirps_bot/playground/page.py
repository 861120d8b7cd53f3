"""The page: its files, its requests and its live connection. For browsers on this machine alone."""

import json
from collections.abc import Awaitable, Callable
from importlib import resources
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from mirps_bot.playground.acts import perform
from mirps_bot.playground.controls import Controls
from mirps_bot.playground.conversation import Conversation
from mirps_bot.playground.live import Viewer
from mirps_bot.playground.notices import notice
from mirps_bot.playground.refusals import Notice, Refused
from mirps_bot.playground.sight import messages_seen, thread_seen, world_seen
from mirps_bot.playground.talk import Talk
from mirps_bot.playground.timetable import Timetable
from mirps_bot.playground.wire import Json, encode
from mirps_bot.playground.workspace import Workspace

STATIC = Path(str(resources.files("mirps_bot.playground"))) / "static"
GUARDED = ("/page/", "/static/", "/files/")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class Page:
    def __init__(self, workspace: Workspace, talk: Talk, controls: Controls, timetable: Timetable) -> None:
        self._workspace = workspace
        self._talk = talk
        self._controls = controls
        self._timetable = timetable
        self._viewers: set[Viewer] = set()

    def add_to(self, application: web.Application) -> None:
        application.middlewares.append(guard)
        router = application.router
        router.add_get("/", self._index)
        router.add_static("/static", STATIC)
        router.add_get("/files/{id}", self._file)
        router.add_get("/page/world", _answering(self._world))
        router.add_get("/page/channel", _answering(self._channel))
        router.add_get("/page/thread", _answering(self._thread))
        router.add_get("/page/clock", _answering(self._clock))
        router.add_post("/page/clock", _answering(self._move_clock))
        router.add_post("/page/act", _answering(self._act))
        router.add_post("/page/file", _answering(self._attach))
        router.add_get("/page/live", self._live)

    async def stop(self) -> None:
        for viewer in tuple(self._viewers):
            await viewer.close()

    async def _index(self, _request: web.Request) -> web.FileResponse:
        return web.FileResponse(STATIC / "index.html")

    async def _file(self, request: web.Request) -> web.Response:
        file = self._workspace.files.find(request.match_info["id"])
        described = file.as_object("")
        is_picture = described["mimetype"] in ("image/png", "image/jpeg", "image/gif")
        disposition = "inline" if is_picture else "attachment"
        return web.Response(
            body=self._workspace.files.content(file.id),
            content_type=described["mimetype"],
            headers={"Content-Disposition": disposition},
        )

    async def _world(self, request: web.Request) -> Json:
        user = request.query.get("person") or next(iter(self._workspace.profiles), "")
        return world_seen(self._workspace, user, self._timetable.shown())

    async def _channel(self, request: web.Request) -> Json:
        user, query = request.query.get("person", ""), request.query
        conversation = self._of_person(user, query.get("channel", ""))
        limit = query.get("limit", "50")
        if not limit.isdigit() or not 1 <= int(limit) <= 1000:
            raise Refused("invalid_arguments")
        found, has_more = messages_seen(
            self._workspace, user, conversation, query.get("before") or None, int(limit)
        )
        return {"messages": found, "has_more": has_more}

    async def _thread(self, request: web.Request) -> Json:
        user, query = request.query.get("person", ""), request.query
        conversation = self._of_person(user, query.get("channel", ""))
        return {"messages": thread_seen(self._workspace, user, conversation, query.get("ts", ""))}

    async def _clock(self, _request: web.Request) -> Json:
        return self._timetable.shown()

    async def _move_clock(self, request: web.Request) -> Json:
        body = await _read_object(request)
        await self._timetable.move(str(body.get("to")), self._workspace.profile(str(body.get("person"))))
        return self._timetable.shown()

    async def _act(self, request: web.Request) -> Json:
        body = await _read_object(request)
        self._check_account(str(body.get("person")))
        return {"ok": True, **await perform(body, self._talk, self._controls)}

    async def _attach(self, request: web.Request) -> Json:
        """The content as the body itself: no form of another site sends one of this type."""
        if request.content_type != "application/octet-stream":
            raise Refused("invalid_arguments")
        name = request.query.get("name", "")
        self._check_account(request.query.get("person", ""))
        return {
            "ok": True,
            "id": self._talk.attach(request.query.get("person", ""), name, await request.read()),
        }

    async def _live(self, request: web.Request) -> web.WebSocketResponse:
        profile = self._workspace.profile(request.query.get("person", ""))
        viewer = Viewer(self._workspace, profile.id, self._timetable)
        self._viewers.add(viewer)
        try:
            return await viewer.serve(request)
        finally:
            self._viewers.discard(viewer)

    def _check_account(self, user: str) -> None:
        person = self._workspace.profile(user)
        if person.is_deactivated:
            raise notice("deactivated", person.locale)

    def _of_person(self, user: str, channel: str) -> Conversation:
        conversation = self._workspace.conversation(channel)
        if self._workspace.profile(user).id not in conversation.members:
            raise Refused("not_in_channel")
        return conversation


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses requests for the page that another site's page or name sent here."""
    if request.path != "/" and not request.path.startswith(GUARDED):
        return await handler(request)
    own = _own_addresses(request)
    if request.host not in own or request.headers.get("Origin", f"http://{request.host}") not in own.values():
        raise web.HTTPForbidden(text="this page is for this machine alone")
    try:
        response = await handler(request)
    except Refused as refused:
        raise web.HTTPNotFound(text=refused.error) from refused
    if not response.prepared:
        response.headers.update(HEADERS)
    return response


def _own_addresses(request: web.Request) -> dict[str, str]:
    """The names under which this page may be asked for, each with the origin its own requests carry."""
    address, port = request.get_extra_info("sockname")[:2]
    names = (f"[{address}]" if ":" in address else address, "localhost")
    return {f"{name}:{port}": f"http://{name}:{port}" for name in names}


def _answering(work: Callable[[web.Request], Awaitable[Json]]) -> Handler:
    """Answers as JSON: what the work returns, or why it did not succeed."""

    async def answer(request: web.Request) -> web.Response:
        try:
            body = await work(request)
        except Notice as told:
            body = {"ok": False, "error": told.text}
        except Refused as refused:
            body = refused.as_answer()
        status = 400 if body.get("ok") is False and request.method == "GET" else 200
        return web.Response(text=encode(body), status=status, content_type="application/json")

    return answer


async def _read_object(request: web.Request) -> Json:
    """Raises Refused unless the body is a JSON object sent as such, which no form of another site can do."""
    if request.content_type != "application/json":
        raise Refused("invalid_json")
    try:
        body = json.loads(await request.text())
    except ValueError:
        raise Refused("invalid_json") from None
    if not isinstance(body, dict):
        raise Refused("json_not_object")
    try:
        encode(body).encode()
    except UnicodeEncodeError:  # half of a character
        raise Refused("invalid_json") from None
    return body
