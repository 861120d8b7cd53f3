"""The playground as a whole: a workspace behind one loopback address."""

import ipaddress
from collections.abc import Awaitable, Callable
from datetime import datetime

from aiohttp import web

from mirps_bot.playground.answers import Courier
from mirps_bot.playground.api.endpoint import WebApi
from mirps_bot.playground.api.rates import Rates
from mirps_bot.playground.controls import Controls
from mirps_bot.playground.dispatch import Dispatch
from mirps_bot.playground.faults import Faults
from mirps_bot.playground.page import Page
from mirps_bot.playground.patience import Patience
from mirps_bot.playground.person import Person
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.replies import show_reply
from mirps_bot.playground.signed_http import HttpCourier
from mirps_bot.playground.sockets import Goodbye, SocketCourier
from mirps_bot.playground.talk import Talk
from mirps_bot.playground.tickets import ResponseUrls, Triggers
from mirps_bot.playground.timetable import Timetable
from mirps_bot.playground.workspace import Workspace

LARGEST_REQUEST = 64 * 1024**2


class Playground:
    """Speaks Slack's protocols to the bot and serves the page, from start() to stop().

    Payloads go over the bot's sockets if the manifest enables Socket Mode, else as signed requests to
    `request_url`.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        request_url: str | None = None,
        rate_limits: bool = False,
        faults: Faults | None = None,
        on_clock_moved: Callable[[], Awaitable[None]] | None = None,
        next_due: Callable[[], datetime | None] | None = None,
        patience: Patience | None = None,
    ) -> None:
        patience = patience or Patience()
        triggers, self._response_urls = Triggers(patience.trigger), ResponseUrls(patience.response_url)
        self.workspace = workspace
        self._sockets = SocketCourier(patience)
        self._http = HttpCourier(request_url, workspace.secrets, patience)
        courier: Courier = self._sockets if workspace.app.uses_socket_mode else self._http
        self._dispatch = Dispatch(workspace, courier, patience, faults)
        self.talk = Talk(workspace, self._dispatch, triggers, self._response_urls, self._site)
        self.controls = Controls(workspace, self._dispatch, triggers, self._response_urls, self._site)
        self._api = WebApi(
            workspace=workspace,
            triggers=triggers,
            site=self._site,
            open_socket=self._open_socket,
            faults=faults,
            rates=Rates(),
            is_limited=rate_limits,
        )
        timetable = Timetable(workspace, on_clock_moved, next_due)
        self._page = Page(workspace, self.talk, self.controls, timetable)
        self._runner: web.AppRunner | None = None
        self._port = 0
        self._host = ""
        self._stop_listening: Callable[[], None] | None = None

    # --- what callers need to connect -------------------------------------------------------------------

    @property
    def url(self) -> str:
        return f"http://{self._host}:{self._port}"

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        return self.workspace.secrets.bot_token

    @property
    def app_token(self) -> str:
        return self.workspace.secrets.app_token

    @property
    def signing_secret(self) -> str:
        return self.workspace.secrets.signing_secret

    @property
    def rate_limits(self) -> bool:
        return self._api.is_limited

    @rate_limits.setter
    def rate_limits(self, is_limited: bool) -> None:
        self._api.is_limited = is_limited

    @property
    def request_url(self) -> str | None:
        return self._http.request_url

    @request_url.setter
    def request_url(self, address: str | None) -> None:
        self._http.request_url = address

    # --- running ----------------------------------------------------------------------------------------

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listens on a loopback address; port 0 takes a free one. Raises ValueError for any other address."""
        if not ipaddress.ip_address(host).is_loopback:
            raise ValueError("the playground is for this machine alone: give it a loopback address")
        await self._http.start()
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self._host, self._port = self._runner.addresses[0][:2]
        self._stop_listening = self.workspace.listen(self._dispatch.on_change)
        self._dispatch.resume()

    async def stop(self) -> None:
        """Ends every connection. The workspace stays as it is and may be put behind another playground."""
        if self._stop_listening is not None:
            self._stop_listening()
            self._stop_listening = None
        await self._dispatch.stop()
        await self._page.stop()
        await self._sockets.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        await self._http.stop()

    def person(self, user: str) -> Person:
        """A person of the workspace, to act and look as. Raises Refused for a stranger."""
        profile = self.workspace.profile(user)
        return Person(profile.id, self.workspace, self.talk, self.controls, self.until_idle)

    async def until_connected(self) -> None:
        """Returns once the bot has opened a socket."""
        await self._sockets.connected.wait()

    async def until_idle(self) -> None:
        """Returns once nothing is under way to the bot: all was acknowledged or given up for now."""
        await self._dispatch.until_idle()

    async def disconnect_sockets(self, reason: Goodbye = "refresh_requested") -> None:
        """Asks the bot to reconnect, as the platform does now and then."""
        await self._sockets.disconnect(reason)

    def drop_sockets(self) -> None:
        """Cuts the bot's sockets without a word."""
        self._sockets.drop()

    def mute_sockets(self) -> None:
        """Keeps the bot's sockets open, and sends nothing over them any more."""
        self._sockets.mute()

    def _site(self) -> str:
        return self.url

    def _open_socket(self) -> str:
        return f"ws://{self._host}:{self._port}/link?ticket={self._sockets.issue_ticket()}"

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=LARGEST_REQUEST)
        application.router.add_route("*", "/api/{method}", self._api.serve)
        application.router.add_get("/link", self._sockets.serve)
        application.router.add_post("/response/{key}", self._take_response)
        application.router.add_post("/upload/{ticket}", self._take_upload)
        application.router.add_get("/download/{id}", self._give_file)
        self._page.add_to(application)
        return application

    async def _take_response(self, request: web.Request) -> web.Response:
        try:
            place = self._response_urls.use(request.match_info["key"])
        except Refused as refused:
            return web.json_response(refused.as_answer(), status=404)
        try:
            body = await request.json()
            if not isinstance(body, dict):
                raise Refused("invalid_payload")
            show_reply(self.workspace, place, body)
        except ValueError:
            return web.Response(text="invalid_payload", status=400)
        except Refused as refused:
            return web.Response(text=refused.error, status=400)
        return web.Response(text="ok")

    async def _give_file(self, request: web.Request) -> web.Response:
        """Whoever has no right to it is led to where people sign in."""
        is_bot = request.headers.get("Authorization") == f"Bearer {self.bot_token}"
        if not is_bot or "files:read" not in self.workspace.app.scopes:
            raise web.HTTPFound("/")
        try:
            file = self.workspace.files.find(request.match_info["id"])
        except Refused as refused:
            raise web.HTTPNotFound(text=refused.error) from refused
        return web.Response(body=self.workspace.files.content(file.id))

    async def _take_upload(self, request: web.Request) -> web.Response:
        """The content as the body itself, or as the first file of a form."""
        if request.content_type == "multipart/form-data":
            fields = [field for field in (await request.post()).values() if isinstance(field, web.FileField)]
            content = fields[0].file.read() if fields else b""
        else:
            content = await request.read()
        try:
            file = self.workspace.files.receive(request.match_info["ticket"], content)
        except Refused as refused:
            return web.Response(text=refused.error, status=400)
        return web.Response(text=f"OK - {file.size}")
