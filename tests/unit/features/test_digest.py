"""What the secretariat reads: on demand, in its room, or each directly where there is no room."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.unit.desk import (
    ANA,
    CA,
    CHLOE,
    DEADLINE,
    ELENA,
    HN,
    KARLA,
    LUCIA,
    MEETING,
    MX,
    NOAH,
    STRANGER,
    TOMAS,
    At,
    Desk,
    actions,
    summary,
    view_of,
)
from tests.unit.postman import Brought, Postman, to
from tests.unit.reading import said, words

from mirps_bot.adapters.slack.limits import MESSAGE
from mirps_bot.chat.pages import split
from mirps_bot.dialogue import Tell
from mirps_bot.digests import digests_due, readers
from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.delivery import Digest, Inbox, Reason, Revision, Sent, Spot
from mirps_bot.domain.ids import EntityId, EventId, NeedId, PledgeId
from mirps_bot.domain.need import Reply
from mirps_bot.domain.pledge import Stage
from mirps_bot.domain.response import Absent, Silent, Unchanged
from mirps_bot.domain.update import UpdateKind
from mirps_bot.features import digest
from mirps_bot.features.digest import Summary
from mirps_bot.parcels import Parcel
from mirps_bot.ports import NewAbsence, NewUpdate
from mirps_bot.view.action import ActionName
from mirps_bot.view.blocks import Bullets, Heading, Image, Paragraph, text_of

ROOM = Spot(channel="C9")
MONDAY_AT_EIGHT = "2026-11-30T13:00"
"""In Panama."""


def asked(desk: Desk, email: str = NOAH) -> Summary:
    """The digest on demand."""
    return desk.data(digest.answer, "", Summary, email)


def silent(found: Summary) -> list[EntityId]:
    return [each.entity for each in found.answered.response.silent]


def schedules(desk: Desk, event: Event) -> None:
    with desk.visit(NOAH) as visit:
        visit.unit.events.save([event])


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


def test_who_has_nobody_to_ask_is_counted_and_named_apart(desk: Desk) -> None:
    found = asked(desk)
    nobody = found.answered.response.nobody_to_ask
    assert {"bz", "us"} <= set(nobody) <= set(found.answered.asked)
    assert not set(nobody) & set(silent(found))
    told = said(desk.asks(NOAH, "digest"))
    assert f"0 of {len(found.answered.asked)} States and members with open pledges" in told
    assert "No focal point or alternate on the roster: Belize, " in told
    assert "No focal point or alternate" not in said(desk.asks(STRANGER, "digest"))


def test_partner_of_a_joint_pledge_speaks_for_itself_alone(desk: Desk) -> None:
    desk.submits(CHLOE, {"pledge": "rec-022", "stage": "planning"})
    found = silent(asked(desk))
    assert (MX in found, CA in found) == (True, False)


def test_silent_of_old_are_told_with_their_last_word(desk: Desk, at: At) -> None:
    at("2026-09-30T15:00")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})
    at("2026-11-24T15:00")
    found = {each.entity: each for each in asked(desk).answered.response.silent}
    assert found[MX] == Silent(entity=MX, pledges=5, heard=datetime(2026, 9, 30, 15, tzinfo=UTC))
    assert found[HN].heard is None


def test_entity_with_nobody_at_a_desk_is_absent_not_silent(desk: Desk) -> None:
    with desk.visit(NOAH) as visit:
        for email, until in ((LUCIA, date(2026, 12, 4)), (TOMAS, date(2026, 11, 30))):
            person = desk.person(email).id
            away = NewAbsence(
                person=person,
                since=date(2026, 11, 20),
                until=until,
                cover=None,
                reason=None,
                recorded_by=person,
                recorded_at=visit.now,
                submission=email,
            )
            visit.unit.absences.record(away)
    found = asked(desk)
    assert found.answered.response.absent == (Absent(entity=MX, pledges=5, back=date(2026, 12, 1)),)
    assert MX not in silent(found)


def test_entity_that_fulfilled_everything_is_neither_asked_nor_silent(desk: Desk) -> None:
    before = asked(desk).answered.asked
    for pledge in ("rec-067", "rec-068", "rec-073"):
        desk.submits("karla.mejia@example.org", {"pledge": pledge, "stage": "fulfilled"}, key=pledge)
    found = asked(desk)
    assert (len(found.answered.asked), HN in silent(found)) == (len(before) - 1, False)


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
        told = digest.answer(visit, "")
    assert isinstance(told, Tell)
    assert told.phrase == "secretariat_only"
    assert [each.action.arguments[0] for each in told.choices] == ["home", "pledges since:2026-10-25"]


def test_others_are_shown_the_pledges_that_changed_in_these_days(desk: Desk) -> None:
    desk.submits(ELENA, {"pledge": "rec-058", "stage": "planning"})
    shown = desk.show(digest.answer, "desde octubre")
    assert shown.template == "pledges/list"


def test_digest_on_demand_is_in_the_readers_language(desk: Desk) -> None:
    assert summary(desk.asks(NOAH, "digest")).startswith("Platform digest")
    assert summary(desk.asks(ELENA, "boletín")).startswith("Boletín de la Plataforma")


def test_digest_pings_nobody(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning", "narrative": "<@U1> <!channel>"})
    answer = desk.asks(NOAH, "digest")
    (told,) = sections(Parcel(to=ROOM, view=view_of(answer)))["What came in"]
    assert told.endswith("— <@U1> <!channel>")


# ---- when, and where -----------------------------------------------------------------------------


def due(desk: Desk) -> list[tuple[str, date, date]]:
    with desk.storage.begin(reading=True) as unit:
        owed = digests_due(unit, desk.bot.knowledge, desk.clock.now())
    contents = [(each.key, each.content) for each in owed if each.key.startswith("weekly_digest")]
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
    assert issue.summary == "Platform digest: November 23–29, 2026"
    told = sections(issue.what)
    assert [each.startswith("Mexico · rec-058") for each in told["What came in"]] == [True]
    assert any(each.startswith("Canada: ") for each in told["Silent since November 1, 2026"])
    assert digests(postman) == []


def test_week_without_room_goes_to_each_of_the_secretariat(desk: Desk, postman: Postman, at: At) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"})
    at(MONDAY_AT_EIGHT)

    told, *copies = digests(postman, room=None)

    assert told.what is Reason.NO_ROOM
    parcels = {each.what.to: each.summary for each in copies if isinstance(each.what, Parcel)}
    assert parcels == {
        Inbox(person=desk.person(NOAH).id): "Platform digest: November 23–29, 2026",
        Inbox(person=desk.person(ELENA).id): "Boletín de la Plataforma: 23–29 de noviembre de 2026",
    }
    assert digests(postman, room=None) == []


def test_copy_waits_for_the_day_after_a_holiday_of_its_reader(desk: Desk, postman: Postman, at: At) -> None:
    """Martin Luther King's day is one in New York, and none in Panama."""
    at("2027-01-14T15:00")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"})
    at("2027-01-18T13:00")
    assert to(digests(postman, room=None)) == [Reason.NO_ROOM, desk.inbox(NOAH)]
    at("2027-01-19T14:00")
    copies = [
        each for each in digests(postman, room=None) if "weekly_digest@2027-01-18/" in each.delivery.key
    ]
    assert to(copies) == [desk.inbox(ELENA)]


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


# ---- on demand -----------------------------------------------------------------------------------


def asked_for(desk: Desk, words: str) -> Summary:
    return desk.data(digest.answer, words, Summary, NOAH)


def test_any_days_can_be_asked_for(desk: Desk) -> None:
    spans = {words: asked_for(desk, words) for words in ("marzo 2026", "2026-Q3", "2026-03-01 2026-03-31")}
    assert {words: (each.since, each.until) for words, each in spans.items()} == {
        "marzo 2026": (date(2026, 3, 1), date(2026, 3, 31)),
        "2026-Q3": (date(2026, 7, 1), date(2026, 9, 30)),
        "2026-03-01 2026-03-31": (date(2026, 3, 1), date(2026, 3, 31)),
    }


def test_what_came_since_the_last_meeting_and_of_the_cycle_can_be_asked_for(desk: Desk) -> None:
    last = replace(MEETING, id=EventId("last"), start=PartialDate.parse("2026-09-10"))
    schedules(desk, last)
    today = desk.clock.now().date()
    since = asked_for(desk, "what changed since the last meeting")
    assert (since.since, since.until) == (date(2026, 9, 10), today)
    cycle = asked_for(desk, "of the cycle")
    assert (cycle.since, cycle.until) == (DEADLINE.opens, today)


def test_past_quarter_tells_who_was_silent_then(desk: Desk, at: At) -> None:
    at("2026-08-10T15:00")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})
    at("2026-11-24T15:00")
    assert MX not in silent(asked_for(desk, "2026-Q3"))
    assert MX in silent(asked_for(desk, "2026-Q4"))


def test_nobody_is_silent_in_a_quarter_that_has_just_begun(desk: Desk, at: At) -> None:
    at("2027-01-16T15:00")
    found = asked(desk)
    assert found.answered.asked
    assert (found.answered.response.silent, found.answered.response.absent, found.answered.is_due) == (
        (),
        (),
        False,
    )
    told = said(desk.asks(NOAH, "digest"))
    assert "Heard from in Q1 2027: 0 of 20 States and members with open pledges. Nothing is due yet" in told
    assert "nobody counts as silent before January 29, 2027" in told
    assert "Silent in" not in told

    at("2027-01-29T15:00")
    assert MX in silent(asked(desk))


def test_late_are_still_told_and_reminded_after_the_deadline_until_the_next_cycle_asks(
    desk: Desk, at: At
) -> None:
    at("2027-01-04T15:00")
    assert {MX, HN} <= set(silent(asked(desk)))
    offered = actions(desk.asks(NOAH, "digest"))
    assert ActionName.REMIND_SILENT in {each.name for each in offered}
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})
    at("2027-01-05T15:00")
    assert {MX, HN} & set(silent(asked(desk))) == {HN}


def test_cycle_that_is_open_over_the_turn_of_a_quarter_goes_on(desk: Desk, at: At) -> None:
    schedules(desk, replace(DEADLINE, start=PartialDate.parse("2027-01-15")))
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})
    at("2027-01-03T15:00")
    assert {MX, HN} & set(silent(asked(desk))) == {HN}
    assert "Heard from since November 1, 2026: 1 of 20 States and members" in said(desk.asks(NOAH, "digest"))


def test_cycle_asks_four_weeks_after_it_opened_or_before_it_closes(desk: Desk, at: At) -> None:
    """From November 1 to December 15."""
    at("2026-11-03T15:00")
    assert not asked(desk).answered.is_due
    at("2026-11-18T15:00")
    assert asked(desk).answered.is_due


def test_who_answered_after_the_deadline_is_not_silent_in_its_result(
    desk: Desk, postman: Postman, at: At
) -> None:
    schedules(desk, replace(DEADLINE, start=PartialDate.parse("2026-12-29")))
    at("2027-01-02T15:00")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})
    at("2027-01-04T15:00")
    (issue,) = brought(postman, "after_deadline_digest")[str(desk.person(NOAH).id)]
    assert isinstance(issue.what, Parcel)
    assert "Heard from since November 1, 2026: 1 of 20 States and members" in words(issue.what.view)


def test_cycle_that_is_over_is_told_with_its_last_day(desk: Desk, at: At) -> None:
    at("2027-02-20T15:00")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})
    found = asked_for(desk, "2026-12-01 2026-12-10")
    assert MX in silent(found)
    blocks = view_of(desk.asks(NOAH, "digest 2026-12-01 2026-12-10")).blocks
    headings = [each.text for each in blocks if isinstance(each, Heading)]
    assert "Silent from November 1, 2026 to December 15, 2026" in headings


def test_days_ahead_have_no_digest(desk: Desk) -> None:
    assert "those days are still ahead" in said(desk.asks(NOAH, "digest next week"))
    this_year = asked_for(desk, "2026")
    assert (this_year.since, this_year.until) == (date(2026, 1, 1), date(2026, 11, 24))


def test_silent_of_a_quarter_gone_by_are_not_offered_to_be_reminded(desk: Desk) -> None:
    offered = {words: actions(desk.asks(NOAH, words)) for words in ("digest 2026-Q3", "digest")}
    assert [
        words for words, each in offered.items() if ActionName.REMIND_SILENT in {one.name for one in each}
    ] == ["digest"]
    blocks = view_of(desk.asks(NOAH, "digest 2026-Q3")).blocks
    assert "Silent in Q3 2026" in [each.text for each in blocks if isinstance(each, Heading)]


def test_rate_counts_entities_by_quarter(desk: Desk, at: At) -> None:
    at("2026-08-10T15:00")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})
    at("2026-11-24T15:00")
    desk.submits(LUCIA, {"pledge": "rec-059", "stage": "planning"})
    desk.submits(CHLOE, {"pledge": "rec-022", "stage": "planning"})
    rates = asked(desk).answered.rates
    assert [(str(each.quarter), set(each.heard)) for each in rates] == [
        ("2026-Q1", set()),
        ("2026-Q2", set()),
        ("2026-Q3", {MX}),
        ("2026-Q4", {MX, CA}),
    ]


@pytest.mark.parametrize("line", ["digest asylum", "boletín grupo de asilo", "digest asylum last week"])
def test_group_is_named_by_its_theme(desk: Desk, line: str) -> None:
    assert "Working Group on Strengthening Asylum Systems" in summary(desk.asks(NOAH, line))


def test_what_a_digest_can_not_be_narrowed_by_is_said(desk: Desk) -> None:
    assert "I left aside “honduras, health”" in str(desk.asks(NOAH, "digest honduras health"))
    assert "I left aside" not in str(desk.asks(NOAH, "who has not reported?"))


def test_group_reads_of_its_own_pledges_and_members(desk: Desk) -> None:
    whole, group = asked_for(desk, ""), asked_for(desk, "grupo de asilo")
    assert group.group is not None
    assert {each.entity for each in group.answered.response.silent} < {
        each.entity for each in whole.answered.response.silent
    }
    assert set(group.answered.asked) < set(whole.answered.asked)


# ---- a living document ---------------------------------------------------------------------------


def posted(desk: Desk, postman: Postman, at: At) -> Brought:
    at(MONDAY_AT_EIGHT)
    (issue,) = digests(postman)
    return issue


def revisions(postman: Postman) -> list[Brought]:
    return [each for each in postman.round(room=ROOM) if isinstance(each.delivery.content, Revision)]


def test_late_answer_is_added_to_the_message_that_stands(desk: Desk, postman: Postman, at: At) -> None:
    issue = posted(desk, postman, at)
    at("2026-12-01T15:00")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress", "narrative": "Llegó tarde"})

    (told,) = revisions(postman)

    assert isinstance(told.what, Parcel)
    assert told.what.to == Sent(channel="D0", ts=f"{issue.delivery.id}.0")
    found = sections(told.what)
    assert [each.split(" — ")[-1] for each in found["Came in after this was posted"]] == ["Llegó tarde"]
    assert not any(each.startswith("Mexico: ") for each in found["Silent since November 1, 2026"])
    words = [text_of(each.spans) for each in told.what.view.blocks if isinstance(each, Paragraph)]
    assert "Updated on December 1, 2026, 10:00 with what came in since." in words
    assert revisions(postman) == []


def test_correction_takes_the_place_of_what_it_corrects(desk: Desk, postman: Postman, at: At) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress", "narrative": "con error"})
    posted(desk, postman, at)
    at("2026-12-01T15:00")
    with desk.visit(LUCIA) as visit:
        (first,) = visit.unit.updates.of_pledge(PledgeId("rec-058"))
        corrected = NewUpdate(
            pledge=first.pledge,
            kind=UpdateKind.UPDATE,
            report=replace(first.report, narrative="sin error"),
            entity=first.entity,
            author=first.author,
            on_behalf=False,
            surface=first.surface,
            filed_at=visit.now,
            submission="correction",
            corrects=first.id,
        )
        visit.unit.updates.file(corrected)

    (told,) = revisions(postman)

    found = sections(told.what)
    assert [each.split(" — ")[-1] for each in found["Came in after this was posted"]] == ["sin error"]
    assert "What came in" not in found


def test_message_is_left_alone_after_its_time(desk: Desk, postman: Postman, at: At) -> None:
    posted(desk, postman, at)
    at("2026-12-07T13:01")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"})
    assert revisions(postman) == []


def test_late_word_that_nothing_changed_is_told_too(desk: Desk, postman: Postman, at: At) -> None:
    posted(desk, postman, at)
    at("2026-12-01T15:00")
    desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058")
    (told,) = revisions(postman)
    found = sections(told.what)
    assert found["Came in after this was posted"] == ["Mexico confirmed no change in 1 open pledge."]
    assert not any(each.startswith("Mexico: ") for each in found["Silent since November 1, 2026"])


# ---- whoever reads it ----------------------------------------------------------------------------


def brought(postman: Postman, name: str) -> dict[str, list[Brought]]:
    """What a round without rooms brings of one digest, by who gets it; what goes to nobody under its reason."""
    found: dict[str, list[Brought]] = {}
    for each in postman.round():
        if isinstance(each.delivery.content, Digest) and each.delivery.content.name == name:
            key = each.what.value if isinstance(each.what, Reason) else str(each.what.person)
            found.setdefault(key, []).append(each)
    return found


def test_meeting_is_prepared_by_everybody_who_answers_for_an_entity(
    desk: Desk, postman: Postman, at: At
) -> None:
    at("2026-12-07T16:00")
    found = brought(postman, "before_meeting_digest")
    assert str(desk.person(LUCIA).id) in found
    assert str(desk.person("tomas.rivera@example.org").id) not in found  # the alternate, while there is Lucía
    (hers,) = found[str(desk.person(LUCIA).id)]
    assert hers.summary.startswith("Antes de la reunión trimestral · Reunión trimestral: ")


def test_group_reads_of_last_month_each_by_itself(desk: Desk, postman: Postman, at: At) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"})
    at("2026-12-02T15:00")
    found = brought(postman, "monthly_group_digest")
    (hers, *_) = found[str(desk.person(LUCIA).id)]
    assert hers.summary.startswith("Boletín del grupo de trabajo · ")


def test_deadline_nears_and_the_silent_are_reason_enough_to_tell(
    desk: Desk, postman: Postman, at: At
) -> None:
    at("2026-12-11T14:00")
    found = brought(postman, "before_deadline_digest")
    (issue,) = found[str(desk.person(ELENA).id)]
    assert issue.summary.startswith("Antes del cierre · Cierre del ciclo: 1 de noviembre")


def test_leadership_is_the_chair_and_the_troika_as_far_as_known(desk: Desk) -> None:
    rule = desk.content.digests["leadership_digest"]
    with desk.visit(NOAH) as visit:
        found = readers(visit.unit, rule, None, visit.now)
    assert [each.entity for each in found] == ["co"]  # the outgoing chair; no source names the one of 2026


def test_nobody_is_said_to_have_reported_where_nobody_is_asked(desk: Desk) -> None:
    told = said(desk.asks(NOAH, "digest troika"))
    assert "No entity asked here has open pledges." in told
    assert "every entity has reported" not in told


# ---- needs and matches ---------------------------------------------------------------------------

ASYLUM = {"entity": "hn", "area": "asylum_systems", "type": "technical", "what": "Formación de oficiales"}
OFFER = {"entity": "ca", "area": "asylum_systems", "type": "technical", "what": "Quatre spécialistes"}
FIRST_OF_MONTH = "2026-12-02T16:00"
NEW_MATCHES = "Coincidencias nuevas"


def matches_a_need(desk: Desk) -> None:
    """Honduras needs what Canada offers and Colombia has contributed; Canada can support it."""
    desk.submits(CHLOE, OFFER, form="offers", key="offer")
    desk.submits(KARLA, ASYLUM, form="needs", key="need")
    with desk.visit(NOAH) as visit:
        canada = next(each for each in visit.unit.matches.of_need(NeedId(1)) if each.entity == CA)
    desk.presses(CHLOE, ActionName.REPLY, str(canada.id), Reply.CAN_SUPPORT.value)


def test_secretariat_reads_new_matches_with_offer_and_who(desk: Desk, postman: Postman, at: At) -> None:
    matches_a_need(desk)
    at(MONDAY_AT_EIGHT)
    (issue,) = digests(postman)
    assert sections(issue.what)["New needs"] == [
        "Honduras · N-0001 (Strengthening asylum systems): Formación de oficiales (in Spanish)"
    ]
    assert sections(issue.what)["New matches"] == [
        (
            "Honduras · N-0001 (Strengthening asylum systems): Canada with O-0001, can support (Chloé Tremblay); "
            "Colombia, no answer yet; European Union, no answer yet"
        )
    ]


def test_week_in_which_nothing_was_matched_has_no_section(desk: Desk, postman: Postman, at: At) -> None:
    matches_a_need(desk)
    at(MONDAY_AT_EIGHT)
    assert len(digests(postman)) == 1
    at("2026-12-07T13:00")
    (issue,) = digests(postman)
    assert not {"New needs", "New matches"} & set(sections(issue.what))


def test_match_is_read_by_its_state_and_its_member_alone(desk: Desk, postman: Postman, at: At) -> None:
    matches_a_need(desk)
    at("2026-12-07T16:00")
    found = brought(postman, "before_meeting_digest")
    read = {
        email: sections(found[str(desk.person(email).id)][0].what) for email in (KARLA, CHLOE, LUCIA, ANA)
    }
    asylum = "Fortalecimiento de los sistemas de asilo"
    assert {email: each.get(NEW_MATCHES, []) for email, each in read.items() if email != CHLOE} == {
        KARLA: [
            (
                f"Honduras · N-0001 ({asylum}): Canadá con O-0001, puede apoyar (Chloé Tremblay); "
                "Colombia, sin respuesta; Unión Europea, sin respuesta"
            )
        ],
        LUCIA: [],
        ANA: [],
    }
    assert read[CHLOE]["Nouvelles correspondances"] == [
        (
            "Honduras · N-0001 (Renforcement des systèmes d'asile)\N{NO-BREAK SPACE}: "
            "Canada avec O-0001, peut appuyer (Chloé Tremblay)"
        )
    ]
    assert read[LUCIA]["Necesidades nuevas"] == [f"Honduras · N-0001 ({asylum}): Formación de oficiales"]


def test_room_of_a_group_reads_of_needs_and_of_no_match(desk: Desk, postman: Postman, at: At) -> None:
    matches_a_need(desk)
    at(FIRST_OF_MONTH)
    posted = [
        each.what
        for each in postman.round(room=ROOM)
        if each.delivery.key.startswith("monthly_group_digest") and each.delivery.key.endswith("wg-asylum")
    ]
    (issue,) = posted
    assert "Necesidades nuevas" in sections(issue)
    assert NEW_MATCHES not in sections(issue)


# ---- how long it can be --------------------------------------------------------------------------


def test_longest_digest_is_one_message(desk: Desk, postman: Postman, at: At) -> None:
    """So that it can be told anew as a whole, and dying between two parts can't repeat the first."""
    pledges = {"rec-058": LUCIA, "rec-059": LUCIA, "rec-022": CHLOE, "rec-067": KARLA, "rec-068": KARLA}
    for number in range(8):
        for pledge, email in pledges.items():
            raw = {
                "pledge": pledge,
                "stage": ("planning", "in_progress")[number % 2],
                "narrative": "palabra " * 90,
            }
            desk.submits(email, raw, key=f"{number}/{pledge}")
    at(MONDAY_AT_EIGHT)
    (issue,) = digests(postman)
    assert len(split(issue.view, MESSAGE)) == 1


# ---- the chart -----------------------------------------------------------------------------------


def test_chart_shows_what_its_words_say(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})
    answer = desk.asks(NOAH, "digest")
    (image,) = [each for each in view_of(answer).blocks if isinstance(each, Image)]
    asked_in_all = len(image.picture.rows)
    assert image.picture.columns == ("Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026")
    assert image.picture.totals == (*[f"0/{asked_in_all}"] * 3, f"1/{asked_in_all}")
    assert {row.name: row.marks for row in image.picture.rows}["Mexico"] == (False, False, False, True)
    assert image.alt.endswith(f"Q4 2026, 1 of {asked_in_all}. In Q4 2026: Mexico.")


def test_what_was_withdrawn_or_taken_back_is_told_of_no_more(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress", "narrative": "Uno"}, key="1")
    desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-059")
    before = asked(desk)
    assert (len(before.received), len(before.unchanged)) == (1, 1)

    with desk.storage.begin(reading=True) as unit:
        filed = unit.updates.of_entity(EntityId("mx"))
    numbers = {each.kind: str(each.id) for each in filed}
    desk.presses(LUCIA, ActionName.REVOKE, numbers[UpdateKind.CONFIRMATION])
    desk.submits(
        LUCIA,
        {"act": "withdraw", "reason": "Era de otro"},
        form="correct",
        context={"update": numbers[UpdateKind.UPDATE]},
        key="w",
    )
    after = asked(desk)
    assert (after.received, after.unchanged) == ((), ())
