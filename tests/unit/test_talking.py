"""A focal point fills in a form by talking: by words alone, by buttons alone, and by both."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.unit.desk import (
    ANA,
    DIRECT,
    LUCIA,
    MX,
    NOAH,
    ROOM,
    TOMAS,
    Desk,
    buttons,
    filled_in,
    form_of,
    summary,
    view_of,
)

from mirps_bot.adapters.slack.plain import in_words
from mirps_bot.dialogue import Answer, Call, Place, Press, Said, Shown, Submission
from mirps_bot.domain.attachment import Attachment, Document
from mirps_bot.domain.delivery import Inbox, Prepared, Spot
from mirps_bot.domain.ids import PledgeId
from mirps_bot.domain.pledge import Stage
from mirps_bot.domain.session import Session
from mirps_bot.domain.update import Report, Surface, Update
from mirps_bot.dues import enlist
from mirps_bot.ports import Delivered
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Button, Buttons, View
from mirps_bot.view.codec import load_view

OURS = PledgeId("rec-058")


class Talk:
    """One person's conversation with the bot; questions that come by the outbox are read like answers."""

    def __init__(self, desk: Desk, email: str = LUCIA) -> None:
        self.desk = desk
        self.email = email
        self.last = View(summary="", blocks=())

    def says(self, *lines: str, place: Place = DIRECT) -> str:
        """What is answered to the last line."""
        for each in lines:
            self._read(self.desk.says(self.email, each, place=place))
        return in_words(self.last)

    def taps(self, *labels: str) -> str:
        for label in labels:
            (button,) = (each for each in self.buttons if each.label == label)
            self.does(button.action)
        return in_words(self.last)

    def does(self, action: Action) -> Answer:
        actor = self.desk.actor(self.email)
        answer = self.desk.bot.handle(Press(actor=actor, action=action, place=DIRECT, key=action.pack()))
        self._read(answer)
        return answer

    @property
    def buttons(self) -> list[Button]:
        return [each for block in self.last.blocks if isinstance(block, Buttons) for each in block.buttons]

    @property
    def labels(self) -> list[str]:
        return [each.label for each in self.buttons]

    @property
    def session(self) -> Session | None:
        with self.desk.storage.begin(reading=True) as unit:
            return unit.sessions.active(self.desk.person(self.email).id)

    def _read(self, answer: Answer) -> None:
        if isinstance(answer, Shown):
            self.last = answer.view
        for view in letters(self.desk):
            self.last = view


def letters(desk: Desk, to: Iterable[Inbox | Spot] | None = None) -> list[View]:
    with desk.storage.begin() as unit:
        owed = unit.deliveries.claim(desk.clock.now(), limit=50, lease=timedelta(hours=1))
        for each in owed:
            unit.deliveries.sent([Delivered(delivery=each.id, sent=None, person=None, at=desk.clock.now())])
        unit.commit()
    found = [each.content for each in owed if isinstance(each.content, Prepared)]
    return [load_view(each.view) for each in found if to is None or each.to in to]


def updates(desk: Desk) -> tuple[Update, ...]:
    with desk.storage.begin(reading=True) as unit:
        return unit.updates.of_pledge(OURS)


@pytest.fixture
def talk(desk: Desk) -> Talk:
    return Talk(desk)


# ---- the whole way -------------------------------------------------------------------------------


def test_form_is_filled_in_by_words_alone(talk: Talk) -> None:
    said = talk.says(
        *("actualizar rec-058", "en curso", "Tres municipios", "dinero y ayuda"),
        *("1,5 millones de euros", "120 personas", "T3 2026", "omitir", "omitir"),
    )
    assert (
        "5. Monto ejecutado o entregado: EUR 1 500 000".replace(
            "R 1 5", "R\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}5"
        ).replace("0 0", "0\N{NO-BREAK SPACE}0")
        in said
    )
    assert talk.says("enviar").startswith("Registrado: A-00001")

    (filed,) = updates(talk.desk)
    assert (filed.surface, filed.entity, filed.author_name) == (Surface.CONVERSATION, MX, "Lucía Ortega")
    assert filed.report == Report(
        stage=Stage.IN_PROGRESS,
        narrative="Tres municipios",
        amount=Decimal(1_500_000),
        currency="EUR",
        quantity=Decimal(120),
        unit="personas",
        period="2026-Q3",
    )
    assert talk.session is None


def test_form_is_filled_in_by_buttons_alone(talk: Talk) -> None:
    talk.does(Action.talking("update", pledge=OURS))
    talk.taps("En curso", "Omitir", "Omitir", "Dejar así", "Omitir", "Omitir")
    assert talk.last.summary == "Revise antes de enviar: Informar sobre avances"
    assert talk.taps("Enviar").startswith("Registrado: A-00001")
    assert [each.report.period for each in updates(talk.desk)] == ["2026-Q4"]


def test_amount_is_completed_by_the_currency_that_is_said_next(talk: Talk) -> None:
    talk.says("actualizar rec-058", "en curso", "omitir", "dinero")
    assert "Falta la moneda de «1.250.000,50»" in talk.says("1.250.000,50")
    assert "no se puede leer" in talk.says("eurros")
    assert "Monto ejecutado o entregado: EUR\xa01\xa0250\xa0000,50" in talk.says("euros")


def test_unfinished_answer_completes_no_other(talk: Talk) -> None:
    talk.says("actualizar rec-058", "en curso", "omitir", "dinero, plazas", "1.250", "omitir")
    assert "En «euros» no encuentro una cantidad" in talk.says("euros")


def test_a_yes_is_no_text_and_a_no_leaves_it_open(talk: Talk) -> None:
    talk.says("actualizar rec-058", "en curso")
    assert "Con un sí no sé qué anotar" in talk.says("sí")
    assert "Qué avanzó, en pocas palabras: sin respuesta" in talk.says("no")


@pytest.mark.parametrize(
    ("said", "noted"),
    [
        ("desde enero", "1 de enero de 2026 – 24 de noviembre de 2026"),
        ("entre enero y junio", "1.º semestre de 2026"),
        ("del 3 de marzo al 5 de abril", "3 de marzo de 2026 – 5 de abril de 2026"),
    ],
)
def test_period_may_be_any_days(talk: Talk, said: str, noted: str) -> None:
    talk.says("actualizar rec-058", "en curso", "omitir", "omitir")
    assert f"Período: {noted}" in talk.says(said)


def test_pressed_question_says_what_was_taken_down(talk: Talk) -> None:
    talk.does(Action.talking("update", pledge=OURS))
    (button,) = (each for each in talk.buttons if each.label == "En curso")
    answer = talk.does(button.action)
    assert isinstance(answer, Shown)
    assert (answer.replaces, answer.view.summary) == (True, "✓ Etapa: En curso")
    assert talk.last.summary == "3/7 · ¿Qué avanzó, en pocas palabras?"


def test_file_of_a_kind_that_is_not_kept_is_refused_at_its_question(talk: Talk) -> None:
    talk.says("actualizar rec-058", "en curso", *["omitir"] * 4)
    actor = talk.desk.actor(LUCIA)
    for name, at in (("virus.exe", "7/7"), ("informe.PDF", "Revise antes de enviar")):
        attached = (Attachment(id="F012", name=name),)
        said = Said(actor=actor, text="", place=DIRECT, key=name, attached=attached)
        answer = in_words(view_of(talk.desk.bot.handle(said)))
        assert at in answer
        assert ("No puedo guardar «virus.exe»" in answer) is (name == "virus.exe")


def test_file_attached_in_a_conversation_goes_with_the_form_that_is_gone_on_with(talk: Talk) -> None:
    talk.says("actualizar rec-058", "en curso", *["omitir"] * 4)
    attached = (Attachment(id="F012", name="informe.pdf"),)
    actor = talk.desk.actor(LUCIA)
    talk.desk.bot.handle(Said(actor=actor, text="", place=DIRECT, key="file", attached=attached))
    assert talk.session
    context = {"session": str(talk.session.id)}
    answer = talk.desk.bot.handle(
        Submission(
            actor=actor,
            form="update",
            raw={"pledge": OURS, "stage": "in_progress"},
            context=context,
            key="modal",
        )
    )
    assert isinstance(answer, Shown)
    assert [each.document for each in updates(talk.desk)] == [Document(name="informe.pdf")]
    assert talk.session is None


def test_first_question_offers_the_whole_form_too(talk: Talk) -> None:
    assert "Informar sobre avances" in talk.says("actualizar rec-058")
    assert talk.labels[-1] == "Abrir el formulario"


@pytest.mark.parametrize("words", ["no hay", "No tengo.", "n/a", "omitir"])
def test_whoever_has_nothing_to_say_to_a_question_passes_it(talk: Talk, words: str) -> None:
    talk.says("actualizar rec-058", "en curso", "Se abrió la oficina", words)
    assert talk.session
    assert (talk.session.at, talk.session.answers["figures"]) == ("period", "")


# ---- something else in the middle ----------------------------------------------------------------


def test_question_in_the_middle_is_answered_and_the_open_one_asked_again(talk: Talk) -> None:
    talk.says("actualizar rec-058", "en curso")
    said = talk.says("¿cuándo es la reunión?")
    assert said.startswith("Lo próximo: ")
    assert "3/7 · ¿Qué avanzó, en pocas palabras?" in said
    assert talk.session
    assert talk.session.at == "narrative"


def test_plain_question_without_its_mark_is_no_answer_either(talk: Talk) -> None:
    said = talk.says("actualizar rec-058", "en curso", "cuándo es la próxima reunión")
    assert said.startswith("Lo próximo: ")
    assert talk.session
    assert talk.session.at == "narrative"


def test_command_in_place_of_what_has_to_be_chosen_is_answered_too(talk: Talk) -> None:
    said = talk.says("actualizar rec-058", "grupos")
    assert said.startswith("7 grupos")
    assert "2/7 · ¿En qué etapa está?" in said


def test_answer_that_cannot_be_is_told_why_and_not_taken_for_a_question(talk: Talk) -> None:
    said = talk.says("actualizar rec-058", "en curso", "Se abrió la oficina", "omitir", "T1 2029")
    assert "Ese período aún no empieza" in said
    assert talk.session
    assert talk.session.at == "period"


def test_words_with_a_question_mark_that_ask_for_nothing_are_an_answer(talk: Talk) -> None:
    talk.says("actualizar rec-058", "en curso", "Se abrió la oficina (¿la tercera?)")
    assert talk.session
    assert talk.session.answers["narrative"] == "Se abrió la oficina (¿la tercera?)"


def test_other_form_waits_for_the_open_one(talk: Talk) -> None:
    said = talk.says("actualizar rec-058", "lo que sea", "actualizar rec-059")
    assert said.startswith("Hay un formulario abierto.")
    assert "2/7 · ¿En qué etapa está?" in said


def test_other_form_takes_the_place_of_one_in_which_nothing_was_answered(talk: Talk) -> None:
    talk.says("actualizar rec-058", "gracias", "¿cuándo es la reunión?", "actualizar rec-059")
    assert talk.session
    assert talk.session.answers["pledge"] == "rec-059"
    with talk.desk.storage.begin(reading=True) as unit:
        assert len(unit.sessions.of_person(talk.desk.person(LUCIA).id)) == 1


def test_whoever_is_kind_or_asks_what_is_not_understood_is_not_told_to_choose(talk: Talk) -> None:
    talk.says("actualizar rec-058")
    for words in ("muchas gracias", "¿qué hicieron los demás?", "qué plazos tiene el fondo"):
        said = talk.says(words)
        assert "Elija una de las opciones" not in said
        assert "2/7 · ¿En qué etapa está?" in said
    assert "Elija una de las opciones" in talk.says("lo que sea")


def test_question_is_answered_in_a_thread_below_it_too(talk: Talk) -> None:
    talk.says("actualizar rec-058")
    below = replace(DIRECT, thread="77.1")
    assert talk.says("grupos", place=below).startswith("7 grupos")
    assert talk.says("en curso", place=below).startswith("3/7")
    assert talk.says("Capacitamos a 40 personas").startswith("4/7")


def test_form_in_a_thread_is_answered_in_that_thread(talk: Talk) -> None:
    thread = replace(DIRECT, thread="77.1")
    talk.says("actualizar rec-058", place=thread)
    assert talk.says("en curso", place=thread).startswith("3/7")


def test_what_is_said_long_after_is_not_meant_for_the_open_question(talk: Talk) -> None:
    talk.says("actualizar rec-058")
    talk.desk.clock.advance(hours=13)
    assert talk.says("grupos").startswith("7 grupos")
    assert "1 formulario a medias" in talk.says("borradores")


# ---- turns ---------------------------------------------------------------------------------------


def test_whoever_cancels_twice_is_out_and_loses_nothing(talk: Talk) -> None:
    talk.says("actualizar rec-058", "en curso", "cancelar")
    assert talk.says("cancelar").startswith("Guardado: «Informar sobre avances · rec-058».")
    assert talk.session is None


def test_leaving_asks_whether_to_keep_and_the_draft_goes_on_elsewhere(talk: Talk) -> None:
    said = talk.says("actualizar rec-058", "en curso", "cancelar")
    assert said.startswith("¿Guardo lo que lleva de «Informar sobre avances» o lo descarto?")
    assert talk.says("guardar").startswith("Guardado: «Informar sobre avances · rec-058».")
    assert talk.session is None
    assert talk.says("grupos").startswith("7 grupos")

    assert "rec-058" in talk.says("borradores")
    assert talk.taps("Continuar aquí").startswith("3/7 · ¿Qué avanzó")


def test_what_means_something_else_is_answered_under_review_too(talk: Talk) -> None:
    talk.says("actualizar rec-058", "en curso", "revisar")
    said = talk.says("me voy de vacaciones del 3 al 14 de diciembre")
    assert said.startswith("Hay un formulario abierto.")
    assert "Revise antes de enviar" in said
    assert talk.says("cancelar", "descartar").startswith("Descartado")
    assert "No tiene ningún formulario a medias" in talk.says("cancelar")


@pytest.mark.parametrize(
    ("words", "key", "answer"),
    [
        ("la etapa es cumplido", "stage", "fulfilled"),
        ("cambia la etapa a cumplido", "stage", "fulfilled"),
        ("Etapa: cumplido", "stage", "fulfilled"),
        ("the stage is fulfilled", "stage", "fulfilled"),
        ("a etapa é cumprido", "stage", "fulfilled"),
        ("le stade est réalisé", "stage", "fulfilled"),
        ("2 es cumplido", "stage", "fulfilled"),
        ("cambia el monto a 5 mil dólares", "amount", "5000 USD"),
        ("y el monto es 5 mil dólares", "amount", "5000 USD"),
        ("monto = 5 mil dólares", "amount", "5000 USD"),
    ],
)
def test_answer_is_put_right_by_its_name_under_review(talk: Talk, words: str, key: str, answer: str) -> None:
    talk.says("actualizar rec-058", "en curso", "Avanzamos", "dinero", "3 mil dólares", "revisar")
    said = talk.says(words)

    assert said.startswith("Revise antes de enviar")
    assert talk.session
    assert (talk.session.at, talk.session.answers[key]) == (None, answer)
    assert talk.session.answers["narrative"] == "Avanzamos"


def test_name_of_an_answer_with_what_it_can_not_be_leads_to_its_question(talk: Talk) -> None:
    talk.says("actualizar rec-058", "en curso", "revisar", "la etapa es muy bonita")
    assert talk.session
    assert (talk.session.at, talk.session.answers["stage"]) == ("stage", "in_progress")


def test_of_two_answers_that_are_named_at_once_it_is_asked_which(talk: Talk) -> None:
    talk.says("actualizar rec-058", "en curso", "revisar")
    said = talk.says("la etapa es cumplido y el período es T3 2026")
    assert "¿Cuál respuesta?" in said
    assert talk.session
    assert talk.session.answers["stage"] == "in_progress"


@pytest.mark.parametrize("words", ["compromiso rec-059", "etapa rec-059"])
def test_name_of_an_answer_alone_changes_nothing_under_review(talk: Talk, words: str) -> None:
    talk.says("actualizar rec-058", "en curso", "revisar")
    before = talk.session
    assert before
    talk.says(words)
    assert talk.session
    assert talk.session.answers == before.answers


def test_form_in_which_nothing_was_answered_is_left_at_once(talk: Talk) -> None:
    assert talk.says("actualizar rec-058", "cancelar").startswith("Descartado: «Informar sobre avances».")
    assert talk.session is None


def test_whoever_left_a_form_unfinished_is_told_once_before_it_is_let_go(talk: Talk) -> None:
    talk.says("actualizar rec-058", "en curso", "cancelar", "guardar")
    mine = [talk.desk.inbox(LUCIA)]

    def told(**later: float) -> list[str]:
        talk.desk.clock.advance(**later)
        enlist(talk.desk.storage, talk.desk.bot.knowledge, talk.desk.clock.now())
        return [view.summary for view in letters(talk.desk, mine) if "sin terminar" in view.summary]

    assert told(days=26) == []
    (notice,) = told(days=1, hours=1)
    assert notice.startswith(
        "Dejó sin terminar «Informar sobre avances · rec-058». Lo guardo hasta el 24 de diciembre de 2026"
    )
    assert told(days=1) == []
    assert "rec-058" in talk.says("borradores")


def test_draft_goes_on_as_a_form_and_is_gone_once_that_is_sent(talk: Talk) -> None:
    talk.says("actualizar rec-058", "en curso", "Tres municipios", "guardar")
    (button,) = (each for each in talk.buttons if each.label == "Abrir el formulario")
    answer = talk.does(button.action)
    values = filled_in(answer)
    assert values == {
        "pledge": OURS,
        "stage": "in_progress",
        "narrative": "Tres municipios",
        "period": "2026-Q4",
    }

    for _ in range(2):
        sent = talk.desk.submits(LUCIA, values, context=form_of(answer).context)
        assert summary(sent) == "Registrado: A-00001"
    with talk.desk.storage.begin(reading=True) as unit:
        assert unit.sessions.of_person(talk.desk.person(LUCIA).id) == ()


def test_discarding_gives_back_what_was_written(talk: Talk) -> None:
    said = talk.says("actualizar rec-058", "en curso", "Tres municipios", "cancelar", "descartar")
    assert (
        said
        == "Descartado: «Informar sobre avances». Lo que había escrito, por si lo necesita: Tres municipios"
    )
    assert talk.session is None


def test_after_three_failures_other_ways_are_offered(talk: Talk) -> None:
    talk.says("actualizar rec-058", "en curso", "omitir", "dinero", "mucho", "bastante")
    assert "Hablar con alguien" not in talk.labels
    said = talk.says("un montón")
    assert "Lo intentamos varias veces." in said
    assert talk.labels == [
        "Aún no se sabe",
        "Omitir",
        "Atrás",
        "Cancelar",
        "Abrir el formulario",
        "Hablar con alguien",
    ]


def test_secretariat_is_told_who_gets_no_further_with_what(talk: Talk) -> None:
    talk.says("actualizar rec-058", "en curso", "omitir", "dinero")
    answer = talk.desk.says(LUCIA, "una persona")
    assert summary(answer).startswith("Avisé a la Secretaría")
    told = letters(talk.desk, [talk.desk.inbox(NOAH)])
    assert [each.summary for each in told] == ["Lucía Ortega asks for help with a form"]
    assert talk.says("dos mil USD").startswith("6/8")


def test_form_is_handed_to_a_colleague_with_all_that_was_answered(talk: Talk) -> None:
    talk.says("actualizar rec-058", "en curso", "Tres municipios", "guardar", "borradores")
    (button,) = (each for each in talk.buttons if each.label == "Pasar a un colega")
    asked = talk.does(button.action)
    (colleague,) = (each for each in buttons(asked) if each.label.startswith("Tomás"))
    handed = talk.desk.bot.handle(
        Press(actor=talk.desk.actor(LUCIA), action=colleague.action, place=DIRECT, key="hand")
    )
    assert summary(handed) == "Tomás Rivera lo tiene ahora, con todo lo que usted respondió."

    tomas = Talk(talk.desk, TOMAS)
    (tomas.last,) = letters(talk.desk, [talk.desk.inbox(TOMAS)])
    assert tomas.last.summary == "Lucía Ortega le pasa un formulario"
    assert tomas.taps("Continuar aquí").startswith("4/7 · ¿Qué puede decir en cifras?")
    assert "El formulario" not in talk.says("borradores")
    assert "Este formulario ya se envió" in in_words(_shown(talk.does(button.action)))


def test_who_has_left_is_handed_no_form_and_asked_for_no_help(talk: Talk) -> None:
    talk.desk.loses(TOMAS)
    talk.desk.loses(NOAH)
    talk.says("actualizar rec-058", "en curso", "omitir", "dinero")
    talk.desk.says(LUCIA, "una persona")
    assert letters(talk.desk, [talk.desk.inbox(NOAH)]) == []
    talk.says("guardar", "borradores")
    (button,) = (each for each in talk.buttons if each.label == "Pasar a un colega")
    assert "Tomás" not in str(talk.does(button.action))


def _shown(answer: Answer) -> View:
    return view_of(answer)


# ---- once, and by whom ---------------------------------------------------------------------------


def test_second_tap_of_the_same_button_answers_nothing_twice(talk: Talk) -> None:
    talk.does(Action.talking("update", pledge=OURS))
    (button,) = (each for each in talk.buttons if each.label == "En curso")
    talk.does(button.action)
    again = talk.does(button.action)
    assert summary(again) == "3/7 · ¿Qué avanzó, en pocas palabras?"
    assert talk.session
    assert (talk.session.version, talk.session.at) == (2, "narrative")


def test_form_begun_twice_or_left_untouched_leaves_no_empty_draft(talk: Talk) -> None:
    talk.does(Action.talking("update", pledge=OURS))
    talk.does(Action.talking("update", pledge=OURS))
    talk.does(Action.talking("contribute"))
    with talk.desk.storage.begin(reading=True) as unit:
        sessions = unit.sessions.of_person(talk.desk.person(LUCIA).id)
    assert [each.form for each in sessions] == ["contribute"]


def test_form_sent_twice_is_filed_once(talk: Talk) -> None:
    talk.says("actualizar rec-058", "en curso", *["omitir"] * 5)
    (button,) = (each for each in talk.buttons if each.label == "Enviar")
    talk.does(button.action)
    assert summary(talk.does(button.action)).startswith("Este formulario ya se envió")
    assert len(updates(talk.desk)) == 1


def test_nobody_else_can_press_what_stands_in_a_form(talk: Talk) -> None:
    talk.does(Action.talking("update", pledge=OURS))
    stolen = next(each for each in talk.buttons if each.label == "En curso").action
    for email in (ANA, NOAH, TOMAS):
        assert summary(Talk(talk.desk, email).does(stolen)).startswith(("Este formulario", "This form"))
    assert talk.session
    assert talk.session.version == 1


@pytest.mark.parametrize("arguments", [(), ("x",), ("999", "1", "stage", "a"), ("1", "x"), ("1", "1", "fly")])
@pytest.mark.parametrize("name", [ActionName.ANSWER, ActionName.TURN, ActionName.RESUME, ActionName.HAND])
def test_odd_buttons_do_no_harm(talk: Talk, name: ActionName, arguments: tuple[str, ...]) -> None:
    talk.says("actualizar rec-058")
    answer = talk.does(Action(name, arguments))
    assert not summary(answer).startswith("Algo falló")


def test_what_the_feature_refuses_is_asked_again(talk: Talk) -> None:
    talk.says("actualizar rec-058")
    session = talk.session
    assert session
    with talk.desk.storage.begin() as unit:
        unit.sessions.save(
            replace(session, answers={"pledge": "rec-001", "stage": "planning"}, at=None, passed=("pledge",))
        )
        unit.commit()
    said = talk.says("enviar")
    assert said.startswith("1/7 · Compromiso")
    assert "es de otra entidad" in said


def test_form_in_a_room_is_asked_in_direct_messages(talk: Talk) -> None:
    told = talk.desk.bot.handle(
        Press(actor=talk.desk.actor(LUCIA), action=Action.talking("update", pledge=OURS), place=ROOM, key="1")
    )
    assert summary(told) == "Le hago las preguntas en sus mensajes directos."
    assert [each.summary for each in letters(talk.desk, [talk.desk.inbox(LUCIA)])] == [
        "2/7 · ¿En qué etapa está?"
    ]
    assert talk.says("en curso").startswith("3/7")


def test_form_that_is_gone_from_the_content_takes_no_words(talk: Talk) -> None:
    talk.says("actualizar rec-058")
    content = replace(talk.desk.content, forms={})
    talk.desk.bot.knowledge = replace(talk.desk.bot.knowledge, content=content)
    answer = talk.desk.bot.handle(Said(actor=talk.desk.actor(LUCIA), text="grupos", place=DIRECT, key="1"))
    assert summary(answer).startswith("7 grupos")


def test_drafts_are_listed_to_whoever_has_them(talk: Talk) -> None:
    assert "No tiene ningún formulario a medias." in talk.says("borradores")
    talk.says("actualizar rec-058", "en curso", "guardar")
    assert "3 de 7 respuestas" in talk.says("borradores")
    listed = talk.desk.bot.handle(Call(actor=talk.desk.actor(TOMAS), words="borradores", place=DIRECT))
    assert "0 formularios a medias" in summary(listed)


def test_pledges_follow_each_other_in_one_conversation(talk: Talk) -> None:
    talk.does(Action.talking("update", all="yes"))
    said = talk.says("en curso", "omitir", "omitir", "T2 2026", "omitir", "omitir", "sí")
    assert said.startswith("Registrado: A-00001")
    assert "2/7 · ¿En qué etapa está?" in said
    said = talk.says("en curso", "omitir", "omitir")
    assert "Lo que figura ahora: 2.º trimestre de 2026" in said
