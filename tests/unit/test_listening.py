"""What people type, however they type it."""

from dataclasses import replace
from itertools import chain
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.desk import (
    ANA,
    CHLOE,
    DIRECT,
    GRACE,
    LUCIA,
    MEETING,
    NOAH,
    RAFAEL,
    ROOM,
    STRANGER,
    Desk,
    actions,
    buttons,
    summary,
)
from tests.unit.postman import Postman
from tests.unit.reading import said as words_of

from mirps_bot.dialogue import Answer, Asked, Place, Said, Shown
from mirps_bot.domain.attachment import Attachment
from mirps_bot.domain.delivery import Prepared, Spot
from mirps_bot.domain.draft import Draft
from mirps_bot.domain.language import Language
from mirps_bot.features.events import read_wanted
from mirps_bot.listening import answer_call
from mirps_bot.meanings import LONGEST_QUESTION, Line
from mirps_bot.routes import COMMANDS
from mirps_bot.search.likeness import Likeness
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Paragraph, Plain
from mirps_bot.view.codec import load_view

SENTENCE = "Este trimestre abrimos dos oficinas en el sur"

ODD = (
    *("👩🏽‍💻👍", "مرحبا كيف حالك", "שלום", "ÅÄÖ ñandú ß", "ﬁ ½ ²", "\N{RIGHT-TO-LEFT OVERRIDE}abc", "é" * 3),
    *("'); DROP TABLE pledges;--", "' OR 1=1 --", "%", "_", "\\", '"', "NULL", "*", "a%b_c\\d"),
    *("<!channel>", "<@U123>", "*gordo* _c_ ~t~ `x`", "&lt;b&gt;", "<script>alert(1)</script>"),
    *("{{ 7*7 }}", "{% include 'x' %}", "[a](https://evil.example)", "**x**", "# t", "= s", "[[x]]", "a::b"),
    *(
        "p0",
        "p9999",
        "#3",
        "-",
        "...",
        "¿?",
        "1e309",
        "2026-13-45",
        "../../etc/passwd",
        "line\nbreak",
        "a\tb\0c",
    ),
)


def test_what_shows_nothing_takes_no_word_apart(reading_desk: Desk) -> None:
    asked = (
        "com\N{SOFT HYPHEN}pro\N{ZERO WIDTH SPACE}misos de\N{ZERO WIDTH JOINER} \N{RIGHT-TO-LEFT MARK}México"
    )
    assert summary(reading_desk.asks(LUCIA, asked)) == summary(
        reading_desk.asks(LUCIA, "compromisos de México")
    )


def drafts(desk: Desk, email: str = LUCIA) -> tuple[Draft, ...]:
    with desk.storage.begin(reading=True) as unit:
        return unit.drafts.of_author(desk.person(email).id)


def ask(words: str) -> Action:
    return Action(ActionName.ASK, (words,))


def is_failure(answer: Answer) -> bool:
    return isinstance(answer, Shown) and "Referencia:" in answer.view.summary


# ---- commands ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "compromisos asilo",
        "Compromisos ASILO",
        "pledges asilo",
        "compromissos asilo",
        "engagements asilo",
        "/mirps compromisos asilo",
        "mirps compromisos asilo",
        "  compromisos   asilo  ",
    ],
)
def test_command_is_understood_in_any_language_by_anybody(reading_desk: Desk, words: str) -> None:
    answer = reading_desk.asks(LUCIA, words)
    assert summary(answer) == summary(reading_desk.asks(LUCIA, "compromisos asilo"))


@pytest.mark.parametrize("words", ["", "   ", "ayuda", "HELP", "/mirps", "mirps", "menu"])
def test_nothing_asks_for_help(reading_desk: Desk, words: str) -> None:
    assert summary(reading_desk.asks(LUCIA, words)) == "Soy el asistente de la Plataforma de Apoyo del MIRPS"


@pytest.mark.parametrize("number", ["rec-058", "REC-058", "Rec-058"])
def test_number_alone_opens_its_pledge(reading_desk: Desk, number: str) -> None:
    assert summary(reading_desk.asks(LUCIA, number)).startswith("rec-058 · ")


def test_report_command_opens_the_form(reading_desk: Desk) -> None:
    assert isinstance(reading_desk.asks(LUCIA, "actualizar rec-058"), Asked)


# ---- plain questions -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("email", "asked", "same"),
    [
        (LUCIA, "¿Quién lidera el grupo de asilo?", "grupos asilo"),
        (GRACE, "who leads the working group on jobs?", "groups jobs"),
        (LUCIA, "¿Qué compromisos tiene Canadá?", "compromisos Canadá"),
        (LUCIA, "muéstrame los compromisos de Canadá", "compromisos Canadá"),
        (LUCIA, "¿Qué prometió Brasil?", "compromisos de:brasil"),
        (GRACE, "what did Canada pledge in 2023?", "pledges canada 2023"),
        (LUCIA, "o que a Espanha prometeu sobre asilo", "compromisos de:españa asilo"),
        (CHLOE, "qu'est-ce que le Canada a promis en 2023 ?", "engagements de:canada 2023"),
        (LUCIA, "hola, ¿cuándo es la próxima reunión?", "próxima"),
        (LUCIA, "Costa Rica 2023", "compromisos Costa Rica 2023"),
        (LUCIA, "país:méxico área:asilo", "compromisos méxico asilo"),
        (GRACE, "climate migration", "pledges climate migration"),
        (LUCIA, "grupo de trabajo de asilo", "grupos asilo"),
        (LUCIA, "ayuda humanitaria de la Unión Europea", "compromisos ayuda humanitaria unión europea"),
        (GRACE, "when is the next troika", "next troika"),
        (LUCIA, "¿qué debo informar?", "pendientes"),
        (GRACE, "what is due?", "mine"),
        (LUCIA, "¿qué puedo preguntar?", "ayuda"),
    ],
)
def test_plain_question_is_answered_as_its_command(
    reading_desk: Desk, email: str, asked: str, same: str
) -> None:
    assert summary(reading_desk.says(email, asked)) == summary(reading_desk.asks(email, same))


@pytest.mark.parametrize("typed", ["siguir honduras", "calandario archivo"])
def test_misspelt_word_of_a_command_that_changes_something_is_asked_back(
    reading_desk: Desk, typed: str
) -> None:
    assert summary(reading_desk.asks(LUCIA, typed)).endswith("¿Quería decir una de estas?")


def test_name_that_several_commands_are_about_is_asked_back(reading_desk: Desk) -> None:
    answer = reading_desk.asks(LUCIA, "asilo")
    assert summary(answer) == "«asilo» puede significar varias cosas. ¿Cuál de estas?"
    assert actions(answer)[:2] == [ask("compromisos asilo"), ask("grupos asilo")]
    assert [each.label for each in buttons(answer)][:2] == ["Compromisos: asilo", "Grupos de trabajo: asilo"]


def test_statement_with_words_of_a_question_in_its_midst_is_an_update(desk: Desk) -> None:
    words = "El Estado prometió abrir dos oficinas en el sur"
    desk.says(LUCIA, words)
    assert [each.text for each in drafts(desk)] == [words]


# ---- not understood ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("email", "typed", "guess"),
    [
        (LUCIA, "compromsos xyzzy", "compromisos xyzzy"),
        (GRACE, "kalendar plugh", "calendar plugh"),
        (GRACE, "xyzzy privacy", "privacy"),
    ],
)
def test_nearest_line_is_offered_first_in_the_persons_language(
    reading_desk: Desk, email: str, typed: str, guess: str
) -> None:
    answer = reading_desk.asks(email, typed)
    first = buttons(answer)[0]
    assert (first.action, first.label) == (ask(guess), guess)


def test_offered_line_is_understood(reading_desk: Desk) -> None:
    (first, *_) = actions(reading_desk.asks(LUCIA, "compromsos xyzzy"))
    answer = reading_desk.presses(LUCIA, ActionName.ASK, *first.arguments)
    assert summary(answer) == summary(reading_desk.asks(LUCIA, "compromisos xyzzy"))


@pytest.mark.parametrize(
    ("email", "typed", "meant"),
    [
        (LUCIA, "compromsos asilo", "compromisos asilo"),
        (LUCIA, "pledgs asylum", "pledges asylum"),
        (GRACE, "kalendar 2025", "calendar 2025"),
        (CHLOE, "engagment", "engagements"),
    ],
)
def test_misspelt_word_of_one_command_is_taken_for_it_if_the_rest_is_understood(
    reading_desk: Desk, email: str, typed: str, meant: str
) -> None:
    assert summary(reading_desk.asks(email, typed)) == summary(reading_desk.asks(email, meant))


@pytest.mark.parametrize(
    ("email", "told"),
    [
        (LUCIA, "No conozco «xyzzy plugh». Pruebe con /mirps ayuda"),
        (GRACE, "I don't know “xyzzy plugh”. Try /mirps help"),
    ],
)
def test_unknown_words_are_never_a_bare_error(reading_desk: Desk, email: str, told: str) -> None:
    assert summary(reading_desk.asks(email, "xyzzy plugh")) == told


def test_too_long_a_question_is_told_its_length(reading_desk: Desk) -> None:
    assert summary(reading_desk.asks(LUCIA, "a" * 500)).startswith("No conozco")
    assert summary(reading_desk.asks(LUCIA, "a" * 501)).startswith("Son 501 caracteres")
    assert summary(reading_desk.asks(LUCIA, "compromisos " + "asilo " * 6665)).startswith(
        "Son 40\N{NO-BREAK SPACE}001 caracteres"
    )


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("command", ["", "compromisos ", "grupos ", "calendario ", "actualizar ", "próxima "])
def test_odd_words_are_answered(reading_desk: Desk, command: str, odd: str) -> None:
    answer = reading_desk.asks(LUCIA, command + odd)
    assert isinstance(answer, Shown | Asked)
    assert not is_failure(answer)


@pytest.mark.parametrize("odd", ["<!xyzzy>", "*gordo* _c_", "**x** [a](https://evil.test)", "{{ 7*7 }}"])
def test_odd_words_come_back_as_words(reading_desk: Desk, odd: str) -> None:
    answer = reading_desk.asks(LUCIA, odd)
    assert isinstance(answer, Shown)
    told = answer.view.blocks[0]
    assert isinstance(told, Paragraph)
    assert told == Paragraph((Plain(answer.view.summary),))
    assert answer.view.summary.startswith(f"No conozco «{odd}». ")


def test_one_word_that_few_texts_have_is_looked_for_and_one_of_many_is_offered(reading_desk: Desk) -> None:
    assert summary(reading_desk.asks(LUCIA, "<!channel>")) == "1 compromiso o contribución: «channel»"
    answer = reading_desk.asks(LUCIA, "desplazadas")
    assert summary(answer) == "No conozco «desplazadas». ¿Quería decir una de estas?"
    assert actions(answer) == [ask("compromisos desplazadas"), ask("cifras")]


def test_question_that_is_not_understood_is_not_taken_for_an_update(desk: Desk) -> None:
    asked, told = desk.says(LUCIA, "¿xyzzy plugh del foobar?"), desk.says(LUCIA, "xyzzy plugh del foobar")
    assert "Es una actualización" not in [each.label for each in buttons(asked)]
    assert "Es una actualización" in [each.label for each in buttons(told)]


def test_greeting_before_a_question_made_of_small_words_is_no_greeting_alone(reading_desk: Desk) -> None:
    asked = reading_desk.asks(CHLOE, "bonjour, qu'est-ce que je dois faire ?")
    assert summary(asked).startswith("Canada\N{NO-BREAK SPACE}: 14 engagements ouverts")


def test_figures_of_one_country_are_said_to_be_unknown(reading_desk: Desk) -> None:
    note = "No tengo cifras publicadas de México por separado"
    assert note in words_of(reading_desk.asks(LUCIA, "cifras de México"))
    assert note not in words_of(reading_desk.asks(LUCIA, "cifras"))


def test_what_another_entity_owes_is_no_answer_about_ones_own(reading_desk: Desk) -> None:
    assert "Honduras" in summary(reading_desk.asks(NOAH, "what does Honduras still owe"))


def test_what_nothing_explains_gets_the_likeliest_commands(reading_desk: Desk) -> None:
    offered = actions(reading_desk.asks(LUCIA, "plugh postergar xyzzy"))
    assert ask("pospuestos") in offered


def test_what_else_was_likely_meant_is_offered_below_an_answer_that_leaves_words_aside(
    reading_desk: Desk,
) -> None:
    answer = reading_desk.asks(LUCIA, "aviso de promesas de Canadá que agrega")
    assert summary(answer).startswith("14 compromisos")
    assert ask("seguir canada") in actions(answer)


def test_what_lines_like_it_never_meant_is_asked_about_first(reading_desk: Desk) -> None:
    answer = reading_desk.asks(LUCIA, "llegue aviso si Canadá agrega")
    assert summary(answer).startswith("No sé si entendí bien")
    assert any(each.arguments[0].startswith(("seguir", "follow")) for each in actions(answer))


@pytest.mark.parametrize(
    ("email", "words", "label"),
    [
        (LUCIA, "quién dirige la fanfarria municipal de Belice", "Grupos de trabajo: Belice"),
        (GRACE, "who leads the asylum orchestra on Sundays", "Working groups: asylum"),
        (RAFAEL, "quem lidera a fanfarra municipal de Belize", "Grupos de trabalho: Belize"),
        (
            CHLOE,
            "qui dirige la fanfare municipale de Belize",
            "Groupes de travail\N{NO-BREAK SPACE}: Belize",
        ),
    ],
)
def test_unsure_answer_is_asked_about_and_one_tap_away(
    reading_desk: Desk, email: str, words: str, label: str
) -> None:
    asked = reading_desk.says(email, words)
    (first, *_) = buttons(asked)
    assert first.label == label
    assert first.action.arguments[0].startswith("groups ")
    pressed = reading_desk.presses(email, ActionName.ASK, *first.action.arguments)
    assert summary(pressed) != summary(asked)


def test_nothing_is_changed_by_a_line_that_hardly_means_it(desk: Desk) -> None:
    answer = desk.says(LUCIA, "ya no me avises de Honduras")
    assert buttons(answer)[0].label == "Dejar de seguir: Honduras"
    assert summary(desk.asks(LUCIA, "seguir")) == "Todavía no sigue nada"


@pytest.mark.parametrize(
    ("words", "label", "arguments"),
    [
        ("arrêtez les rappels", "Silenciar boletines", ("silenciar",)),
        ("how do I stop these reminders", "Silenciar boletines", ("silenciar",)),
        ("responda en inglés", "Cambiar el idioma: inglés", ("idioma inglés",)),
        ("quiero seguir a Honduras", "Seguir: Honduras", ("seguir honduras",)),
        (
            "me mudé a Ginebra, cambia mi hora",
            "Cambiar la zona horaria: Europe/Zurich",
            ("zona Europe/Zurich",),
        ),
    ],
)
def test_change_asked_for_in_plain_words_is_offered_not_made(
    desk: Desk, words: str, label: str, arguments: tuple[str, ...]
) -> None:
    before = desk.person(LUCIA)
    (offer, *_) = buttons(desk.says(LUCIA, words))
    assert (offer.label, offer.action.arguments) == (label, arguments)
    assert desk.person(LUCIA) == before
    assert summary(desk.asks(LUCIA, "seguir")) == "Todavía no sigue nada"


def test_words_that_a_command_passes_over_are_told(reading_desk: Desk) -> None:
    told = words_of(reading_desk.says(GRACE, "figures of penguins in Belize please"))
    assert "I left “penguins” aside" in told


def test_word_that_is_passed_over_is_told_as_it_was_typed(reading_desk: Desk) -> None:
    told = words_of(reading_desk.asks(GRACE, "attendance Memorandun"))  # read as memorandum
    assert "I left “Memorandun” aside" in told


@pytest.mark.parametrize("words", ["ledger asdf", "ledger lucia", "attendance banana"])
def test_words_that_the_answer_tells_of_itself_are_not_told_twice(reading_desk: Desk, words: str) -> None:
    told = words_of(reading_desk.asks(NOAH, words))
    assert words.split()[1] in told.lower().replace("í", "i")
    assert "aside" not in told


def test_what_an_acronym_stands_for_is_a_name_that_is_known(reading_desk: Desk) -> None:
    text = words_of(reading_desk.asks(GRACE, "PTA"))
    assert "5 pledges" in text
    assert "no topic or name" not in text


def test_word_that_is_looked_for_in_texts_is_told_and_can_be_left_out(reading_desk: Desk) -> None:
    answer = reading_desk.says(GRACE, "nicaraguans in Costa Rica")
    assert "“nicaraguans” is no topic or name I know" in words_of(answer)
    assert (buttons(answer)[-1].label, actions(answer)[-1]) == (
        "Pledges: Costa Rica",
        ask("pledges entity:cr"),
    )


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_no_line_is_too_odd_to_answer(reading_desk: Desk, words: str) -> None:
    for line in (words, f"compromisos {words}"):
        assert not is_failure(reading_desk.asks(LUCIA, line))


# ---- said ----------------------------------------------------------------------------------------


def test_statement_of_a_focal_point_may_be_an_update(desk: Desk) -> None:
    desk.says(LUCIA, SENTENCE)
    assert [each.text for each in drafts(desk)] == [SENTENCE]


@pytest.mark.parametrize(
    "words",
    [
        "Avanzamos bastante con la preparación del albergue en Tapachula",
        "El proyecto sigue en curso y se firmó el convenio con la alcaldía",
        "Como parte del compromiso capacitamos a 40 jueces en marzo",
        "We trained 30 migration officers in Tapachula",
        "ya empezamos, 3 municipios",
        "abrimos dos oficinas nuevas",
        "We trained judges",
        "se firmó convenio",
        "The reception centre has been completed as planned this year",
        "O projeto está em andamento e o acordo foi assinado",
        "Nous avons formé 30 agents des migrations à Tapachula",
    ],
)
def test_what_tells_what_was_done_is_an_update(desk: Desk, words: str) -> None:
    desk.says(LUCIA, words)
    assert [each.text for each in drafts(desk)] == [words]


def test_what_is_neither_can_be_kept_as_an_update_by_its_author(desk: Desk) -> None:
    words = "xyzzy plugh frobnicar los quux del zorzal"
    offered = actions(desk.says(LUCIA, words))
    assert offered[-1] == Action(ActionName.KEEP_WORDS, (words,))
    assert drafts(desk) == ()
    desk.presses(LUCIA, ActionName.KEEP_WORDS, words)
    assert [each.text for each in drafts(desk)] == [words]


def test_nobody_else_is_offered_to_keep_words(reading_desk: Desk) -> None:
    words = "xyzzy plugh frobnicar los quux del zorzal"
    for email in (NOAH, STRANGER):
        assert ActionName.KEEP_WORDS not in {each.name for each in actions(reading_desk.says(email, words))}


@pytest.mark.parametrize(
    "words",
    [
        "necesito los compromisos de Honduras que no sean financieros",
        "quién está a cargo por parte del BID",
        "could you please tell me what Canada has pledged on asylum",
        "gostaria de saber o que o Brasil prometeu na área de saúde",
        "je voudrais savoir ce que le Canada a promis en matière d'asile",
    ],
)
def test_what_begins_as_questions_do_is_no_update(desk: Desk, words: str) -> None:
    desk.says(LUCIA, words)
    assert drafts(desk) == ()


@pytest.mark.parametrize(
    "words",
    ["write me a poem about it", "cuénteme otro chiste", "mañana lloverá en Tegucigalpa"],
)
def test_what_no_command_answers_is_not_answered_nor_kept(desk: Desk, words: str) -> None:
    assert summary(desk.says(LUCIA, words)).startswith("No conozco «")
    assert drafts(desk) == ()


def test_question_like_those_asked_before_is_answered_where_one_word_alone_says_so(
    reading_desk: Desk,
) -> None:
    asked = "the reminders that i have snoozed"
    (weak,) = reading_desk.bot.knowledge.intents.read(asked)
    assert weak.weight == 1
    assert summary(reading_desk.says(GRACE, asked)) == summary(reading_desk.asks(GRACE, "snoozed"))


@pytest.mark.parametrize(
    ("email", "words", "day"),
    [
        (LUCIA, "¿Qué hay el 31 de febrero?", "31 de febrero"),
        (LUCIA, "¿hay algo el 31/02/2027?", "31/02/2027"),
        (GRACE, "what is on February 30", "February 30"),
        (RAFAEL, "o que há no dia 31 de abril", "31 de abril"),
        (CHLOE, "qu'y a-t-il le 31 avril ?", "31 avril"),
        (LUCIA, "reunión del 29 de febrero de 2027", "29 de febrero de 2027"),
    ],
)
def test_day_that_is_in_no_calendar_is_told(reading_desk: Desk, email: str, words: str, day: str) -> None:
    answer = reading_desk.says(email, words)
    assert day in summary(answer)
    assert "calend" in summary(answer)
    assert [each.arguments[0][:5] for each in actions(answer)] == ["calen"]


@pytest.mark.parametrize("day", ["29 de febrero de 2028", "30 de abril de 2027"])
def test_day_that_comes_in_some_year_is_looked_up(reading_desk: Desk, day: str) -> None:
    asked = f"¿Qué hay el {day.removesuffix(day[-8:])}?"
    assert summary(reading_desk.says(LUCIA, asked)).endswith(f" · {day}")


@pytest.mark.parametrize(
    ("words", "first", "other"),
    [
        ("¿quién preside y cuándo es la próxima reunión?", "quién preside", "cuándo es la próxima reunión?"),
        ("who leads asylum, and when do they meet?", "who leads asylum", "when do they meet?"),
        (
            "muéstrame mis pendientes y el calendario de enero",
            "muéstrame mis pendientes",
            "el calendario de enero",
        ),
        ("pendientes y calendario", "pendientes", "calendario"),
        ("show me my drafts and the calendar", "show me my drafts", "the calendar"),
        ("calendário e pendências", "calendário", "pendências"),
        ("calendrier et groupes", "calendrier", "groupes"),
    ],
)
def test_other_question_of_a_line_is_offered(reading_desk: Desk, words: str, first: str, other: str) -> None:
    answer, alone = reading_desk.asks(LUCIA, words), reading_desk.asks(LUCIA, first)
    assert summary(answer) == summary(alone)
    assert actions(answer) == [*actions(alone), Action(ActionName.ASK, (other,))]


@pytest.mark.parametrize(
    "words",
    [
        "¿quién lidera asilo y quién lidera integración?",
        "who leads asylum and integration",
        "mute me and show my drafts",
        "compromisos de Canadá y México",
        "compromisos asilo y salud",
        "compromisos y necesidades de Honduras",
        "pledges and contributions of Mexico",
    ],
)
def test_what_is_no_two_plain_questions_is_one(reading_desk: Desk, words: str) -> None:
    with reading_desk.visit(LUCIA) as visit:
        assert Line.of(visit, reading_desk.bot.knowledge, words).halves is None


def test_nothing_is_changed_because_of_a_likeness(desk: Desk) -> None:
    answer = desk.says(LUCIA, "me gustaría mucho más leerle a usted en la lengua de Camões")
    assert summary(answer).startswith("No conozco «")
    assert desk.person(LUCIA).language is Language.ES


@pytest.mark.parametrize(
    ("email", "words", "place"),
    [
        (LUCIA, "compromisos de Canadá para el asilo en 2023", DIRECT),
        (LUCIA, "¿Cuándo es la próxima reunión de puntos focales?", DIRECT),
        (LUCIA, "When is the next meeting of focal points?", DIRECT),
        (LUCIA, "ya empezamos", DIRECT),
        (LUCIA, "3 municipios de Honduras", DIRECT),
        (LUCIA, "últimos compromisos de Canadá", DIRECT),
        (LUCIA, "préstamos BID Honduras", DIRECT),
        (LUCIA, "necesitamos ayuda urgente", DIRECT),
        (LUCIA, "qué compromisos tenemos", DIRECT),
        (LUCIA, "los próximos eventos de la troika", DIRECT),
        (LUCIA, SENTENCE, ROOM),
        (NOAH, "We opened two offices in the south", DIRECT),
    ],
)
def test_anything_else_is_no_update(desk: Desk, email: str, words: str, place: Place) -> None:
    assert not is_failure(desk.says(email, words, place))
    assert drafts(desk, email) == ()


@pytest.mark.parametrize("words", [SENTENCE, "ya empezamos, con 3 municipios"])
def test_stranger_who_tells_what_was_done_is_told_who_may_report(reading_desk: Desk, words: str) -> None:
    assert summary(reading_desk.says(STRANGER, words)).startswith("Todavía no figura en la lista")


def test_stranger_who_asks_is_answered(reading_desk: Desk) -> None:
    asked = "necesito los compromisos de Honduras que no sean financieros"
    assert summary(reading_desk.says(STRANGER, asked)) == summary(reading_desk.asks(STRANGER, asked))


def test_words_in_a_room_can_not_open_a_form_but_hand_out_its_buttons(desk: Desk) -> None:
    answer = desk.says(LUCIA, "actualizar rec-058", place=ROOM)
    assert summary(answer) == "Para informar se abre un formulario corto. Toque el botón:"
    assert actions(answer) == [
        Action.opening("update", pledge="rec-058"),
        Action.talking("update", pledge="rec-058"),
    ]


# ---- in the thread of a prompt -------------------------------------------------------------------


@pytest.fixture
def thread(desk: Desk) -> Place:
    """Where Mexico's reminder of the meeting stands."""
    desk.clock.advance(days=2)
    (prompt,) = Postman(desk).about_meeting("mx")
    with desk.storage.begin(reading=True) as unit:
        delivery = unit.deliveries.find(prompt.delivery.id)
    assert delivery
    assert delivery.sent
    return Place(channel=delivery.sent.channel, is_direct=True, thread=delivery.sent.ts)


@pytest.mark.parametrize(
    "words",
    [
        "Avanza bien",
        SENTENCE,
        "qué bueno, ya firmamos 3 convenios",
        "¿Puede ser mañana?",
        "compromisos firmados",
    ],
)
def test_reply_to_a_prompt_is_kept_as_a_draft(desk: Desk, thread: Place, words: str) -> None:
    assert summary(desk.says(LUCIA, words, thread)) == "Guardé su respuesta como borrador"
    assert [(each.text, each.entity) for each in drafts(desk)] == [(words, "mx")]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Todo igual", "México: 5 compromisos abiertos"),
        ("sin cambios", "México: 5 compromisos abiertos"),
        ("Sin cambios 👍", "México: 5 compromisos abiertos"),
        ("gracias 🙏", "Con gusto"),
        ("👍", "Aquí estoy"),
        ("¿Y hasta cuándo hay que informar?", "Lo próximo"),
        ("quién es el punto focal de Canadá", "Canadá"),
    ],
)
def test_question_under_a_prompt_is_answered_and_no_draft(
    desk: Desk, thread: Place, words: str, answer: str
) -> None:
    assert summary(desk.says(LUCIA, words, thread)).startswith(answer)
    assert drafts(desk) == ()


def test_command_word_in_the_thread_is_a_command(desk: Desk, thread: Place) -> None:
    assert summary(desk.says(LUCIA, "ayuda", thread)).startswith("Soy el asistente")
    assert drafts(desk) == ()


def test_reply_to_a_prompt_is_none_to_the_form_that_is_open_above(desk: Desk, thread: Place) -> None:
    desk.says(LUCIA, "actualizar rec-058", replace(thread, thread=None))
    assert summary(desk.says(LUCIA, "Avanza bien", thread)) == "Guardé su respuesta como borrador"
    assert summary(desk.says(LUCIA, "en curso", replace(thread, thread=None))).startswith("3/7")


def test_reply_by_another_entity_is_not_taken(desk: Desk, thread: Place) -> None:
    answer = desk.says(ANA, SENTENCE, thread)
    assert summary(answer) == "México no tiene compromisos abiertos sobre los que usted pueda informar."
    assert drafts(desk, ANA) == ()


def test_reply_on_behalf_is_the_secretariats(desk: Desk, thread: Place) -> None:
    desk.says(NOAH, SENTENCE, thread)
    assert [each.entity for each in drafts(desk, NOAH)] == ["mx"]


def test_reply_elsewhere_is_no_reply(desk: Desk, thread: Place) -> None:
    desk.says(LUCIA, "Avanza bien", Place(channel=thread.channel, is_direct=True, thread="1.1"))
    assert drafts(desk) == ()


# ---- pressed -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "action",
    [
        Action(ActionName.ASK),
        Action(ActionName.ASK, ("pledges", "x")),
        Action(ActionName.SHARE),
        Action(ActionName.SHARE, ("mine",)),
        Action(ActionName.SHARE, ("xyzzy",)),
        Action(ActionName.SNOOZE, ("1",)),
        Action(ActionName.MUTE),
        Action(ActionName.FOLLOW, ("entity",)),
        Action(ActionName.FOLLOW, ("xyzzy", "mx")),
        Action(ActionName.SPEAK, ("xx",)),
        Action(ActionName.FILE_DRAFT, ("1",)),
        Action(ActionName.ANSWER, ("x", "1", "stage", "planning")),
        Action(ActionName.OPEN_FEED, ("now",)),
    ],
)
def test_button_that_makes_no_sense_is_out_of_date(reading_desk: Desk, action: Action) -> None:
    answer = reading_desk.presses(LUCIA, action.name, *action.arguments, place=ROOM)
    assert summary(answer) == "Este botón ya no es válido. Empiece de nuevo con /mirps pendientes"


def test_shared_answer_is_owed_to_the_whole_conversation_once(desk: Desk) -> None:
    for _ in range(2):
        answer = desk.presses(LUCIA, ActionName.SHARE, "pledges asilo", key="once", place=ROOM)
        assert summary(answer).startswith("Lo comparto en esta conversación.")
    with desk.storage.begin() as unit:
        (owed,) = unit.deliveries.claim(desk.clock.now(), limit=9, lease=desk.clock.now() - desk.clock.now())
    assert isinstance(owed.content, Prepared)
    assert owed.content.to == Spot(channel=ROOM.channel)
    view = load_view(owed.content.view)
    assert view.summary == summary(desk.asks(LUCIA, "compromisos asilo"))
    assert "Lucía Ortega compartió esta respuesta." in str(view.blocks[-1])


def test_stranger_shares_nothing(desk: Desk) -> None:
    assert summary(desk.presses(STRANGER, ActionName.SHARE, "pledges asilo", place=ROOM)).startswith(
        "Este botón"
    )


@pytest.mark.parametrize("line", ["what is the weather in Geneva?", "who is Xavier Zyx?"])
def test_question_about_what_nobody_knows_gets_no_list_of_all_there_is(desk: Desk, line: str) -> None:
    assert summary(desk.asks(NOAH, line)).startswith(f"I don't know “{line}”")
    assert summary(desk.asks(NOAH, "glossary weather")).endswith("terms")


@pytest.mark.parametrize(
    "line", ["what changed", "What happened?", "¿qué cambió?", "o que mudou?", "qu'est-ce qui a changé ?"]
)
def test_what_changed_is_the_digest(desk: Desk, line: str) -> None:
    assert "November 18–24, 2026" in summary(desk.asks(NOAH, line))


@pytest.mark.parametrize("line", ["A-00001", "n-1", "O-0007", "T-0003"])
def test_own_number_is_looked_up_where_it_belongs(desk: Desk, line: str) -> None:
    told = summary(desk.asks(NOAH, line))
    assert line in told
    assert told != summary(desk.asks(NOAH, "X-0001")).replace("X-0001", line)


# ---- files that nobody asked for -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", "No guardé el documento"),
        ("rec-058", "rec-058"),
        ("actualizar rec-058", "2/7"),
    ],
)
def test_document_that_no_form_asked_for_is_told_not_to_be_kept(desk: Desk, text: str, first: str) -> None:
    attached = (Attachment(id="F012", name="informe.pdf"),)

    answer = desk.bot.handle(
        Said(actor=desk.actor(LUCIA), text=text, place=DIRECT, key="1", attached=attached)
    )

    assert summary(answer).startswith(first)
    assert words_of(answer).splitlines()[-1] == (
        "No guardé el documento: se adjunta cuando el formulario lo pide. Para informar: /mirps actualizar"
    )


class Unlearnt:
    """Whoever asks it anything waits for the learning, a second or more after a start."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"nothing needs to be learnt here, but '{name}' was asked for")


def test_command_asked_for_by_its_name_waits_for_no_learning(desk: Desk) -> None:
    with desk.visit(LUCIA) as visit:
        knowledge = replace(desk.bot.knowledge, likeness=cast("Likeness", Unlearnt()))
        answer_call(visit, knowledge, "")
        for name, command in knowledge.content.commands.items():
            for word in chain.from_iterable(command.words.values()):
                answer_call(visit, knowledge, word)
                if COMMANDS[name].takes_number and name not in (
                    "calendar",
                    "ledger",
                ):  # of pledges, and of no other history
                    answer_call(visit, knowledge, f"{word} rec-058")


def test_newest_are_asked_for_before_the_word_for_pledges_too(reading_desk: Desk) -> None:
    for email, words in (
        (GRACE, "latest pledges"),
        (RAFAEL, "últimos compromissos"),
        (CHLOE, "les derniers engagements"),
    ):
        assert buttons(reading_desk.says(email, words))[0].action == ask("pledges rec-081")


@pytest.mark.parametrize(
    ("email", "words"),
    [
        (LUCIA, "compromisos de empresas"),
        (GRACE, "pledges by companies"),
        (CHLOE, "engagements des entreprises"),
    ],
)
def test_companies_are_makers_of_pledges(reading_desk: Desk, email: str, words: str) -> None:
    said = words_of(reading_desk.says(email, words))
    assert all(maker in said for maker in ("Mabe", "Palliser", "BanCoppel"))


@pytest.mark.parametrize("words", ["eventos en Ginebra", "events in Geneva", "événements à Genève"])
def test_events_are_asked_for_by_city_in_any_language(reading_desk: Desk, words: str) -> None:
    with reading_desk.visit(LUCIA) as visit:
        wanted = read_wanted(visit, words)
    assert wanted.fits(replace(MEETING, place="Geneva (CICG)"))
    assert not wanted.fits(replace(MEETING, place="Quito"))


@pytest.mark.parametrize(
    "words",
    ["¿puedo mandar el informe tarde?", "can we have an extension", "posso enviar o relatório atrasado?"],
)
def test_who_will_be_late_is_told_that_reports_are_taken_at_any_time(reading_desk: Desk, words: str) -> None:
    assert "Se puede informar aquí en cualquier momento" in words_of(reading_desk.says(LUCIA, words))


def test_group_that_is_named_is_told_by_whom_it_is_chaired(reading_desk: Desk) -> None:
    assert "Costa Rica" in words_of(reading_desk.says(LUCIA, "quién preside el grupo de empleo"))


def test_what_a_long_account_is_like_is_told_by_its_beginning(reading_desk: Desk) -> None:
    """A message of 40,000 characters must not hold the others up."""
    account = "compromisos de asilo en México " * 1_300
    with reading_desk.visit(LUCIA) as visit:
        long, short = (
            Line.of(visit, reading_desk.bot.knowledge, words)
            for words in (account, account[:LONGEST_QUESTION])
        )
        assert long.likely == short.likely


def test_shortened_word_is_read_as_the_whole_one(reading_desk: Desk) -> None:
    shortened = summary(reading_desk.asks(LUCIA, "compromisos asilo pa Honduras"))
    assert shortened == summary(reading_desk.asks(LUCIA, "compromisos asilo para Honduras"))
    assert "para Honduras" in shortened


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("rec-058 cumplido", "update"),
        ("quiénes faltan por mandar su parte del rec-059", "joint"),
        ("ya no me avises del rec-058", "unfollow"),
        ("contribución nueva rec-058", "contribute"),
        ("de qué trata el rec-058", "pledges"),
    ],
)
def test_line_with_the_number_of_a_pledge_asks_what_it_says_of_it(
    desk: Desk, words: str, command: str
) -> None:
    with desk.visit(LUCIA) as visit:
        assert [each.command for each in Line.of(visit, desk.bot.knowledge, words).meanings] == [command]


@pytest.mark.parametrize("words", ["exel de guatemala", "descargar todo"])
def test_file_that_is_not_asked_for_plainly_is_offered_first(desk: Desk, words: str) -> None:
    answer = desk.says(LUCIA, words)

    assert "exportar" in buttons(answer)[0].action.arguments[0]
    assert isinstance(answer, Shown)
    assert answer.view.file is None


def test_change_that_lines_like_it_meant_for_sure_is_offered(desk: Desk) -> None:
    answer = desk.says(LUCIA, "parar de acompañar el grupo de asilo")

    assert buttons(answer)[0].action == Action(ActionName.ASK, ("dejar grupo de asilo",))
