"""Prompts that are put off: they come again, once, and never beyond what they remind of."""

from datetime import UTC, datetime

import pytest
from tests.unit.desk import ANA, LUCIA, MEETING, MX, NOAH, STRANGER, At, Desk, summary
from tests.unit.postman import Postman, reasons, to

from mirps_bot.content.wording import Reader
from mirps_bot.dialogue import Shown
from mirps_bot.domain.delivery import Reason
from mirps_bot.features import snooze
from mirps_bot.view.action import ActionName

FORTNIGHT_BEFORE = "2026-11-26T15:00"
WEEK_BEFORE = "2026-12-03T15:00"
EVE = "2026-12-09T15:00"
"""Nine in Mexico City, 14, 7 and 1 days before the meeting."""


def prompted(postman: Postman, at: At, moment: str = FORTNIGHT_BEFORE) -> str:
    """The number of the prompt that Mexico got."""
    at(moment)
    (prompt,) = postman.about_meeting("mx")
    return str(prompt.delivery.id)


def test_snoozed_prompt_comes_again_at_nine_of_the_next_day(desk: Desk, postman: Postman, at: At) -> None:
    number = prompted(postman, at)
    answer = desk.presses(LUCIA, ActionName.SNOOZE, number, "tomorrow")
    assert summary(answer).startswith(
        "Pospuesto: se lo recordaré el 27 de noviembre de 2026, 09:00 — Reunión trimestral. "
    )

    at("2026-11-27T14:59")
    assert postman.about_meeting("mx") == []
    at("2026-11-27T15:00")
    assert to(postman.about_meeting("mx")) == [desk.inbox(LUCIA)]


@pytest.mark.parametrize(
    ("today", "monday"), [("2026-11-26T15:00", "2026-11-30T15:00"), ("2026-11-30T15:00", "2026-12-07T15:00")]
)
def test_monday_is_the_next_one(desk: Desk, postman: Postman, at: At, today: str, monday: str) -> None:
    number = prompted(postman, at)
    at(today)
    desk.presses(LUCIA, ActionName.SNOOZE, number, "monday")
    with desk.storage.begin(reading=True) as unit:
        until = unit.snoozes.of("quarterly_meeting", MEETING.id).get(MX)
    assert until == datetime.fromisoformat(monday).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "offered"),
    [
        ("2026-11-26T15:00", ["Recordar mañana", "Recordar el lunes"]),
        ("2026-11-27T15:00", ["Recordar el lunes"]),
        ("2026-12-24T15:00", ["Recordar el lunes"]),
        ("2027-01-25T15:00", ["Recordar mañana"]),  # the next Monday is a holiday
        ("2027-01-28T15:00", ["Recordar mañana", "Recordar el martes"]),
        ("2027-01-29T15:00", ["Recordar el martes"]),
    ],
)
def test_only_working_days_are_offered(
    desk: Desk, postman: Postman, at: At, today: str, offered: list[str]
) -> None:
    at(FORTNIGHT_BEFORE)
    (prompt,) = postman.about_meeting("mx")
    at(today)
    with desk.visit(LUCIA) as visit:
        found = snooze.choices(visit, prompt.delivery, desk.person(LUCIA))
        reader = Reader.of(visit.actor)
    labels = [desk.bot.knowledge.composer.button(each, reader).label for each in found]
    assert labels == [*offered, "Elegir una fecha"]


def test_day_that_is_offered_by_its_name_is_taken(desk: Desk, postman: Postman, at: At) -> None:
    number = prompted(postman, at)
    answer = desk.presses(LUCIA, ActionName.SNOOZE, number, "2026-12-01")
    assert "1 de diciembre de 2026, 09:00" in summary(answer)


def test_ladder_is_silent_while_snoozed(desk: Desk, postman: Postman, at: At) -> None:
    number = prompted(postman, at)
    at("2026-12-02T15:00")  # a Wednesday: until Monday the 7th
    desk.presses(LUCIA, ActionName.SNOOZE, number, "monday")
    at(WEEK_BEFORE)
    assert reasons(postman.about_meeting("mx")) == [Reason.SNOOZED]
    at("2026-12-07T15:00")
    assert to(postman.about_meeting("mx")) == [desk.inbox(LUCIA)]


def test_snooze_and_ladder_that_meet_bring_one_prompt(desk: Desk, postman: Postman, at: At) -> None:
    number = prompted(postman, at)
    at("2026-12-02T15:00")
    desk.presses(LUCIA, ActionName.SNOOZE, number, "tomorrow")
    at(WEEK_BEFORE)
    assert sorted(to(postman.about_meeting("mx")), key=str) == [desk.inbox(LUCIA), Reason.SNOOZED]


def test_two_prompts_snoozed_to_one_day_come_once(desk: Desk, postman: Postman, at: At) -> None:
    first = prompted(postman, at)
    second = prompted(postman, at, WEEK_BEFORE)
    for number in (first, second):
        desk.presses(LUCIA, ActionName.SNOOZE, number, "monday")
    at("2026-12-07T15:00")
    assert len(postman.about_meeting("mx")) == 1


def test_prompt_snoozed_again_waits_for_the_later_day(desk: Desk, postman: Postman, at: At) -> None:
    first = prompted(postman, at)
    second = prompted(postman, at, WEEK_BEFORE)
    desk.presses(LUCIA, ActionName.SNOOZE, first, "tomorrow")
    desk.presses(LUCIA, ActionName.SNOOZE, second, "monday")
    at("2026-12-04T15:00")
    assert reasons(postman.about_meeting("mx")) == [Reason.SNOOZED]
    at("2026-12-07T15:00")
    assert to(postman.about_meeting("mx")) == [desk.inbox(LUCIA)]


@pytest.mark.parametrize("until", ["tomorrow", "monday"])
def test_prompt_can_not_be_put_off_beyond_the_meeting(
    desk: Desk, postman: Postman, at: At, until: str
) -> None:
    number = prompted(postman, at)
    at(EVE)
    assert summary(desk.presses(LUCIA, ActionName.SNOOZE, number, until)).startswith("Para entonces ya")
    assert to(postman.about_meeting("mx")) == [Reason.TOO_LATE, desk.inbox(LUCIA)]
    at("2026-12-14T15:00")
    assert postman.about_meeting("mx") == []


def test_snoozed_prompt_waits_no_longer_than_the_meeting(desk: Desk, postman: Postman, at: At) -> None:
    number = prompted(postman, at)
    at("2026-12-08T15:00")
    desk.presses(LUCIA, ActionName.SNOOZE, number, "tomorrow")
    at("2026-12-10T14:00")  # it begins
    assert set(reasons(postman.about_meeting("mx"))) == {Reason.TOO_LATE}


def test_reminder_after_the_deadline_can_be_put_off_again_and_again(
    desk: Desk, postman: Postman, at: At
) -> None:
    at("2026-12-18T15:00")
    *_, prompt = postman.about_deadline("mx")
    for day in ("2026-12-21", "2026-12-22", "2026-12-23"):  # more in a week than come by themselves
        desk.presses(LUCIA, ActionName.SNOOZE, str(prompt.delivery.id), "tomorrow")
        at(f"{day}T15:00")
        (prompt,) = (each for each in postman.about_deadline("mx") if to([each]) == [desk.inbox(LUCIA)])


def test_snoozed_prompt_that_was_answered_does_not_come(desk: Desk, postman: Postman, at: At) -> None:
    number = prompted(postman, at)
    desk.presses(LUCIA, ActionName.SNOOZE, number, "tomorrow")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})
    at("2026-11-27T15:00")
    assert reasons(postman.about_meeting("mx")) == [Reason.ANSWERED]


def test_snoozing_twice_is_snoozing_once(desk: Desk, postman: Postman, at: At) -> None:
    number = prompted(postman, at)
    for key in ("1", "2"):
        desk.presses(LUCIA, ActionName.SNOOZE, number, "tomorrow", key=key)
    at("2026-11-27T15:00")
    assert len(postman.about_meeting("mx")) == 1


@pytest.mark.parametrize("email", [ANA, STRANGER])
def test_prompt_of_another_entity_can_not_be_put_off(
    desk: Desk, postman: Postman, at: At, email: str
) -> None:
    number = prompted(postman, at)
    assert summary(desk.presses(email, ActionName.SNOOZE, number, "tomorrow")).startswith(
        "Solo pueden posponer este recordatorio"
    )


def test_secretariat_may_put_it_off(desk: Desk, postman: Postman, at: At) -> None:
    number = prompted(postman, at)
    assert summary(desk.presses(NOAH, ActionName.SNOOZE, number, "tomorrow")).startswith("Put off")


def test_prompt_that_was_answered_can_not_be_put_off(desk: Desk, postman: Postman, at: At) -> None:
    """Pressed on a screen that does not show yet that it was answered."""
    number = prompted(postman, at)
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})
    answer = desk.presses(LUCIA, ActionName.SNOOZE, number, "tomorrow")
    assert summary(answer).startswith("Este botón ya no es válido")
    assert isinstance(answer, Shown)
    assert not answer.replaces


def test_prompt_that_never_was_is_out_of_date(desk: Desk) -> None:
    assert "ya no es válido" in summary(desk.presses(LUCIA, ActionName.SNOOZE, "999", "tomorrow"))
