from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.delivery import retry_delay


def test_wait_doubles_from_two_seconds_to_fifteen_minutes() -> None:
    waits = [retry_delay(attempts).total_seconds() for attempts in range(1, 13)]
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


def test_wait_before_the_first_attempt_is_the_first_one() -> None:
    assert retry_delay(0) == retry_delay(1)


@given(st.integers(-10, 10**9))
def test_wait_is_never_nothing_and_never_long(attempts: int) -> None:
    assert timedelta(seconds=2) <= retry_delay(attempts) <= timedelta(minutes=15)
