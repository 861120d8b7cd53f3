"""What the secretariat reads: on demand, in its room, or each directly where there is no room."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.unit.desk import (
    ANA,
    CA,
    CHLOE,
    DEADLINE,
    ELENA,
    HN,
    LUCIA,
    MEETING,
    MX,
    NOAH,
    At,
    Desk,
    summary,
)
from tests.unit.postman import Brought, Postman

from mirps_bot.dialogue import Show, Shown, Tell
from mirps_bot.digests import digests_due
from mirps_bot.domain.calendar import EventStatus
from mirps_bot.domain.delivery import Digest, Inbox, Reason, Spot
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.pledge import Stage
from mirps_bot.features import digest
from mirps_bot.features.digest import Silent, Summary, Unchanged
from mirps_bot.parcels import Parcel
from mirps_bot.view.action import ActionName
from mirps_bot.view.blocks import Bullets, Heading, text_of

ROOM = Spot(channel="C9")
MONDAY_AT_EIGHT = "2026-11-30T13:00"
"""In Panama."""


def asked(desk: Desk, email: str = NOAH) -> Summary:
    """The digest on demand."""
    with desk.visit(email) as visit:
        shown = digest.answer(visit, "")
    assert isinstance(shown, Show)
    assert isinstance(shown.data, Summary)
    return shown.data


def silent(found: Summary) -> list[EntityId]:
    return [each.entity for each in found.silent]


def digests(postman: Postman, room: Spot | None = ROOM) -> list[Brought]:
    return [
        each
        for each in postman.round(room=room)
        if isinstance(each.delivery.content, Digest) or each.delivery.key.startswith("weekly_digest")
    ]


def sections(parcel: Parcel | Reason) -> dict[str, list[str]]:
    """The bullets under each heading."""
    assert isinstance(parcel, Parcel)
    found: dict[str, list[str]] = {}
    heading = ""
    for block in parcel.view.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Bullets):
            found.setdefault(heading, []).extend(map(text_of, block.items))
    return found


# ---- what it says --------------------------------------------------------------------------------


def test_what_came_in_is_told_with_the_stage_before(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning", "narrative": "uno"}, key="1")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress", "narrative": "dos"}, key="2")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress", "narrative": "tres"}, key="3")

    received = asked(desk).received

    assert [(each.update.report.narrative, each.before, each.is_change) for each in received] == [
        ("uno", None, True),
        ("dos", Stage.PLANNING, True),
        ("tres", Stage.IN_PROGRESS, False),
    ]


def test_unchanged_pledges_are_counted_by_entity_and_once(desk: Desk) -> None:
    desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058", "rec-059", key="1")
    desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058", key="2")
    desk.presses(NOAH, ActionName.NO_CHANGE, "rec-067", key="3")
    found = asked(desk)
    assert found.unchanged == (Unchanged(entity=HN, pledges=1), Unchanged(entity=MX, pledges=2))
    assert found.received == ()


def test_silent_are_those_of_whom_nothing_was_heard_this_quarter(desk: Desk, at: At) -> None:
    before = silent(asked(desk))
    assert {"mx", "cr", "hn", "pa", "ca", "wbg"} <= set(before)
    assert not {"unhcr", "oas", "us"} & set(
        before
    )  # the secretariat itself, and who has nobody on the roster

    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})

    assert silent(asked(desk)) == [each for each in before if each != "mx"]


def test_partner_of_a_joint_pledge_speaks_for_itself_alone(desk: Desk) -> None:
    desk.submits(CHLOE, {"pledge": "rec-022", "stage": "planning"})
    found = silent(asked(desk))
    assert (MX in found, CA in found) == (True, False)


def test_silent_of_old_are_told_with_their_last_word(desk: Desk, at: At) -> None:
    at("2026-09-30T15:00")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})
    at("2026-11-24T15:00")
    found = {each.entity: each for each in asked(desk).silent}
    assert found[MX] == Silent(entity=MX, pledges=5, heard=datetime(2026, 9, 30, 15, tzinfo=UTC))
    assert found[HN].heard is None


def test_entity_that_fulfilled_everything_is_neither_asked_nor_silent(desk: Desk) -> None:
    before = asked(desk).asked
    for pledge in ("rec-067", "rec-068", "rec-073"):
        desk.submits("karla.mejia@example.org", {"pledge": pledge, "stage": "fulfilled"}, key=pledge)
    found = asked(desk)
    assert (found.asked, HN in silent(found)) == (before - 1, False)


def test_seven_days_end_today_where_the_reader_is(desk: Desk, at: At) -> None:
    at("2026-11-18T04:59")  # still the 17th in Panama
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"}, key="1")
    at("2026-11-18T05:00")
    desk.submits(LUCIA, {"pledge": "rec-059", "stage": "planning"}, key="2")
    at("2026-11-24T15:00")
    found = asked(desk)
    assert (found.since, found.until) == (date(2026, 11, 18), date(2026, 11, 24))
    assert [each.pledge.id for each in found.received] == ["rec-059"]


def test_digest_on_demand_is_for_the_secretariat(desk: Desk) -> None:
    with desk.visit(LUCIA) as visit:
        assert digest.answer(visit, "") == Tell(phrase="secretariat_only")


def test_digest_on_demand_is_in_the_readers_language(desk: Desk) -> None:
    assert summary(desk.asks(NOAH, "digest")).startswith("Platform digest")
    assert summary(desk.asks(ELENA, "boletín")).startswith("Boletín de la Plataforma")


def test_digest_pings_nobody(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning", "narrative": "<@U1> <!channel>"})
    answer = desk.asks(NOAH, "digest")
    assert isinstance(answer, Shown)
    (told,) = sections(Parcel(to=ROOM, view=answer.view))["What came in"]
    assert told.endswith("— <@U1> <!channel>")


# ---- when, and where -----------------------------------------------------------------------------


def due(desk: Desk) -> list[tuple[str, date, date]]:
    owed = digests_due(desk.content.digests.items(), desk.clock.now())
    contents = [(each.key, each.content) for each in owed]
    return [(key, each.since, each.until) for key, each in contents if isinstance(each, Digest)]


def test_issue_of_a_week_is_due_on_monday_at_eight(desk: Desk, at: At) -> None:
    at("2026-11-30T12:59")
    assert due(desk) == []  # last Monday's is too old by now
    at(MONDAY_AT_EIGHT)
    assert due(desk) == [("weekly_digest@2026-11-30", date(2026, 11, 23), date(2026, 11, 29))]


def test_issue_is_due_until_it_is_too_old_to_send(desk: Desk, at: At) -> None:
    at("2026-12-03T12:59")
    assert [key for key, *_ in due(desk)] == ["weekly_digest@2026-11-30"]
    at("2026-12-03T13:00")
    assert due(desk) == []


def test_room_gets_the_week_once_in_the_language_of_the_room(desk: Desk, postman: Postman, at: At) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress", "narrative": "Tres municipios"})
    at(MONDAY_AT_EIGHT)

    (issue,) = digests(postman)

    assert isinstance(issue.what, Parcel)
    assert issue.what.to == ROOM
    assert issue.summary == "Platform digest: November 23, 2026 – November 29, 2026"
    told = sections(issue.what)
    assert [each.startswith("Mexico · rec-058") for each in told["What came in"]] == [True]
    assert any(each.startswith("Canada: ") for each in told["Silent this quarter"])
    assert digests(postman) == []


def test_week_without_room_goes_to_each_of_the_secretariat(desk: Desk, postman: Postman, at: At) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"})
    at(MONDAY_AT_EIGHT)

    told, *copies = digests(postman, room=None)

    assert told.what is Reason.NO_ROOM
    parcels = {each.what.to: each.summary for each in copies if isinstance(each.what, Parcel)}
    assert parcels == {
        Inbox(person=desk.person(NOAH).id): "Platform digest: November 23, 2026 – November 29, 2026",
        Inbox(person=desk.person(ELENA).id): (
            "Boletín de la Plataforma: 23 de noviembre de 2026 – 29 de noviembre de 2026"
        ),
    }
    assert digests(postman, room=None) == []


def test_week_with_nothing_to_say_is_not_sent(desk: Desk, postman: Postman, at: At) -> None:
    with desk.visit(NOAH) as visit:
        gone = [replace(each, status=EventStatus.HELD) for each in (MEETING, DEADLINE)]
        visit.unit.events.save(gone)
    at(MONDAY_AT_EIGHT)
    assert [each.what for each in digests(postman)] == [Reason.NOTHING_TO_SAY]


def test_date_ahead_is_something_to_say(postman: Postman, at: At) -> None:
    at(MONDAY_AT_EIGHT)
    (issue,) = digests(postman)
    assert any("Quarterly meeting" in each for each in sections(issue.what)["What comes next"])


def test_nobody_but_the_secretariat_gets_a_copy(desk: Desk, postman: Postman, at: At) -> None:
    desk.submits(ANA, {"pledge": "msp-mirps-integration", "stage": "planning"})
    at(MONDAY_AT_EIGHT)
    _, *copies = digests(postman, room=None)
    assert len(copies) == 2
