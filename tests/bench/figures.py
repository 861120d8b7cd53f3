"""Measured times, and tables that show each figure beside its baseline."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

from rich.console import Console
from rich.table import Table

CONSOLE = Console(width=110)


def percentile(values: Sequence[float], of_hundred: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(len(ordered) * of_hundred / 100))]


async def times(act: Callable[[], Awaitable[object]], *, count: int, warm: int = 20) -> list[float]:
    """Seconds of each act, one after the other, once it is warm."""
    for _ in range(warm):
        await act()
    taken = []
    for _ in range(count):
        began = time.perf_counter()
        await act()
        taken.append(time.perf_counter() - began)
    return taken


async def alternating(
    acts: Sequence[Callable[[], Awaitable[object]]], *, count: int, warm: int = 20
) -> list[list[float]]:
    """Seconds of each act, taken in turns, so that whatever else the machine does weighs on all of them alike."""
    for act in acts:
        await times(act, count=0, warm=warm)
    taken: list[list[float]] = [[] for _ in acts]
    for _ in range(count):
        for act, its in zip(acts, taken, strict=True):
            its += await times(act, count=1, warm=0)
            await asyncio.sleep(0)
    return taken


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], note: str = "") -> None:
    table = Table(title=title, title_justify="left", caption=note or None, caption_justify="left")
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number == 0 else "right")
    for row in rows:
        table.add_row(*row)
    CONSOLE.print(table)
    CONSOLE.print()


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def ratio(ours: float, baseline: float) -> str:
    return f"{ours / baseline:.2f}"
