"""The files that people attached, for whoever runs the bot for the secretariat."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from mirps_bot.cli.ground import STREAM, fail, opened, settings, told_kindly

attached = typer.Typer(help="The files that people attached to what they reported.", no_args_is_help=True)


@attached.callback()
def _files() -> None:
    """A group, though it has one command."""


@attached.command("export")
def export(
    update: Annotated[str, typer.Argument(help="Number of the update: A-00041.")],
    folder: Annotated[Path, typer.Argument(help="Where to put a copy; - prints it.")],
) -> None:
    """Copy the file of an update to a folder, under the update's number and the type that was found in it."""
    from mirps_bot.adapters.vault import FolderVault
    from mirps_bot.domain.ids import UpdateId, numbered

    with told_kindly(), opened(to_look=True) as (storage, _):
        with storage.begin(reading=True) as unit:
            found = unit.updates.find(UpdateId(numbered(update, "a")))
        document = found.document if found else None
        if found is None or document is None or document.sha256 is None or document.media_type is None:
            fail(f"No file is kept with an update '{update}'.")
        copy = folder / f"{found.number}.{document.media_type.value}"
        try:
            content = FolderVault(settings().files).read(document.sha256)
            if folder == STREAM:
                sys.stdout.buffer.write(content)
                return
            folder.mkdir(parents=True, exist_ok=True)
            with copy.open("xb") as file:
                file.write(content)
        except FileExistsError:
            fail(f"{copy} is there already.")
        except OSError as error:
            fail(f"The file can't be copied: {error}. MIRPS_FILES says where the files are kept.")
        print(f"{copy}  ({document.name})")
