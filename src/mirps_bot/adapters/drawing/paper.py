"""What all pictures share: their colours, and how they become PNG."""

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK, FAINT, PAPER = "#1d1c1d", "#c9d3dc", "#ffffff"
SHADES = ("#eef2f6", "#c6dbef", "#9ecae1", "#6baed6", "#3182bd", "#08519c")
"""From nothing to the most; each is told from the next in grey too."""
DOTS_PER_INCH = 160


def blank(width: float, height: float) -> "Figure":
    """A sheet of so many inches. Loading what draws takes long, so it waits until something is drawn."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), dpi=DOTS_PER_INCH, facecolor=PAPER, layout="constrained")


def png(figure: "Figure") -> bytes:
    """The same picture is the same bytes."""
    file = BytesIO()
    figure.savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()
