"""`python -m tests.bench [part ...]`: measures and prints; stops by itself after a few minutes."""

import sys
import tempfile
from pathlib import Path

from tests.bench import (
    answers,
    campaign,
    conversations,
    gold,
    home,
    idle,
    limits,
    planning,
    questions,
    reading,
    reminders,
    starting,
    ticks,
)

PARTS = {
    "starting": starting.measure,
    "answers": answers.measure,
    "questions": questions.measure,
    "gold": gold.measure,
    "home": home.measure,
    "reminders": reminders.measure,
    "limits": limits.measure,
    "ticks": ticks.measure,
    "idle": idle.measure,
    "planning": planning.measure,
    "reading": reading.measure,
    "campaign": campaign.measure,
    "conversations": conversations.measure,
}


def main(wanted: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, measure in PARTS.items():
            if not wanted or name in wanted:
                measure(Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
