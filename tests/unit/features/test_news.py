"""What follows by itself from following: a message on Monday, if there is anything to tell."""

from tests.unit.desk import ANA, CHLOE, GRACE, LUCIA, NOAH, At, Desk
from tests.unit.postman import Brought, Postman

from mirps_bot.domain.delivery import Inbox, Reason
from mirps_bot.parcels import Parcel
from mirps_bot.view.action import ActionName
from mirps_bot.view.blocks import Paragraph, text_of

MONDAY_AT_NINE = "2026-11-30T14:00"
"""In Panama; in Washington, too."""
NINE_IN_MEXICO = "2026-11-30T15:00"


def issues(postman: Postman) -> list[Brought]:
    return [each for each in postman.round() if each.delivery.key.startswith("weekly_follow")]


def paragraphs(brought: Brought) -> list[str]:
    return [text_of(each.spans) for each in brought.view.blocks if isinstance(each, Paragraph)]


def test_change_in_a_pledge_is_told_to_its_follower_on_monday_morning(
    desk: Desk, postman: Postman, at: At
) -> None:
    desk.asks(GRACE, "follow rec-058")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress", "narrative": "Abrimos dos oficinas."})
    at(MONDAY_AT_NINE)

    told, copy = issues(postman)

    assert told.what is Reason.TO_EACH
    assert isinstance(copy.what, Parcel)
    assert copy.what.to == Inbox(person=desk.person(GRACE).id)
    assert copy.summary == "In what you follow: 1 update"
    assert "→ in progress · because you follow rec-058 — Abrimos dos oficinas." in paragraphs(copy)[1]
    assert issues(postman) == []


def test_it_comes_at_nine_where_its_reader_is(desk: Desk, postman: Postman, at: At) -> None:
    desk.asks(LUCIA, "seguir rec-058")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"})

    at(MONDAY_AT_NINE)
    assert [each.what for each in issues(postman)] == [Reason.TO_EACH]
    at(NINE_IN_MEXICO)
    assert [each.summary for each in issues(postman)] == ["En lo que usted sigue: 1 actualización"]


def test_nothing_changed_is_nothing_sent(desk: Desk, postman: Postman, at: At) -> None:
    desk.asks(GRACE, "follow rec-058")
    desk.submits(ANA, {"pledge": "msp-mirps-integration", "stage": "planning"})
    desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058")
    at(MONDAY_AT_NINE)

    assert [each.what for each in issues(postman)] == [Reason.TO_EACH, Reason.NOTHING_TO_SAY]


def test_country_and_group_are_followed_through_what_is_reported_there(
    desk: Desk, postman: Postman, at: At
) -> None:
    desk.asks(GRACE, "follow Mexico wg-asylum")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"}, key="1")
    desk.submits(NOAH, {"pledge": "msp-mirps-asylum", "stage": "planning"}, key="2")
    at(MONDAY_AT_NINE)

    assert issues(postman)[1].summary == "In what you follow: 2 updates"


def test_country_is_followed_through_what_others_pledged_for_it_too(
    desk: Desk, postman: Postman, at: At
) -> None:
    desk.asks(GRACE, "follow Honduras")
    desk.submits(CHLOE, {"pledge": "rec-027", "stage": "in_progress"})
    at(MONDAY_AT_NINE)

    copy = issues(postman)[1]
    assert copy.summary == "In what you follow: 1 update"
    assert paragraphs(copy)[1].endswith("→ in progress · because you follow Honduras")


def test_reason_is_the_topic_that_each_was_told_for(desk: Desk, postman: Postman, at: At) -> None:
    desk.asks(GRACE, "follow rec-058 wg-asylum")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"}, key="1")
    desk.submits(NOAH, {"pledge": "msp-mirps-asylum", "stage": "planning"}, key="2")
    at(MONDAY_AT_NINE)

    reasons = [each.rpartition("because you follow ")[2] for each in paragraphs(issues(postman)[1])[1:3]]
    assert reasons == ["Working Group on Strengthening Asylum Systems", "rec-058"]


def test_whoever_unfollowed_by_then_gets_nothing(desk: Desk, postman: Postman, at: At) -> None:
    desk.asks(GRACE, "follow rec-058")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"})
    desk.asks(GRACE, "unfollow rec-058")
    at(MONDAY_AT_NINE)

    assert [each.what for each in issues(postman)] == [Reason.TO_EACH]


def test_draft_is_told_to_nobody(desk: Desk, postman: Postman, at: At) -> None:
    desk.asks(GRACE, "follow Mexico")
    desk.says(LUCIA, "Este trimestre abrimos dos oficinas nuevas")
    at(MONDAY_AT_NINE)

    assert [each.what for each in issues(postman)] == [Reason.TO_EACH, Reason.NOTHING_TO_SAY]
