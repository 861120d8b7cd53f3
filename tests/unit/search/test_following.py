"""What goes on from the question before, in the words of either."""

from dataclasses import replace

import pytest

from mirps_bot.domain.language import Language
from mirps_bot.domain.query import Facet
from mirps_bot.search.following import Naming, after_opening, carried_over, put_in_place
from mirps_bot.search.found import Found

OPENINGS = ("y", "and", "et", "what about", "and what about", "qu'en est-il de")
IGNORED = {
    "de",
    "en",
    "los",
    "of",
    "on",
    "and",
    "the",
    "du",
    "le",
    "do",
    "da",
    "em",
    "os",
    "para",
    "el",
    "sin",
}


def ignores(words: str) -> bool:
    return all(each.casefold() in IGNORED for each in words.split())


def naming(line: str, **named: Facet) -> Naming:
    found = (Found(meant=((facet, name),), typed=name.replace("_", " ")) for name, facet in named.items())
    return Naming(line, tuple(found))


def portuguese(said: Naming) -> Naming:
    return replace(said, language=Language.PT)


def english(said: Naming) -> Naming:
    return replace(said, language=Language.EN)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("¿Y los de Honduras?", "los de Honduras"),
        ("and what about 2023", "2023"),
        ("Qu'en est-il de 2023 ?", "2023"),
        ("y", None),
        ("yo", None),
        ("compromisos y planes", None),
    ],
)
def test_line_that_goes_on_begins_so(line: str, rest: str | None) -> None:
    assert after_opening(line, OPENINGS) == rest


@pytest.mark.parametrize(
    ("before", "now", "whole"),
    [
        (
            naming("¿Compromisos de México en asilo?", mexico=Facet.ENTITY, asilo=Facet.AREA),
            naming("los de Honduras", honduras=Facet.ENTITY),
            "Compromisos de Honduras en asilo",
        ),
        (
            naming("compromissos do México em asilo", mexico=Facet.ENTITY, asilo=Facet.AREA),
            naming("os da Costa Rica", costa_rica=Facet.ENTITY),
            "compromissos da Costa Rica em asilo",
        ),
        (
            naming("pledges of Canada and Spain on asylum", canada=Facet.ENTITY, spain=Facet.ENTITY),
            naming("Mexico", mexico=Facet.ENTITY),
            "pledges of Mexico on asylum",
        ),
        (
            naming("pledges of Canada on asylum", canada=Facet.ENTITY, asylum=Facet.AREA),
            naming("Mexico and Spain", mexico=Facet.ENTITY, spain=Facet.ENTITY),
            "pledges of Mexico and Spain on asylum",
        ),
        (
            naming("qué prometió Brasil", brasil=Facet.OWNER),
            naming("México", mexico=Facet.ENTITY),
            "qué prometió México",
        ),
        (
            naming("compromisos de Canadá", canada=Facet.ENTITY),
            naming("para Honduras", honduras=Facet.BENEFICIARY),
            "compromisos de Canadá para Honduras",
        ),
        (
            naming("engagements du Canada", canada=Facet.ENTITY),
            naming("le 2023", **{"2023": Facet.YEAR}),
            "engagements du Canada 2023",
        ),
        (
            naming("engagements du Mexique", mexique=Facet.ENTITY),
            naming("l'Espagne", espagne=Facet.ENTITY),
            "engagements de l'Espagne",
        ),
        (
            naming("engagements du Mexique", mexique=Facet.ENTITY),
            naming("Haïti", haiti=Facet.ENTITY),
            "engagements d'Haïti",
        ),
        (
            naming("point focal du Canada", canada=Facet.ENTITY),
            naming("les États-Unis", etats_unis=Facet.ENTITY),
            "point focal des États-Unis",
        ),
        (
            portuguese(naming("o que o México prometeu", mexico=Facet.ENTITY)),
            portuguese(naming("a Colômbia", colombia=Facet.ENTITY)),
            "o que a Colômbia prometeu",
        ),
        (
            portuguese(naming("compromissos do México", mexico=Facet.ENTITY)),
            portuguese(naming("a Suíça", suica=Facet.ENTITY)),
            "compromissos da Suíça",
        ),
        (
            portuguese(naming("compromissos do México", mexico=Facet.ENTITY)),
            portuguese(naming("Honduras", honduras=Facet.ENTITY)),
            "compromissos de Honduras",
        ),
        (
            naming("apoyo a México", mexico=Facet.BENEFICIARY),
            naming("los de Honduras", honduras=Facet.ENTITY),
            "apoyo a Honduras",
        ),
        (
            english(naming("pledges on asylum", asylum=Facet.AREA)),
            english(naming("Mexico", mexico=Facet.ENTITY)),
            "pledges on asylum of Mexico",
        ),
        (
            naming("quién lidera el grupo de asilo", grupo_de_asilo=Facet.GROUP),
            naming("el de empleo", empleo=Facet.AREA),
            "quién lidera el grupo de empleo",
        ),
        (
            naming("compromisos de México", mexico=Facet.ENTITY),
            naming("rec-044", **{"rec-044": Facet.NUMBER}),
            None,
        ),
        (
            naming("pledges of Canada", canada=Facet.ENTITY),
            naming("the other one", mexico=Facet.ENTITY),
            None,
        ),
    ],
)
def test_what_is_named_takes_the_place_of_its_kind(before: Naming, now: Naming, whole: str | None) -> None:
    assert put_in_place(before, now, ignores, may_add=True) == whole


def test_a_name_with_for_is_whoever_is_asked_about_where_nothing_is_narrowed() -> None:
    before = naming("point focal du Canada", canada=Facet.ENTITY)
    now = naming("pour le Honduras", honduras=Facet.BENEFICIARY)
    assert put_in_place(before, now, ignores, may_add=False) == "point focal pour le Honduras"


def test_nothing_is_added_to_a_question_that_can_not_be_narrowed() -> None:
    before, now = naming("plan de Honduras", honduras=Facet.ENTITY), naming("en asilo", asilo=Facet.AREA)
    assert put_in_place(before, now, ignores, may_add=False) is None


def test_what_is_left_out_is_neither_replaced_nor_put_in_place() -> None:
    left_out = Found(meant=((Facet.ENTITY, "mx"),), typed="mexico", is_left_out=True)
    without, honduras = (
        Naming("compromisos sin México", (left_out,)),
        naming("Honduras", honduras=Facet.ENTITY),
    )

    assert put_in_place(without, honduras, ignores, may_add=False) is None
    assert put_in_place(honduras, Naming("sin México", (left_out,)), ignores, may_add=True) is None


def test_what_is_asked_now_is_asked_of_whom_the_question_before_named() -> None:
    before = naming("compromisos de México en asilo", mexico=Facet.ENTITY, asilo=Facet.AREA)
    assert carried_over(before, "plan", ignores) == "plan de México"
    bare = portuguese(naming("o que o México prometeu", mexico=Facet.ENTITY))
    assert carried_over(bare, "as necessidades", ignores) == "as necessidades do México"
    assert carried_over(naming("asilo", asilo=Facet.AREA), "plan", ignores) is None
