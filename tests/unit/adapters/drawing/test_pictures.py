"""Pictures can be opened, are the same each time, and take what people are called."""

from datetime import date
from io import BytesIO

import pytest
from matplotlib.image import imread

from mirps_bot.adapters.drawing.grid import draw_grid
from mirps_bot.adapters.drawing.heat_map import draw_heat_map
from mirps_bot.view.pictures import Grid, Row

GRID = Grid(
    "Quién informó",
    ("T3", "T4"),
    ("1/2", "2/2"),
    (Row("México", (True, True)), Row(r"$\frac$_é", (False, True))),
)
NOBODY = Grid("Quién informó", ("T3",), ("0/0",), ())


@pytest.mark.parametrize("grid", [GRID, NOBODY])
def test_grid_is_a_picture_and_always_the_same_one(grid: Grid) -> None:
    drawn = draw_grid(grid)
    assert imread(BytesIO(drawn)).ndim == 3
    assert draw_grid(grid) == drawn


def test_grid_tells_who_did_from_who_did_not() -> None:
    assert draw_grid(GRID) != draw_grid(
        Grid(GRID.title, GRID.columns, GRID.totals, tuple(reversed(GRID.rows)))
    )


def test_long_name_is_folded_and_makes_no_other_smaller() -> None:
    def wide(name: str) -> int:
        grid = Grid("Quién informó", ("T3", "T4"), ("0/1", "0/1"), (Row(name, (False, False)),))
        return int(imread(BytesIO(draw_grid(grid))).shape[1])

    assert wide("Banco Centroamericano de Integración Económica") <= wide("Banco Centroamericano de")


@pytest.mark.parametrize("counts", [{}, {date(2026, 2, 28): 1, date(2026, 3, 1): 19}])
def test_heat_map_is_a_picture_and_always_the_same_one(counts: dict[date, int]) -> None:
    def draw() -> bytes:
        return draw_heat_map(
            counts,
            date(2026, 2, 1),
            date(2026, 3, 31),
            title="Mensajes",
            months=tuple("efmamjjasond"),
            days=tuple("lmmjvsd"),
        )

    assert imread(BytesIO(draw())).ndim == 3
    assert draw() == draw()
