"""Words that may tell of a person get a second look before they are filed."""

from datetime import timedelta

from tests.unit.desk import LUCIA, TOMAS, Desk, actions, buttons, errors_of, summary

from mirps_bot.dialogue import Answer, Shown
from mirps_bot.domain.update import Update
from mirps_bot.features.care import PAUSE, second_look
from mirps_bot.view.action import ActionName

TOLD = "Avanza el caso ACNUR 507-21C00123 en Tapachula"
SAFE = "Avanza un caso en Tapachula"
FORM = {"pledge": "rec-058", "stage": "in_progress"}


def updates(desk: Desk) -> tuple[Update, ...]:
    with desk.storage.begin(reading=True) as unit:
        tracked = unit.pledges.find("rec-058")
        assert tracked
        return unit.updates.of_pledge(tracked.pledge.id)


def errors(answer: Answer) -> dict[str, str]:
    return dict(errors_of(answer))


def test_form_that_may_tell_of_a_person_stays_open_and_says_where(desk: Desk) -> None:
    found = errors(desk.submits(LUCIA, FORM | {"narrative": TOLD}))
    assert list(found) == ["narrative"]
    assert found["narrative"].startswith("Esto parece ser de una persona: «507-21C00123».")
    assert updates(desk) == ()


def test_form_without_it_is_filed_at_once(desk: Desk) -> None:
    desk.submits(LUCIA, FORM | {"narrative": TOLD})
    desk.submits(LUCIA, FORM | {"narrative": SAFE})
    assert [each.report.narrative for each in updates(desk)] == [SAFE]


def test_same_form_sent_again_says_that_it_is_nobodys_own(desk: Desk) -> None:
    desk.submits(LUCIA, FORM | {"narrative": TOLD})
    desk.clock.advance(minutes=1)
    desk.submits(LUCIA, FORM | {"narrative": TOLD})
    assert [each.report.narrative for each in updates(desk)] == [TOLD]


def test_second_tap_right_after_the_first_says_nothing(desk: Desk) -> None:
    desk.submits(LUCIA, FORM | {"narrative": TOLD})
    desk.clock.advance(seconds=1)
    assert errors(desk.submits(LUCIA, FORM | {"narrative": TOLD}))
    assert updates(desk) == ()


def test_assurance_is_its_authors_own(desk: Desk) -> None:
    desk.submits(LUCIA, FORM | {"narrative": TOLD})
    desk.clock.advance(minutes=1)
    assert errors(desk.submits(TOMAS, FORM | {"narrative": TOLD}))


def test_something_else_is_asked_about_anew(desk: Desk) -> None:
    desk.submits(LUCIA, FORM | {"narrative": TOLD})
    desk.clock.advance(minutes=1)
    assert errors(desk.submits(LUCIA, FORM | {"narrative": TOLD + " y 507-21C00999"}))


def test_unit_of_a_quantity_is_looked_at_too(desk: Desk) -> None:
    assert list(
        errors(desk.submits(LUCIA, FORM | {"figures": "help", "quantity": "2 cartas a ana.perez@gmail.com"}))
    ) == ["quantity"]


def test_reply_that_may_tell_of_a_person_is_not_filed_until_its_author_says_so(desk: Desk) -> None:
    shown = desk.says(LUCIA, TOLD + " y sigue en curso")
    file = next(each for each in actions(shown) if each.name is ActionName.FILE_DRAFT)

    held = desk.presses(LUCIA, file.name, *file.arguments)
    assert isinstance(held, Shown)
    assert held.replaces
    assert summary(held).startswith("No lo registré todavía")
    assert [each.label for each in buttons(held)] == [
        "No es de nadie: registrar",
        "Completar en formulario",
        "Descartar",
    ]

    desk.clock.advance(minutes=1)
    again = actions(held)[0]
    assert summary(desk.presses(LUCIA, again.name, *again.arguments)).startswith("Registrado")


def test_what_was_assured_once_is_not_asked_again(desk: Desk) -> None:
    with desk.visit(LUCIA) as visit:
        assert visit.person
        assert second_look(visit, visit.person, TOLD)
    desk.clock.advance(seconds=PAUSE / timedelta(seconds=1))
    with desk.visit(LUCIA) as visit:
        assert visit.person
        assert second_look(visit, visit.person, TOLD) == ()
        assert second_look(visit, visit.person, TOLD) == ()
