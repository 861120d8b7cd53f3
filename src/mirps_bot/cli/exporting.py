"""Pledges as a spreadsheet and meetings' packs, for whoever runs the bot for the secretariat."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from mirps_bot.cli.ground import STREAM, actor_of, fail, opened, told_kindly
from mirps_bot.domain.delivery import Story
from mirps_bot.domain.language import Language

As = Annotated[
    str | None, typer.Option("--as", help="E-mail address of somebody on the roster: as far as they may see.")
]
InLanguage = Annotated[Language, typer.Option(help="Without --as: the language of the file.")]


def export(
    words: Annotated[str, typer.Argument(help='Which pledges, e.g. "asylum 2023"; "" for all.')],
    file: Annotated[Path, typer.Argument(help="A new file, FILE.xlsx; - prints it.")],
    as_: As = None,
    language: InLanguage = Language.ES,
) -> None:
    """Write pledges and what was reported on them to an Excel file. Without --as: what anybody may see."""
    _write(Story.WORKBOOK, words, file, as_, language, f"There is no such pledge: {words}")


def pack(
    words: Annotated[
        str, typer.Argument(metavar="EVENT|GROUP", help='Its id or its name; "" for the next meeting.')
    ],
    file: Annotated[Path, typer.Argument(help="A new file, FILE.docx; - prints it.")],
    as_: As = None,
    language: InLanguage = Language.ES,
) -> None:
    """Write the pack of a meeting or of a working group to a Word file. Without --as: what anybody may see."""
    _write(Story.PACK, words, file, as_, language, f"There is no such meeting or group: {words}")


def _write(story: Story, words: str, file: Path, as_: str | None, language: Language, nothing: str) -> None:
    from mirps_bot.adapters.clock import SystemClock
    from mirps_bot.bootstrap import write_file
    from mirps_bot.bot import Bot

    with told_kindly(), opened(to_look=True) as (storage, content):
        actor, clock = actor_of(storage, as_, language), SystemClock()
        made = Bot(storage, content, clock).file_for(actor, story, words)
        if made is None:
            fail(nothing)
        written = write_file(made, clock)
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
    print(f"{file}: {made.name}")
