"""The command line. Exit codes: 0 done, 1 it could not be done, 2 it was asked for in a wrong way."""

import asyncio
import json
import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from mirps_bot.content.reading import ContentError
from mirps_bot.domain.language import Language
from mirps_bot.settings import InvalidSettings, Settings

app = typer.Typer(
    help="The chat bot of the MIRPS Support Platform.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
db = typer.Typer(help="The database.", no_args_is_help=True)
people = typer.Typer(help="The roster.", no_args_is_help=True)
app.add_typer(db, name="db")
app.add_typer(people, name="people")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]

DEMO_FOLDER = Path(".mirps/demo")
DEMO_PORT = 8765


class Face(StrEnum):
    SLACK = "slack"
    TEXT = "text"


class Platform(StrEnum):
    SLACK = "slack"


def main() -> None:
    app()


@app.command()
def run() -> None:
    """Run the bot on Slack, with settings from the environment (deploy/example.env names them)."""
    from mirps_bot.adapters.clock import SystemClock
    from mirps_bot.adapters.slack.settings import InvalidSlackSettings
    from mirps_bot.adapters.sql.storage import SqlStorage
    from mirps_bot.bootstrap import prepare, read_content, serve, slack_settings

    _log_to_stderr()
    with _told_kindly():
        settings = _settings()
        slack = slack_settings(settings)
        try:
            slack.check()
            content = read_content(settings.content)
            storage = SqlStorage(settings.database_url)
            prepare(storage, content)

            async def work() -> None:
                async with serve(slack, storage, content, SystemClock()) as service:
                    logging.getLogger(__name__).info(
                        "ready; health at http://127.0.0.1:%s/healthz", service.port
                    )
                    await _until_told_to_stop()

            asyncio.run(work())
        except InvalidSlackSettings as error:
            _fail(str(error))


@app.command()
def demo(
    folder: Annotated[Path, typer.Option(help="Where the workspace is kept.")] = DEMO_FOLDER,
    port: Annotated[int | None, typer.Option(help="Port of the page.")] = None,
) -> None:
    """Run the bot in a workspace of its own, in the browser."""
    from mirps_bot.demo import open_demo

    _log_to_stderr(logging.WARNING)
    with _told_kindly():
        settings = _settings()
        wanted = port or (settings.port if os.environ.get("MIRPS_PORT") else DEMO_PORT)

        async def work() -> None:
            async with open_demo(folder, port=wanted, content=settings.content) as opened:
                print(_welcome(opened.url, folder), flush=True)
                await _until_told_to_stop()
                print("\nHasta luego. / See you.", flush=True)

        try:
            asyncio.run(work())
        except OSError as error:
            _fail(
                f"Can't open port {wanted} ({error.strerror}). Another one: mirps-bot demo --port {wanted + 1}"
            )


def _welcome(url: str, folder: Path) -> str:
    return f"""
  MIRPS · {url}

  Pruebe / try:
    1  /mirps ayuda                     (help)
    2  /mirps compromisos asilo         (pledges asylum)
    3  /mirps pendientes                (mine): informe con un botón / report with a button
    4  mueva el reloj al próximo recordatorio y responda en su hilo
       (move the clock to the next reminder and reply in its thread)
    5  cambie de persona a Noah Fischer y escriba / become Noah Fischer and type: /mirps digest

  Todo queda en {folder}/ · Ctrl-C para terminar / to stop
"""


@app.command()
def check(as_json: AsJson = False) -> None:
    """Check everything in commands/ and reminders/, and name every fault."""
    from mirps_bot.bootstrap import read_content

    try:
        content = read_content(_settings().content)
    except ContentError as error:
        if as_json:
            print(json.dumps([asdict(each) for each in error.faults], ensure_ascii=False))
        else:
            print(f"{error}\n\n{len(error.faults)} to put right", file=sys.stderr)
        raise typer.Exit(1) from None
    except (FileNotFoundError, InvalidSettings) as error:
        _fail(str(error))
    if as_json:
        print("[]")
    else:
        print(
            f"{content.folder}: {len(content.commands)} commands, {len(content.events)} events, all in order"
        )


@app.command()
def ask(
    words: Annotated[str, typer.Argument(help='What to ask, e.g. "pledges mexico".')],
    as_: Annotated[str | None, typer.Option("--as", help="E-mail address of somebody on the roster.")] = None,
    language: Annotated[
        Language, typer.Option(help="Without --as: the language to answer in.")
    ] = Language.ES,
    as_json: AsJson = False,
) -> None:
    """Ask what could be asked in chat, and print the answer."""
    from mirps_bot.adapters.clock import SystemClock
    from mirps_bot.adapters.console.render import render_text
    from mirps_bot.bot import Bot
    from mirps_bot.dialogue import Call, Place, Shown
    from mirps_bot.domain.person import Actor

    with _told_kindly(), _opened() as (storage, content):
        with storage.begin(reading=True) as unit:
            person = unit.people.by_email(as_) if as_ else None
        if as_ and person is None:
            print(f"{as_} is not on the roster: answering as anybody would be answered.", file=sys.stderr)
        actor = Actor(
            user="console",
            person=person,
            language=person.language if person else language,
            time_zone=person.time_zone if person else "UTC",
        )
        bot = Bot(storage, content, SystemClock())
        answer = bot.handle(Call(actor=actor, words=words, place=Place(channel="console", is_direct=True)))
        if not isinstance(answer, Shown):
            _fail("This opens a form, which needs Slack or the demo: mirps-bot demo")
        print(
            json.dumps(asdict(answer.view), ensure_ascii=False, indent=1)
            if as_json
            else render_text(answer.view)
        )


@app.command()
def plan(
    days: Annotated[int, typer.Option(min=1, max=730)] = 90,
    as_json: AsJson = False,
) -> None:
    """Print the reminders of the next days, without sending any."""
    from mirps_bot.adapters.clock import SystemClock
    from mirps_bot.knowledge import Knowledge
    from mirps_bot.postoffice import plan_due

    with _told_kindly(), _opened() as (storage, content):
        now = SystemClock().now()
        with storage.begin(reading=True) as unit:
            knowledge = Knowledge.gather(content, unit.directory)
            due = plan_due(unit, knowledge, after=now, until=now + timedelta(days=days))
        ordered = sorted(due, key=lambda each: (each.due_at, each.key))
        if as_json:
            print(json.dumps([asdict(each) | {"key": each.key} for each in ordered], default=str))
            return
        for each in ordered:
            print(
                f"{each.due_at:%Y-%m-%d %H:%M} UTC  {each.entity:8} {each.programme} {each.step} of {each.event}"
            )
        print(f"{len(ordered)} reminders in the next {days} days")


@app.command()
def preview(
    name: Annotated[str, typer.Argument(help="A template, e.g. pledges/list or quarterly_meeting/message.")],
    as_: Annotated[Face, typer.Option("--as", help="How it is to look.")] = Face.TEXT,
    language: Annotated[Language, typer.Option()] = Language.ES,
) -> None:
    """Show a template on its example."""
    from mirps_bot.adapters.console.render import render_text
    from mirps_bot.adapters.slack.render import render_message
    from mirps_bot.bootstrap import preview_view, read_content

    with _told_kindly():
        try:
            view = preview_view(read_content(_settings().content), name, language)
        except KeyError as error:
            _fail(str(error.args[0]), code=2)
        if as_ is Face.TEXT:
            print(render_text(view))
        else:
            rendered = render_message(view)
            print(
                json.dumps({"text": rendered.text, "blocks": rendered.blocks}, ensure_ascii=False, indent=1)
            )


@app.command()
def manifest(
    platform: Annotated[Platform, typer.Argument()],
    http: Annotated[
        str | None, typer.Option(help="Public address of /slack/events; without it: Socket Mode.")
    ] = None,
) -> None:
    """Print the manifest to make the app of a platform from."""
    from mirps_bot.bootstrap import read_content

    with _told_kindly():
        content = read_content(_settings().content)
        match platform:
            case Platform.SLACK:
                from mirps_bot.adapters.slack.manifest import manifest_text
                from mirps_bot.manifests import slack_app

                print(manifest_text(slack_app(content, public_url=http)), end="")


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to the shape that this version needs."""
    from mirps_bot.adapters.sql.schema import upgrade
    from mirps_bot.adapters.sql.storage import SqlStorage

    with _told_kindly():
        storage = SqlStorage(_settings().database_url)
        upgrade(storage)
        storage.close()
        print("The database is up to date")


@db.command("seed")
def db_seed() -> None:
    """Load the platform's facts and the calendar. What people reported is never touched."""
    from mirps_bot.adapters.sql.seed import seed
    from mirps_bot.adapters.sql.storage import SqlStorage
    from mirps_bot.bootstrap import read_content
    from mirps_bot.content.facts import load_facts

    with _told_kindly():
        settings = _settings()
        content, facts = read_content(settings.content), load_facts()
        storage = SqlStorage(settings.database_url)
        changed = seed(storage, facts, content.events)
        storage.close()
        what = f"{len(facts.entities)} entities, {len(facts.pledges)} pledges, {len(content.events)} events"
        print(f"{what}: {'loaded' if changed else 'nothing new'}")


@db.command("backup")
def db_backup(to: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Copy a SQLite database while it is in use."""
    import sqlite3

    from rich.progress import Progress

    from mirps_bot.adapters.sql.backup import NotAFile, back_up

    with _told_kindly(), Progress(transient=True) as progress:
        task = progress.add_task("Copying", total=None)
        try:
            back_up(
                _settings().database_url,
                to,
                progress=lambda done, total: progress.update(task, completed=done, total=total),
            )
        except (NotAFile, FileExistsError, sqlite3.Error) as error:
            _fail(str(error))
    print(f"Copied to {to}")


@people.command("import")
def people_import(
    file: Annotated[Path, typer.Argument(help="CSV: email,name,entity,role,language,time_zone")],
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Import the good rows even if others are bad.")
    ] = False,
) -> None:
    """Put people on the roster; somebody whose e-mail address is known is replaced."""
    from mirps_bot.content.roster import read_roster

    with _told_kindly(), _opened() as (storage, _):
        with storage.begin(reading=True) as unit:
            entities = [each.id for each in unit.directory.entities()]
        rows, faults = read_roster(file, entities)
        for each in faults:
            print(each, file=sys.stderr)
        if faults and not (skip_bad and rows):
            _fail(f"{len(faults)} to put right, nothing was imported")
        with storage.begin() as unit:
            new = unit.people.save(rows)
            unit.commit()
        print(f"{len(rows)} people imported, {new} of them new")


# ---- inside --------------------------------------------------------------------------------------


@contextmanager
def _opened() -> Iterator[Any]:
    """The storage, brought up to date, and the content."""
    from mirps_bot.adapters.sql.storage import SqlStorage
    from mirps_bot.bootstrap import prepare, read_content

    settings = _settings()
    content = read_content(settings.content)
    storage = SqlStorage(settings.database_url)
    try:
        prepare(storage, content)
        yield storage, content
    finally:
        storage.close()


@contextmanager
def _told_kindly() -> Iterator[None]:
    """What is wrong with the settings, the content or the database, in words and without a trace."""
    from sqlalchemy.exc import SQLAlchemyError

    from mirps_bot.ports import StorageBusy

    try:
        yield
    except (InvalidSettings, ContentError, FileNotFoundError) as error:
        _fail(str(error))
    except StorageBusy as error:
        _fail(f"The database can't be reached or is locked ({error}). DATABASE_URL says which one it is.")
    except SQLAlchemyError as error:
        _fail(f"The database can't be used: {error}. DATABASE_URL says which one it is.")


def _settings() -> Settings:
    return Settings.read(os.environ)


def _log_to_stderr(level: int = logging.INFO) -> None:
    logging.basicConfig(
        level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr
    )
    for noisy in ("apscheduler", "aiohttp.access", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


async def _until_told_to_stop() -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, told.set)
    await told.wait()


def _fail(message: str, code: int = 1) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(code)
