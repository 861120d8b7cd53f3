"""Who sees what: drafts are their authors' alone, observers see what is public, answers in a room are private."""

import pytest
from tests.unit.desk import ANA, DIRECT, LUCIA, NOAH, ROOM, STRANGER, TOMAS, Desk, actions, summary, view_of

from mirps_bot.adapters.slack.plain import in_words
from mirps_bot.dialogue import Answer
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Role
from mirps_bot.features.asked_pledges import read_asked
from mirps_bot.features.pledge_file import export_of
from mirps_bot.ports import RosterRow
from mirps_bot.view.action import ActionName

SECRET = "Todavía no lo diga, pero cerramos la oficina norte"
OBSERVER, OTHERS_OBSERVER = "observador@example.org", "observadora@example.org"
PUBLIC = ("compromisos asilo", "compromisos rec-058", "grupos", "calendario", "próxima", "ayuda")
EVERYTHING = (*PUBLIC, "pendientes", "inicio", "seguir", "privacidad", "digest", "compromisos mios")
WRITES = {ActionName.REPORT, ActionName.NO_CHANGE, ActionName.FILE_DRAFT, ActionName.EDIT_DRAFT}


@pytest.fixture
def observed(desk: Desk) -> Desk:
    with desk.storage.begin() as unit:
        unit.people.save(
            [
                RosterRow(
                    email=email,
                    name="Olga Vera",
                    entity=EntityId(entity),
                    role=Role.OBSERVER,
                    language=Language.ES,
                    time_zone="America/Mexico_City",
                )
                for email, entity in ((OBSERVER, "mx"), (OTHERS_OBSERVER, "cr"))
            ]
        )
        unit.commit()
    return desk


def named(answer: Answer) -> set[ActionName]:
    return {each.name for each in actions(answer)}


@pytest.mark.parametrize("email", [TOMAS, NOAH, ANA, OBSERVER, STRANGER])
def test_draft_is_seen_by_nobody_but_its_author(observed: Desk, email: str) -> None:
    observed.says(LUCIA, SECRET)
    if email != STRANGER:
        observed.asks(email, "seguir México rec-058")

    answers = [observed.asks(email, words) for words in EVERYTHING]
    page = observed.bot.home(observed.actor(email))

    assert [each for each in (*answers, page) if "oficina norte" in repr(each)] == []


def test_its_author_sees_it(desk: Desk) -> None:
    desk.says(LUCIA, SECRET)
    assert "oficina norte" in repr(desk.asks(LUCIA, "pendientes"))


@pytest.mark.parametrize("words", PUBLIC)
def test_observer_is_answered_what_is_public(observed: Desk, words: str) -> None:
    assert summary(observed.asks(OBSERVER, words)) == summary(observed.asks(TOMAS, words))


@pytest.mark.parametrize("words", EVERYTHING)
def test_observer_is_offered_nothing_that_reports(observed: Desk, words: str) -> None:
    assert named(observed.asks(OBSERVER, words)) & WRITES == set()


def test_observer_can_not_report_by_any_way(observed: Desk) -> None:
    assert summary(observed.presses(OBSERVER, ActionName.NO_CHANGE, "rec-058")).startswith("rec-058 es de")
    assert "rec-058 es de" in summary(observed.asks(OBSERVER, "actualizar rec-058"))
    assert summary(observed.asks(OBSERVER, "digest")).startswith("El boletín es para la Secretaría")


@pytest.mark.parametrize(
    "words", ["inicio", "pendientes", "seguir", "suscripción", "privacidad", "idioma", "zona"]
)
def test_what_is_ones_own_is_never_offered_to_a_room(desk: Desk, words: str) -> None:
    assert ActionName.SHARE not in named(desk.asks(LUCIA, words, place=ROOM))


@pytest.mark.parametrize("words", ["compromisos asilo", "grupos", "calendario", "próxima"])
def test_public_answer_in_a_room_can_be_shared_by_the_roster_alone(desk: Desk, words: str) -> None:
    offered = [
        ActionName.SHARE in named(desk.asks(email, words, place=place))
        for email, place in ((LUCIA, ROOM), (LUCIA, DIRECT), (STRANGER, ROOM))
    ]
    assert offered == [True, False, False]


@pytest.mark.parametrize(
    ("email", "is_named"),
    [(LUCIA, True), (OBSERVER, True), (ANA, True), (NOAH, True), (OTHERS_OBSERVER, False), (STRANGER, False)],
)
def test_who_reported_is_named_to_those_who_may_know_of_people_alone(
    observed: Desk, email: str, is_named: bool
) -> None:
    observed.submits(LUCIA, {"pledge": "rec-058", "stage": "planning", "narrative": "Empezamos"})

    told = in_words(view_of(observed.asks(email, "compromisos rec-058")))

    assert "Empezamos" in told
    assert ("Lucía Ortega" in told) is is_named
    assert ("A-00001 · en planificación · México" in told) is not is_named
    with observed.visit(email) as visit:
        (update,) = export_of(visit, "rec-058", read_asked(visit, "rec-058")).updates
    assert bool(update.author_name) is is_named
