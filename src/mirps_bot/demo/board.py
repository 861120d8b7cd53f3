"""Posts the invented needs and offers of the demo, as the people who would."""

import tomllib
from pathlib import Path

from mirps_bot.bot import Bot
from mirps_bot.dialogue import Corrected, Submission
from mirps_bot.domain.person import Actor
from mirps_bot.ports import Storage

_FILE = Path(__file__).parent / "board.toml"


def post_board(bot: Bot, storage: Storage) -> None:
    """Once, however often it is called. Raises ValueError for one that can't be taken."""
    for number, each in enumerate(tomllib.loads(_FILE.read_text(encoding="utf-8"))["posted"]):
        with storage.begin(reading=True) as unit:
            person = unit.people.by_email(each["by"])
        if person is None:
            raise ValueError(f"{each['by']} is not on the roster")
        actor = Actor.of(person)
        sent = Submission(
            actor=actor, form=each["form"], raw=each["answers"], context={}, key=f"demo/{number}"
        )
        answer = bot.handle(sent)
        if isinstance(answer, Corrected):
            raise ValueError(f"posted {number + 1}: {answer.errors}")
