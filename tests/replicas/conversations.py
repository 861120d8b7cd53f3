"""The campaign of conversations: people fill in forms by talking to real processes that are killed all the while.

Who gets no acknowledgement says the same again, as platforms do; some say everything twice. At the end each must have
filed one record, with every answer as it was given.
"""

import json
import random
import secrets
import subprocess
import threading
import time
from collections import deque
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from tests.replicas.processes import ROOT, start

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.adapters.sql.tables import arrivals, contributions, people, sessions, updates
from mirps_bot.bootstrap import prepare, read_content
from mirps_bot.domain.ids import EntityId, PersonId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Role
from mirps_bot.domain.session import Session, Turn
from mirps_bot.ports import RosterRow
from mirps_bot.view.action import Action, ActionName

LEASE = 2.0
"""Seconds; a running bot's is a minute."""
AT_ONCE = 24
STANDING_BY = 3
LIFE = 1.0
"""Seconds that a process lives once it is ready."""
PATIENCE = 300.0
"""Seconds after which whoever has not finished counts as lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`lost` and `doubled` count answers: not filed as they were given, or filed more than once."""

    people: int
    finished: int
    lost: int
    doubled: int
    kills: int
    seconds: float


class Desks:
    """Replicas, each spoken to by one person at a time. For one that is killed another stands by."""

    def __init__(self, url: str, count: int) -> None:
        self._arguments = ("tests.replicas.desk", url, LEASE)
        self._locks = [threading.Lock() for _ in range(count)]
        self._processes = [start(*self._arguments) for _ in range(count + STANDING_BY)]
        self._spares = deque(self._processes[count:])
        del self._processes[count:]
        for each in self._processes:
            _await(each)
        self.kills = 0

    def ask(self, request: Mapping[str, object], chance: random.Random) -> bool:
        """Whether it was acknowledged."""
        number = chance.randrange(len(self._processes))
        with self._locks[number]:
            process = self._processes[number]
            assert process.stdin
            assert process.stdout
            try:
                process.stdin.write(f"{json.dumps(request)}\n")
                process.stdin.flush()
                return process.stdout.readline() == "ok\n"
            except BrokenPipeError:
                return False

    def kill(self, number: int) -> None:
        """As kill -9 does, in the middle of whatever it does; the next one takes its place."""
        killed = self._processes[number]
        killed.kill()
        self.kills += 1
        with self._locks[number]:
            self._processes[number] = self._spares.popleft()
            _await(self._processes[number])
        killed.communicate()
        self._spares.append(start(*self._arguments))

    def end(self) -> None:
        for each in (*self._processes, *self._spares):
            each.kill()
            each.communicate()


def _await(process: "subprocess.Popen[str]") -> None:
    assert process.stdout
    process.stdout.readline()


class Somebody:
    """Fills in one form by words and buttons, in an order of their own."""

    def __init__(self, number: int, email: str, person: PersonId, pledge: str) -> None:
        self.chance = random.Random(number)
        self.email = email
        self.person = person
        self.channel = f"D{number}"
        self.form = self.chance.choice(["update", "contribute"])
        self.pledge = pledge
        self.answers: dict[str, str] = {
            "stage": self.chance.choice(["planning", "in_progress", "fulfilled"]),
            "narrative": f"Lo que avanzó, dicho por la persona {number}",
            "figures": "money",
            "type": "financial",
            "description": f"Un aporte de la persona {number}",
            "amount": f"{number + 1}000 USD",
            "beneficiary": "gt",
            "period": "2026-Q3",
            "evidence": f"https://example.org/{number}",
            "document": f"F00{number}/informe.pdf",
        }

    def live(self, storage: SqlStorage, desks: Desks, deadline: float) -> None:
        """Until it is sent, saying again what nobody acknowledged."""
        opening = {"action": Action.talking(self.form, pledge=self.pledge).pack()}
        self._do(storage, desks, opening, deadline)
        while time.monotonic() < deadline:
            with storage.begin(reading=True) as unit:
                session = unit.sessions.active(self.person)
            if session is None:
                return
            self._do(storage, desks, self._next(session), deadline)

    def _next(self, session: Session) -> dict[str, str]:
        if session.at is None:
            send = Action(ActionName.TURN, (str(session.id), str(session.version), Turn.SEND))
            return self.chance.choice([{"text": "enviar"}, {"action": send.pack()}])
        answer = self.answers[session.at]
        press = Action(ActionName.ANSWER, (str(session.id), str(session.version), session.at, answer))
        return self.chance.choice([{"text": answer}, {"action": press.pack()}])

    def _do(self, storage: SqlStorage, desks: Desks, said: dict[str, str], deadline: float) -> None:
        """The same event again until it is acknowledged and answered; now and then twice in any case."""
        request = {"id": secrets.token_hex(8), "email": self.email, "channel": self.channel, **said}
        while time.monotonic() < deadline:
            if desks.ask(request, self.chance) and ("action" in said or _is_answered(storage, request["id"])):
                break
            time.sleep(0.05)
        if self.chance.random() < 0.2:
            desks.ask(request, self.chance)


def _is_answered(storage: SqlStorage, event: str) -> bool:
    """Whoever held it may have been killed: then it is answered once another takes it up."""
    with storage.engine.connect() as connection:
        done = select(arrivals.c.id).where(arrivals.c.id == event, arrivals.c.body.is_(None))
        return connection.execute(done).first() is not None


def play(url: str, *, count: int, replicas: int, seconds: float) -> Outcome:
    """So many people, and a kill every second for so long."""
    storage = SqlStorage(url, patience=timedelta(seconds=30))
    everybody = _fill(storage, count)
    began = time.monotonic()
    desks = Desks(url, replicas)
    deadline = began + PATIENCE
    with ThreadPoolExecutor(AT_ONCE) as pool:
        lives = [pool.submit(each.live, storage, desks, deadline) for each in everybody]
        chance, until = random.Random(7), time.monotonic() + seconds
        while time.monotonic() < until and not all(each.done() for each in lives):
            time.sleep(chance.uniform(0.5, 1.5) * LIFE)
            desks.kill(chance.randrange(replicas))
        for each in lives:
            each.result()
    desks.end()
    outcome = _judge(storage, everybody, desks.kills, time.monotonic() - began)
    storage.close()
    return outcome


def _judge(storage: SqlStorage, everybody: list[Somebody], kills: int, seconds: float) -> Outcome:
    with storage.engine.connect() as connection:
        open_ = set(connection.scalars(select(sessions.c.person)))
        filed: dict[PersonId, list[Any]] = {}
        for table in (updates, contributions):
            for row in connection.execute(select(table)):
                filed.setdefault(row.author, []).append(row)
    finished, lost, doubled = 0, 0, 0
    for each in everybody:
        records = filed.get(each.person, [])
        finished += bool(records) and each.person not in open_
        doubled += max(len(records) - 1, 0)
        lost += sum(
            1 for row in records[:1] for key, value in _expected(each).items() if getattr(row, key) != value
        )
    return Outcome(
        people=len(everybody), finished=finished, lost=lost, doubled=doubled, kills=kills, seconds=seconds
    )


def _expected(each: Somebody) -> dict[str, object]:
    both: dict[str, object] = {"currency": "USD", "period": "2026-Q3", "evidence": each.answers["evidence"]}
    both["amount"] = int(each.answers["amount"].removesuffix(" USD"))
    if each.form == "update":
        return both | {"narrative": each.answers["narrative"], "stage": each.answers["stage"]}
    return both | {"description": each.answers["description"], "kind": "financial", "beneficiary": "gt"}


def _fill(storage: SqlStorage, count: int) -> list[Somebody]:
    """People of Mexico's, who all may report on one of its pledges."""
    prepare(storage, read_content(ROOT))
    rows = [
        RosterRow(
            email=f"p{number}@example.org",
            name=f"P{number}",
            entity=EntityId("mx"),
            role=Role.FOCAL_POINT,
            language=Language.ES,
            time_zone="America/Mexico_City",
        )
        for number in range(count)
    ]
    with storage.begin() as unit:
        unit.people.save(rows)
        unit.commit()
    with storage.engine.connect() as connection:
        known: dict[str, PersonId] = {
            row.email: row.id for row in connection.execute(select(people.c.email, people.c.id))
        }
    return [Somebody(number, row.email, known[row.email], "rec-058") for number, row in enumerate(rows)]
