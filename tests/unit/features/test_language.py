import pytest
from tests.unit.desk import DIRECT, LUCIA, STRANGER, Desk, actions, summary

from mirps_bot.dialogue import Call
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor
from mirps_bot.ports import Account
from mirps_bot.view.action import Action, ActionName


@pytest.mark.parametrize("words", ["idioma inglés", "language English", "idioma en", "langue anglais"])
def test_language_named_in_any_way_is_spoken_from_then_on(desk: Desk, words: str) -> None:
    assert summary(desk.asks(LUCIA, words)).startswith("Done: from now on I write to you in English")
    assert desk.person(LUCIA).language is Language.EN
    assert summary(desk.asks(LUCIA, "ayuda")) == "I am the assistant of the MIRPS Support Platform"


def test_without_words_the_others_are_offered(desk: Desk) -> None:
    assert actions(desk.asks(LUCIA, "idioma")) == [
        Action(ActionName.SPEAK, (each,)) for each in ("en", "pt", "fr")
    ]


def test_button_changes_it_too(desk: Desk) -> None:
    assert summary(desk.presses(LUCIA, ActionName.SPEAK, "fr")).startswith("C'est fait")
    assert desk.person(LUCIA).language is Language.FR


def test_language_the_bot_does_not_speak_is_said(desk: Desk) -> None:
    assert summary(desk.asks(LUCIA, "idioma klingon")).startswith("No hablo «klingon»")
    assert desk.person(LUCIA).language is Language.ES


def asked_by_unknown(desk: Desk, words: str, language: Language | None = None) -> str:
    actor = desk.bot.introduce(Account(user="U0", email=STRANGER, language=language, time_zone=None))
    return summary(desk.bot.handle(Call(actor=actor, words=words, place=DIRECT)))


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("ajuda", "Sou o assistente da Plataforma de Apoio do MIRPS"),
        ("help", "I am the assistant of the MIRPS Support Platform"),
        ("aide", "Je suis l'assistant de la plate-forme de soutien du MIRPS"),
        ("ayuda", "Soy el asistente de la Plataforma de Apoyo del MIRPS"),
    ],
)
def test_whoever_nothing_is_known_of_is_answered_in_the_language_of_the_question(
    desk: Desk, words: str, answer: str
) -> None:
    assert asked_by_unknown(desk, words) == answer


def test_profile_goes_before_the_language_of_the_question(desk: Desk) -> None:
    assert asked_by_unknown(desk, "help", Language.PT).startswith("Sou o assistente")


def test_own_choice_goes_before_the_profile(desk: Desk) -> None:
    asked_by_unknown(desk, "idioma francés", Language.PT)
    assert asked_by_unknown(desk, "help", Language.PT).startswith("Je suis l'assistant")


def test_words_of_several_languages_tell_none(desk: Desk) -> None:
    actor = Actor(user="U0", person=None, language=Language.ES, time_zone="UTC", is_language_guessed=True)
    assert summary(desk.bot.handle(Call(actor=actor, words="seguir", place=DIRECT))).startswith("Todavía no")
