import pytest

from mirps_bot.search.spelling import Speller

SPELLER = Speller(
    ("honduras", "panama", "salud", "asilo", "méxico"),
    ("refugiados", "salida", "registro"),
    ("para", "tiene"),
)


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("onduras", ("honduras",)),
        ("hondruas", ("honduras",)),
        ("refugiaods", ("refugiados",)),
        ("refujiadoz", ("refugiados",)),
        ("panma", ("panama",)),
        ("salu", ("salud",)),
        ("asilios", ("asilo",)),
        ("narnia", ()),
        ("anama", ()),
        ("sal", ()),
        ("a5ilo", ()),
        ("honduras2", ()),
        ("", ()),
    ],
)
def test_word_is_meant_that_is_near_enough_for_its_length(typed: str, near: tuple[str, ...]) -> None:
    assert SPELLER.nearest(typed) == near


def test_two_words_that_are_as_near_are_both_told() -> None:
    assert Speller(("gana", "lana"), ()).nearest("zana") == ()
    assert Speller(("honduran", "honduras"), ()).nearest("hondura") == ("honduras",)
    assert set(Speller(("cantar", "cantor"), ()).nearest("cantur")) == {"cantar", "cantor"}


@pytest.mark.parametrize("word", ["honduras", "salidas", "tiene", "asilos"])
def test_known_word_is_known_in_the_plural_too(word: str) -> None:
    assert SPELLER.knows(word)


def test_word_that_asks_for_nothing_is_known_and_never_meant() -> None:
    assert (SPELLER.knows("para"), SPELLER.nearest("parra")) == (True, ())


def test_word_is_short_for_those_that_go_on_after_it() -> None:
    speller = Speller(("gouvernance",), ("lgbtqi", "cartagena"))
    assert (speller.short_for("gouv"), speller.short_for("lgbt")) == (("gouvernance",), ("lgbtqi",))
    assert [speller.short_for(each) for each in ("carta", "car", "lgbtqi")] == [(), (), ()]


def test_everyday_word_is_no_name_misspelt() -> None:
    speller = Speller(("panama",), ("registro",), everyday=("panorama", "registre"))
    assert Speller(("panama",), ()).nearest("panorama") == ("panama",)
    assert speller.nearest("panorama") == ()
    assert speller.nearest("registre") == ("registro",)
