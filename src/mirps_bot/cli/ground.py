"""What every command stands on: settings, content and storage, and kind words when one of them fails."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from mirps_bot.content.reading import ContentError
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor
from mirps_bot.settings import InvalidSettings, Settings

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]

STREAM = Path("-")
"""Instead of a file: what is typed or piped in, or printed."""


@contextmanager
def opened(*, to_look: bool = False) -> Iterator[Any]:
    """The storage, brought up to date, and the content. What the demo put there stays. What is only opened `to_look`
    keeps its own facts and calendar, unless it is new.
    """
    from mirps_bot.adapters.sql.schema import is_new
    from mirps_bot.adapters.sql.storage import SqlStorage
    from mirps_bot.bootstrap import prepare, read_content

    told = settings()
    content = read_content(told.content)
    storage = SqlStorage(told.database_url)
    try:
        if not to_look or is_new(storage):
            prepare(storage, content, None)
        yield storage, content
    finally:
        storage.close()


@contextmanager
def opened_as_copy() -> Iterator[Any]:
    """The storage, a copy of it in memory with this content's facts and calendar, and the content: what is only looked
    at leaves the storage's own calendar as it is.
    """
    from mirps_bot.adapters.sql.copying import copy_in_memory
    from mirps_bot.adapters.sql.schema import upgrade
    from mirps_bot.adapters.sql.storage import SqlStorage
    from mirps_bot.bootstrap import prepare, read_content

    told = settings()
    content = read_content(told.content)
    storage = SqlStorage(told.database_url)
    try:
        upgrade(storage)
        copy = copy_in_memory(storage)
        prepare(copy, content, None)
        yield storage, copy, content
        copy.close()
    finally:
        storage.close()


def actor_of(storage: Any, email: str | None, language: Language) -> Actor:
    """Whoever asks on the command line; anybody, in this language, if they are not on the roster."""
    with storage.begin(reading=True) as unit:
        person = unit.people.by_email(email) if email else None
    if email and person is None:
        print(f"{email} is not on the roster: answering as anybody would be answered.", file=sys.stderr)
    return Actor(
        user="console",
        person=person,
        language=person.language if person else language,
        time_zone=person.time_zone if person else "UTC",
    )


@contextmanager
def told_kindly() -> Iterator[None]:
    """What is wrong with the settings, the content or the database, in words and without a trace."""
    from sqlalchemy.exc import SQLAlchemyError

    from mirps_bot.adapters.sql.schema import NewerDatabase, OlderDatabase
    from mirps_bot.ports import StorageBusy

    try:
        yield
    except InvalidSettings as error:
        fail(str(error), code=2)
    except (ContentError, FileNotFoundError, NewerDatabase, OlderDatabase) as error:
        fail(str(error))
    except StorageBusy as error:
        fail(f"The database can't be reached or is locked ({error}). DATABASE_URL says which one it is.")
    except SQLAlchemyError as error:
        fail(
            f"The database can't be used: {getattr(error, 'orig', error)}. DATABASE_URL says which one it is."
        )


def settings() -> Settings:
    return Settings.read(os.environ)


async def until_told_to_stop() -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, told.set)
    await told.wait()


def fail(message: str, code: int = 1) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(code)
