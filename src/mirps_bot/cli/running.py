"""Running the bot: on Slack and Teams, and in a workspace of its own."""

import asyncio
import gc
import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from mirps_bot.cli.ground import fail, settings, told_kindly, until_told_to_stop
from mirps_bot.cli.logs import write_log

DEMO_FOLDER = Path(".mirps/demo")
DEMO_PORT = 8765
_NOWHERE = (
    "Neither SLACK_BOT_TOKEN nor TEAMS_CLIENT_ID is set, so the bot has nowhere to live. "
    "deploy/example.env tells where they are found; mirps-bot demo runs without either."
)


def run() -> None:
    """Run the bot on Slack, on Teams or on both, with settings from the environment (deploy/example.env names them)."""
    from mirps_bot.adapters.clock import SystemClock
    from mirps_bot.adapters.mail.settings import InvalidMailSettings
    from mirps_bot.adapters.slack.settings import InvalidSlackSettings
    from mirps_bot.adapters.sql.storage import SqlStorage
    from mirps_bot.adapters.teams.settings import InvalidTeamsSettings
    from mirps_bot.bootstrap import (
        mail_settings,
        prepare,
        read_content,
        serve,
        slack_settings,
        teams_settings,
    )

    with told_kindly():
        told = settings()
        write_log(sys.stderr, as_json=told.logs_json)
        slack, teams = slack_settings(told), teams_settings(told)
        if slack is None and teams is None:
            fail(_NOWHERE, code=2)
        try:
            for each in (slack, teams):
                if each:
                    each.check()
            mail = mail_settings(told)
        except (InvalidSlackSettings, InvalidTeamsSettings, InvalidMailSettings) as error:
            fail(str(error), code=2)
        try:
            content = read_content(told.content)
            storage = SqlStorage(told.database_url)
            prepare(storage, content)

            async def work() -> None:
                async with serve(
                    slack,
                    storage,
                    content,
                    SystemClock(),
                    teams=teams,
                    files=told.files,
                    host=told.host,
                    port=told.port,
                    public_url=told.public_url,
                    mail=mail,
                ) as service:
                    logging.getLogger(__name__).info(
                        "ready; how it is doing: http://127.0.0.1:%s/readyz", service.port
                    )
                    _keep_what_is_there()
                    await until_told_to_stop()

            try:
                asyncio.run(work())
            except OSError as error:
                fail(
                    f"Can't listen at {told.host}:{told.port} ({error.strerror}). MIRPS_HOST and MIRPS_PORT say where."
                )
        except (InvalidSlackSettings, InvalidTeamsSettings) as error:  # what the platform itself says of them
            fail(str(error))


def _keep_what_is_there() -> None:
    """What was read at the start lives as long as the process: the garbage collector need not look through it again."""
    gc.collect()
    gc.freeze()


def demo(
    folder: Annotated[Path, typer.Option(help="Where the workspace is kept.")] = DEMO_FOLDER,
    port: Annotated[int | None, typer.Option(help="Port of the page.")] = None,
) -> None:
    """Run the bot in a workspace of its own, in the browser."""
    from mirps_bot.demo import open_demo

    write_log(sys.stderr, level=logging.WARNING)
    with told_kindly():
        told = settings()
        wanted = port or (told.port if os.environ.get("MIRPS_PORT") else DEMO_PORT)

        async def work() -> None:
            async with open_demo(folder, port=wanted, content=told.content) as opened:
                print(_welcome(opened.url, folder), flush=True)
                await until_told_to_stop()
                print("\nHasta luego. / See you.", flush=True)

        try:
            asyncio.run(work())
        except OSError as error:
            fail(
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
