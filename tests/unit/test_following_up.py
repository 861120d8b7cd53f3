"""Questions that go on from the one before."""

import pytest
from tests.unit.desk import ANA, CHLOE, DIRECT, GRACE, LUCIA, RAFAEL, ROOM, STRANGER, Desk, summary, view_of

from mirps_bot.adapters.console.render import render_text
from mirps_bot.dialogue import Answer
from mirps_bot.ports.questions import FRESH
from mirps_bot.view.blocks import Note, text_of


def read_as(answer: Answer) -> str | None:
    """How a line was read, told above the answer."""
    first = view_of(answer).blocks[0]
    return text_of(first.spans).replace("\N{NO-BREAK SPACE}", " ") if isinstance(first, Note) else None


@pytest.mark.parametrize(
    ("email", "asked", "follows", "told"),
    [
        (
            LUCIA,
            "compromisos de México en asilo",
            "¿y los de Honduras?",
            "«compromisos de Honduras en asilo»",
        ),
        (LUCIA, "compromisos de México en asilo", "y en educación?", "«compromisos de México en educación»"),
        (LUCIA, "compromisos de México", "y en asilo?", "«compromisos de México en asilo»"),
        (GRACE, "pledges of Mexico on asylum", "what about 2023", "“pledges of Mexico on asylum in 2023”"),
        (CHLOE, "engagements du Mexique", "et le Canada ?", "« engagements du Canada »"),
        (RAFAEL, "compromissos do México", "e os da Costa Rica?", "“compromissos da Costa Rica”"),
        (LUCIA, "quién es el punto focal de Honduras", "¿y su suplente?", "«suplente de Honduras»"),
        (LUCIA, "quién lidera el grupo de asilo", "¿y el de empleo?", "«quién lidera el grupo de empleo»"),
        (GRACE, "pledges of Mexico on asylum", "and their needs?", "“needs of Mexico”"),
        (CHLOE, "engagements du Canada", "et son point focal ?", "« point focal du Canada »"),
        (RAFAEL, "plano de Honduras", "e o ponto focal?", "“o ponto focal de Honduras”"),
        (RAFAEL, "o que o México prometeu?", "e as necessidades?", "“as necessidades do México”"),
        (LUCIA, "eventos en diciembre", "¿y en enero?", "«eventos en enero»"),
        (LUCIA, "próximo evento", "¿y en marzo?", "«próximo evento en marzo»"),
        (GRACE, "meetings in the last quarter of 2025", "and next quarter?", "“meetings next quarter”"),
        (RAFAEL, "reuniões em 2025", "e no ano que vem?", "“reuniões no ano que vem”"),
        (CHLOE, "réunions en décembre", "et en mars ?", "« réunions en mars »"),
        (LUCIA, "compromisos de México en 2023", "¿y los de 2021?", "«compromisos de México de 2021»"),
        (LUCIA, "compromisos de México en 2023", "¿y desde 2019?", "«compromisos de México desde 2019»"),
        (LUCIA, "compromisos de México antes de 2022", "¿y 2023?", "«compromisos de México en 2023»"),
        (
            LUCIA,
            "compromisos de México",
            "¿y los tres más recientes?",
            "«compromisos de México tres más recientes»",
        ),
        (LUCIA, "compromisos de México", "¿y los más grandes?", "«compromisos de México más grandes»"),
        (GRACE, "pledges of Canada", "and the oldest?", "“pledges of Canada oldest”"),
        (LUCIA, "compromisos de México", "¿y el año pasado?", "«compromisos de México el año pasado»"),
        (LUCIA, "compromisos de Canadá", "¿y cuánto suma todo eso?", "«compromisos de Canadá en total»"),
        (
            GRACE,
            "pledges of Canada on asylum",
            "how much is that in total",
            "“pledges of Canada on asylum in total”",
        ),
        (RAFAEL, "compromissos do Brasil", "e quanto dá tudo isso?", "“compromissos do Brasil no total”"),
        (
            CHLOE,
            "les engagements de la France",
            "ça fait combien en tout ?",
            "« les engagements de la France au total »",
        ),
    ],
)
def test_line_that_goes_on_is_answered_whole_and_says_how_it_was_read(
    desk: Desk, email: str, asked: str, follows: str, told: str
) -> None:
    desk.says(email, asked)
    answer = desk.says(email, follows)

    words = read_as(answer)
    assert words is not None
    assert words.endswith(told)
    whole = told.strip("«»“” ")
    assert summary(answer) == summary(desk.asks(email, whole))


def test_one_follows_from_another(desk: Desk) -> None:
    desk.says(LUCIA, "compromisos de México en asilo")
    desk.says(LUCIA, "¿y los de Honduras?")
    desk.says(LUCIA, "gracias")

    assert read_as(desk.says(LUCIA, "¿y su plan?")) == "Leí: «plan de Honduras»"
    assert read_as(desk.says(LUCIA, "¿y el de Guatemala?")) == "Leí: «plan de Guatemala»"


@pytest.mark.parametrize(
    "whole",
    [
        "¿y quién preside la plataforma?",
        "y cuándo es la próxima reunión?",
        "y los compromisos de Canadá",
        "y mis pendientes",
        "Honduras",
    ],
)
def test_question_that_is_whole_is_answered_as_such(desk: Desk, whole: str) -> None:
    desk.says(LUCIA, "compromisos de México en asilo")
    answer = desk.says(LUCIA, whole)

    assert read_as(answer) is None
    assert summary(answer) == summary(desk.asks(LUCIA, whole))


def test_nothing_follows_from_what_somebody_else_or_elsewhere_or_long_ago_was_asked(desk: Desk) -> None:
    desk.says(LUCIA, "compromisos de México en asilo")

    assert read_as(desk.says(ANA, "¿y los de Honduras?")) is None
    assert read_as(desk.says(LUCIA, "¿y los de Honduras?", ROOM)) is None
    desk.says(LUCIA, "compromisos de México en asilo")
    desk.clock.advance(seconds=FRESH.total_seconds() + 1)
    assert read_as(desk.says(LUCIA, "¿y los de Honduras?", DIRECT)) is None


def test_who_is_on_no_list_goes_on_too(desk: Desk) -> None:
    desk.says(STRANGER, "compromisos de México", ROOM)
    assert read_as(desk.says(STRANGER, "¿y los de Honduras?", ROOM)) == "Leí: «compromisos de Honduras»"


def test_nothing_is_changed_by_what_only_follows(desk: Desk) -> None:
    desk.says(LUCIA, "compromisos de México")
    assert read_as(desk.says(LUCIA, "y seguir")) is None
    with desk.storage.begin(reading=True) as unit:
        assert not unit.follows.of(desk.person(LUCIA).id)


def test_questions_go_on_in_the_middle_of_a_form_which_stays_open(desk: Desk) -> None:
    desk.says(LUCIA, "compromisos de México")
    desk.says(LUCIA, "actualizar rec-058")
    answer = desk.says(LUCIA, "¿y los de Honduras?")

    assert read_as(answer) == "Leí: «compromisos de Honduras»"
    assert "2/7" in render_text(view_of(answer))
