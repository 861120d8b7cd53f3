"""How well free words are read, on texts that were labelled beforehand."""

from pathlib import Path

from tests.bench.figures import show
from tests.labelled.score import HALVES, Score, persons, replies, score

NOTE = "Both halves were written before what reads them; half b was not looked at while that was written."


def measure(_: Path) -> None:
    show(
        "Stages, amounts, quantities and periods read in replies",
        ("labelled texts", "precision", "recall", "to be read"),
        [_row(f"replies, half {half}", score(replies(half))) for half in HALVES],
        NOTE,
    )
    show(
        "Texts that tell of a person, held back",
        ("labelled texts", "precision", "recall", "to be held back"),
        [_row(f"updates, half {half}", score(persons(half))) for half in HALVES],
        NOTE,
    )


def _row(name: str, found: Score) -> tuple[str, str, str, str]:
    return name, f"{found.precision:.0%}", f"{found.recall:.0%}", str(found.right + found.missed)
