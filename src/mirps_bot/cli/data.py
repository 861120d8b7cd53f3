"""The database and the roster."""

import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from mirps_bot.cli.ground import STREAM, fail, opened, settings, told_kindly

db = typer.Typer(help="The database.", no_args_is_help=True)
people = typer.Typer(help="The roster.", no_args_is_help=True)


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to the shape that this version needs."""
    from mirps_bot.adapters.sql.schema import upgrade
    from mirps_bot.adapters.sql.storage import SqlStorage

    with told_kindly(), closing(SqlStorage(settings().database_url)) as storage:
        upgrade(storage)
        print("The database is up to date")


@db.command("seed")
def db_seed() -> None:
    """Load the platform's facts and the calendar. What people reported is never touched."""
    from mirps_bot.adapters.sql.schema import upgrade
    from mirps_bot.adapters.sql.seed import seed
    from mirps_bot.adapters.sql.storage import SqlStorage
    from mirps_bot.bootstrap import read_content
    from mirps_bot.content.facts import load_facts

    with told_kindly():
        told = settings()
        content, facts = read_content(told.content), load_facts()
        with closing(SqlStorage(told.database_url)) as storage:
            upgrade(storage)
            changed = seed(storage, facts, content.events)
        what = f"{len(facts.entities)} entities, {len(facts.pledges)} pledges, {len(content.events)} events"
        print(f"{what}: {'loaded' if changed else 'nothing new'}")


@db.command("backup")
def db_backup(to: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Copy a SQLite database while it is in use."""
    import sqlite3

    from rich.progress import Progress

    from mirps_bot.adapters.sql.backup import NotAFile, back_up

    with told_kindly(), Progress(transient=True) as progress:
        task = progress.add_task("Copying", total=None)
        try:
            back_up(
                settings().database_url,
                to,
                progress=lambda done, total: progress.update(task, completed=done, total=total),
            )
        except (NotAFile, FileExistsError, sqlite3.Error) as error:
            fail(str(error))
    print(f"Copied to {to}")


@people.command("import")
def people_import(
    file: Annotated[
        Path,
        typer.Argument(
            help="Excel or CSV, with the columns email, name, entity, role, language, time_zone; - reads it."
        ),
    ],
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Import the good rows even if others are bad.")
    ] = False,
) -> None:
    """Put people on the roster; somebody whose e-mail address is known is replaced."""
    from mirps_bot.content.roster import read_roster, roster_in

    with told_kindly(), opened() as (storage, _):
        with storage.begin(reading=True) as unit:
            entities = [each.id for each in unit.directory.entities()]
        if file == STREAM:
            rows, faults = roster_in(sys.stdin.buffer.read(), "-", entities)
        else:
            rows, faults = read_roster(file, entities)
        for each in faults:
            print(each, file=sys.stderr)
        if faults and not (skip_bad and rows):
            fail(f"{len(faults)} to put right, nothing was imported")
        with storage.begin() as unit:
            new = unit.people.save(rows)
            unit.commit()
        print(f"{len(rows)} people imported, {new} of them new")


@people.command("export")
def people_export(
    email: Annotated[str, typer.Argument(help="E-mail address of somebody on the roster.")],
) -> None:
    """Print all that is kept of a person, as JSON, for whoever they asked for it."""
    import json

    from mirps_bot.domain.person import Actor

    with told_kindly(), opened() as (storage, _):
        with storage.begin(reading=True) as unit:
            person = unit.people.by_email(email)
            if person is None:
                fail(f"{email} is not on the roster")
            met = unit.people.whereabouts((person.id,)).get(person.id)
            actor = Actor(
                user=(met and met.user) or "",
                person=person,
                language=person.language,
                time_zone=person.time_zone,
            )
            known = {each.place: each.rows for each in unit.personal.of(actor)}
        print(json.dumps(known, ensure_ascii=False, indent=1))


@people.command("mute")
def people_mute(
    email: Annotated[str, typer.Argument(help="Of somebody on the roster.")],
    undo: Annotated[bool, typer.Option("--undo", help="Send them digests again.")] = False,
) -> None:
    """Send somebody no more digests, as they wished by e-mail. Reminders go on."""
    with told_kindly(), opened() as (storage, _), storage.begin() as unit:
        person = unit.people.by_email(email)
        if person is None:
            fail(f"{email} is not on the roster")
        kept = unit.preferences.of(person.id)
        unit.preferences.save(person.id, replace(kept, mutes_digests=not undo))
        unit.commit()
    print(f"{email} gets digests again" if undo else f"{email} gets no more digests")
