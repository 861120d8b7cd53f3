"""The narrow waist: whatever fails behind it, the person is told kindly and the log knows why."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.desk import (
    ANA,
    DIRECT,
    GRACE,
    LUCIA,
    NOW,
    ROOM,
    STRANGER,
    Desk,
    StandingClock,
    actions,
    summary,
)

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bot import Bot
from mirps_bot.content.load import Content
from mirps_bot.dialogue import (
    Answer,
    Call,
    Corrected,
    HomeOpened,
    Inbound,
    Place,
    Press,
    Said,
    Shown,
    Submission,
)
from mirps_bot.domain.delivery import Prepared, Spot
from mirps_bot.domain.ids import PledgeId
from mirps_bot.domain.language import Language
from mirps_bot.domain.query import Tracked
from mirps_bot.ports import Account, Arrival, StorageBusy, UnitOfWork
from mirps_bot.search.likeness import Likeness
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import View
from mirps_bot.view.codec import load_view

SECRET = "the password is in this message"
REPORT = {"pledge": "rec-058", "stage": "planning"}
SHORT = timedelta(0)


class Faulty:
    """Fails in a way that nobody foresaw."""

    def find(self, pledge: str) -> Tracked | None:
        raise RuntimeError(SECRET)

    def __getattr__(self, name: str) -> object:
        return self.find


class Troubled:
    """A storage that can be out of reach, lose its commits, or hold a fault."""

    def __init__(self, storage: SqlStorage) -> None:
        self._storage = storage
        self.is_busy = False
        self.loses_commits = False
        self.has_fault = False
        self.outbox_has_fault = False

    @contextmanager
    def begin(self, *, reading: bool = False) -> Iterator[UnitOfWork]:
        if self.is_busy:
            raise StorageBusy("database is locked")
        with self._storage.begin(reading=reading) as unit:
            if self.has_fault:
                unit.pledges = Faulty()  # type: ignore[assignment]
            if self.outbox_has_fault:
                unit.deliveries = Faulty()  # type: ignore[assignment]
            if self.loses_commits:
                unit.commit = self._lose  # type: ignore[method-assign]
            yield unit

    def _lose(self) -> None:
        raise StorageBusy("could not commit")


@pytest.fixture
def trouble(storage: SqlStorage) -> Troubled:
    return Troubled(storage)


@pytest.fixture
def troubled(desk: Desk, trouble: Troubled) -> Desk:
    """The desk, with its bot on a storage that can be made to fail."""
    desk.bot = Bot(trouble, desk.content, desk.clock)
    return desk


def reference(answer: Answer) -> str:
    found = re.search(r"(?:Referencia|Reference|referencia|reference): ([0-9a-f]{6})", text(answer))
    assert found, text(answer)
    return found[1]


def text(answer: Answer) -> str:
    if isinstance(answer, Corrected):
        return " ".join(answer.errors.values())
    return summary(answer)


def all_acts(desk: Desk, email: str) -> list[Inbound]:
    actor = desk.actor(email)
    no_change = Action(ActionName.NO_CHANGE, ("rec-058",))
    return [
        Call(actor=actor, words="rec-058", place=DIRECT),
        Press(actor=actor, action=no_change, place=DIRECT, key="1"),
        Submission(actor=actor, form="update", raw=REPORT, context={}, key="1"),
        Said(actor=actor, text="rec-058", place=DIRECT, key="1"),
    ]


# ---- failures ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(4))
def test_storage_that_is_busy_is_told_kindly(
    troubled: Desk, trouble: Troubled, caplog: pytest.LogCaptureFixture, number: int
) -> None:
    act = all_acts(troubled, LUCIA)[number]
    trouble.is_busy = True

    answer = troubled.bot.handle(act)

    assert text(answer).startswith("En este momento no puedo guardar ni consultar datos. No se cambió nada")
    assert f"busy, reference {reference(answer)}" in caplog.text


@pytest.mark.parametrize("number", range(4))
def test_fault_that_nobody_foresaw_is_told_kindly_and_logged_whole(
    troubled: Desk, trouble: Troubled, caplog: pytest.LogCaptureFixture, number: int
) -> None:
    act = all_acts(troubled, LUCIA)[number]
    trouble.has_fault = True

    answer = troubled.bot.handle(act)

    assert text(answer).startswith("Algo falló de nuestro lado")
    assert "Traceback" not in str(answer)
    assert SECRET not in str(answer)
    (record,) = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert record.getMessage() == f"failed, reference {reference(answer)}"
    assert record.exc_info
    assert record.exc_info[0] is RuntimeError


def test_failure_is_told_in_the_persons_language(troubled: Desk, trouble: Troubled) -> None:
    trouble.has_fault = True
    (call, *_) = all_acts(troubled, GRACE)
    assert text(troubled.bot.handle(call)).startswith("Something failed on our side")


def test_each_failure_has_a_reference_of_its_own(troubled: Desk, trouble: Troubled) -> None:
    trouble.has_fault = True
    (call, *_) = all_acts(troubled, LUCIA)
    assert reference(troubled.bot.handle(call)) != reference(troubled.bot.handle(call))


def test_form_that_can_not_be_saved_stays_open(troubled: Desk, trouble: Troubled) -> None:
    trouble.loses_commits = True
    assert isinstance(troubled.submits(LUCIA, REPORT, key="once"), Corrected)
    trouble.loses_commits = False
    assert summary(troubled.submits(LUCIA, REPORT, key="once")) == "Registrado: A-00001"


def test_what_failed_changed_nothing(troubled: Desk, trouble: Troubled) -> None:
    trouble.loses_commits = True
    troubled.presses(LUCIA, ActionName.NO_CHANGE, "rec-058")
    with troubled.storage.begin(reading=True) as unit:
        assert unit.updates.of_pledge(PledgeId("rec-058")) == ()
        assert unit.deliveries.next_moment() is None


def test_answer_to_a_press_waits_for_no_note_and_no_fault_of_one(
    desk: Desk, trouble: Troubled, caplog: pytest.LogCaptureFixture
) -> None:
    notes: list[Callable[[], None]] = []
    desk.bot = Bot(trouble, desk.content, desk.clock, aside=notes.append)
    message = Place(channel="D1", is_direct=True, message="1.0")

    answer = desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058", place=message)
    trouble.outbox_has_fault = True
    (note,) = notes
    note()

    assert summary(answer).startswith("Anotado")
    assert SECRET in caplog.text


# ---- arrivals ------------------------------------------------------------------------------------

ARRIVAL = Arrival(id="Ev1", body={"text": "hola"}, arrived_at=NOW)
HERE = Spot(channel="D1")


def owed(desk: Desk) -> list[View]:
    with desk.storage.begin() as unit:
        claimed = unit.deliveries.claim(desk.clock.now(), limit=9, lease=SHORT)
    return [load_view(each.content.view) for each in claimed if isinstance(each.content, Prepared)]


def said(desk: Desk, words: str = "ayuda") -> Said:
    return Said(actor=desk.actor(LUCIA), text=words, place=DIRECT, key="1")


def test_arrival_is_received_once(desk: Desk) -> None:
    assert [desk.bot.receive(ARRIVAL), desk.bot.receive(ARRIVAL)] == [True, False]


def test_arrival_is_answered_once_however_often_it_is_worked_on(desk: Desk) -> None:
    desk.bot.receive(ARRIVAL)
    for _ in range(2):
        desk.bot.work("Ev1", said(desk), HERE)
    assert [each.summary for each in owed(desk)] == ["Soy el asistente de la Plataforma de Apoyo del MIRPS"]
    assert desk.bot.take_arrivals() == ()


class Learning(Likeness):
    """Whoever learns writes meanwhile, as others do in the second that it takes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(())
        self.desk = desk
        self.received = False

    def learn(self) -> None:
        self.received = self.desk.bot.receive(replace(ARRIVAL, id="Ev2"))


def test_others_can_write_while_what_questions_are_like_is_learnt(desk: Desk) -> None:
    desk.bot.receive(ARRIVAL)
    learning = Learning(desk)
    desk.bot.knowledge = replace(desk.bot.knowledge, likeness=learning)
    desk.bot.work("Ev1", said(desk), HERE)
    assert learning.received


def test_arrival_that_fails_is_answered_with_an_apology_and_done(
    troubled: Desk, trouble: Troubled, caplog: pytest.LogCaptureFixture
) -> None:
    troubled.bot.receive(ARRIVAL)
    trouble.has_fault = True
    troubled.bot.work("Ev1", said(troubled, "rec-058"), HERE)
    trouble.has_fault = False
    (view,) = owed(troubled)
    assert f"failed, reference {reference(Shown(view=view))}" in caplog.text
    assert troubled.bot.take_arrivals() == ()


def test_arrival_waits_while_the_storage_is_busy(troubled: Desk, trouble: Troubled) -> None:
    troubled.bot.receive(ARRIVAL)
    trouble.loses_commits = True
    with pytest.raises(StorageBusy):
        troubled.bot.work("Ev1", said(troubled), HERE)
    trouble.loses_commits = False
    assert [each.id for each in troubled.bot.take_arrivals()] == ["Ev1"]
    assert owed(troubled) == []


def test_arrival_that_nobody_finished_is_taken_again_after_a_while(desk: Desk, clock: StandingClock) -> None:
    desk.bot.receive(ARRIVAL)
    assert [each.id for each in desk.bot.take_arrivals()] == ["Ev1"]
    assert desk.bot.take_arrivals() == ()
    clock.advance(seconds=20)
    assert [each.id for each in desk.bot.take_arrivals()] == ["Ev1"]


def test_finished_arrival_is_not_taken_again(desk: Desk) -> None:
    desk.bot.receive(ARRIVAL)
    desk.bot.finish("Ev1")
    assert desk.bot.take_arrivals() == ()


# ---- people --------------------------------------------------------------------------------------


def test_person_is_recognised_by_their_address(desk: Desk) -> None:
    account = Account(
        user="U9", email="Lucia.Ortega@Example.org", language=Language.EN, time_zone="Europe/Madrid"
    )
    assert desk.bot.recognise("U9") is None

    actor = desk.bot.introduce(account)

    assert actor.person == desk.person(LUCIA)
    assert desk.bot.recognise("U9") == actor


def test_user_who_is_on_no_roster_is_an_actor_without_a_person(desk: Desk) -> None:
    actor = desk.bot.introduce(
        Account(user="U8", email=None, language=Language.EN, time_zone="Europe/Madrid")
    )
    assert (actor.person, actor.language, actor.time_zone) == (None, Language.EN, "Europe/Madrid")


# ---- the front page ------------------------------------------------------------------------------


def test_home_of_a_focal_point_is_what_they_owe(desk: Desk) -> None:
    view = desk.bot.home(desk.actor(LUCIA))
    assert view.summary == "México: 5 compromisos abiertos"
    assert actions(Shown(view=view))[:2] == [Action(ActionName.ASK, (each,)) for each in ("update", "mine")]


def test_home_of_a_stranger_is_the_help(desk: Desk) -> None:
    assert desk.bot.home(desk.actor(STRANGER)).summary.startswith("Soy el asistente")


def test_opened_home_is_answered_like_mine(desk: Desk) -> None:
    answer = desk.bot.handle(HomeOpened(actor=desk.actor(ANA)))
    assert summary(answer) == summary(desk.asks(ANA, "pendientes"))


# ---- sharing -------------------------------------------------------------------------------------


def offers_to_share(answer: Answer) -> bool:
    return ActionName.SHARE in {each.name for each in actions(answer)}


def test_answer_in_a_room_can_be_shared_there(desk: Desk) -> None:
    answer = desk.asks(LUCIA, "compromisos asilo", ROOM)
    assert Action(ActionName.SHARE, ("pledges asilo",)) in actions(answer)


@pytest.mark.parametrize(
    ("email", "words", "is_room"),
    [(LUCIA, "compromisos asilo", False), (STRANGER, "compromisos asilo", True), (LUCIA, "pendientes", True)],
)
def test_nothing_else_is_offered_to_share(desk: Desk, email: str, words: str, is_room: bool) -> None:
    assert not offers_to_share(desk.asks(email, words, ROOM if is_room else DIRECT))


# ---- content -------------------------------------------------------------------------------------


def test_new_content_is_in_use_at_once(desk: Desk, content: Content) -> None:
    renamed = replace(
        content.commands["next"], words={Language.ES: ("agendita",), Language.EN: ("whatsnext",)}
    )
    desk.bot.learn(replace(content, commands={**content.commands, "next": renamed}))
    assert summary(desk.asks(LUCIA, "agendita")).startswith("Lo próximo")
