"""A replica of the bot as a process that people talk to: `python -m tests.replicas.desk <database> <lease>`.

It says `ready`; then each line of JSON is something that somebody said or pressed, and is answered with a line when it
was acknowledged, as a platform's would be. What the bot says stands in the outbox.
"""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from mirps_bot.adapters.clock import SystemClock
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import read_content
from mirps_bot.bot import Bot
from mirps_bot.dialogue import Place, Press, Said
from mirps_bot.domain.delivery import Spot
from mirps_bot.domain.person import Actor
from mirps_bot.ports import Arrival, StorageBusy
from mirps_bot.view.action import Action

ROOT = Path(__file__).parents[2]


class Desk:
    def __init__(self, url: str, lease: timedelta) -> None:
        self._storage = SqlStorage(url)
        self._bot = Bot(self._storage, read_content(ROOT), SystemClock(), lease=lease)

    def take(self, request: dict[str, Any]) -> str:
        """How it was acknowledged."""
        try:
            if "text" in request:
                self._bot.receive(Arrival(id=request["id"], body=request, arrived_at=datetime.now(UTC)))
                self._work()
            else:
                self._press(request)
        except StorageBusy:
            return "busy"
        return "ok"

    def _work(self) -> None:
        for arrival in self._bot.take_arrivals():
            place = Place(channel=str(arrival.body["channel"]), is_direct=True)
            said = Said(
                actor=self._actor(str(arrival.body["email"])),
                text=str(arrival.body["text"]),
                place=place,
                key=arrival.id,
            )
            self._bot.work(arrival.id, said, Spot(channel=place.channel))

    def _press(self, request: dict[str, Any]) -> None:
        self._bot.handle(
            Press(
                actor=self._actor(request["email"]),
                action=Action.unpack(request["action"]),
                place=Place(channel=request["channel"], is_direct=True),
                key=request["id"],
            )
        )

    def _actor(self, email: str) -> Actor:
        with self._storage.begin(reading=True) as unit:
            person = unit.people.by_email(email)
        assert person
        return Actor(user=email, person=person, language=person.language, time_zone=person.time_zone)


if __name__ == "__main__":
    url, lease = sys.argv[1:]
    desk = Desk(url, timedelta(seconds=float(lease)))
    print("ready", flush=True)
    for line in sys.stdin:
        print(desk.take(json.loads(line)), flush=True)
