"""How many there are of each: a bar for each, its number at its end."""

from mirps_bot.adapters.drawing.paper import INK, SHADES, blank, png
from mirps_bot.view.pictures import Bars


def draw_bars(bars: Bars) -> bytes:
    """PNG."""
    names, numbers = [each.name for each in bars.rows], [each.number for each in bars.rows]
    figure = blank(6.4, 0.4 + 0.3 * max(len(names), 1))
    axes = figure.add_subplot()
    drawn = axes.barh(range(len(names)), numbers, color=SHADES[-2], height=0.62)
    axes.bar_label(drawn, labels=[each.label for each in bars.rows], padding=4, fontsize=8, color=INK)
    axes.invert_yaxis()
    axes.set_xlim(0, max((*numbers, 1)) * 1.12)
    axes.set_xticks([])
    axes.set_yticks(range(len(names)), labels=names, fontsize=8, parse_math=False)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return png(figure)
