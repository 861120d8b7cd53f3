"""Forms in conversations: one turn, many at once, and two hundred people through a minute of kills."""

import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.figures import milliseconds, percentile, ratio, show
from tests.postgres import new_database, serving
from tests.replicas.conversations import Outcome, play
from tests.replicas.processes import ROOT

from mirps_bot.adapters.clock import SystemClock
from mirps_bot.adapters.slack.render import render_message
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import prepare, read_content
from mirps_bot.bot import Bot
from mirps_bot.dialogue import Place, Press, Said
from mirps_bot.domain.delivery import Prepared, Spot
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor, Role
from mirps_bot.ports import Arrival, RosterRow
from mirps_bot.view.action import Action
from mirps_bot.view.codec import load_view

TALKS, AT_ONCE, PEOPLE, MINUTE = 100, 500, 200, 60.0
TURNS = ("en curso", "Tres municipios", "dinero", "250 mil dólares", "T3 2026", "omitir", "omitir", "enviar")
ACKNOWLEDGED_WITHIN = 3.0
"""Seconds, as Slack waits."""


def measure(folder: Path) -> None:
    with (
        serving(folder / "postgres.lock") as server,
        new_database(server) as one,
        new_database(server) as two,
    ):
        urls = {"SQLite": f"sqlite:///{folder / secrets.token_hex(4)}.sqlite", "PostgreSQL": one}
        rows = [row for name, url in urls.items() for row in measure_turns(name, url)]
        show(
            "A conversation in process",
            ("what", "p50", "p99", "ratio to a bare transaction, p50"),
            rows,
            "A turn: received, loaded, advanced, its answer and the next question committed, and rendered for Slack.",
        )
        campaign = {
            "SQLite, one replica": (f"sqlite:///{folder / secrets.token_hex(4)}.sqlite", 1),
            "PostgreSQL, two replicas": (two, 2),
        }
        show(
            f"{PEOPLE} people fill in forms while replicas are killed every second",
            ("where", "kills", "finished", "answers lost", "doubled", "took"),
            [
                campaign_row(name, play(url, count=PEOPLE, replicas=replicas, seconds=MINUTE))
                for name, (url, replicas) in campaign.items()
            ],
        )


def campaign_row(name: str, found: Outcome) -> tuple[str, ...]:
    finished = f"{found.finished} of {found.people}"
    return name, str(found.kills), finished, str(found.lost), str(found.doubled), f"{found.seconds:.0f} s"


def measure_turns(name: str, url: str) -> list[tuple[str, ...]]:
    storage = SqlStorage(url)
    bot, actors = open_bot(storage, AT_ONCE)
    bare, turns = [], []
    for actor in actors[:TALKS]:
        bot.handle(Press(actor=actor, action=opening(), place=home(actor), key=secrets.token_hex(4)))
        for text in TURNS:
            began = time.perf_counter()
            with storage.begin() as unit:
                unit.arrivals.receive(Arrival(id=secrets.token_hex(8), body={}, arrived_at=datetime.now(UTC)))
                unit.commit()
            bare.append(time.perf_counter() - began)
            turns.append(turn(bot, storage, actor, text))
    together = press_together(bot, actors)
    storage.close()
    return [
        (f"one turn, {name}", *figures(turns), ratio(percentile(turns, 50), percentile(bare, 50))),
        (f"a bare transaction, {name}", *figures(bare), "1.00"),
        (
            f"{AT_ONCE} people press at once, {name}: acknowledged after",
            *figures(together),
            f"{sum(1 for each in together if each > ACKNOWLEDGED_WITHIN)} late",
        ),
    ]


def turn(bot: Bot, storage: SqlStorage, actor: Actor, text: str) -> float:
    """Seconds."""
    began = time.perf_counter()
    arrival = secrets.token_hex(8)
    bot.receive(Arrival(id=arrival, body={"text": text}, arrived_at=datetime.now(UTC)))
    said = Said(actor=actor, text=text, place=home(actor), key=arrival)
    bot.work(arrival, said, Spot(channel=home(actor).channel))
    with storage.begin(reading=True) as unit:
        owed = unit.deliveries.by_key(f"answer/{arrival}")
    assert owed
    assert isinstance(owed.content, Prepared)
    render_message(load_view(owed.content.view))
    return time.perf_counter() - began


def press_together(bot: Bot, actors: list[Actor]) -> list[float]:
    """Seconds after which each was acknowledged, all of them having pressed at the same moment."""
    began = time.perf_counter()

    def press(actor: Actor) -> float:
        bot.handle(Press(actor=actor, action=opening(), place=home(actor), key=secrets.token_hex(4)))
        return time.perf_counter() - began

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(press, actors))


def figures(values: list[float]) -> tuple[str, str]:
    return milliseconds(percentile(values, 50)), milliseconds(percentile(values, 99))


def opening() -> Action:
    return Action.talking("update", pledge="rec-058")


def home(actor: Actor) -> Place:
    return Place(channel=f"D{actor.user}", is_direct=True)


def open_bot(storage: SqlStorage, count: int) -> tuple[Bot, list[Actor]]:
    content = read_content(ROOT)
    prepare(storage, content)
    with storage.begin() as unit:
        unit.people.save(
            RosterRow(
                email=f"p{number}@example.org",
                name=f"P{number}",
                entity=EntityId("mx"),
                role=Role.FOCAL_POINT,
                language=Language.ES,
                time_zone="America/Mexico_City",
            )
            for number in range(count)
        )
        unit.commit()
        everybody = unit.people.all()
    actors = [
        Actor(user=str(each.id), person=each, language=each.language, time_zone=each.time_zone)
        for each in everybody
    ]
    return Bot(storage, content, SystemClock()), actors
