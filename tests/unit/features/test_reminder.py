"""Prompts that go out by themselves: to whom, what they say, what keeps them back."""

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.desk import (
    ANA,
    DEADLINE,
    ELENA,
    LUCIA,
    MEETING,
    MX,
    NOAH,
    TOMAS,
    At,
    Desk,
    actions,
    filled_in,
    form_of,
    summary,
)
from tests.unit.postman import Brought, Postman, reasons, to
from tests.unit.reading import words

from mirps_bot.dialogue import Place, Shown
from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.delivery import Delivery, Reason, Reminder, Retelling, Sent
from mirps_bot.domain.ids import EventId, PersonId, PledgeId
from mirps_bot.domain.ledger import Mark
from mirps_bot.domain.person import Role
from mirps_bot.parcels import Parcel
from mirps_bot.ports import NewAbsence, RosterRow
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Note, Plain, View

JULIANA = "juliana.torres@example.org"
FORTNIGHT_BEFORE = "2026-11-26T15:00"
WEEK_BEFORE = "2026-12-03T15:00"
"""Nine in Mexico City, 14 and 7 days before the meeting."""


def save(desk: Desk, *events: Event) -> None:
    with desk.visit(NOAH) as visit:
        visit.unit.events.save(events)


def becomes(desk: Desk, email: str, role: Role) -> None:
    person = desk.person(email)
    with desk.visit(NOAH) as visit:
        visit.unit.people.save(
            [
                RosterRow(
                    email=email,
                    name=person.name,
                    entity=person.entity,
                    role=role,
                    language=person.language,
                    time_zone=person.time_zone,
                )
            ]
        )


def entity_of(brought: Brought) -> str:
    assert isinstance(brought.delivery.content, Reminder)
    return brought.delivery.content.entity


def prompts(desk: Desk) -> tuple[Delivery, ...]:
    with desk.storage.begin(reading=True) as unit:
        return unit.deliveries.prompts(MX)


def buttons_of(brought: Brought) -> list[Action]:
    return actions(Shown(view=brought.view))


def retold(postman: Postman, prompt: Brought) -> View:
    """Its message as it is told anew, if it is once."""
    (edit,) = [each for each in postman.round() if isinstance(each.delivery.content, Retelling)]
    assert isinstance(edit.what, Parcel)
    assert isinstance(edit.what.to, Sent)
    assert edit.what.to.ts == f"{prompt.delivery.id}.0"
    return edit.what.view


# ---- to whom, when -------------------------------------------------------------------------------


def test_prompt_arrives_at_nine_of_the_recipient(desk: Desk, postman: Postman, at: At) -> None:
    at("2026-11-26T14:59")
    assert postman.about_meeting("mx") == []
    at(FORTNIGHT_BEFORE)
    assert to(postman.about_meeting("mx")) == [desk.inbox(LUCIA)]


def test_each_zone_has_its_own_nine(postman: Postman, at: At) -> None:
    arrivals = {}
    for moment in ("25T14:00", "26T08:00", "26T12:00", "26T14:00", "26T15:00"):
        at(f"2026-11-{moment}")
        for each in postman.about_meeting():
            arrivals[entity_of(each)] = moment
    assert arrivals == {
        "wbg": "25T14:00",  # the 26th is Thanksgiving in Washington
        "es": "26T08:00",
        "br": "26T12:00",
        **dict.fromkeys(("ca", "co", "pa"), "26T14:00"),
        **dict.fromkeys(("cr", "hn", "mx"), "26T15:00"),
    }


def test_prompt_is_brought_once(postman: Postman, at: At) -> None:
    at(FORTNIGHT_BEFORE)
    postman.round()
    assert postman.round() == []


@pytest.mark.parametrize(
    ("entity", "moment", "begins"),
    [
        (
            "mx",
            FORTNIGHT_BEFORE,
            "Reunión trimestral: jueves, 10 de diciembre de 2026, 08:00 (Ciudad de México) · 09:00 (Panamá)",
        ),
        ("wbg", "2026-11-25T14:00", "Quarterly meeting: Thursday, December 10, 2026, 09:00 (New York)"),
    ],
)
def test_prompt_is_in_the_language_and_zone_of_its_reader(
    postman: Postman, at: At, entity: str, moment: str, begins: str
) -> None:
    at(moment)
    (prompt,) = postman.about_meeting(entity)
    assert prompt.summary == begins


def test_deadline_that_has_passed_is_told_as_passed(postman: Postman, at: At) -> None:
    told: dict[str, Brought] = {}
    for day in ("15", "18"):
        at(f"2026-12-{day}T15:00")
        told |= {each.delivery.key.split("/")[-2]: each for each in postman.about_deadline("mx")}
    assert told["+0d"].summary.startswith("Cierre del ciclo: hasta hoy, martes, 15 de diciembre de 2026")
    after = told["-3d"]
    assert after.summary.startswith("Cierre del ciclo: venció el 15 de diciembre de 2026")
    _, said, first, *_ = words(after.view).splitlines()
    assert said.endswith("desde el 1 de noviembre de 2026; todavía puede hacerlo.")
    assert first.startswith("msp-mirps-asylum ")


def test_prompt_put_off_past_the_meeting_speaks_of_it_as_past(desk: Desk, postman: Postman, at: At) -> None:
    at("2026-12-11T16:00")
    (number,) = [
        str(each.delivery.id) for each in postman.round() if each.delivery.key.endswith("2026-12-10/-1d/mx")
    ]
    desk.presses(LUCIA, ActionName.SNOOZE, number, "monday")
    at("2026-12-14T15:00")
    (again,) = postman.about_meeting("mx")
    assert again.summary == "Después de «Reunión trimestral»"


def call_for_practices(desk: Desk, postman: Postman, at: At) -> Brought:
    """Colombia's, before a learning event."""
    learning = replace(
        MEETING, id=EventId("test-learning"), series="learning", start=PartialDate.parse("2027-02-10")
    )
    save(desk, learning)
    at("2026-12-30T15:00")
    (call,) = [
        each for each in postman.round() if each.delivery.key.endswith("test-learning@2027-02-10/+42d/co")
    ]
    return call


def test_call_for_practices_opens_the_form_for_one(desk: Desk, postman: Postman, at: At) -> None:
    (button,) = buttons_of(call_for_practices(desk, postman, at))
    opened = desk.presses(JULIANA, button.name, *button.arguments)
    assert form_of(opened).name == "practice"


def replied_to_call(desk: Desk, postman: Postman, at: At, text: str) -> Shown:
    call = call_for_practices(desk, postman, at)
    channel = f"D{desk.person(JULIANA).id}"
    thread = Place(channel=channel, is_direct=True, thread=f"{call.delivery.leader or call.delivery.id}.0")
    answer = desk.says(JULIANA, text, place=thread)
    assert isinstance(answer, Shown)
    with desk.storage.begin(reading=True) as unit:
        assert unit.drafts.of_author(desk.person(JULIANA).id) == ()
    return answer


def test_reply_to_a_call_for_practices_is_offered_its_form(desk: Desk, postman: Postman, at: At) -> None:
    answer = replied_to_call(desk, postman, at, "Formamos a 40 oficiales con simulaciones")
    in_form, here = actions(answer)
    for way in (in_form, here):
        assert way.arguments == ("practice", "what", "Formamos a 40 oficiales con simulaciones")
    opened = desk.presses(JULIANA, in_form.name, *in_form.arguments)
    assert filled_in(opened) == {"what": "Formamos a 40 oficiales con simulaciones"}


def test_long_reply_to_a_call_for_practices_is_asked_on_about(desk: Desk, postman: Postman, at: At) -> None:
    text = "Formamos a oficiales con simulaciones. " * 30
    assert "Nombre de la práctica" in words(replied_to_call(desk, postman, at, text).view)
    with desk.visit(JULIANA) as visit:
        session = visit.unit.sessions.active(desk.person(JULIANA).id)
    assert session is not None
    assert session.answers == {"what": text.strip()}


def test_thanks_under_a_call_for_practices_are_returned(desk: Desk, postman: Postman, at: At) -> None:
    assert summary(replied_to_call(desk, postman, at, "muchas gracias")).startswith("Con gusto")


def test_question_under_a_call_for_practices_is_answered(desk: Desk, postman: Postman, at: At) -> None:
    assert summary(replied_to_call(desk, postman, at, "¿cuándo es la próxima reunión?")).startswith(
        "Lo próximo"
    )


def test_prompt_is_answered_by_its_buttons(desk: Desk, postman: Postman, at: At) -> None:
    at(FORTNIGHT_BEFORE)
    (prompt,) = postman.about_meeting("mx")
    number = str(prompt.delivery.id)
    assert buttons_of(prompt) == [
        Action(ActionName.REPORT),
        Action(ActionName.NO_CHANGE),
        Action(ActionName.SNOOZE, (number, "tomorrow")),
        Action(ActionName.SNOOZE, (number, "monday")),
        Action.opening("snoozed", prompt=number),
    ]


def test_prompt_about_one_pledge_names_it_in_its_buttons(desk: Desk, postman: Postman, at: At) -> None:
    at("2026-11-25T14:00")
    (prompt,) = postman.about_meeting("wbg")
    report, no_change, *_ = buttons_of(prompt)
    assert report.arguments == no_change.arguments
    assert len(report.arguments) == 1


def test_prompt_that_comes_late_says_so(postman: Postman, at: At) -> None:
    at("2026-11-26T17:01")
    (prompt,) = postman.about_meeting("mx")
    assert prompt.summary.startswith("(Con retraso) Reunión trimestral")


def test_prompt_that_waited_for_its_readers_own_morning_is_not_late(
    desk: Desk, postman: Postman, at: At
) -> None:
    at("2026-12-22T13:59")
    assert [each for each in postman.round() if each.delivery.key.endswith("/-7d:secretariat/es")] == []
    at("2026-12-22T14:00")  # nine in New York; Spain's was due at nine in Madrid
    (silent,) = [each for each in postman.round() if each.delivery.key.endswith("/-7d:secretariat/es")]
    assert isinstance(silent.what, Parcel)
    assert silent.what.to == desk.inbox(ELENA)
    assert "Sin respuesta: España, Cierre del ciclo" in str(silent.what.view)
    assert "(Con retraso)" not in str(silent.what.view)


def test_prompt_that_comes_too_late_does_not_come(postman: Postman, at: At) -> None:
    at("2026-11-28T15:00")
    assert reasons(postman.about_meeting("mx")) == [Reason.TOO_LATE]


def test_alternate_gets_it_where_the_focal_point_has_no_account(desk: Desk, postman: Postman, at: At) -> None:
    lucia = frozenset({desk.person(LUCIA).id})
    at(FORTNIGHT_BEFORE)
    assert to(postman.about_meeting("mx", without=lucia)) == []  # seven in the morning in Tijuana
    at("2026-11-26T16:59")
    assert to(postman.about_meeting("mx", without=lucia)) == []
    at("2026-11-26T17:00")
    assert to(postman.about_meeting("mx", without=lucia)) == [desk.inbox(TOMAS)]


def test_nobody_with_an_account_is_a_reason(desk: Desk, postman: Postman, at: At) -> None:
    at(FORTNIGHT_BEFORE)
    both: frozenset[PersonId] = frozenset({desk.person(LUCIA).id, desk.person(TOMAS).id})
    assert reasons(postman.about_meeting("mx", without=both)) == [Reason.NO_ACCOUNT]


def test_duty_is_resolved_when_the_prompt_is_sent(desk: Desk, postman: Postman, at: At) -> None:
    becomes(desk, LUCIA, Role.OBSERVER)
    at("2026-11-26T17:00")  # nine in Tijuana, where the alternate is
    assert to(postman.about_meeting("mx")) == [desk.inbox(TOMAS)]


def test_entity_that_nobody_answers_for_any_more_is_a_reason(desk: Desk, postman: Postman, at: At) -> None:
    at("2026-11-26T15:00")
    postman.enlist()
    becomes(desk, ANA, Role.OBSERVER)
    assert reasons(postman.about_meeting("cr")) == [Reason.NOBODY]


def test_entity_without_people_is_not_planned_for(postman: Postman, at: At) -> None:
    at(FORTNIGHT_BEFORE)
    assert postman.about_meeting("us") == []


# ---- who is away --------------------------------------------------------------------------------


def goes_away(desk: Desk, email: str, since: str, until: str, cover: str | None = None) -> None:
    with desk.visit(NOAH) as visit:
        visit.unit.absences.record(
            NewAbsence(
                person=desk.person(email).id,
                since=date.fromisoformat(since),
                until=date.fromisoformat(until),
                cover=desk.person(cover).id if cover else None,
                reason=None,
                recorded_by=desk.person(email).id,
                recorded_at=visit.now,
                submission=f"{email}/{since}",
            )
        )


def test_alternate_gets_it_while_the_focal_point_is_away(desk: Desk, postman: Postman, at: At) -> None:
    goes_away(desk, LUCIA, "2026-11-26", "2026-11-26")
    at("2026-11-26T17:00")  # nine in Tijuana
    assert to(postman.about_meeting("mx")) == [desk.inbox(TOMAS)]
    at(WEEK_BEFORE)
    assert to(postman.about_meeting("mx")) == [desk.inbox(LUCIA)]


def test_alternate_is_told_until_when_the_focal_point_is_away(desk: Desk, postman: Postman, at: At) -> None:
    goes_away(desk, LUCIA, "2026-11-25", "2026-12-14")
    at("2026-12-01T17:00")
    (told,) = postman.about_deadline("mx")
    assert to([told]) == [desk.inbox(TOMAS)]
    assert "Lucía Ortega, a cargo, está ausente hasta el 14 de diciembre de 2026." in words(told.view)


def test_whoever_comes_back_in_time_finds_it(desk: Desk, postman: Postman, at: At) -> None:
    goes_away(desk, ANA, "2026-11-24", "2026-11-26")
    at(FORTNIGHT_BEFORE)
    assert postman.about_meeting("cr") == []
    at("2026-11-27T15:00")  # nine in San José
    assert to(postman.about_meeting("cr")) == [desk.inbox(ANA)]


def test_whoever_comes_back_too_late_is_the_reason(desk: Desk, postman: Postman, at: At) -> None:
    goes_away(desk, ANA, "2026-11-24", "2026-12-01")
    at(FORTNIGHT_BEFORE)
    assert reasons(postman.about_meeting("cr")) == [Reason.ABSENT]


# ---- what keeps it back --------------------------------------------------------------------------


def test_one_answer_in_the_quarter_silences_the_meetings_ladder(desk: Desk, postman: Postman, at: At) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})
    at(FORTNIGHT_BEFORE)
    assert reasons(postman.about_meeting("mx")) == [Reason.ANSWERED]


def test_answer_of_the_last_quarter_does_not(desk: Desk, postman: Postman, at: At) -> None:
    at("2026-09-30T23:00")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})
    at(FORTNIGHT_BEFORE)
    assert to(postman.about_meeting("mx")) == [desk.inbox(LUCIA)]


def test_answer_of_a_partner_does_not(desk: Desk, postman: Postman, at: At) -> None:
    """A joint pledge: Canada's word on it is not Mexico's."""
    desk.submits("chloe.tremblay@example.org", {"pledge": "rec-022", "stage": "planning"})
    at(FORTNIGHT_BEFORE)
    assert to(postman.about_meeting("mx")) == [desk.inbox(LUCIA)]


def test_deadline_is_silenced_by_a_word_on_every_open_pledge(desk: Desk, postman: Postman, at: At) -> None:
    at("2026-11-30T18:00")
    desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058", "rec-059", "rec-064", "rec-022", key="1")
    at("2026-12-01T15:00")
    (prompt,) = postman.about_deadline("mx")
    assert "1 compromiso abierto" in str(prompt.view)

    desk.submits(LUCIA, {"pledge": "msp-mirps-asylum", "stage": "in_progress"})
    at("2026-12-08T15:00")
    assert reasons(postman.about_deadline("mx")) == [Reason.ANSWERED]


def test_word_before_the_cycle_opened_does_not_count(desk: Desk, postman: Postman, at: At) -> None:
    at("2026-11-01T05:59")  # still October in Mexico City
    desk.presses(LUCIA, ActionName.NO_CHANGE)
    at("2026-12-01T15:00")
    (prompt,) = postman.about_deadline("mx")
    assert "5 compromisos abiertos" in str(prompt.view)


@pytest.mark.parametrize(
    "changed",
    [
        replace(MEETING, status=EventStatus.CANCELLED),
        replace(MEETING, start=PartialDate.parse("2026-12-17")),
        replace(MEETING, start=PartialDate.parse("2026-12"), start_time=None, end_time=None),
    ],
)
def test_prompt_about_a_meeting_that_changed_is_withdrawn(
    desk: Desk, postman: Postman, at: At, changed: Event
) -> None:
    at(FORTNIGHT_BEFORE)
    postman.enlist()
    save(desk, changed)
    assert reasons(postman.about_meeting("mx")) == [Reason.WITHDRAWN]


def test_meeting_that_moved_has_its_whole_ladder_again(desk: Desk, postman: Postman, at: At) -> None:
    at(FORTNIGHT_BEFORE)
    postman.round()
    save(desk, replace(MEETING, start=PartialDate.parse("2026-12-17")))
    at(WEEK_BEFORE)  # now a fortnight before
    (prompt,) = postman.about_meeting("mx")
    assert prompt.delivery.key == "quarterly_meeting/test-meeting@2026-12-17/+14d/mx"


def test_prompt_of_a_programme_that_is_gone_is_withdrawn(desk: Desk, postman: Postman, at: At) -> None:
    at(FORTNIGHT_BEFORE)
    postman.enlist()
    desk.bot.learn(replace(desk.content, programmes=()))
    assert reasons(postman.about_meeting("mx")) == [Reason.WITHDRAWN]


# ---- answering -----------------------------------------------------------------------------------


def test_answered_prompt_says_by_whom_and_is_closed(desk: Desk, postman: Postman, at: At) -> None:
    at(FORTNIGHT_BEFORE)
    (prompt,) = postman.about_meeting("mx")
    desk.submits(TOMAS, {"pledge": "rec-058", "stage": "planning"})

    assert prompts(desk) == ()
    assert retold(postman, prompt).summary.startswith(
        "Respondido por Tomás Rivera el 26 de noviembre de 2026"
    )


def test_prompt_that_asks_for_all_stays_open_until_all_is_said(desk: Desk, postman: Postman, at: At) -> None:
    at("2026-12-01T15:00")
    postman.round()
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"}, key="1")
    assert [each.key.split("/")[0] for each in prompts(desk)] == ["reporting_deadline"]
    desk.presses(LUCIA, ActionName.NO_CHANGE, key="2")
    assert prompts(desk) == ()


def test_of_two_steps_that_days_off_bring_to_one_morning_the_last_comes(
    desk: Desk, postman: Postman, at: At
) -> None:
    at("2026-12-10T15:00")
    save(desk, replace(DEADLINE, start=PartialDate.parse("2026-12-13")))  # a Sunday
    postman.round()
    at("2026-12-11T15:00")
    before, last = sorted(postman.about_deadline("mx"), key=lambda each: each.delivery.key, reverse=True)
    assert (before.what, to([last])) == (Reason.OVERTAKEN, [desk.inbox(LUCIA)])
    assert "the next reminder took its place" in str(desk.asks(NOAH, "historial méxico"))


def test_step_is_not_overtaken_by_what_does_not_go_out_or_asks_for_something_else(desk: Desk) -> None:
    meeting, deadline = (
        desk.bot.knowledge.programmes[each] for each in ("quarterly_meeting", "reporting_deadline")
    )
    overtaking = {each.key: meeting.overtaking(each.key) for each in meeting.steps}
    assert {key: step and step.key for key, step in overtaking.items()} == {
        "+28d": "+5d",
        "+14d": "+7d",
        "+7d": "-1d",
        "+5d": "+1d",
        "+1d": None,
        "60min": None,
        "-1d": None,
    }
    assert deadline.overtaking("-3d") is None  # the next goes to the alternate


# ---- an answer that is taken back ----------------------------------------------------------------


def confirms(desk: Desk, *pledges: str, key: str = "confirm") -> Action:
    """One tap, and the button that takes it back."""
    receipt = desk.presses(LUCIA, ActionName.NO_CHANGE, *pledges, key=key)
    (undo,) = (each for each in actions(receipt) if each.name is ActionName.REVOKE)
    return undo


def test_prompt_whose_answer_is_taken_back_asks_again_as_before(desk: Desk, postman: Postman, at: At) -> None:
    at(FORTNIGHT_BEFORE)
    (prompt,) = postman.about_meeting("mx")
    undo = confirms(desk)
    assert retold(postman, prompt).summary.startswith("Respondido por Lucía Ortega")

    desk.clock.advance(minutes=9)
    desk.presses(LUCIA, undo.name, *undo.arguments)
    assert retold(postman, prompt) == prompt.view
    assert [each.id for each in prompts(desk)] == [prompt.delivery.id]
    assert "respondido" not in str(desk.asks(NOAH, "historial méxico"))

    at(WEEK_BEFORE)
    assert to(postman.about_meeting("mx")) == [desk.inbox(LUCIA)]


def test_prompt_that_asks_again_can_be_put_off(desk: Desk, postman: Postman, at: At) -> None:
    at(FORTNIGHT_BEFORE)
    (prompt,) = postman.about_meeting("mx")
    undo = confirms(desk)
    desk.presses(LUCIA, undo.name, *undo.arguments)
    answer = desk.presses(LUCIA, ActionName.SNOOZE, str(prompt.delivery.id), "tomorrow", key="snooze")
    assert summary(answer).startswith("Pospuesto")


def test_answer_taken_back_twice_is_told_once(desk: Desk, postman: Postman, at: At) -> None:
    at(FORTNIGHT_BEFORE)
    (prompt,) = postman.about_meeting("mx")
    undo = confirms(desk)
    desk.presses(LUCIA, undo.name, *undo.arguments, key="1")
    postman.round()
    desk.clock.advance(minutes=1)
    desk.submits(TOMAS, {"pledge": "rec-058", "stage": "planning"})
    desk.presses(LUCIA, undo.name, *undo.arguments, key="2")
    assert retold(postman, prompt).summary.startswith("Respondido por Tomás Rivera")
    assert prompts(desk) == ()


def test_prompt_stays_answered_by_what_was_filed_since(desk: Desk, postman: Postman, at: At) -> None:
    at(FORTNIGHT_BEFORE)
    (prompt,) = postman.about_meeting("mx")
    undo = confirms(desk)
    assert retold(postman, prompt).summary.startswith("Respondido por Lucía Ortega")
    desk.clock.advance(minutes=1)
    desk.submits(TOMAS, {"pledge": "rec-059", "stage": "planning"})
    desk.presses(LUCIA, undo.name, *undo.arguments)

    assert [each for each in postman.round() if isinstance(each.delivery.content, Retelling)] == []
    assert prompts(desk) == ()
    at(WEEK_BEFORE)
    assert reasons(postman.about_meeting("mx")) == [Reason.ANSWERED]


def test_first_of_several_answers_taken_back_reopens_what_asks_for_all(
    desk: Desk, postman: Postman, at: At
) -> None:
    at("2026-12-01T15:00")
    (prompt,) = postman.about_deadline("mx")
    first = confirms(desk, "rec-058", key="1")
    desk.clock.advance(minutes=5)
    confirms(desk, "rec-059", "rec-064", "rec-022", "msp-mirps-asylum", key="2")
    assert prompts(desk) == ()
    postman.round()

    desk.presses(LUCIA, first.name, *first.arguments)
    assert [each.id for each in prompts(desk)] == [prompt.delivery.id]
    assert "1 compromiso abierto" in words(retold(postman, prompt))


def test_prompt_due_between_an_answer_and_its_being_taken_back_comes_then(
    desk: Desk, postman: Postman, at: At
) -> None:
    at("2026-12-03T14:55")
    postman.round()
    undo = confirms(desk)
    at(WEEK_BEFORE)
    assert reasons(postman.about_meeting("mx")) == [Reason.ANSWERED]

    desk.clock.advance(minutes=5)
    desk.presses(LUCIA, undo.name, *undo.arguments)
    assert to(postman.about_meeting("mx")) == [desk.inbox(LUCIA)]


@pytest.mark.parametrize(
    ("withdrawn_at", "comes"),
    [("2026-12-05T14:59", [Reason.HOLIDAY]), ("2026-12-04T20:00", None), ("2026-12-05T15:00", [])],
)
def test_prompt_that_an_update_kept_back_comes_once_it_is_withdrawn_if_its_programme_still_would(
    desk: Desk, postman: Postman, at: At, withdrawn_at: str, comes: list[Reason] | None
) -> None:
    at("2026-12-02T15:00")
    postman.round()
    desk.submits(TOMAS, {"pledge": "rec-058", "stage": "planning"})
    at(WEEK_BEFORE)
    assert reasons(postman.about_meeting("mx")) == [Reason.ANSWERED]

    at(withdrawn_at)
    withdraws(desk, "rec-058")
    assert to(postman.about_meeting("mx")) == ([desk.inbox(LUCIA)] if comes is None else comes)


def withdraws(desk: Desk, pledge: str) -> None:
    with desk.storage.begin(reading=True) as unit:
        (update, *_) = unit.updates.of_pledge(PledgeId(pledge))
    raw = {"act": "withdraw", "reason": "Era de otro compromiso"}
    desk.submits(LUCIA, raw, form="correct", context={"update": str(update.id)}, key=f"withdraw/{update.id}")


def test_prompt_whose_answer_is_withdrawn_asks_again_as_before(desk: Desk, postman: Postman, at: At) -> None:
    at(FORTNIGHT_BEFORE)
    (prompt,) = postman.about_meeting("mx")
    desk.submits(TOMAS, {"pledge": "rec-058", "stage": "planning"})
    assert retold(postman, prompt).summary.startswith("Respondido por Tomás Rivera")

    at("2026-11-30T15:00")
    withdraws(desk, "rec-058")
    assert retold(postman, prompt) == prompt.view
    assert [each.id for each in prompts(desk)] == [prompt.delivery.id]


def test_prompt_asks_again_only_when_the_last_that_answered_it_is_withdrawn(
    desk: Desk, postman: Postman, at: At
) -> None:
    at(FORTNIGHT_BEFORE)
    (prompt,) = postman.about_meeting("mx")
    desk.submits(TOMAS, {"pledge": "rec-058", "stage": "planning"})
    desk.submits(TOMAS, {"pledge": "rec-059", "stage": "planning"}, key="other")
    assert retold(postman, prompt).summary.startswith("Respondido por Tomás Rivera")

    withdraws(desk, "rec-058")
    assert prompts(desk) == ()
    withdraws(desk, "rec-059")
    assert [each.id for each in prompts(desk)] == [prompt.delivery.id]


def test_prompt_asks_again_once_whoever_clears_lets_the_withdrawal_pass(
    desk: Desk, postman: Postman, at: At
) -> None:
    at(FORTNIGHT_BEFORE)
    (prompt,) = postman.about_meeting("mx")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})
    desk.presses(LUCIA, ActionName.NAME_CLEARER, str(desk.person(TOMAS).id), key="name")
    withdraws(desk, "rec-058")
    assert prompts(desk) == ()

    with desk.storage.begin(reading=True) as unit:
        (held,) = unit.clearances.waiting(desk.person(TOMAS).id)
    desk.presses(TOMAS, ActionName.CLEAR, str(held.id), key="clear")
    assert [each.id for each in prompts(desk)] == [prompt.delivery.id]


def test_reply_to_an_invitation_stays_when_no_change_is_taken_back(
    desk: Desk, postman: Postman, at: At
) -> None:
    at("2026-11-12T15:00")
    (invitation,) = [each for each in postman.invitations("mx") if isinstance(each.what, Parcel)]
    undo = confirms(desk)
    desk.presses(LUCIA, ActionName.ATTEND, MEETING.id, MX, "yes", key="attend")
    desk.presses(LUCIA, undo.name, *undo.arguments)
    with desk.storage.begin(reading=True) as unit:
        marks = unit.ledger.marks([invitation.delivery.id])
    assert [each.mark for each in marks[invitation.delivery.id]] == [Mark.ANSWERED]


# ---- in the middle of a form ---------------------------------------------------------------------


def test_prompt_waits_while_its_person_fills_in_a_form_and_says_so(
    desk: Desk, postman: Postman, at: At
) -> None:
    save(desk, MEETING)
    at("2026-11-26T14:55")
    desk.says(LUCIA, "actualizar rec-058")

    at(FORTNIGHT_BEFORE)
    assert postman.about_meeting(MX) == []
    at("2026-11-26T15:10")
    (brought,) = postman.about_meeting(MX)
    assert brought.view.blocks[-1] == Note(
        (Plain("Este recordatorio esperó mientras usted tenía un formulario abierto."),)
    )


def test_prompt_waits_for_a_form_an_hour_at_most(desk: Desk, postman: Postman, at: At) -> None:
    save(desk, MEETING)
    for minute in (50, 59):
        at(f"2026-11-26T14:{minute}")
        desk.says(LUCIA, "actualizar rec-058" if minute == 50 else "en curso")
    at(FORTNIGHT_BEFORE)
    assert postman.about_meeting(MX) == []
    for moment in ("15:10", "15:20", "15:30", "15:40", "15:50"):
        at(f"2026-11-26T{moment}")
        desk.says(LUCIA, "atrás")
        assert postman.about_meeting(MX) == []

    at("2026-11-26T16:00")
    assert [each.delivery.due_at.hour for each in postman.about_meeting(MX)] == [15]
