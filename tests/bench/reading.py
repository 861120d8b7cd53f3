"""How well free words are read, on texts that were labelled beforehand."""

from pathlib import Path

from tests.bench.figures import show
from tests.labelled.score import HALVES, replies, score


def measure(_: Path) -> None:
    rows = []
    for half in HALVES:
        found = score(replies(half))
        rows.append(
            (
                f"replies, half {half}",
                f"{found.precision:.0%}",
                f"{found.recall:.0%}",
                str(found.right + found.missed),
            )
        )
    show(
        "Stages, amounts, quantities and periods read in replies",
        ("labelled texts", "precision", "recall", "to be read"),
        rows,
        "Both halves were written before the reading; half b was not looked at while it was written.",
    )
