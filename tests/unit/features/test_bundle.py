"""What is due to one person at the same time comes in one message."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.unit.desk import DEADLINE, LUCIA, MEETING, MX, NOAH, At, Desk, summary
from tests.unit.postman import Brought, Postman
from tests.unit.reading import words

from mirps_bot.adapters.slack.limits import MESSAGE
from mirps_bot.adapters.slack.render import render_message
from mirps_bot.bundles import MOST_TOGETHER
from mirps_bot.chat.pages import split
from mirps_bot.content.compose import Composer
from mirps_bot.content.facts import Facts
from mirps_bot.content.wording import Reader
from mirps_bot.dialogue import Place, Tell
from mirps_bot.domain.attendance import Attendance
from mirps_bot.domain.calendar import EventStatus
from mirps_bot.domain.delivery import Delivery, Owed, Reason, Reminder, Retelling, Sent, State
from mirps_bot.domain.duty import appointed
from mirps_bot.domain.ids import EntityId, EventId
from mirps_bot.domain.language import Language, Names
from mirps_bot.domain.ledger import Mark
from mirps_bot.features.attendance import which
from mirps_bot.features.retelling import tell_again
from mirps_bot.parcels import Parcel, compose, compose_each
from mirps_bot.playground.blockkit import check_message_blocks
from mirps_bot.ports import Delivered, RosterRow, reading_once
from mirps_bot.sayings import Batch
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Buttons, View

MORNING = "2026-11-26T15:00"
"""Nine in Mexico City, a fortnight before the meeting."""


HANDOVER = replace(DEADLINE, id=EventId("handover"), series="chair_handover", opens=None)
"""Its reminders tell something and ask for nothing."""


def owe(desk: Desk, *steps: tuple[str, str]) -> None:
    """A reminder of each of these programmes and steps, due now to Mexico."""
    events = {"quarterly_meeting": MEETING, "reporting_deadline": DEADLINE, "chair_handover": HANDOVER}
    now = desk.clock.now()
    with desk.storage.begin() as unit:
        for programme, step in steps:
            event = events[programme]
            content = Reminder(programme=programme, event=event.id, day=event.first_day, step=step, entity=MX)
            owed = Owed(
                key=f"{programme}/{step}", content=content, due_at=now, give_up_at=now + timedelta(days=1)
            )
            unit.deliveries.owe([owed])
        unit.commit()


def bundled(desk: Desk, postman: Postman, at: At) -> list[Brought]:
    """The meeting's prompt and the deadline's, an hour that brings nothing else to Mexico."""
    at(MORNING)
    postman.round()
    at("2026-11-26T16:00")
    owe(desk, ("quarterly_meeting", "+28d"), ("reporting_deadline", "+28d"))
    return [each for each in postman.round() if each.delivery.content.entity == MX]  # type: ignore[union-attr]


def one_message(brought: list[Brought]) -> Parcel:
    parcels = {id(each.what): each.what for each in brought}
    (parcel,) = parcels.values()
    assert isinstance(parcel, Parcel)
    return parcel


def stands_at(desk: Desk, brought: list[Brought]) -> Sent:
    with desk.storage.begin(reading=True) as unit:
        (sent,) = {unit.deliveries.find(each.delivery.id).sent for each in brought}  # type: ignore[union-attr]
    assert sent is not None
    return sent


def actions(view: View) -> list[Action]:
    return [each.action for block in view.blocks if isinstance(block, Buttons) for each in block.buttons]


def retold(desk: Desk, brought: list[Brought]) -> View:
    """The message as its edit has it, if one is owed and none before it."""
    now = desk.clock.now()
    with desk.storage.begin() as unit:
        claimed = unit.deliveries.claim(now, limit=100, lease=timedelta(minutes=1))
        leader = unit.deliveries.at_message(stands_at(desk, brought))
        assert leader is not None
        (edit,) = [each for each in claimed if each.content == Retelling(of=leader.id)]
        parcel = compose(unit, desk.bot.knowledge, edit, now=now)
        assert isinstance(parcel, Parcel)
        assert isinstance(parcel.to, Sent)
        unit.deliveries.sent([Delivered(delivery=edit.id, sent=parcel.to, person=None, at=now)])
        unit.commit()
    assert parcel.to == stands_at(desk, brought)
    return parcel.view


def entries(desk: Desk) -> list[Delivery]:
    with desk.storage.begin(reading=True) as unit:
        found = [unit.deliveries.by_key(key) for key in ("quarterly_meeting/+28d", "reporting_deadline/+28d")]
    return [each for each in found if each]


def test_two_that_are_due_come_in_one_message_with_the_buttons_of_each(
    desk: Desk, postman: Postman, at: At
) -> None:
    brought = bundled(desk, postman, at)
    parcel = one_message(brought)

    assert len(brought) == 2
    assert parcel.to == desk.inbox(LUCIA)
    assert parcel.view.summary == "2 asuntos para usted"
    names = {each.name for each in actions(parcel.view)}
    assert {ActionName.ATTEND, ActionName.REPORT, ActionName.SNOOZE} <= names
    assert "Estimada" not in str(parcel.view)


def test_hint_is_of_a_draft_where_a_report_is_asked_for(desk: Desk, postman: Postman, at: At) -> None:
    parcel = one_message(bundled(desk, postman, at))
    assert words(parcel.view).endswith("lo guardo como borrador y usted lo confirma.")


def test_hint_is_of_taking_part_where_nothing_else_is_asked(desk: Desk, postman: Postman, at: At) -> None:
    at(MORNING)
    postman.round()
    at("2026-11-26T16:00")
    owe(desk, ("quarterly_meeting", "+28d"), ("quarterly_meeting", "+5d"))
    parcel = one_message([each for each in postman.round() if isinstance(each.what, Parcel)])
    assert parcel.view.summary == "2 asuntos para usted"
    assert words(parcel.view).endswith("«sí», «en línea», «irá mi suplente», «no podremos».")


def test_each_of_them_is_settled_and_the_ledger_says_with_which(desk: Desk, postman: Postman, at: At) -> None:
    bundled(desk, postman, at)
    first, second = entries(desk)

    assert (first.state, second.state) == (State.SENT, State.SENT)
    assert (first.reason, second.reason) == (None, Reason.BUNDLED)
    assert first.sent == second.sent
    assert (first.leader, second.leader) == (first.id, first.id)
    told = str(desk.asks(NOAH, "historial méxico"))
    assert "together with Quarterly meeting, 28 days before" in told


def test_one_that_is_due_alone_is_in_no_bundle(desk: Desk, postman: Postman, at: At) -> None:
    at(MORNING)
    (prompt,) = postman.about_meeting("mx")
    assert prompt.summary.startswith("Reunión trimestral")
    with desk.storage.begin(reading=True) as unit:
        found = unit.deliveries.find(prompt.delivery.id)
    assert found is not None
    assert found.leader is None


def test_answer_to_one_rewrites_the_message_and_leaves_the_other(
    desk: Desk, postman: Postman, at: At
) -> None:
    brought = bundled(desk, postman, at)
    desk.presses(LUCIA, ActionName.NO_CHANGE)

    view = retold(desk, brought)
    assert view.summary == "2 asuntos para usted, 1 aún pendiente"
    assert "Respondido por Lucía Ortega" in str(view)
    names = {each.name for each in actions(view)}
    assert ActionName.ATTEND in names
    assert ActionName.SNOOZE not in names

    desk.presses(LUCIA, ActionName.ATTEND, MEETING.id, MX, "online", key="again")
    view = retold(desk, brought)
    assert "Respondido por Lucía Ortega" in str(view)
    assert view.summary == "2 asuntos para usted, ninguno pendiente"
    assert {each.name for each in actions(view)} <= {ActionName.ATTEND, ActionName.ASK}


def test_answer_taken_back_lets_its_item_ask_again_in_the_message(
    desk: Desk, postman: Postman, at: At
) -> None:
    brought = bundled(desk, postman, at)
    receipt = desk.presses(LUCIA, ActionName.NO_CHANGE)
    (undo,) = (each for each in actions(receipt.view) if each.name is ActionName.REVOKE)  # type: ignore[union-attr]
    assert "Respondido por Lucía Ortega" in str(retold(desk, brought))
    desk.clock.advance(minutes=9)
    desk.presses(LUCIA, undo.name, *undo.arguments)
    assert retold(desk, brought) == one_message(brought).view


def test_item_about_what_is_cancelled_says_so_and_the_other_stays(
    desk: Desk, postman: Postman, at: At
) -> None:
    brought = bundled(desk, postman, at)
    with desk.visit(NOAH) as visit:
        visit.unit.events.save([replace(MEETING, status=EventStatus.CANCELLED)])
    postman.enlist()
    view = retold(desk, brought)
    assert view.summary == "2 asuntos para usted, 1 aún pendiente"
    assert "Se canceló: Reunión trimestral" in words(view)
    assert "Estimada" not in words(view)
    names = {each.name for each in actions(view)}
    assert ActionName.ATTEND not in names
    assert ActionName.SNOOZE in names


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (None, ("6 asuntos para usted", "6 matters for you", "6 assuntos para você", "6 points pour vous")),
        (
            2,
            (
                "6 asuntos para usted, 2 aún pendientes",
                "6 matters for you, 2 still open",
                "6 assuntos para você, 2 ainda pendentes",
                "6 points pour vous, dont 2 encore en attente",
            ),
        ),
        (
            1,
            (
                "6 asuntos para usted, 1 aún pendiente",
                "6 matters for you, 1 still open",
                "6 assuntos para você, 1 ainda pendente",
                "6 points pour vous, dont 1 encore en attente",
            ),
        ),
        (
            0,
            (
                "6 asuntos para usted, ninguno pendiente",
                "6 matters for you, none still open",
                "6 assuntos para você, nenhum pendente",
                "6 points pour vous, plus aucun en attente",
            ),
        ),
    ],
)
def test_headline_tells_what_is_still_open(
    composer: Composer, left: int | None, told: tuple[str, ...]
) -> None:
    items = [Tell(phrase="outdated")] * 6
    readers = [Reader(language=each, time_zone="America/Panama") for each in Language]
    assert tuple(composer.together(items, each, left=left).summary for each in readers) == told


def with_handover(desk: Desk, postman: Postman, at: At, *steps: tuple[str, str]) -> list[Brought]:
    at(MORNING)
    postman.round()
    at("2026-11-26T16:00")
    with desk.visit(NOAH) as visit:
        visit.unit.events.save([HANDOVER])
    owe(desk, ("chair_handover", "+28d"), *steps)
    brought = [each for each in postman.round() if each.delivery.key.endswith(("+28d", "+7d"))]
    assert one_message(brought).view.summary == "2 asuntos para usted"
    return brought


def test_what_asks_for_nothing_is_not_counted_as_open(desk: Desk, postman: Postman, at: At) -> None:
    brought = with_handover(desk, postman, at, ("reporting_deadline", "+28d"))
    desk.presses(LUCIA, ActionName.NO_CHANGE)
    assert retold(desk, brought).summary == "2 asuntos para usted, ninguno pendiente"


def test_headline_stays_where_nothing_is_asked_for(desk: Desk, postman: Postman, at: At) -> None:
    brought = with_handover(desk, postman, at, ("chair_handover", "+7d"))
    with desk.visit(LUCIA) as visit:
        tell_again(visit, brought[0].delivery.id, "again")
    assert retold(desk, brought).summary == "2 asuntos para usted"


def test_what_the_secretariat_waits_for_of_an_entity_counts_as_open(
    desk: Desk, postman: Postman, at: At
) -> None:
    """It has no button of its own for it."""
    at("2026-12-22T15:00")
    silent = [each for each in postman.round() if "-7d:secretariat/" in each.delivery.key]
    (mexico,) = [each for each in silent if each.delivery.key.endswith("/mx")]
    brought = [each for each in silent if each.what is mexico.what]
    desk.presses(LUCIA, ActionName.NO_CHANGE)
    told = retold(desk, brought).summary
    assert told.startswith(f"{len(brought)} ")
    assert f", {len(brought) - 1} " in told


def test_one_is_put_off_and_the_other_stays(desk: Desk, postman: Postman, at: At) -> None:
    brought = bundled(desk, postman, at)
    (number,) = [each.delivery.id for each in brought if "deadline" in each.delivery.key]
    answer = desk.presses(LUCIA, ActionName.SNOOZE, str(number), "tomorrow")
    assert summary(answer).startswith("Pospuesto: se lo recordaré")
    assert not answer.replaces  # type: ignore[union-attr]

    view = retold(desk, brought)
    assert view.summary == "2 asuntos para usted, 1 aún pendiente"
    assert "Pospuesto hasta el 27 de noviembre de 2026, 09:00: Cierre del ciclo" in str(view)
    assert {each.name for each in actions(view)} == {ActionName.ATTEND}


def test_words_in_its_thread_reach_the_item_that_they_answer(desk: Desk, postman: Postman, at: At) -> None:
    brought = bundled(desk, postman, at)
    sent = stands_at(desk, brought)
    thread = Place(channel=sent.channel, is_direct=True, thread=sent.ts)

    assert summary(desk.says(LUCIA, "sí, en línea", thread)).startswith("Anotado: México")
    draft = desk.says(LUCIA, "Ya empezamos la fase piloto en 3 municipios", thread)
    assert summary(draft).startswith("Guardé su respuesta como borrador")


def test_press_of_a_button_is_noted_for_all_that_was_seen(desk: Desk, postman: Postman, at: At) -> None:
    brought = bundled(desk, postman, at)
    sent = stands_at(desk, brought)
    place = Place(channel=sent.channel, is_direct=True, message=sent.ts)
    desk.presses(LUCIA, ActionName.REPORT, place=place)
    with desk.storage.begin(reading=True) as unit:
        marks = unit.ledger.marks(each.delivery.id for each in brought)
    assert [[mark.mark for mark in each] for each in marks.values()] == [[Mark.CLICKED]] * 2


def test_more_than_a_message_holds_comes_in_a_second_one(desk: Desk, postman: Postman, at: At) -> None:
    at("2026-12-22T15:00")  # a week after the deadline: the secretariat hears of the silent ones
    brought = [
        each
        for each in postman.round()
        if each.delivery.key.endswith(tuple(f"-7d:secretariat/{entity}" for entity in _states(desk)))
    ]
    messages = {id(each.what): each.what for each in brought if isinstance(each.what, Parcel)}
    assert len(brought) > MOST_TOGETHER
    assert len(messages) == -(-len(brought) // MOST_TOGETHER)


@pytest.mark.parametrize("language", Language)
def test_longest_six_go_out_in_messages_that_slack_takes_whole(
    desk: Desk, at: At, facts: Facts, language: Language
) -> None:
    at("2026-11-26T16:00")
    postman = Postman(desk, fits=fits)
    postman.round()
    entity = Counter(each for pledge in facts.pledges for each in pledge.entities).most_common(1)[0][0]
    long_events(desk, entity, language)
    brought = [each.what for each in postman.round() if "/long" in each.delivery.key]

    parcels = [each for each in brought if isinstance(each, Parcel)]
    views = list({id(each): each.view for each in parcels}.values())
    assert len(parcels) == len(brought) == MOST_TOGETHER
    titles = [f"{LONG[language]} {number}" for number in range(MOST_TOGETHER)]
    assert [sum(each in words(view) for view in views) for each in titles] == [1] * MOST_TOGETHER
    assert 1 < len(views) < MOST_TOGETHER
    for view in views:
        rendered = render_message(view)
        check_message_blocks(rendered.blocks, lambda _: False)
        assert len(split(view, MESSAGE)) == 1
        assert len(rendered.blocks) <= 50
        assert len(rendered.text) <= 4_000


LONG = {
    each: "Reunión de los puntos focales de la Plataforma de Apoyo con los miembros de los grupos de trabajo, "
    f"por videoconferencia ({each})"
    for each in Language
}


def fits(view: View) -> bool:
    return len(split(view, MESSAGE)) == 1


def long_events(desk: Desk, entity: EntityId, language: Language) -> None:
    """Six that this entity is reminded of now, at length: everything is said of them, and there are many pledges."""
    with desk.storage.begin() as unit:
        (holder, *_) = appointed(unit.people.all(), entity)
        unit.people.save(
            [
                RosterRow(
                    email=holder.email,
                    name="María de los Ángeles Hernández-Villanueva de la Fuente",
                    entity=entity,
                    role=holder.role,
                    language=language,
                    time_zone="America/Panama",
                )
            ]
        )
        unit.events.save(
            replace(
                MEETING if number else DEADLINE,
                id=EventId(f"long{number}"),
                title=Names(**{each.value: f"{LONG[each]} {number}" for each in Language}),
                start=MEETING.start,
                invited=(entity,),
                place="Sala del Consejo Permanente, edificio principal, Washington, D. C.",
                link=f"https://example.org/{'reunion-' * 20}",
                agenda="Balance del ciclo, compromisos sin noticia, próximos pasos. " * 5,
                note="La hora puede cambiar; se confirma con la agenda una semana antes. " * 3,
                source=f"https://example.org/{'calendario-' * 14}",
            )
            for number in range(MOST_TOGETHER)
        )
        unit.commit()


def _states(desk: Desk) -> list[EntityId]:
    return list(desk.bot.knowledge.entities)


def test_what_is_tied_to_a_minute_comes_alone(desk: Desk) -> None:
    programme = desk.bot.knowledge.programmes["quarterly_meeting"]
    assert programme.may_bundle("+7d")
    assert not programme.may_bundle("60min")
    assert not desk.bot.knowledge.programmes["match_clock"].may_bundle("+7d")


def test_caps_count_what_the_same_round_is_sending(desk: Desk, postman: Postman, at: At) -> None:
    at(MORNING)
    postman.round()
    at("2026-11-26T16:00")
    owe(desk, *(("reporting_deadline", step) for step in ("+28d", "+14d", "+7d", "+2d", "+0d")))
    now = desk.clock.now()
    with desk.storage.begin() as unit:
        claimed = unit.deliveries.claim(now, limit=100, lease=timedelta(minutes=1))
        once = reading_once(unit)
        batch = Batch(unit=once, knowledge=desk.bot.knowledge, now=now)
        composed = list(compose_each(batch, claimed).values())

    caps = desk.bot.knowledge.programmes["reporting_deadline"].caps
    assert [isinstance(each, Parcel) for each in composed].count(True) == caps.per_week == 3
    assert composed[3:] == [Reason.CAPPED] * 2


def test_what_goes_alone_is_left_to_whoever_has_it_by_now(desk: Desk, at: At) -> None:
    at("2026-11-26T16:00")
    owe(desk, ("quarterly_meeting", "+28d"))
    now, lease = desk.clock.now(), timedelta(minutes=1)
    with desk.storage.begin() as unit:
        (late,) = unit.deliveries.claim(now, limit=9, lease=lease)
        (again,) = unit.deliveries.claim(now + lease, limit=9, lease=lease)
        composed = [
            compose(unit, desk.bot.knowledge, replace(each, in_doubt=False), now=now)
            for each in (late, again)
        ]
        led = unit.deliveries.find(again.id)

    assert composed[0] is None
    assert isinstance(composed[1], Parcel)
    assert led is not None
    assert (led.leader, led.person) == (again.id, composed[1].person)


def test_event_that_moved_stays_out(desk: Desk, postman: Postman, at: At) -> None:
    at(MORNING)
    postman.round()
    owe(desk, ("quarterly_meeting", "+28d"))
    now = desk.clock.now()
    other = Reminder(
        programme="reporting_deadline", event=DEADLINE.id, day=date(2026, 12, 1), step="+7d", entity=MX
    )
    with desk.storage.begin() as unit:
        unit.deliveries.owe(
            [Owed(key="moved", content=other, due_at=now, give_up_at=now + timedelta(days=1))]
        )
        unit.commit()
    brought = {each.delivery.key: each.what for each in postman.round()}
    assert brought["moved"] is Reason.WITHDRAWN
    assert isinstance(brought["quarterly_meeting/+28d"], Parcel)
    assert "asuntos" not in brought["quarterly_meeting/+28d"].view.summary


def test_short_word_that_may_be_meant_for_two_invitations_is_asked_back(desk: Desk) -> None:
    meant = [
        (
            Reminder(programme="x", event=event.id, day=event.first_day, step="+28d", entity=MX),
            Attendance.YES,
        )
        for event in (MEETING, DEADLINE)
    ]
    with desk.visit(LUCIA) as visit:
        tell = which(visit, meant)
        view = desk.bot.knowledge.composer.tell(tell, Reader.of(visit.actor))
    assert view.summary == "¿Para cuál de las invitaciones?"
    assert actions(view) == [
        Action(ActionName.ATTEND, (event.id, MX, "yes")) for event in (MEETING, DEADLINE)
    ]
