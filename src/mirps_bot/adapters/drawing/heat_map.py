"""A calendar with a square for each day, the darker the more."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from mirps_bot.adapters.drawing.paper import INK, PAPER, SHADES, blank, png


def draw_heat_map(
    counts: Mapping[date, int],
    first: date,
    last: date,
    *,
    title: str,
    months: Sequence[str],
    days: Sequence[str],
) -> bytes:
    """`months` are the names of the twelve, `days` those of the seven from Monday on."""
    from matplotlib.patches import Rectangle

    monday = first - timedelta(days=first.weekday())
    weeks = (last - monday).days // 7 + 1
    figure = blank(max(weeks * 0.2 + 1.2, 4), 2.3)
    axes = figure.add_subplot()
    most = max(counts.values(), default=0)
    day = first
    while day <= last:
        week = (day - monday).days // 7
        shade = SHADES[_level(counts.get(day, 0), most)]
        axes.add_patch(Rectangle((week, day.weekday()), 0.9, 0.9, facecolor=shade, edgecolor=PAPER))
        if day.day == 1 or day == first:
            axes.text(week, -0.4, months[day.month - 1], fontsize=7, color=INK)
        day += timedelta(days=1)
    axes.set(xlim=(-0.2, weeks), ylim=(7, -1))
    axes.set_yticks([each + 0.45 for each in range(7)], labels=list(days), fontsize=7)
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_title(title, loc="left", fontsize=9, color=INK, parse_math=False)
    return png(figure)


def _level(count: int, most: int) -> int:
    return -(-count * (len(SHADES) - 1) // most) if most else 0
