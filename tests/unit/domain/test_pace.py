"""A burst, then one after another."""

import pytest

from mirps_bot.domain.pace import Pace

SLOW = Pace(burst=3, per_second=2)


def after(pace: Pace, taken: int, now: float = 0.0) -> Pace:
    for _ in range(taken):
        pace = pace.taken(now)
    return pace


@pytest.mark.parametrize(("taken", "free", "turn"), [(0, 3, 0.0), (2, 1, 0.0), (3, 0, 0.5), (5, 0, 1.5)])
def test_what_was_taken_has_to_come_back_first(taken: int, free: int, turn: float) -> None:
    pace = after(SLOW, taken)
    assert (pace.free(0.0), pace.turn(0.0)) == (free, turn)


def test_never_more_than_the_burst_comes_back() -> None:
    pace = after(SLOW, 3)
    assert [pace.free(now) for now in (0.4, 0.5, 1.0, 99.0)] == [0, 1, 2, 3]
    assert [pace.is_fresh(now) for now in (1.0, 1.5)] == [False, True]


def test_in_the_long_run_it_keeps_to_its_rate() -> None:
    pace, now = SLOW, 0.0
    for _ in range(1_000):
        now += pace.turn(now)
        pace = pace.taken(now)
    assert now == pytest.approx((1_000 - SLOW.burst) / SLOW.per_second)


def test_while_held_nothing_is_free() -> None:
    pace = SLOW.held(10.0, 0.0)
    assert [pace.free(now) for now in (0.0, 10.0, 10.5)] == [0, 0, 1]


def test_holding_twice_lasts_as_long_as_the_longer() -> None:
    pace = SLOW.held(10.0, 0.0).held(1.0, 2.0)
    assert pace.turn(2.0) == pytest.approx(8.5)
