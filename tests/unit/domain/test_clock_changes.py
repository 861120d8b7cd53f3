from datetime import UTC, date, datetime

import pytest

from mirps_bot.domain.clock_changes import ClockChange, ClockWarning, clock_warning

MEXICO, NEW_YORK, TORONTO, MADRID = (
    "America/Mexico_City",
    "America/New_York",
    "America/Toronto",
    "Europe/Madrid",
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "changes"),
    [
        ("2026-10-24T15:00", None),
        ("2026-10-25T15:00", ((MADRID, date(2026, 10, 25)),)),
        ("2026-10-31T15:00", ((MADRID, date(2026, 10, 25)),)),
        ("2026-11-02T15:00", ((NEW_YORK, date(2026, 11, 1)), (MADRID, date(2026, 10, 25)))),
        ("2026-11-16T15:00", ((NEW_YORK, date(2026, 11, 1)),)),
        ("2026-11-22T15:00", None),
        ("2027-03-20T15:00", ((NEW_YORK, date(2027, 3, 14)),)),
        ("2027-03-29T15:00", ((MADRID, date(2027, 3, 28)), (NEW_YORK, date(2027, 3, 14)))),
        ("2027-05-01T15:00", None),
    ],
)
def test_weeks_in_which_some_changed_and_others_did_not(
    moment: str, changes: tuple[tuple[str, date], ...] | None
) -> None:
    expected = changes and ClockWarning(
        changes=tuple(ClockChange(zone=zone, on=on) for zone, on in changes), steady=MEXICO
    )
    assert clock_warning(at(moment), (MEXICO, NEW_YORK, TORONTO, MADRID)) == expected


def test_all_changed_alike_is_no_reason_to_look_twice() -> None:
    assert clock_warning(at("2026-11-02T15:00"), (NEW_YORK, TORONTO)) is None


def test_nobody_changed_is_none_either() -> None:
    assert clock_warning(at("2026-11-02T15:00"), (MEXICO, "America/Panama")) is None
