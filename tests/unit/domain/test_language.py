import pytest

from mirps_bot.domain.language import FALLBACK, Language, Names

ALL = Names(es="Belice", en="Belize", pt="Belize", fr="Bélize")


@pytest.mark.parametrize(
    ("language", "text"),
    [(Language.ES, "Belice"), (Language.EN, "Belize"), (Language.PT, "Belize"), (Language.FR, "Bélize")],
)
def test_names_in_a_language_that_is_there(language: Language, text: str) -> None:
    assert ALL.in_language(language) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [(Language.ES, "English"), (Language.EN, "English"), (Language.PT, "English"), (Language.FR, "English")],
)
def test_names_in_a_missing_language_fall_back(language: Language, text: str) -> None:
    assert Names(en="English", es="").in_language(language) == text


def test_names_fall_back_from_portuguese_and_french_to_spanish() -> None:
    names = Names(es="español", en="English")
    assert [names.in_language(each) for each in (Language.PT, Language.FR)] == ["español", "español"]


def test_names_in_all_languages_come_once_each() -> None:
    assert ALL.all() == ("Belice", "Belize", "Bélize")


@pytest.mark.parametrize("texts", [{}, {"es": ""}, {"es": None, "en": ""}])
def test_names_without_any_text_are_refused(texts: dict[str, str | None]) -> None:
    with pytest.raises(ValueError, match="at least one language"):
        Names(**texts)


@pytest.mark.parametrize("language", Language)
def test_fallback_begins_with_the_language_and_ends_with_all(language: Language) -> None:
    assert FALLBACK[language][0] is language
    assert set(FALLBACK[language]) == set(Language)
