"""Files that people attach, fetched over real sockets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from slack_sdk.web.async_client import AsyncWebClient
from tests.platforms.world import LUCIA, TOMAS, settings_for, started, workspace

from mirps_bot.adapters.slack.client import open_client
from mirps_bot.adapters.slack.documents import ATTEMPTS, Documents
from mirps_bot.adapters.slack.settings import SlackSettings
from mirps_bot.adapters.vault import FolderVault
from mirps_bot.chat.running import Threads
from mirps_bot.domain.attachment import Attachment, Coming, Document, FileState, MediaType
from mirps_bot.domain.ids import EntityId, PersonId, UpdateId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor, Person, Role
from mirps_bot.playground import Playground

PDF = b"%PDF-1.7\n%%EOF\n"
AUTHOR = PersonId(7)
COMING = Coming(
    update=UpdateId(41),
    attachment=Attachment(id="F012", name="informe.pdf"),
    author=AUTHOR,
    attached_at=datetime(2026, 11, 24, tzinfo=UTC),
    attempt=1,
)


class Desk:
    """Hands out each file once, and remembers what became of it."""

    def __init__(self, *coming: Coming) -> None:
        self._coming = list(coming)
        self.settled: list[Document] = []

    def recognise(self, user: str) -> Actor | None:
        if user != LUCIA:
            return None
        person = Person(
            id=AUTHOR,
            email="lucia@example.org",
            name="Lucía",
            entity=EntityId("mx"),
            role=Role.FOCAL_POINT,
            language=Language.ES,
            time_zone="UTC",
        )
        return Actor(user=user, person=person, language=person.language, time_zone="UTC")

    def take_file(self) -> Coming | None:
        return self._coming.pop() if self._coming else None

    def settle_file(self, coming: Coming, document: Document) -> None:
        assert coming.update == COMING.update
        self.settled.append(document)


async def fetched(client: AsyncWebClient, folder: Path, coming: Coming) -> list[Document]:
    """What became of it by the time that there is nothing more to do."""
    desk, threads, idle = Desk(coming), Threads(), asyncio.Event()
    loop = asyncio.get_running_loop()
    take = desk.take_file

    def take_or_rest() -> Coming | None:
        found = take()
        if found is None:
            loop.call_soon_threadsafe(idle.set)
        return found

    desk.take_file = take_or_rest  # type: ignore[method-assign]
    documents = Documents(desk, client, FolderVault(folder), threads, on_work=lambda: None)
    running = asyncio.create_task(documents.run())
    try:
        async with asyncio.timeout(20):
            await idle.wait()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        threads.close()
    return desk.settled


def of(id_: str, *, attempt: int = 1) -> Coming:
    return replace(COMING, attachment=Attachment(id=id_, name="informe.pdf"), attempt=attempt)


# ---- a workspace like Slack's --------------------------------------------------------------------


async def in_workspace(folder: Path, content: bytes, *, by: str = LUCIA) -> list[Document]:
    async with started(Playground(workspace("socket"))) as playground:
        file = playground.person(by).attaches("informe.pdf", content)
        async with open_client(settings_for(playground, "socket")) as client:
            return await fetched(client, folder, of(file))


async def test_file_of_its_author_is_fetched_and_kept(tmp_path: Path) -> None:
    (kept,) = await in_workspace(tmp_path / "files", PDF)
    assert (kept.state, kept.media_type, kept.size) == (FileState.KEPT, MediaType.PDF, len(PDF))
    assert FolderVault(tmp_path / "files").read(str(kept.sha256)) == PDF


async def test_program_named_like_a_document_is_not_kept(tmp_path: Path) -> None:
    (refused,) = await in_workspace(tmp_path / "files", b"MZ\x90\x00" + b"\x00" * 90)
    assert refused.state is FileState.WRONG_TYPE


async def test_file_of_somebody_else_is_not_fetched(tmp_path: Path) -> None:
    (refused,) = await in_workspace(tmp_path / "files", PDF, by=TOMAS)
    assert refused.state is FileState.NOT_ARRIVED
    assert not (tmp_path / "files").exists()


async def test_download_leads_elsewhere_without_the_bots_token() -> None:
    async with started(Playground(workspace("socket"))) as playground:
        file = playground.person(LUCIA).attaches("informe.pdf", PDF)
        async with open_client(settings_for(playground, "socket")) as client:
            assert client.session is not None
            address = f"{playground.url}/download/{file}"
            stranger = {"Authorization": "Bearer xoxb-of-nobody"}
            async with client.session.get(address, headers=stranger, allow_redirects=False) as answer:
                assert answer.status == 302


# ---- a Slack that misbehaves ---------------------------------------------------------------------


class OddSlack:
    """Describes one file as it is told to, and counts what is downloaded of it."""

    def __init__(self) -> None:
        self.described: dict[str, object] = {"user": LUCIA, "size": len(PDF)}
        self.address = "/file"
        self.status = 200
        self.requests: list[str | None] = []

    async def info(self, request: web.Request) -> web.Response:
        address = self.address if "://" in self.address else f"http://{request.host}{self.address}"
        return web.json_response({"ok": True, "file": self.described | {"url_private_download": address}})

    async def file(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request.headers.get("Authorization"))
        return web.Response(body=PDF, status=self.status, headers={"Location": "/elsewhere"})

    async def endless(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request.headers.get("Authorization"))
        response = web.StreamResponse()
        await response.prepare(request)
        while request.transport is not None and not request.transport.is_closing():
            await response.write(b"%PDF-1.7" + b" " * 65_528)
        return response


@asynccontextmanager
async def odd_slack(odd: OddSlack) -> AsyncIterator[AsyncWebClient]:
    application = web.Application()
    application.router.add_get("/api/files.info", odd.info)
    application.router.add_get("/file", odd.file)
    application.router.add_get("/elsewhere", odd.file)
    application.router.add_get("/endless", odd.endless)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    try:
        settings = SlackSettings(bot_token="xoxb-1", api_url=f"http://127.0.0.1:{port}/api/")
        async with open_client(settings) as client:
            yield client
    finally:
        await runner.cleanup()


async def test_gigabyte_is_refused_by_its_description_alone(tmp_path: Path) -> None:
    odd = OddSlack()
    odd.described["size"] = 1024**3
    async with odd_slack(odd) as client:
        (refused,) = await fetched(client, tmp_path, COMING)
    assert (refused.state, odd.requests) == (FileState.TOO_LARGE, [])


async def test_stream_without_an_end_is_cut_off(tmp_path: Path) -> None:
    odd = OddSlack()
    odd.address = "/endless"
    async with odd_slack(odd) as client:
        (refused,) = await fetched(client, tmp_path / "files", COMING)
    assert refused.state is FileState.TOO_LARGE
    assert not (tmp_path / "files").exists()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/file",
        "https://evil.example/file",
        "http://user@127.0.0.1/file",
        "http://files.slack.com/file",
        "https://user@files.slack.com/file",
        "https://files.slack.com:8443/file",
        "https://files.slack.com.evil.example/file",
        "file:///etc/passwd",
        "http://[",
    ],
)
async def test_token_goes_nowhere_but_to_slack(tmp_path: Path, address: str) -> None:
    odd = OddSlack()
    odd.address = address
    async with odd_slack(odd) as client:
        (refused,) = await fetched(client, tmp_path, COMING)
    assert (refused.state, odd.requests) == (FileState.NOT_ARRIVED, [])


class Nowhere(AbstractResolver):
    """Knows no name, and notes which it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        self.asked.append((host, port))
        raise OSError("not known")

    async def close(self) -> None:
        pass


async def test_file_is_fetched_from_slack_when_its_description_came_through_a_gateway(tmp_path: Path) -> None:
    odd, names = OddSlack(), Nowhere()
    odd.address = "https://files.slack.com/files-pri/T01-F012/informe.pdf"
    connector = aiohttp.TCPConnector(resolver=names)
    async with odd_slack(odd) as client, aiohttp.ClientSession(connector=connector) as session:
        client.session = session
        assert await fetched(client, tmp_path, COMING) == []

    assert names.asked == [("files.slack.com", 443)]


@pytest.mark.parametrize("status", [302, 403, 404])
async def test_refused_download_is_followed_nowhere(tmp_path: Path, status: int) -> None:
    odd = OddSlack()
    odd.status = status
    async with odd_slack(odd) as client:
        (refused,) = await fetched(client, tmp_path, COMING)
    assert (refused.state, odd.requests) == (FileState.NOT_ARRIVED, ["Bearer xoxb-1"])


async def test_trouble_that_may_pass_leaves_the_file_for_later(tmp_path: Path) -> None:
    odd = OddSlack()
    odd.status = 503
    async with odd_slack(odd) as client:
        assert await fetched(client, tmp_path, COMING) == []
        (given_up,) = await fetched(client, tmp_path, of("F012", attempt=ATTEMPTS))
    assert given_up.state is FileState.NOT_ARRIVED


async def test_folder_that_can_not_be_written_loses_nothing_at_first(tmp_path: Path) -> None:
    in_the_way = tmp_path / "files"
    in_the_way.write_text("no folder")
    async with odd_slack(OddSlack()) as client:
        assert await fetched(client, in_the_way, COMING) == []
        (given_up,) = await fetched(client, in_the_way, of("F012", attempt=ATTEMPTS))
    assert given_up.state is FileState.NOT_ARRIVED
