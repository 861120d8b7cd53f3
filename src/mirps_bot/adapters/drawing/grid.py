"""Who did something when: a row for each, a filled disc where it holds, an empty ring where it doesn't."""

from textwrap import fill

from mirps_bot.adapters.drawing.paper import FAINT, INK, SHADES, blank, png
from mirps_bot.view.pictures import Grid

LETTER = 0.07
"""Inches that a letter of a name takes, about."""
LONGEST = 24
"""Letters in a line of a name: one long name would make all others small on a phone."""


def draw_grid(grid: Grid) -> bytes:
    """PNG. Form tells what colour does."""
    rows, columns = max(len(grid.rows), 1), len(grid.columns)
    names = [fill(row.name, LONGEST) for row in grid.rows]
    letters = max((len(line) for name in names for line in name.splitlines()), default=0)
    height = 0.28 if any("\n" in name for name in names) else 0.24
    figure = blank(0.3 + letters * LETTER + columns * 0.75, 0.7 + rows * height)
    axes = figure.add_subplot()
    for number, row in enumerate(grid.rows):
        axes.axhline(number, color=FAINT, linewidth=0.5, zorder=0)
        for column, holds in enumerate(row.marks):
            face = SHADES[-1] if holds else "none"
            edge = SHADES[-1] if holds else INK
            axes.scatter(column, number, s=60 if holds else 36, facecolor=face, edgecolor=edge, linewidth=0.8)
    axes.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5))
    axes.set_yticks(range(len(names)), labels=names, fontsize=8, parse_math=False)
    heads = [f"{name}\n{total}" for name, total in zip(grid.columns, grid.totals, strict=True)]
    axes.set_xticks(range(columns), labels=heads, fontsize=8, parse_math=False)
    axes.tick_params(length=0, top=False, labeltop=True, bottom=False, labelbottom=False)
    axes.spines[:].set_visible(False)
    return png(figure)
