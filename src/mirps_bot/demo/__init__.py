"""The bot in a workspace of its own, with invented people and an exercise to see a quarter go by."""

import asyncio
import json
import tomllib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from mirps_bot.adapters.slack.manifest import slack_manifest
from mirps_bot.adapters.slack.settings import SlackSettings
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import prepare, read_content, serve
from mirps_bot.content.facts import load_facts
from mirps_bot.content.load import Content
from mirps_bot.content.roster import read_roster
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.ids import EventId
from mirps_bot.domain.language import Language, Names
from mirps_bot.knowledge import Knowledge
from mirps_bot.manifests import slash_commands
from mirps_bot.playground import Playground, Profile, Room, SettableClock, Workspace
from mirps_bot.ports import RosterRow
from mirps_bot.postoffice import PostOffice, plan_due

HERE = Path(__file__).parent
EVERY = timedelta(seconds=5)
AHEAD = timedelta(days=120)
"""How far ahead the clock looks for the next reminder."""

_LOCALES = {Language.ES: "es-LA", Language.EN: "en-US", Language.PT: "pt-BR", Language.FR: "fr-FR"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """`url` is the page's; `is_new` tells whether the workspace is opened for the first time."""

    url: str
    is_new: bool
    playground: Playground
    post_office: PostOffice
    clock: SettableClock


@asynccontextmanager
async def open_demo(
    folder: Path,
    *,
    port: int,
    content: Path | None = None,
    clock: SettableClock | None = None,
    every: timedelta = EVERY,
) -> AsyncIterator[Demo]:
    """Goes on where it was if the folder has been used before. Raises OSError when the port is taken."""
    folder.mkdir(parents=True, exist_ok=True)
    clock = clock or SettableClock()
    read = read_content(content)
    people = demo_people()
    workspace = Workspace(
        demo_profiles(people, read),
        demo_rooms(people),
        demo_manifest(read),
        clock,
        team_name="MIRPS",
        keep=folder / "workspace.sqlite",
    )
    storage = SqlStorage(f"sqlite:///{folder / 'bot.sqlite'}")
    is_new, opened = _opened(folder, clock.now().date())
    exercise = exercise_events(opened)
    await asyncio.to_thread(_prepare, storage, read, exercise, people)
    office: list[PostOffice] = []
    playground = Playground(
        workspace,
        on_clock_moved=lambda: _ring(office),
        next_due=lambda: next_wave(storage, read, clock.now()),
    )
    try:
        await playground.start(port=port)
        slack = SlackSettings(
            bot_token=playground.bot_token, app_token=playground.app_token, api_url=playground.api_url, port=0
        )
        async with serve(slack, storage, read, clock, extra=exercise, every=every) as service:
            office.append(service.post_office)
            yield Demo(
                url=playground.url,
                is_new=is_new,
                playground=playground,
                post_office=service.post_office,
                clock=clock,
            )
    finally:
        await playground.stop()
        workspace.close()
        storage.close()


async def _ring(office: list[PostOffice]) -> None:
    for each in office:
        await each.ring()


def _prepare(
    storage: SqlStorage, content: Content, exercise: tuple[Event, ...], people: tuple[RosterRow, ...]
) -> None:
    prepare(storage, content, exercise)
    with storage.begin() as unit:
        unit.people.save(people)
        unit.commit()


def _opened(folder: Path, today: date) -> tuple[bool, date]:
    """Whether the workspace is new, and the day it was first opened: the exercise's dates count from there."""
    file = folder / "opened.json"
    if file.exists():
        return False, date.fromisoformat(json.loads(file.read_text(encoding="utf-8"))["day"])
    file.write_text(json.dumps({"day": today.isoformat()}), encoding="utf-8")
    return True, today


def demo_people() -> tuple[RosterRow, ...]:
    rows, faults = read_roster(HERE / "people.csv", [each.id for each in load_facts().entities])
    if faults:
        raise ValueError("; ".join(map(str, faults)))
    return rows


def demo_profiles(people: tuple[RosterRow, ...], content: Content) -> tuple[Profile, ...]:
    """The people as the workspace knows them; ids in the order of the roster, from U001MIRPS on."""
    entities = {each.id: each.names for each in load_facts().entities}
    return tuple(
        Profile(
            id=f"U{number:03d}MIRPS",
            name=row.name,
            email=row.email,
            tz=row.time_zone,
            locale=_LOCALES[row.language],
            title=entities[row.entity].in_language(row.language),
            note=_note(row, entities[row.entity], content),
        )
        for number, row in enumerate(people, 1)
    )


def _note(row: RosterRow, entity: Names, content: Content) -> str:
    role = content.phrases.labels["role"][row.role].in_language(row.language)
    return f"{entity.in_language(row.language)} · {role}"


def demo_rooms(people: tuple[RosterRow, ...]) -> tuple[Room, ...]:
    ids = {row.email: f"U{number:03d}MIRPS" for number, row in enumerate(people, 1)}
    secretariat = tuple(ids[row.email] for row in people if row.entity in ("unhcr", "oas"))
    states = tuple(ids[row.email] for row in people if row.entity in ("mx", "cr", "hn", "pa"))
    return (
        Room(id="C001MIRPS", name="mirps-general", topic="Plataforma de Apoyo", members=tuple(ids.values())),
        Room(id="C002MIRPS", name="mirps-asilo", topic="Grupo de trabajo", members=states + secretariat),
        Room(
            id="C003MIRPS", name="mirps-secretaria", topic="ACNUR y OEA", members=secretariat, is_private=True
        ),
    )


def demo_manifest(content: Content) -> Mapping[str, Any]:
    return slack_manifest(
        slash_commands(content), name="mirps", description="Plataforma de Apoyo del MIRPS", socket_mode=True
    )


def exercise_events(opened: date) -> tuple[Event, ...]:
    with (HERE / "exercise.toml").open("rb") as file:
        told = tomllib.load(file)
    meeting, deadline = told["meeting"], told["deadline"]
    last_day = opened + timedelta(days=deadline["in_days"])
    return (
        Event(
            id=EventId("exercise-meeting"),
            title=Names(**meeting["title"]),
            kind=EventKind.MEETING,
            status=EventStatus.CONFIRMED,
            series="focal_points",
            start=_day(opened + timedelta(days=meeting["in_days"])),
            start_time=time.fromisoformat(meeting["start_time"]),
            end_time=time.fromisoformat(meeting["end_time"]),
            time_zone=meeting["time_zone"],
            source=meeting["note"],
        ),
        Event(
            id=EventId("exercise-deadline"),
            title=Names(**deadline["title"]),
            kind=EventKind.REPORTING_DEADLINE,
            status=EventStatus.CONFIRMED,
            series="reporting",
            opens=last_day - timedelta(days=deadline["opens_days_before"]),
            start=_day(last_day),
            source=deadline["note"],
        ),
    )


def _day(day: date) -> PartialDate:
    return PartialDate.parse(day.isoformat())


def next_wave(storage: SqlStorage, content: Content, now: datetime) -> datetime | None:
    """When the next step of any programme has reached everybody it is for, in whatever zone they are."""
    with storage.begin(reading=True) as unit:
        due = plan_due(unit, Knowledge.gather(content, unit.directory), after=now, until=now + AHEAD)
        owed = unit.deliveries.next_moment()
    if due:
        first = min(due, key=lambda each: each.due_at)
        wave = max(
            each.due_at
            for each in due
            if (each.programme, each.event, each.step) == (first.programme, first.event, first.step)
        )
        return min(wave, owed) if owed and owed > now else wave
    return owed if owed and owed > now else None
