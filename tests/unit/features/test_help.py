"""The help: on one screen, and only what the reader may use."""

import pytest
from tests.unit.desk import CHLOE, GRACE, LUCIA, NOAH, RAFAEL, STRANGER, Desk, actions, summary, view_of

from mirps_bot.domain.command import Topic
from mirps_bot.domain.language import Language
from mirps_bot.features import help
from mirps_bot.features.help import Help
from mirps_bot.search.understanding import understand
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Bullets, text_of


def helped(reading_desk: Desk, email: str, words: str = "") -> Help:
    with reading_desk.visit(email) as visit:
        data = help.answer(visit, words).data
    assert isinstance(data, Help)
    return data


def bullets(reading_desk: Desk, email: str, words: str) -> list[list[str]]:
    answer = reading_desk.asks(email, words)
    return [
        [text_of(each) for each in own.items] for own in view_of(answer).blocks if isinstance(own, Bullets)
    ]


@pytest.mark.parametrize(
    ("email", "hidden"),
    [(NOAH, set()), (LUCIA, {Topic.SECRETARIAT}), (STRANGER, {Topic.SECRETARIAT, Topic.DUTIES})],
)
def test_topics_are_the_ones_that_concern_the_reader(
    reading_desk: Desk, email: str, hidden: set[Topic]
) -> None:
    assert helped(reading_desk, email).topics == tuple(each for each in Topic if each not in hidden)


def test_the_five_used_most_come_first_and_everything_by_topic(reading_desk: Desk) -> None:
    first, topics = bullets(reading_desk, LUCIA, "ayuda")
    assert [each.split(" ")[0] for each in first][:3] == ["pendientes", "actualizar", "compromisos"]
    assert len(first) == 5
    assert topics[0].startswith("Informar y pendientes — pendientes, actualizar")
    assert not any("boletín" in each for each in topics)


def test_secretariat_is_told_of_its_own_commands(reading_desk: Desk) -> None:
    assert any("digest" in each for each in bullets(reading_desk, NOAH, "help")[1])


def test_each_topic_opens_its_commands(reading_desk: Desk) -> None:
    asks = actions(reading_desk.asks(GRACE, "help"))
    assert asks[1] == Action(ActionName.ASK, ("help pledges",))
    answer = reading_desk.presses(GRACE, ActionName.ASK, *asks[1].arguments)
    assert summary(answer) == "Help: Pledges"


@pytest.mark.parametrize("words", ["ayuda grupos", "ayuda GRUPO", "help con los grupos", "aide groupes"])
def test_one_command_is_explained_whatever_its_word(reading_desk: Desk, words: str) -> None:
    assert summary(reading_desk.asks(LUCIA, words)) == "/mirps grupos [tema o país]"


@pytest.mark.parametrize("words", ["ayuda xyzzy", "ayuda boletín", "buenas, ayuda", "ayuda secretariat"])
def test_what_names_nothing_for_the_reader_gets_all_of_it(reading_desk: Desk, words: str) -> None:
    assert summary(reading_desk.asks(LUCIA, words)) == summary(reading_desk.asks(LUCIA, "ayuda"))


@pytest.mark.parametrize("language", Language)
def test_exact_questions_that_it_shows_are_read_to_the_last_word(
    reading_desk: Desk, language: Language
) -> None:
    knowledge = reading_desk.bot.knowledge
    shown = [each.in_language(language) for each in knowledge.content.commands["pledges"].by_field]
    with reading_desk.visit(LUCIA) as visit:
        read = [understand(visit.lexicon, each) for each in shown]
    assert len(shown) >= 4
    assert [each for each in read if each.faults or each.sought or len(each.found) != 2] == []


@pytest.mark.parametrize(
    ("email", "words", "answered"),
    [
        (LUCIA, "¡Hola, buenos días!", "Hola. Soy el asistente de la Plataforma de Apoyo del MIRPS"),
        (LUCIA, "muchas gracias", "Con gusto. Aquí estoy cuando me necesite"),
        (GRACE, "ok thanks, bye", "You're welcome. I'm here whenever you need me"),
        (RAFAEL, "oi", "Olá! Sou o assistente da Plataforma de Apoio do MIRPS"),
        (LUCIA, "sí", "Aquí estoy cuando me necesite"),
        (LUCIA, "No.", "De acuerdo. Aquí estoy cuando me necesite"),
        (LUCIA, "no, gracias", "Con gusto. Aquí estoy cuando me necesite"),
        (GRACE, "not now", "All right. I'm here whenever you need me"),
        (RAFAEL, "não", "Está bem. Estou aqui quando precisar"),
        (RAFAEL, "não entendi", "Sou o assistente da Plataforma"),
        (LUCIA, "👍", "Aquí estoy cuando me necesite"),
        (LUCIA, "¿?", "Soy el asistente de la Plataforma"),
        (LUCIA, "no es eso", "Con «no es eso» no sé todavía qué busca"),
        (GRACE, "and the other one?", "“and the other one?” doesn't tell me yet what you are after"),
        (CHLOE, "non", "D'accord. Je reste à votre disposition"),
        (CHLOE, "au revoir", "Je reste à votre disposition"),
        (LUCIA, "gracias, rec-058", "rec-058 · "),
        (LUCIA, "hola, Guatemala", "7 compromisos y contribuciones: Guatemala"),
    ],
)
def test_courtesy_is_returned_where_nothing_else_is_said(
    reading_desk: Desk, email: str, words: str, answered: str
) -> None:
    assert summary(reading_desk.says(email, words)).startswith(answered)


def test_courtesy_brings_nobody_what_is_not_for_them(reading_desk: Desk) -> None:
    assert [each.arguments for each in actions(reading_desk.says(STRANGER, "gracias"))] == [
        ("next",),
        ("help",),
    ]
