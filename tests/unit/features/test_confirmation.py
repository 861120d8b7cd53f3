from tests.unit.desk import ANA, LUCIA, MX, NOAH, NOW, STRANGER, Desk, summary

from mirps_bot.domain.pledge import Stage
from mirps_bot.domain.update import Report, Surface, Update, UpdateKind
from mirps_bot.view.action import ActionName

MEXICOS = ("msp-mirps-asylum", "rec-022", "rec-058", "rec-059", "rec-064")


def filed(desk: Desk) -> tuple[Update, ...]:
    with desk.storage.begin(reading=True) as unit:
        return unit.updates.filed_between(NOW.replace(year=2000), NOW.replace(year=2100))


def stage(desk: Desk, pledge: str) -> Stage | None:
    with desk.storage.begin(reading=True) as unit:
        tracked = unit.pledges.find(pledge)
    assert tracked
    return tracked.standing.stage


def test_one_tap_is_a_dated_confirmation_and_no_update(desk: Desk) -> None:
    answer = desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058")
    assert summary(answer) == "Anotado: sin cambios en 1 compromiso abierto"
    (only,) = filed(desk)
    assert (only.kind, only.pledge, only.report, only.filed_at, only.surface, only.entity) == (
        UpdateKind.CONFIRMATION,
        "rec-058",
        Report(),
        NOW,
        Surface.BUTTON,
        MX,
    )


def test_one_tap_can_stand_for_all_open_pledges(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": "rec-064", "stage": "fulfilled"})
    desk.clock.advance(hours=1)
    desk.presses(LUCIA, ActionName.NO_CHANGE)
    confirmed = [each.pledge for each in filed(desk) if each.kind is UpdateKind.CONFIRMATION]
    assert sorted(confirmed) == list(MEXICOS[:-1])


def test_stage_stays_what_it_was(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"})
    desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058")
    assert stage(desk, "rec-058") is Stage.IN_PROGRESS


def test_same_press_repeated_is_filed_once(desk: Desk) -> None:
    first = desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058", key="once")
    again = desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058", key="once")
    assert (len(filed(desk)), summary(again)) == (1, summary(first))


def test_secretariat_confirms_on_behalf(desk: Desk) -> None:
    desk.presses(NOAH, ActionName.NO_CHANGE, "rec-058")
    (only,) = filed(desk)
    assert (only.entity, only.on_behalf, only.author_name) == (MX, True, "Noah Fischer")


def test_pledge_of_another_entity_is_not_confirmed(desk: Desk) -> None:
    assert summary(desk.presses(ANA, ActionName.NO_CHANGE, "rec-058")).startswith("rec-058 es de México")
    assert filed(desk) == ()


def test_one_foreign_pledge_stops_all(desk: Desk) -> None:
    desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058", "rec-067")
    assert filed(desk) == ()


def test_unknown_pledge_is_named(desk: Desk) -> None:
    assert "rec-999" in summary(desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-999"))


def test_stranger_confirms_nothing(desk: Desk) -> None:
    assert "Secretaría" in summary(desk.presses(STRANGER, ActionName.NO_CHANGE, "rec-058"))
    assert filed(desk) == ()
