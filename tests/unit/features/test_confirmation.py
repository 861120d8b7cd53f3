from datetime import datetime

from tests.unit.desk import ANA, LUCIA, MX, NOAH, NOW, STRANGER, TOMAS, Desk, actions, summary

from mirps_bot.dialogue import Answer
from mirps_bot.domain.pledge import Stage
from mirps_bot.domain.update import Report, Surface, Update, UpdateKind
from mirps_bot.view.action import ActionName

MEXICOS = ("msp-mirps-asylum", "rec-022", "rec-058", "rec-059", "rec-064")


def filed(desk: Desk) -> tuple[Update, ...]:
    with desk.storage.begin(reading=True) as unit:
        return unit.updates.filed_between(NOW.replace(year=2000), NOW.replace(year=2100))


def heard(desk: Desk, pledge: str) -> datetime | None:
    with desk.storage.begin(reading=True) as unit:
        tracked = unit.pledges.find(pledge)
    assert tracked
    return tracked.standing.heard_at


def undo(answer: Answer) -> tuple[str, ...]:
    """What the receipt's button takes back."""
    (action,) = (each for each in actions(answer) if each.name is ActionName.REVOKE)
    return action.arguments


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


# ---- taking it back ------------------------------------------------------------------------------


def test_what_was_tapped_is_taken_back_and_both_stay_on_record(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"})
    desk.clock.advance(days=1)
    receipt = desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058")
    desk.clock.advance(minutes=9)
    answer = desk.presses(LUCIA, ActionName.REVOKE, *undo(receipt))

    assert summary(answer) == "Deshecho: ya no consta «sin cambios» en 1 compromiso abierto"
    told, confirmed, withdrawn = filed(desk)
    assert (withdrawn.kind, withdrawn.corrects, withdrawn.surface) == (
        UpdateKind.WITHDRAWAL,
        confirmed.id,
        Surface.BUTTON,
    )
    assert (confirmed.replaced_by, told.replaced_by) == (withdrawn.id, None)
    assert (heard(desk, "rec-058"), stage(desk, "rec-058")) == (NOW, Stage.IN_PROGRESS)


def test_tap_for_all_is_taken_back_for_all(desk: Desk) -> None:
    receipt = desk.presses(LUCIA, ActionName.NO_CHANGE)
    desk.presses(LUCIA, ActionName.REVOKE, *undo(receipt))
    assert {heard(desk, each) for each in MEXICOS} == {None}


def test_undo_pressed_twice_is_done_once(desk: Desk) -> None:
    receipt = desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058")
    first = desk.presses(LUCIA, ActionName.REVOKE, *undo(receipt), key="1")
    desk.clock.advance(minutes=30)
    again = desk.presses(LUCIA, ActionName.REVOKE, *undo(receipt), key="2")
    assert (summary(again), len(filed(desk))) == (summary(first), 2)


def test_after_ten_minutes_a_word_is_a_word(desk: Desk) -> None:
    receipt = desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058")
    desk.clock.advance(minutes=10, seconds=1)
    answer = desk.presses(LUCIA, ActionName.REVOKE, *undo(receipt))
    assert summary(answer).startswith("Ya pasaron los diez minutos")
    assert (heard(desk, "rec-058"), len(filed(desk))) == (NOW, 1)


def test_alternate_may_undo_what_the_focal_point_tapped(desk: Desk) -> None:
    receipt = desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058")
    desk.presses(TOMAS, ActionName.REVOKE, *undo(receipt))
    assert heard(desk, "rec-058") is None


def test_another_entity_undoes_nothing(desk: Desk) -> None:
    receipt = desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058")
    answer = desk.presses(ANA, ActionName.REVOKE, *undo(receipt))
    assert summary(answer).startswith("rec-058 es de México")
    assert heard(desk, "rec-058") == NOW


def test_update_is_not_undone_by_a_forged_button(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"})
    (told,) = filed(desk)
    for forged in (str(told.id), "99", "x", ""):
        assert summary(desk.presses(LUCIA, ActionName.REVOKE, forged)).startswith(
            "Este botón ya no es válido"
        )
    assert len(filed(desk)) == 1


def test_tap_after_an_undo_counts_again(desk: Desk) -> None:
    receipt = desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058", key="1")
    desk.presses(LUCIA, ActionName.REVOKE, *undo(receipt))
    desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058", key="2")
    assert heard(desk, "rec-058") == NOW
