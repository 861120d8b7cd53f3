"""How well free words are read, on texts that were labelled beforehand."""

from pathlib import Path

from tests.bench.figures import show
from tests.labelled.score import HALVES, Score, persons, public_texts, replies, score

from mirps_bot.parsing.persons import suspicions

NOTE = "Both halves were written before what reads them; half b was not looked at until that was done."


def measure(_: Path) -> None:
    texts = list(public_texts())
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
        f"{NOTE} Of {len(texts)} texts of public documents, {sum(map(bool, map(suspicions, texts)))} are held back.",
    )


def _row(name: str, found: Score) -> tuple[str, str, str, str]:
    return name, f"{found.precision:.0%}", f"{found.recall:.0%}", str(found.right + found.missed)
