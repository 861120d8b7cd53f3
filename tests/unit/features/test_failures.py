"""What could not be delivered: told to the secretariat, each once, with what to do about it."""

from tests.unit.desk import ELENA, HN, KARLA, LUCIA, MX, NOAH, TOMAS, At, Desk, actions, errors_of, summary
from tests.unit.postman import Brought, Postman, to

from mirps_bot.dialogue import Asked
from mirps_bot.domain.delivery import Digest, Reason, Reminder, Spot
from mirps_bot.features import digest, ledger
from mirps_bot.features.digest import Summary
from mirps_bot.features.ledger import History
from mirps_bot.parcels import Parcel
from mirps_bot.ports import Account
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Bullets, Buttons, text_of

ROOM = Spot(channel="C9")
WEEK_BEFORE = "2026-12-03T15:00"
"""A Thursday, the meeting's: nine in Mexico and Tegucigalpa."""
HALF_PAST_EIGHT = "T13:30"
"""In Panama."""


def unreached(desk: Desk, postman: Postman, at: At, moment: str = WEEK_BEFORE, *emails: str) -> None:
    """Nobody of these has an account when what is due goes out."""
    at(moment)
    postman.round(
        room=ROOM, without=frozenset(desk.person(each).id for each in emails or (KARLA, LUCIA, TOMAS))
    )


def notices(postman: Postman, room: Spot | None = ROOM) -> list[Brought]:
    return [
        each
        for each in postman.round(room=room)
        if isinstance(each.delivery.content, Digest) and each.delivery.content.name == "failures_digest"
    ]


def bullets(brought: Brought) -> list[str]:
    blocks = brought.view.blocks
    return [text_of(item) for each in blocks if isinstance(each, Bullets) for item in each.items]


def buttons(brought: Brought) -> list[Action]:
    blocks = brought.view.blocks
    return [each.action for block in blocks if isinstance(block, Buttons) for each in block.buttons]


def test_failure_is_told_next_morning_with_what_to_do(desk: Desk, postman: Postman, at: At) -> None:
    unreached(desk, postman, at, WEEK_BEFORE, KARLA)
    at(f"2026-12-04{HALF_PAST_EIGHT}")
    (notice,) = notices(postman)
    assert notice.summary == "Could not be delivered: 1 delivery"
    assert bullets(notice) == [
        (
            "Honduras · Quarterly meeting, 7 days before, for Karla Mejía — no account in the workspace. "
            "Invite them to the workspace, or name who takes over."
        )
    ]
    assert buttons(notice) == [
        Action(ActionName.ASK, ("ledger failed",)),
        Action.opening("contact", entity=HN),
    ]


def test_nothing_failed_and_nothing_is_sent_nor_noted(desk: Desk, postman: Postman, at: At) -> None:
    at(WEEK_BEFORE)
    postman.round(room=ROOM)
    at(f"2026-12-04{HALF_PAST_EIGHT}")
    assert notices(postman) == []
    shown = desk.data(ledger.answer, "2026-12-04", History, NOAH)
    assert not any(line.digest and line.digest.name == "failures_digest" for line in shown.page.items)


def test_same_failure_of_the_same_meeting_is_told_once(desk: Desk, postman: Postman, at: At) -> None:
    unreached(desk, postman, at, "2026-11-26T15:00", KARLA)
    at(f"2026-11-27{HALF_PAST_EIGHT}")
    assert len(notices(postman)) == 1
    unreached(desk, postman, at, WEEK_BEFORE, KARLA)
    at(f"2026-12-04{HALF_PAST_EIGHT}")
    assert [each.what for each in notices(postman)] == [Reason.NOTHING_TO_SAY]


def test_monday_does_not_repeat_what_the_weekly_digest_told(desk: Desk, postman: Postman, at: At) -> None:
    unreached(desk, postman, at, "2026-11-26T15:00", KARLA)
    at("2026-11-30T13:00")  # Friday's notice is too late by half past eight on Monday
    (weekly,) = (each for each in postman.round(room=ROOM) if each.delivery.key.startswith("weekly_digest"))
    assert any(each.startswith("Honduras · Quarterly meeting, 14 days before") for each in bullets(weekly))
    assert Action.opening("contact", entity=HN) in buttons(weekly)
    at(f"2026-11-30{HALF_PAST_EIGHT}")
    assert all(each.what is Reason.NOTHING_TO_SAY for each in notices(postman))


def test_without_room_each_of_the_secretariat_is_told_in_private(
    desk: Desk, postman: Postman, at: At
) -> None:
    unreached(desk, postman, at, WEEK_BEFORE, KARLA)
    at("2026-12-04T14:00")
    told = {each.what.to: each.summary for each in notices(postman, None) if isinstance(each.what, Parcel)}
    assert told == {
        desk.inbox(NOAH): "Could not be delivered: 1 delivery",
        desk.inbox(ELENA): "No se pudo entregar: 1 envío",
    }


def test_room_that_the_bot_is_not_in_is_a_failure(desk: Desk, postman: Postman, at: At) -> None:
    at("2026-11-30T13:00")
    postman.round()
    at(f"2026-12-01{HALF_PAST_EIGHT}")
    told = [text for each in notices(postman) for text in bullets(each)]
    assert told == [
        (
            "Platform digest November 23–29, 2026 — the bot is not in its channel. "
            "Invite the app to #mirps-secretaria. Meanwhile each reader gets it directly."
        )
    ]


def test_entity_without_alternate_is_no_failure(desk: Desk, postman: Postman, at: At) -> None:
    """The step that goes to an alternate finds none: whoever has the duty was told before."""
    at("2026-12-21T15:00")
    found = {
        each.delivery.content.entity: each.what
        for each in postman.round(room=ROOM)
        if isinstance(each.delivery.content, Reminder) and each.delivery.content.step == "-5d:alternate"
    }
    assert found[HN] is Reason.NO_ALTERNATE
    at(f"2026-12-22{HALF_PAST_EIGHT}")
    assert notices(postman) == []


def test_others_than_the_secretariat_read_of_no_failure(desk: Desk, postman: Postman, at: At) -> None:
    unreached(desk, postman, at, WEEK_BEFORE, KARLA)
    at("2026-12-07T16:00")
    told = [each for each in postman.round() if each.delivery.key.startswith("before_meeting_digest")]
    sent = [each for each in told if isinstance(each.what, Parcel)]
    assert sent
    assert not any("sin cuenta" in text or "no account" in text for each in sent for text in bullets(each))


def test_digest_on_demand_tells_of_them(desk: Desk, postman: Postman, at: At) -> None:
    unreached(desk, postman, at, WEEK_BEFORE, KARLA)
    shown = desk.data(digest.answer, "", Summary, NOAH)
    assert [(each.entity, each.reason) for each in shown.failures] == [(HN, Reason.NO_ACCOUNT)]


def test_ledger_is_asked_for_what_failed_alone(desk: Desk, postman: Postman, at: At) -> None:
    unreached(desk, postman, at, WEEK_BEFORE, KARLA)
    assert summary(desk.asks(ELENA, "historial fallos")) == "Historial de envíos: 1 envío · fallidos"
    assert summary(desk.asks(NOAH, "ledger failed honduras")) == "Ledger: 1 delivery · Honduras · failed"
    assert summary(desk.asks(NOAH, "ledger failed mexico")).startswith("Ledger: 0")


# ---- who left ------------------------------------------------------------------------------------


def test_duty_of_who_left_is_their_alternates(desk: Desk, postman: Postman, at: At) -> None:
    desk.loses(LUCIA)
    at("2026-12-03T17:00")  # nine where he is
    assert to(postman.about_meeting(MX))[-1] == desk.inbox(TOMAS)


def test_departure_is_told_once_with_who_has_the_duty_now(desk: Desk, postman: Postman, at: At) -> None:
    desk.loses(LUCIA)
    desk.loses(KARLA)
    at(f"2026-11-25{HALF_PAST_EIGHT}")
    (notice,) = notices(postman)
    assert notice.summary == "No account any more: Karla Mejía and Lucía Ortega"
    assert bullets(notice) == [
        (
            "Honduras · Karla Mejía (focal point) has no account any more (noticed on November 24, 2026). "
            "Nobody else answers for that entity. Who takes over?"
        ),
        (
            "Mexico · Lucía Ortega (focal point) has no account any more (noticed on November 24, 2026). "
            "Reminders go to Tomás Rivera now. Who takes over?"
        ),
    ]
    successor = Action.opening("contact", entity=HN, role="focal_point", leaves=KARLA)
    assert buttons(notice)[0] == successor
    opened = desk.presses(NOAH, successor.name, *successor.arguments)
    assert isinstance(opened, Asked)
    at(f"2026-11-26{HALF_PAST_EIGHT}")
    assert notices(postman) == []


def test_who_is_back_counts_again_and_is_not_told_of(desk: Desk, postman: Postman, at: At) -> None:
    desk.loses(LUCIA)
    desk.bot.introduce(Account(user="U99", email=LUCIA, language=None, time_zone=None))
    at(f"2026-11-25{HALF_PAST_EIGHT}")
    assert notices(postman) == []
    at(WEEK_BEFORE)
    assert to(postman.about_meeting(MX))[-1] == desk.inbox(LUCIA)


def test_only_one_of_the_secretariat_who_is_left_gets_the_digest(
    desk: Desk, postman: Postman, at: At
) -> None:
    desk.loses(ELENA)
    at("2026-11-30T14:00")
    told = [each for each in postman.round() if each.delivery.key.startswith("weekly_digest@2026-11-30/")]
    assert to(told) == [desk.inbox(NOAH)]


# ---- who takes over ------------------------------------------------------------------------------

SUCCESSOR = {
    "role": "focal_point",
    "name": "Nora Paz",
    "email": "nora.paz@example.org",
    "language": "es",
    "since": "2026-12-01",
    "leaves": KARLA,
}


def test_secretariat_changes_the_contact_of_an_entity(desk: Desk) -> None:
    desk.clock.advance(days=10)
    opened = desk.presses(NOAH, ActionName.OPEN_FORM, "contact", "entity", HN)
    assert isinstance(opened, Asked)
    context = {"entity": HN}
    paper = desk.submits(NOAH, SUCCESSOR, form="contact", context=context)
    (accept,) = (each for each in actions(paper) if each.name is ActionName.ACCEPT_PAPER)
    desk.presses(ELENA, accept.name, *accept.arguments)
    nora = desk.person("nora.paz@example.org")
    assert (nora.entity, nora.time_zone) == (HN, "America/Tegucigalpa")
    assert desk.person(KARLA).role.value == "observer"


def test_contact_of_another_entity_is_not_for_a_focal_point(desk: Desk) -> None:
    """Whatever entity is named, it is their own that is meant."""
    answer = desk.submits(LUCIA, SUCCESSOR, form="contact", context={"entity": HN})
    assert set(errors_of(answer)) == {"leaves"}
