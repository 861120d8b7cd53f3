from datetime import UTC, datetime

import pytest

from mirps_bot.domain.zones import ZoneReading, named_zone

NOVEMBER = datetime(2026, 11, 24, 15, tzinfo=UTC)
MEXICO, SAN_JOSE, BOGOTA, NEW_YORK, MADRID = KNOWN = (
    "America/Mexico_City",
    "America/Costa_Rica",
    "America/Bogota",
    "America/New_York",
    "Europe/Madrid",
)


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("America/Bogota", BOGOTA),
        ("america/mexico_city", MEXICO),
        ("america/mexico city", MEXICO),
        ("Asia/Tokyo", "Asia/Tokyo"),
        ("Bogotá", BOGOTA),
        ("mexico city", MEXICO),
        (" madrid ", MADRID),
    ],
)
def test_full_name_or_a_city_is_one_zone(words: str, zone: str) -> None:
    assert named_zone(words, KNOWN, NOVEMBER) == ZoneReading(exact=zone)


@pytest.mark.parametrize(
    ("words", "zones"),
    [
        ("CST", (MEXICO, SAN_JOSE)),
        ("cst", (MEXICO, SAN_JOSE)),
        ("EDT", (NEW_YORK,)),
        ("UTC-5", (BOGOTA, NEW_YORK)),
        ("GMT -6", (MEXICO, SAN_JOSE)),
        ("+01:00", (MADRID,)),
    ],
)
def test_abbreviation_and_offset_are_only_possible_meanings(words: str, zones: tuple[str, ...]) -> None:
    assert named_zone(words, KNOWN, NOVEMBER) == ZoneReading(possible=zones)


def test_offset_is_the_one_of_the_day() -> None:
    assert named_zone("UTC-4", KNOWN, datetime(2026, 7, 1, tzinfo=UTC)) == ZoneReading(possible=(NEW_YORK,))


@pytest.mark.parametrize("words", ["", "Narnia", "../etc/passwd", "/", "UTC-99", "a" * 10_000, "\x00/\x00"])
def test_what_names_no_zone_means_nothing(words: str) -> None:
    assert named_zone(words, KNOWN, NOVEMBER) == ZoneReading()
