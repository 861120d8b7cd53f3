from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.dates import PartialDate, Quarter, local_moment
from mirps_bot.domain.holiday import is_working_day
from mirps_bot.domain.ids import EntityId, EventId
from mirps_bot.domain.ladder import Due, Duty, not_overtaken, plan, window
from mirps_bot.domain.language import Names
from mirps_bot.domain.occasion import occasions_of
from mirps_bot.domain.programme import Programme, Step, Stops

NEW_YORK, MADRID, ZURICH = "America/New_York", "Europe/Madrid", "Europe/Zurich"
MEXICO_CITY, SAN_JOSE = "America/Mexico_City", "America/Costa_Rica"
ZONES = (NEW_YORK, MADRID, ZURICH, MEXICO_CITY, SAN_JOSE, "Pacific/Kiritimati", "America/Tijuana")
EVER = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC))


def programme(
    *days_before: int,
    at: time = time(9),
    give_up_after: timedelta = timedelta(days=2),
    working_days: bool = False,
) -> Programme:
    return Programme(
        name="cycle",
        series="reporting",
        stops_when=Stops.ALL_ANSWERED,
        steps=tuple(Step(days_before=days, at=at) for days in days_before),
        give_up_after=give_up_after,
        working_days=working_days,
    )


def event(start: str = "2026-12-01", **fields: object) -> Event:
    given: dict[str, object] = {
        "id": EventId("close"),
        "title": Names(es="Cierre"),
        "kind": EventKind.REPORTING_DEADLINE,
        "status": EventStatus.CONFIRMED,
        "series": "reporting",
        "start": PartialDate.parse(start),
        "source": "x",
    }
    return Event(**given | fields)  # type: ignore[arg-type]


def duty(entity: str = "mx", zone: str = SAN_JOSE) -> Duty:
    return Duty(entity=EntityId(entity), time_zone=zone)


def all_due(rule: Programme, *events: Event, duties: tuple[Duty, ...] = (duty(),)) -> tuple[Due, ...]:
    after, until = EVER
    return plan([rule], occasions_of(events, ()), duties, after=after, until=until)


def only(rule: Programme, what: Event, zone: str = SAN_JOSE) -> Due:
    (found,) = all_due(rule, what, duties=(duty(zone=zone),))
    return found


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# ---- hours ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [(NEW_YORK, 13, 14), (MADRID, 7, 8), (ZURICH, 7, 8), (MEXICO_CITY, 15, 15), (SAN_JOSE, 15, 15)],
)
def test_nine_in_the_morning_stays_nine_when_clocks_go_back(zone: str, before: int, after: int) -> None:
    steps = all_due(programme(28, 1), event("2026-11-10"), duties=(duty(zone=zone),))

    due = {each.step: each.due_at for each in steps}
    assert due == {
        "+28d": datetime(2026, 10, 13, before, tzinfo=UTC),
        "+1d": datetime(2026, 11, 9, after, tzinfo=UTC),
    }


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [(NEW_YORK, 14, 13), (MADRID, 8, 7), (ZURICH, 8, 7), (MEXICO_CITY, 15, 15), (SAN_JOSE, 15, 15)],
)
def test_nine_in_the_morning_stays_nine_when_clocks_go_forward(zone: str, before: int, after: int) -> None:
    steps = all_due(programme(28, 1), event("2027-04-05"), duties=(duty(zone=zone),))

    due = {each.step: each.due_at for each in steps}
    assert due == {
        "+28d": datetime(2027, 3, 8, before, tzinfo=UTC),
        "+1d": datetime(2027, 4, 4, after, tzinfo=UTC),
    }


def test_hour_that_the_clock_skips_comes_an_hour_later_on_it() -> None:
    found = only(programme(0, at=time(2, 30)), event("2027-03-14"), NEW_YORK)
    assert found.due_at == utc("2027-03-14T07:30")
    assert found.due_at.astimezone(ZoneInfo(NEW_YORK)).time() == time(3, 30)


def test_hour_that_occurs_twice_is_the_first_of_the_two() -> None:
    assert only(programme(0, at=time(1, 30)), event("2026-11-01"), NEW_YORK).due_at == utc("2026-11-01T05:30")


@pytest.mark.parametrize(
    ("day", "eve"), [("2028-03-01", "2028-02-29"), ("2028-02-29", "2028-02-28"), ("2027-03-01", "2027-02-28")]
)
def test_day_before_knows_leap_years(day: str, eve: str) -> None:
    assert only(programme(1), event(day)).due_at == utc(f"{eve}T15:00")


def test_days_count_from_the_day_it_is_for_the_reader() -> None:
    # Already the 4th in Madrid, still the 3rd in Mexico City.
    late = event("2026-12-03", start_time=time(18), time_zone="America/Tijuana")

    assert only(programme(1), late, MADRID).due_at == utc("2026-12-03T08:00")
    assert only(programme(1), late, MEXICO_CITY).due_at == utc("2026-12-02T15:00")


def test_negative_days_fall_after_the_event() -> None:
    found = only(programme(-3), event("2026-12-01"))
    assert (found.due_at, found.step) == (utc("2026-12-04T15:00"), "-3d")


@pytest.mark.parametrize(
    ("entity", "zone", "day", "due"),
    [
        ("mx", MEXICO_CITY, "2026-11-30", "2026-11-27T15:00"),  # of a Monday: the Friday
        ("mx", MEXICO_CITY, "2026-11-17", "2026-11-13T15:00"),  # Revolution Day, and the weekend before it
        (
            "wbg",
            NEW_YORK,
            "2026-11-27",
            "2026-11-25T14:00",
        ),  # Thanksgiving, for whoever works in the United States
        ("cr", SAN_JOSE, "2026-11-27", "2026-11-26T15:00"),  # an ordinary Thursday
        ("unhcr", ZURICH, "2026-09-11", "2026-09-09T07:00"),  # the Genevan fast
        (
            "es",
            ZURICH,
            "2026-09-11",
            "2026-09-10T07:00",
        ),  # a State keeps its own holidays wherever its people sit
    ],
)
def test_step_before_comes_on_the_working_day_before(entity: str, zone: str, day: str, due: str) -> None:
    (found,) = all_due(programme(1, working_days=True), event(day), duties=(duty(entity, zone),))
    assert found.due_at == utc(due)


def test_step_after_comes_on_the_working_day_that_follows() -> None:
    (found,) = all_due(programme(-1, working_days=True), event("2026-11-27"))
    assert found.due_at == utc("2026-11-30T15:00")


# ---- giving up -----------------------------------------------------------------------------------


def test_step_is_given_up_after_its_patience() -> None:
    found = only(programme(14), event())
    assert found.give_up_at - found.due_at == timedelta(days=2)


def test_step_before_is_never_sent_once_the_meeting_began() -> None:
    meeting = event(start_time=time(10), time_zone=SAN_JOSE)
    assert only(programme(1), meeting).give_up_at == utc("2026-12-01T16:00")


def test_step_before_a_whole_day_is_given_up_when_that_day_ends_for_the_reader() -> None:
    assert only(programme(0), event(), MADRID).give_up_at == utc("2026-12-01T23:00")
    assert only(programme(0), event(), SAN_JOSE).give_up_at == utc("2026-12-02T06:00")


def test_step_that_falls_after_the_meeting_began_has_no_time_to_go_out() -> None:
    early = event(start_time=time(7), time_zone=SAN_JOSE)
    found = only(programme(0), early)
    assert found.give_up_at == found.due_at


def test_step_after_the_event_keeps_its_whole_patience() -> None:
    found = only(programme(-3), event())
    assert found.give_up_at - found.due_at == timedelta(days=2)


# ---- which events, in which order ----------------------------------------------------------------


def test_what_falls_due_is_sorted_by_key() -> None:
    zones = (duty("ve"), duty("ar"), duty("mx", MADRID))
    keys = [each.key for each in all_due(programme(14, 7, 1), event(), duties=zones)]
    assert keys == sorted(keys)
    assert len(set(keys)) == 9


def test_event_that_moves_is_another_occurrence() -> None:
    before, after = only(programme(7), event("2026-12-01")), only(programme(7), event("2026-12-08"))
    assert (before.key, after.key) == ("cycle/close@2026-12-01/+7d/mx", "cycle/close@2026-12-08/+7d/mx")


def test_event_that_moves_by_an_hour_is_the_same_occurrence() -> None:
    at_ten = event(start_time=time(10), time_zone=SAN_JOSE)
    assert only(programme(7), at_ten).key == only(programme(7), replace(at_ten, start_time=time(11))).key


@pytest.mark.parametrize(
    "waits",
    [
        event(start="2026"),
        event(start="2026-12"),
        replace(event(), start=None, quarters=(Quarter(year=2026, number=4),)),
        event(status=EventStatus.CANCELLED),
        event(series="troika"),
        event(series=None),
    ],
)
def test_event_waits_silently(waits: Event) -> None:
    assert all_due(programme(7), waits) == ()


def test_event_that_is_not_yet_confirmed_is_reminded_of() -> None:
    assert only(programme(7), event(status=EventStatus.TO_BE_CONFIRMED)).day == date(2026, 12, 1)


def test_nobody_to_remind_means_nothing_is_due() -> None:
    assert all_due(programme(7), event(), duties=()) == ()


def test_window_is_open_before_and_closed_after() -> None:
    due_at = only(programme(7), event()).due_at
    tick = timedelta(microseconds=1)

    def found(after: datetime, until: datetime) -> int:
        return len(plan([programme(7)], occasions_of([event()], ()), [duty()], after=after, until=until))

    assert found(due_at - tick, due_at) == 1
    assert found(due_at, due_at + tick) == 0
    assert found(due_at - tick, due_at - tick) == 0


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: programme(), "at least one step"),
        (lambda: programme(7, 7), "two steps are due at the same time"),
        (lambda: programme(7, give_up_after=timedelta(0)), "give_up_after"),
    ],
)
def test_programme_that_cannot_be_is_refused(make: Callable[[], Programme], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        make()


# ---- always --------------------------------------------------------------------------------------

days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
hours = st.times().map(lambda at: at.replace(second=0, microsecond=0))
programmes = st.builds(
    lambda steps, patience, working_days: Programme(
        name="cycle",
        series="reporting",
        stops_when=Stops.ALL_ANSWERED,
        steps=tuple(Step(days_before=number, at=at) for number, at in steps.items()),
        give_up_after=patience,
        working_days=working_days,
    ),
    st.dictionaries(st.integers(-10, 60), hours, min_size=1, max_size=4),
    st.timedeltas(timedelta(hours=1), timedelta(days=9)),
    st.booleans(),
)
events = st.lists(
    st.one_of(
        days.map(lambda day: event(day.isoformat())),
        st.builds(
            lambda day, at, zone: event(day.isoformat(), start_time=at, time_zone=zone),
            days,
            hours,
            st.sampled_from(ZONES),
        ),
    ),
    max_size=4,
).map(lambda found: [replace(each, id=EventId(f"event-{n}")) for n, each in enumerate(found)])
duties = st.lists(st.sampled_from(ZONES), max_size=4).map(
    lambda zones: [duty(f"e{number}", zone) for number, zone in enumerate(zones)]
)
moments = st.builds(
    lambda day, at: datetime.combine(day, at, UTC), st.dates(date(2025, 10, 1), date(2029, 3, 1)), st.times()
)


@given(programmes, events, duties, st.lists(moments, max_size=8))
def test_each_is_due_in_exactly_one_of_the_ticks(
    rule: Programme, all_events: list[Event], all_duties: list[Duty], ticks: list[datetime]
) -> None:
    after, until = EVER
    cuts = [after, *sorted(ticks), until]

    found = [
        each.key
        for start, end in pairwise(cuts)
        for each in plan([rule], occasions_of(all_events, ()), all_duties, after=start, until=end)
    ]

    assert sorted(found) == [
        each.key for each in plan([rule], occasions_of(all_events, ()), all_duties, after=after, until=until)
    ]
    assert len(found) == len(set(found)) == len(rule.steps) * len(all_events) * len(all_duties)


@given(programmes, events, duties)
def test_events_outside_the_window_need_not_be_read(
    rule: Programme, all_events: list[Event], all_duties: list[Duty]
) -> None:
    before, behind = window([rule])
    known = {each.id: each for each in all_events}
    for due in all_due(rule, *all_events, duties=tuple(all_duties)):
        first, last = (due.due_at - behind).date(), (due.due_at + before).date()
        assert first <= known[due.event].last_day
        assert known[due.event].first_day <= last


@given(programmes, days, st.sampled_from(ZONES))
def test_step_on_working_days_falls_on_the_nearest_one_away_from_the_event(
    rule: Programme, day: date, zone: str
) -> None:
    rule = replace(rule, working_days=True)
    for due in all_due(rule, event(day.isoformat()), duties=(duty("mx", zone),)):
        local = due.due_at.astimezone(ZoneInfo(zone)).date()
        (wanted,) = (day - timedelta(days=each.days_before) for each in rule.steps if each.key == due.step)
        skipped = [min(local, wanted) + timedelta(days=n) for n in range(abs((wanted - local).days) + 1)]
        assert is_working_day(local, "mx", zone)
        assert local >= wanted if due.step.startswith("-") else local <= wanted
        assert [each for each in skipped if is_working_day(each, "mx", zone)] == [local]


@given(programmes, days, st.sampled_from(ZONES))
def test_each_step_falls_on_its_own_day_at_its_own_hour(rule: Programme, day: date, zone: str) -> None:
    rule = replace(rule, working_days=False)
    found = {due.step: due.due_at for due in all_due(rule, event(day.isoformat()), duties=(duty(zone=zone),))}
    assert found == {
        step.key: local_moment(day - timedelta(days=step.days_before), step.at, ZoneInfo(zone))
        for step in rule.steps
        if step.at
    }


@given(programmes, events, duties)
def test_nothing_about_a_meeting_goes_out_once_it_began(
    rule: Programme, all_events: list[Event], all_duties: list[Duty]
) -> None:
    begins = {each.id: each.starts_at for each in all_events}
    for due in all_due(rule, *all_events, duties=tuple(all_duties)):
        began = begins[due.event]
        assert due.due_at <= due.give_up_at <= due.due_at + rule.give_up_after
        if began and not due.step.startswith("-"):
            assert due.give_up_at <= max(began, due.due_at)


@given(days, hours, st.sampled_from(ZONES))
def test_local_moment_is_that_hour_or_the_next_one(day: date, at: time, zone: str) -> None:
    local = local_moment(day, at, ZoneInfo(zone)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert local - datetime.combine(day, at) in (timedelta(0), timedelta(hours=1))


def test_of_steps_that_days_off_bring_to_one_morning_the_last_goes_out() -> None:
    rule = programme(7, 2, 0, working_days=True)
    found = all_due(rule, event("2026-12-13"), duties=(duty("mx"), duty("hn")))  # a Sunday
    friday = utc("2026-12-11T15:00")

    assert [each.step for each in found if each.due_at == friday] == ["+0d", "+0d", "+2d", "+2d"]
    going_out = [(each.entity, each.step) for each in not_overtaken([rule], found)]
    assert going_out == [("hn", "+0d"), ("mx", "+0d"), ("hn", "+7d"), ("mx", "+7d")]


def test_step_that_comes_after_another_does_not_overtake_it() -> None:
    rule = programme(7, 2, 0)
    found = all_due(rule, event("2026-12-13"))
    assert tuple(not_overtaken([rule], found)) == found
