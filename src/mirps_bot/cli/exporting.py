"""Pledges as a spreadsheet, for whoever runs the bot for the secretariat."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from mirps_bot.cli.ground import STREAM, actor_of, fail, opened, told_kindly
from mirps_bot.domain.language import Language


def export(
    words: Annotated[str, typer.Argument(help='Which pledges, e.g. "asylum 2023"; "" for all.')],
    file: Annotated[Path, typer.Argument(help="A new file, FILE.xlsx; - prints it.")],
    as_: Annotated[
        str | None,
        typer.Option("--as", help="E-mail address of somebody on the roster: as far as they may see."),
    ] = None,
    language: Annotated[Language, typer.Option(help="Without --as: the language of the file.")] = Language.ES,
) -> None:
    """Write pledges and what was reported on them to an Excel file. Without --as: what anybody may see."""
    from mirps_bot.adapters.clock import SystemClock
    from mirps_bot.adapters.sheets.xlsx import render_xlsx
    from mirps_bot.bot import Bot

    with told_kindly(), opened() as (storage, content):
        actor = actor_of(storage, as_, language)
        workbook = Bot(storage, content, SystemClock()).workbook_for(actor, words)
        if workbook is None:
            fail(f"There is no such pledge: {words}")
        written = render_xlsx(workbook, made_at=SystemClock().now())
        if file == STREAM:
            sys.stdout.buffer.write(written)
            return
        try:
            with file.open("xb") as new:
                new.write(written)
        except FileExistsError:
            fail(f"{file} is there already.")
        except OSError as error:
            fail(f"{file} can't be written: {error}")
    print(f"{file}: {workbook.name}")
