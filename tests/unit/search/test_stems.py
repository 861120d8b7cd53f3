import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.language import Language
from mirps_bot.domain.lexicon import fold
from mirps_bot.search.stems import stems_in, stems_of


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.ES, "refugiado Refugiadas REFUGIADOS"),
        (Language.ES, "integración integraciones integracion"),
        (Language.EN, "displaced displacement"),
        (Language.PT, "deslocamento deslocamentos"),
        (Language.FR, "réfugié réfugiés refugie"),
    ],
)
def test_words_of_one_family_have_one_stem(language: Language, words: str) -> None:
    assert len({*stems_in(words, language)}) == 1


@given(st.sampled_from(Language), st.text(max_size=40))
def test_whatever_is_written_is_found_by_what_is_asked(language: Language, text: str) -> None:
    """The words of a text, asked for as they stand in it."""
    for word, stem in zip(fold(text).split(), stems_in(text, language), strict=True):
        assert stem in stems_of(word)


@given(st.text(max_size=40))
def test_stems_need_no_quotes(text: str) -> None:
    assert all(stem.isalnum() for stem in stems_in(text, None))
