"""The command line. Exit codes: 0 done, 1 it could not be done, 2 it was asked for in a wrong way."""

import typer

from mirps_bot.cli.asking import ask, plan
from mirps_bot.cli.calendar import calendar
from mirps_bot.cli.data import db, people
from mirps_bot.cli.documents import attached
from mirps_bot.cli.exporting import export, pack
from mirps_bot.cli.files import check, manifest, preview
from mirps_bot.cli.ledger import ledger
from mirps_bot.cli.rehearsing import rehearse
from mirps_bot.cli.running import demo, run

app = typer.Typer(
    help="The chat bot of the MIRPS Support Platform.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (run, demo, ask, calendar, export, pack, plan, rehearse, ledger, check, preview, manifest):
    app.command()(command)
app.add_typer(db, name="db")
app.add_typer(people, name="people")
app.add_typer(attached, name="files")


def main() -> None:
    app()
