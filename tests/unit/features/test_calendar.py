from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from tests.unit.desk import (
    CHLOE,
    DEADLINE,
    DIRECT,
    ELENA,
    GRACE,
    LUCIA,
    MEETING,
    STRANGER,
    Desk,
    actions,
    summary,
    view_of,
)
from tests.unit.postman import Postman
from tests.unit.reading import brought_to

from mirps_bot.adapters.console.render import render_text
from mirps_bot.bot import Bot
from mirps_bot.content.load import Content
from mirps_bot.dialogue import Call
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.clock_changes import ClockChange
from mirps_bot.domain.dates import PartialDate, Period, Quarter
from mirps_bot.domain.delivery import Living
from mirps_bot.domain.ids import EventId, GroupId
from mirps_bot.features import calendar
from mirps_bot.features.calendar import Agenda, NextEvent
from mirps_bot.features.events import EventFilter, nearest
from mirps_bot.view.almanac import Almanac


def agenda(desk: Desk, words: str = "") -> Agenda:
    return desk.data(calendar.answer, words, Agenda)


def following(desk: Desk, email: str = LUCIA, words: str = "") -> NextEvent:
    return desk.data(calendar.next_event, words, NextEvent, email)


def save(desk: Desk, *events: Event) -> None:
    with desk.visit(ELENA) as visit:
        visit.unit.events.save(events)


def at(desk: Desk, text: str) -> None:
    desk.clock.moment = datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_what_comes_is_listed_by_its_day_and_what_has_none_after_the_others_of_its_time(desk: Desk) -> None:
    in_december = replace(
        MEETING,
        id=EventId("test-december"),
        start=PartialDate.parse("2026-12"),
        start_time=None,
        end_time=None,
    )
    in_january = replace(MEETING, id=EventId("test-january"), start=PartialDate.parse("2027-01-06"))
    save(desk, in_december, in_january)
    events = agenda(desk).events
    assert [each.id for each in events if each.id.startswith("test-")] == [
        "test-meeting",
        "test-deadline",
        "test-december",
        "test-january",
    ]
    assert all(each.last_day >= desk.clock.now().date() for each in events)


def test_events_of_one_day_stand_by_their_hours(desk: Desk) -> None:
    earlier = replace(MEETING, id=EventId("z-earlier"), start_time=time(8))
    all_day = replace(MEETING, id=EventId("z-all-day"), start_time=None, end_time=None)
    save(desk, earlier, all_day)
    assert [each.id for each in agenda(desk).events if each.day == MEETING.day] == [
        "z-earlier",
        MEETING.id,
        "z-all-day",
    ]


def test_what_was_held_is_no_longer_to_come(desk: Desk) -> None:
    save(desk, replace(MEETING, status=EventStatus.HELD))
    assert "test-meeting" not in {each.id for each in agenda(desk).events}


def test_year_lists_everything_of_it(desk: Desk, content: Content) -> None:
    listed = agenda(desk, "2025")
    assert listed.wanted.periods == (Period.parse("2025"),)
    assert [each.id for each in listed.events] == [
        each.id for each in content.events if each.first_day.year <= 2025 <= each.last_day.year
    ]


def test_year_without_dates_lists_nothing(desk: Desk) -> None:
    assert agenda(desk, "2045").events == ()


def test_two_years_are_listed_in_order(desk: Desk) -> None:
    both = agenda(desk, "2026 2025").events
    assert both == (*agenda(desk, "2025").events, *agenda(desk, "2026").events)


def test_next_is_the_first_with_a_day(desk: Desk) -> None:
    found = following(desk)
    assert found.event == MEETING
    assert all(each.day is None for each in found.undated)


def test_next_stays_until_the_meeting_is_over(desk: Desk) -> None:
    at(desk, "2026-12-10T15:29")
    assert following(desk).event == MEETING
    at(desk, "2026-12-10T15:31")
    assert following(desk).event == DEADLINE


def test_deadline_stays_next_until_its_day_is_over_for_the_reader(desk: Desk) -> None:
    at(desk, "2026-12-16T05:30")
    assert following(desk).event == DEADLINE  # 23:30 of the 15th in Mexico City
    assert following(desk, "marta.vidal@example.org").event != DEADLINE


def test_cancelled_meeting_is_listed_and_not_next(desk: Desk) -> None:
    save(desk, replace(MEETING, status=EventStatus.CANCELLED))
    assert following(desk).event == DEADLINE
    assert "test-meeting" in {each.id for each in agenda(desk).events}


@pytest.mark.parametrize(
    ("words", "event"), [("plazo", DEADLINE), ("deadline", DEADLINE), ("reunión", MEETING), ("troika", None)]
)
def test_next_of_a_kind_or_a_group_is_of_no_other(desk: Desk, words: str, event: Event | None) -> None:
    found = following(desk, words=words)
    assert found.event == event
    assert found.rest == ()


def test_words_that_no_coming_date_has_are_left_aside_and_named(desk: Desk) -> None:
    found = following(desk, words="Tegucigalpa")
    assert (found.event, found.rest) == (MEETING, ("tegucigalpa",))


def test_several_that_come_next_are_listed(desk: Desk) -> None:
    shown = desk.show(calendar.next_event, "dos eventos")
    assert isinstance(shown.data, Agenda)
    assert shown.data.events == (MEETING, DEADLINE)


def test_next_week_is_answered_with_the_week(desk: Desk) -> None:
    shown = desk.show(calendar.next_event, "la semana del 10 de diciembre")
    assert isinstance(shown.data, Agenda)


def test_nothing_with_a_day_ahead_is_said(desk: Desk) -> None:
    gone = [replace(each, status=EventStatus.CANCELLED) for each in (MEETING, DEADLINE)]
    save(desk, *gone)
    found = following(desk)
    assert found.event is None
    assert EventId("ev-grf-2027") in {each.id for each in found.undated}


# ---- what is wanted ------------------------------------------------------------------------------

Q1, Q4 = Period.parse("2027-Q1"), Period.parse("2026-Q4")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("T4", EventFilter(periods=(Q4,))),
        ("q4 2026", EventFilter(periods=(Q4,))),
        ("2026-Q4", EventFilter(periods=(Q4,))),
        ("cuarto trimestre", EventFilter(periods=(Q4,))),
        ("t1", EventFilter(periods=(Q1,))),
        ("first quarter of 2027", EventFilter(periods=(Q1,))),
        ("t4 2026 t1 2027", EventFilter(periods=(Q4, Q1))),
        ("T1 y T4 de 2025", EventFilter(periods=tuple(map(Period.parse, ("2025-Q1", "2025-Q4"))))),
        ("2025, último trimestre", EventFilter(periods=(Period.parse("2025-Q4"),))),
        ("last quarter", EventFilter(periods=(Q4,))),
        ("2026-12", EventFilter(periods=(Period.parse("2026-12"),))),
        ("2024 2025", EventFilter(periods=tuple(map(Period.parse, ("2024", "2025"))))),
        ("¿hay algo en diciembre?", EventFilter(periods=(Period.parse("2026-12"),))),
        (
            "talleres de mayo de 2025",
            EventFilter(periods=(Period.parse("2025-05"),), kinds=(EventKind.WORKSHOP,)),
        ),
        ("este mes", EventFilter(periods=(Period.parse("2026-11"),))),
        ("next week", EventFilter(periods=(Period.parse("2026-11-30/2026-12-06"),))),
        ("le 10 décembre", EventFilter(periods=(Period.parse("2026-12-10"),))),
        ("talleres", EventFilter(kinds=(EventKind.WORKSHOP,))),
        (
            "other mechanisms 2025",
            EventFilter(periods=(Period.parse("2025"),), kinds=(EventKind.OTHER_MECHANISM,)),
        ),
        ("grupo de asilo", EventFilter(groups=(GroupId("wg-asylum"),))),
        ("troika", EventFilter(groups=(GroupId("troika"),))),
        ("quito", EventFilter(words=("quito",))),
        ("2025 Costa Rica", EventFilter(periods=(Period.parse("2025"),), words=("costa", "rica"))),
        ("eventos", EventFilter()),
        ("dos eventos", EventFilter(most=2)),
        ("the next 3 meetings", EventFilter(kinds=(EventKind.MEETING,), most=3, words=("next",))),
        ("", EventFilter()),
    ],
)
def test_words_ask_for_quarters_kinds_groups_or_titles(desk: Desk, words: str, wanted: EventFilter) -> None:
    assert agenda(desk, words).wanted == wanted


@pytest.mark.parametrize(
    ("email", "place"), [(LUCIA, "Ginebra (CICG)"), (GRACE, "Geneva (CICG)"), (CHLOE, "Genève (CICG)")]
)
def test_place_is_told_in_the_readers_language(desk: Desk, email: str, place: str) -> None:
    assert place in render_text(view_of(desk.asks(email, "calendar 2025")))


def test_quarter_lists_what_touches_it_and_nothing_of_the_quarters_between(desk: Desk) -> None:
    spread = replace(
        MEETING,
        id=EventId("spread"),
        quarters=(Quarter(year=2026, number=1), Quarter(year=2026, number=4)),
        start=None,
        start_time=None,
        end_time=None,
    )
    save(desk, spread)

    assert "spread" in {each.id for each in agenda(desk, "T4 2026").events}
    assert "spread" not in {each.id for each in agenda(desk, "T3 2026").events}


def test_group_lists_the_events_that_name_it(desk: Desk) -> None:
    save(desk, replace(MEETING, group=GroupId("wg-asylum")))
    assert [each.id for each in agenda(desk, "grupo de asilo").events] == ["test-meeting"]


def test_troika_meets_as_the_public_calendar_says(desk: Desk) -> None:
    assert [each.id for each in agenda(desk, "2025 troika").events] == ["cal-2025-troika"]


def test_title_place_and_note_are_searched(desk: Desk) -> None:
    assert [each.id for each in agenda(desk, "2025 costa rica").events] == ["cal-2025-annual"]


# ---- overlaps and clocks -------------------------------------------------------------------------

MADRID_CHANGED = date(2026, 10, 25)
QUITO = replace(
    MEETING,
    id=EventId("z-quito"),
    kind=EventKind.OTHER_MECHANISM,
    start_time=None,
    end_time=None,
    time_zone=None,
)


def test_what_was_is_shown_where_nothing_like_it_is_ahead(desk: Desk) -> None:
    found = agenda(desk, "evento principal ottawa")
    assert found.is_past
    assert [each.id for each in found.events] == ["ev-signature-2022"]
    assert summary(desk.asks(LUCIA, "calendario ottawa")).startswith("1 fecha en el pasado")
    assert not agenda(desk).is_past


def test_what_was_is_not_read_where_something_ahead_fits() -> None:
    gone_by = iter([QUITO])
    asked = EventFilter(kinds=(MEETING.kind,))
    assert nearest(asked, [MEETING], gone_by) == (asked, (MEETING,))
    assert list(gone_by) == [QUITO]


def test_words_that_no_date_has_are_left_aside_and_named(desk: Desk) -> None:
    found = agenda(desk, "ottawa pelícano")
    assert ([each.id for each in found.events], found.rest) == (["ev-signature-2022"], ("pelicano",))
    ahead = agenda(desk, "pelícano")
    assert (ahead.events, ahead.rest) == (agenda(desk).events, ("pelicano",))


def test_other_mechanism_on_the_same_day_is_shown_beside(desk: Desk) -> None:
    save(desk, QUITO)

    assert following(desk).overlaps == (QUITO,)
    assert agenda(desk).overlaps[MEETING.id] == (QUITO,)


def test_other_mechanism_in_the_same_quarter_may_fall_on_the_same_day(desk: Desk) -> None:
    undated = replace(QUITO, start=None, quarters=(Quarter.parse("2026-Q4"),))
    save(desk, undated)
    assert following(desk).overlaps == (undated,)


@pytest.mark.parametrize(
    "other",
    [
        replace(QUITO, start=PartialDate.parse("2026-12-11")),
        replace(QUITO, status=EventStatus.CANCELLED),
        replace(QUITO, kind=EventKind.WORKSHOP),
    ],
)
def test_another_day_a_cancelled_one_and_our_own_are_no_overlap(desk: Desk, other: Event) -> None:
    save(desk, other)
    assert following(desk).overlaps == ()


def test_weeks_after_clocks_were_changed_elsewhere_are_warned_of(desk: Desk) -> None:
    save(desk, replace(MEETING, start=PartialDate.parse("2026-11-30"), time_zone="Europe/Madrid"))
    assert following(desk).warning is None

    at(desk, "2026-11-02T15:00")
    save(desk, replace(MEETING, start=PartialDate.parse("2026-11-05"), time_zone="Europe/Madrid"))
    warning = following(desk).warning
    assert warning is not None
    assert warning.steady == "America/Mexico_City"
    assert ClockChange(zone="Europe/Madrid", on=MADRID_CHANGED) in warning.changes


# ---- as a file -----------------------------------------------------------------------------------


def file_for(desk: Desk, email: str, words: str) -> Almanac | None:
    """What comes by direct message after these words."""
    desk.asks(email, words)
    views = brought_to(desk, email, Postman(desk).round())
    return next((each.file for each in views if isinstance(each.file, Almanac)), None)


def uids(almanac: Almanac | None) -> list[str]:
    assert almanac
    return [each.uid for each in almanac.entries]


@pytest.mark.parametrize(
    ("email", "words"),
    [
        (LUCIA, "calendario archivo"),
        (LUCIA, "calendario ics"),
        (GRACE, "calendar file"),
        (CHLOE, "calendrier fichier"),
        ("rafael.moura@example.org", "calendário arquivo"),
    ],
)
def test_file_holds_what_the_feed_does_in_the_readers_language(desk: Desk, email: str, words: str) -> None:
    made = file_for(desk, email, words)
    assert made == desk.bot.almanac_for(desk.actor(email))
    assert f"{MEETING.id}@mirps-bot" in uids(made)


def test_file_is_announced_with_how_many_dates_it_has(desk: Desk) -> None:
    answer = desk.asks(LUCIA, "calendario archivo trimestral")
    assert (
        summary(answer)
        == "Le envío por mensaje directo un archivo con 1 fecha, para abrirlo en su calendario."
    )


def test_file_of_a_group_a_year_or_one_event_has_no_more(desk: Desk) -> None:
    of_asylum = replace(MEETING, id=EventId("asylum-1"), group=GroupId("wg-asylum"))
    save(desk, of_asylum)
    assert uids(file_for(desk, LUCIA, "calendario archivo grupo de asilo")) == ["asylum-1@mirps-bot"]
    assert "test-meeting@mirps-bot" not in uids(file_for(desk, LUCIA, "calendario archivo 2025"))
    (one,) = [
        each for each in actions(desk.asks(LUCIA, "próxima")) if each.arguments == ("calendar file asylum-1",)
    ]
    assert uids(file_for(desk, LUCIA, one.arguments[0])) == ["asylum-1@mirps-bot"]


def test_event_that_moved_is_in_the_next_file_under_the_same_id_with_a_higher_revision(desk: Desk) -> None:
    before = file_for(desk, LUCIA, "calendario archivo trimestral")
    save(desk, replace(MEETING, start=PartialDate.parse("2026-12-17")))
    desk.clock.advance(hours=1)
    after = file_for(desk, LUCIA, "calendario archivo trimestral")
    assert before
    assert after
    assert [(each.uid, each.revision) for each in (*before.entries, *after.entries)] == [
        ("test-meeting@mirps-bot", 0),
        ("test-meeting@mirps-bot", 1),
    ]


def test_nothing_is_sent_where_there_is_no_such_date_nor_to_strangers(desk: Desk, postman: Postman) -> None:
    assert summary(desk.asks(LUCIA, "calendario archivo 1999")).startswith("No hay ninguna fecha")
    assert summary(desk.asks(STRANGER, "calendario archivo")).startswith("Todavía no figura")
    assert not [each for each in postman.round() if isinstance(each.delivery.content, Living)]


def test_file_goes_out_at_once(desk: Desk, content: Content) -> None:
    woken: list[str] = []
    bot = Bot(desk.storage, content, desk.clock, on_owed=lambda: woken.append("now"))
    for words in ("calendario", "calendario archivo"):
        bot.handle(Call(actor=desk.actor(LUCIA), words=words, place=DIRECT))
    assert woken == ["now"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("reunión del 10", "2026-12-10"),
        ("meeting on the 10th", "2026-12-10"),
        ("le 3", "2026-12-03"),
        ("el 30", "2026-11-30"),
    ],
)
def test_day_without_its_month_is_the_next_such_day(desk: Desk, words: str, day: str) -> None:
    (period,) = agenda(desk, words).wanted.periods
    assert str(period.first) == str(period.last) == day
