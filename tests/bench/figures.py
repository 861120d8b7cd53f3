"""Measured times, and tables that show each figure beside its baseline."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

CONSOLE = Console(width=110)


def percentile(values: Sequence[float], of_hundred: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(len(ordered) * of_hundred / 100))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Seconds of one act: on the clock, and of this process's own work."""

    wall: float
    cpu: float


async def alternating(
    acts: Sequence[Callable[[], Awaitable[object]]], *, count: int, warm: int = 20
) -> list[list[Taken]]:
    """Each act so many times, in turns, so that whatever else the machine does weighs on all of them alike."""
    taken: list[list[Taken]] = [[] for _ in acts]
    for number in range(-warm, count):
        for act, its in zip(acts, taken, strict=True):
            wall, cpu = time.perf_counter(), time.process_time()
            await act()
            if number >= 0:
                its.append(Taken(wall=time.perf_counter() - wall, cpu=time.process_time() - cpu))
    return taken


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], note: str = "") -> None:
    table = Table(title=title, title_justify="left", caption=note or None, caption_justify="left")
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number == 0 else "right")
    for row in rows:
        table.add_row(*row)
    CONSOLE.print(table)
    CONSOLE.print()


def told(row: Sequence[str]) -> Sequence[str]:
    """Said at once, for whoever can't wait for the table."""
    CONSOLE.print(" | ".join(row))
    return row


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def ratio(ours: float, baseline: float) -> str:
    return f"{ours / baseline:.2f}"
