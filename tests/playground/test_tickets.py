"""What holds for a short while only, by a clock that the test moves."""

import pytest

from mirps_bot.playground.api.rates import Rates
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.tickets import ReplyPlace, ResponseUrls, Triggers


class Seconds:
    """A monotonic clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_trigger_expires() -> None:
    seconds = Seconds()
    triggers = Triggers(3.0, seconds)
    trigger_id = triggers.issue("U1")
    seconds.now += 3.0
    assert triggers.holder(trigger_id) == "U1"
    seconds.now += 0.1
    with pytest.raises(Refused, match="expired_trigger_id"):
        triggers.holder(trigger_id)


def test_a_response_address_expires() -> None:
    seconds = Seconds()
    addresses = ResponseUrls(1800.0, seconds)
    key = addresses.issue(ReplyPlace(conversation="D1", user="U1"))
    seconds.now += 1800.1
    with pytest.raises(Refused, match="expired_url"):
        addresses.use(key)


def test_a_channel_takes_one_message_per_second_after_a_burst() -> None:
    seconds = Seconds()
    rates = Rates(seconds)
    assert [rates.delay_for_post("C1") for _ in range(5)] == [None] * 4 + [1]
    assert rates.delay_for_post("C2") is None
    seconds.now += 1.0
    assert [rates.delay_for_post("C1") for _ in range(2)] == [None, 1]


def test_a_method_takes_so_many_calls_per_minute() -> None:
    seconds = Seconds()
    rates = Rates(seconds)
    assert [rates.delay_for_call("users.list", 2) for _ in range(3)] == [None, None, 60]
    assert rates.delay_for_call("users.info", 2) is None
    seconds.now += 60.0
    assert rates.delay_for_call("users.list", 2) is None
