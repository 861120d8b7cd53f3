"""With digests or without, in chat or by e-mail; and whoever is silent, reminded now."""

from tests.unit.desk import DEADLINE, DIRECT, ELENA, LUCIA, MX, NOAH, STRANGER, At, Desk, actions, summary
from tests.unit.postman import Postman
from typer.testing import CliRunner

from mirps_bot.cli import app
from mirps_bot.dialogue import Press, Tell
from mirps_bot.domain.delivery import Digest, Reason, Reminder
from mirps_bot.domain.preference import Preference
from mirps_bot.features import nudge
from mirps_bot.parcels import Parcel
from mirps_bot.view.action import Action, ActionName

MONDAY_AT_EIGHT = "2026-11-30T13:00"


def preference(desk: Desk, email: str) -> Preference:
    with desk.visit(email) as visit:
        return visit.unit.preferences.of(desk.person(email).id)


def test_digests_are_muted_and_heard_again(desk: Desk) -> None:
    answer = desk.asks(ELENA, "silenciar")
    assert summary(answer).startswith("Boletines silenciados")
    assert preference(desk, ELENA).mutes_digests
    assert actions(answer) == [Action(ActionName.MUTE, ("off",))]

    desk.presses(ELENA, ActionName.MUTE, "off")
    assert not preference(desk, ELENA).mutes_digests


def test_muted_digest_is_not_sent_and_says_why(desk: Desk, postman: Postman, at: At) -> None:
    desk.asks(ELENA, "silenciar")
    at(MONDAY_AT_EIGHT)
    found = {
        each.delivery.content.person: each.what
        for each in postman.round()
        if isinstance(each.delivery.content, Digest) and each.delivery.content.name == "weekly_digest"
    }
    assert found[desk.person(ELENA).id] is Reason.MUTED
    assert isinstance(found[desk.person(NOAH).id], Parcel)


def test_duties_are_not_muted(desk: Desk, postman: Postman, at: At) -> None:
    desk.asks(LUCIA, "silenciar")
    at("2026-12-03T15:00")
    assert any(isinstance(each.what, Parcel) for each in postman.about_meeting(MX))


def test_stranger_has_nothing_to_mute(desk: Desk) -> None:
    assert summary(desk.asks(STRANGER, "silenciar")).startswith("Todavía no figura")


def test_mail_is_offered_only_where_it_can_be_sent(desk: Desk) -> None:
    assert summary(desk.asks(LUCIA, "correo")).startswith("Aquí no está configurado")
    desk.presses(LUCIA, ActionName.MAIL, "on")
    assert not preference(desk, LUCIA).by_mail


def test_mail_is_chosen_and_left_again(desk: Desk) -> None:
    desk.bot.has_mail = True
    assert actions(desk.asks(LUCIA, "correo")) == [Action(ActionName.MAIL, ("on",))]
    told = desk.presses(LUCIA, ActionName.MAIL, "on")
    assert "por correo a lucia.ortega@example.org" in summary(told)
    assert preference(desk, LUCIA).by_mail
    desk.presses(LUCIA, ActionName.MAIL, "off")
    assert not preference(desk, LUCIA).by_mail


def test_wish_that_came_by_mail_is_entered_at_a_terminal(desk: Desk) -> None:
    environment = {"DATABASE_URL": str(desk.storage.engine.url)}
    for arguments, muted in (((), True), (("--undo",), False)):
        done = CliRunner().invoke(app, ["people", "mute", ELENA, *arguments], env=environment)
        assert (done.exit_code, preference(desk, ELENA).mutes_digests) == (0, muted)
    assert CliRunner().invoke(app, ["people", "mute", STRANGER], env=environment).exit_code == 1


# ---- a nudge -------------------------------------------------------------------------------------


def nudged(postman: Postman) -> dict[str, Parcel | Reason]:
    return {
        each.delivery.content.entity: each.what
        for each in postman.round()
        if isinstance(each.delivery.content, Reminder) and each.delivery.content.step == nudge.NUDGE
    }


def test_silent_ones_can_be_reminded_from_the_digest(desk: Desk, postman: Postman) -> None:
    offered = [each for each in actions(desk.asks(NOAH, "digest")) if each.name is ActionName.REMIND_SILENT]
    assert MX in offered[0].arguments

    told = desk.presses(NOAH, ActionName.REMIND_SILENT, "mx", "cr", "nowhere")
    assert "Costa Rica" in summary(told)
    desk.presses(NOAH, ActionName.REMIND_SILENT, "mx", key="again")

    found = nudged(postman)
    assert set(found) == {"mx", "cr"}
    mexico = found["mx"]
    assert isinstance(mexico, Parcel)
    assert mexico.to == desk.inbox(LUCIA)
    assert nudged(postman) == {}


def test_who_answered_meanwhile_is_left_in_peace(desk: Desk, postman: Postman) -> None:
    desk.presses(NOAH, ActionName.REMIND_SILENT, "mx")
    desk.presses(LUCIA, ActionName.NO_CHANGE)
    assert nudged(postman) == {"mx": Reason.ANSWERED}


def test_nudging_is_for_the_secretariat(desk: Desk) -> None:
    with desk.visit(LUCIA) as visit:
        press = Press(
            actor=visit.actor, action=Action(ActionName.REMIND_SILENT, ("cr",)), place=DIRECT, key="x"
        )
        assert nudge.press(visit, press) == Tell(phrase="ledger_is_secretariats")


def test_nothing_is_reminded_of_without_an_open_cycle(desk: Desk, at: At) -> None:
    at("2026-10-20T15:00")
    with desk.visit(NOAH) as visit:
        assert nudge.open_cycle(visit) is None
    at("2026-11-24T15:00")
    with desk.visit(NOAH) as visit:
        found = nudge.open_cycle(visit)
    assert found is not None
    assert found.id == DEADLINE.id
