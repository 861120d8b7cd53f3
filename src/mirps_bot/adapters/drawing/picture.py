"""Whatever a document shows, each by its own hand."""

from mirps_bot.adapters.drawing.bars import draw_bars
from mirps_bot.adapters.drawing.grid import draw_grid
from mirps_bot.view.pictures import Bars, Grid


def draw_picture(picture: Grid | Bars) -> bytes:
    """PNG."""
    return draw_bars(picture) if isinstance(picture, Bars) else draw_grid(picture)
