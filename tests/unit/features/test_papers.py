"""What is handed in to the secretariat: practices, contacts, events, outreach."""

from datetime import date

import pytest
from tests.unit.desk import (
    ANA,
    ELENA,
    GRACE,
    LUCIA,
    MX,
    NOAH,
    STRANGER,
    TOMAS,
    Desk,
    actions,
    buttons,
    errors_of,
    filled_in,
    form_of,
    summary,
    view_of,
)
from tests.unit.postman import Postman
from tests.unit.reading import brought_to

from mirps_bot.dialogue import Answer, Corrected, Shown
from mirps_bot.domain.calendar import EventStatus
from mirps_bot.domain.dates import Quarter
from mirps_bot.domain.ids import EntityId, EventId
from mirps_bot.domain.language import Language
from mirps_bot.domain.paper import Paper, PaperState
from mirps_bot.domain.person import Role
from mirps_bot.ports import RosterRow
from mirps_bot.view.action import ActionName

PRACTICE = {
    "title": "Ventanilla única en Tapachula",
    "area": "asylum_systems",
    "country": "mx",
    "period": "2024",
    "what": "Un solo lugar para registrar y documentar",
    "result": "El trámite pasó de semanas a días",
}
HANDOVER = {
    "role": "focal_point",
    "name": "Inés Prado",
    "email": "Ines.Prado@example.org",
    "language": "es",
    "since": "1/12/2026",
    "leaves": LUCIA,
}
EVENT = {
    "title": "Registro biométrico en frontera",
    "kind": "workshop",
    "area": "asylum_systems",
    "when": "T2 2027",
    "what": "Lo que aprendimos en dos años",
}
OUTREACH = {
    "actor": "Fundación Ejemplo",
    "sector": "foundation",
    "on": "20/11/2026",
    "outcome": "interested",
    "what": "Un fondo para becas",
    "next": "Enviar una propuesta",
    "by": "15/12/2026",
}


def papers(desk: Desk) -> tuple[Paper, ...]:
    with desk.storage.begin(reading=True) as unit:
        return unit.papers.of()


def words(answer: Answer) -> str:
    return str(view_of(answer))


def handed_in(desk: Desk, form: str, raw: dict[str, str], by: str = LUCIA) -> Paper:
    answer = desk.submits(by, raw, form=form, key=f"{form}/{len(papers(desk))}")
    assert isinstance(answer, Shown), answer
    return papers(desk)[0]


def accept(desk: Desk, paper: Paper, by: str = NOAH) -> Answer:
    return desk.presses(by, ActionName.ACCEPT_PAPER, str(paper.id))


def give_back(desk: Desk, paper: Paper, reason: str, by: str = NOAH) -> Answer:
    return desk.submits(
        by, {"reason": reason}, form="review", key=f"back/{paper.id}", context={"paper": str(paper.id)}
    )


# ---- good practices ------------------------------------------------------------------------------


def test_practice_waits_for_the_secretariat_and_is_not_found_before(desk: Desk) -> None:
    paper = handed_in(desk, "practice", PRACTICE)
    assert paper.is_waiting
    assert "Ventanilla" not in words(desk.asks(ANA, "prácticas"))
    assert "Ventanilla" in words(desk.asks(NOAH, "entregas"))
    assert [each.label for each in buttons(desk.asks(NOAH, f"entregas {paper.number}"))] == [
        "Accept",
        "Return with a reason",
    ]


def test_reviewer_who_has_left_is_told_nothing(desk: Desk, postman: Postman) -> None:
    desk.loses(NOAH)
    handed_in(desk, "practice", PRACTICE)
    brought = postman.round()
    assert (len(brought_to(desk, ELENA, brought)), brought_to(desk, NOAH, brought)) == (1, [])


def test_accepted_practice_is_found_by_state_theme_and_words(desk: Desk) -> None:
    accept(desk, handed_in(desk, "practice", PRACTICE))
    for asked in ("prácticas", "prácticas méxico", "prácticas ventanilla", "prácticas documentar méxico"):
        assert "Ventanilla" in words(desk.asks(STRANGER, asked)), asked
    for asked in ("prácticas honduras", "prácticas empleo", "prácticas zzz"):
        assert "Ventanilla" not in words(desk.asks(STRANGER, asked)), asked


def test_returned_practice_is_corrected_with_what_stood_in_it(desk: Desk) -> None:
    paper = handed_in(desk, "practice", PRACTICE)
    give_back(desk, paper, "¿Desde qué año?")

    shown = desk.asks(LUCIA, f"entregas {paper.number}")
    assert "¿Desde qué año?" in words(shown)
    again = actions(shown)[0]
    form = desk.presses(LUCIA, again.name, *again.arguments)
    assert filled_in(form) == PRACTICE

    desk.submits(
        LUCIA, PRACTICE | {"period": "2023"}, form="practice", key="2", context=form_of(form).context
    )
    newest = papers(desk)[0]
    assert (newest.again, newest.state, newest.answers["period"]) == (paper.id, PaperState.HANDED_IN, "2023")


def test_first_decision_counts(desk: Desk) -> None:
    paper = handed_in(desk, "practice", PRACTICE)
    accept(desk, paper)
    assert "decided already" in summary(give_back(desk, paper, "tarde"))
    assert "decided already" in summary(accept(desk, paper))
    assert papers(desk)[0].state is PaperState.ACCEPTED


@pytest.mark.parametrize("by", [LUCIA, TOMAS, ANA])
def test_nobody_else_decides(desk: Desk, by: str) -> None:
    paper = handed_in(desk, "practice", PRACTICE)
    accept(desk, paper, by)
    give_back(desk, paper, "no", by)
    assert papers(desk)[0].is_waiting


def test_what_another_entity_handed_in_is_not_there(desk: Desk) -> None:
    paper = handed_in(desk, "contact", HANDOVER)
    assert "Inés" not in words(desk.asks(ANA, f"entregas {paper.number}"))
    assert "Inés" not in words(desk.asks(ANA, "entregas"))
    assert "Inés" in words(desk.asks(TOMAS, f"entregas {paper.number}"))


@pytest.mark.parametrize("number", ["²", "9" * 20])
def test_what_is_no_number_of_a_paper_is_not_there(desk: Desk, number: str) -> None:
    assert summary(desk.asks(LUCIA, f"entregas {number}")).startswith(f"No encuentro «{number}»")


# ---- contacts ------------------------------------------------------------------------------------


def test_handover_takes_effect_once_it_is_confirmed_and_both_days_are_kept(desk: Desk) -> None:
    desk.clock.advance(days=10)
    paper = handed_in(desk, "contact", HANDOVER)
    with desk.storage.begin(reading=True) as unit:
        assert unit.people.by_email("ines.prado@example.org") is None

    shown = accept(desk, paper)
    desk.bot.keep_offices()

    assert desk.person("ines.prado@example.org").role is Role.FOCAL_POINT
    assert desk.person(LUCIA).role is Role.OBSERVER
    with desk.storage.begin(reading=True) as unit:
        found = unit.tenures.of(MX)
    assert [(each.person_name, each.role, each.since, each.until) for each in found] == [
        ("Inés Prado", Role.FOCAL_POINT, date(2026, 12, 1), None),
        ("Lucía Ortega", Role.FOCAL_POINT, None, date(2026, 11, 30)),
    ]
    assert "Who held the role" in words(shown)


def test_handover_of_a_day_to_come_holds_from_that_day_on(desk: Desk) -> None:
    accept(desk, handed_in(desk, "contact", HANDOVER))
    desk.bot.keep_offices()
    assert desk.person(LUCIA).role is Role.FOCAL_POINT
    with desk.storage.begin(reading=True) as unit:
        assert unit.people.by_email("ines.prado@example.org") is None

    desk.clock.advance(days=6, hours=14)  # 1 December in Mexico, not just in Greenwich
    desk.bot.keep_offices()
    assert desk.person(LUCIA).role is Role.FOCAL_POINT
    desk.clock.advance(hours=5)
    desk.bot.keep_offices()
    desk.bot.keep_offices()
    assert desk.person(LUCIA).role is Role.OBSERVER
    assert desk.person("ines.prado@example.org").role is Role.FOCAL_POINT
    with desk.storage.begin(reading=True) as unit:
        assert len(unit.tenures.of(MX)) == 2


def test_handover_to_somebody_who_got_onto_another_roster_is_returned(desk: Desk) -> None:
    desk.clock.advance(days=10)
    paper = handed_in(desk, "contact", HANDOVER)
    with desk.storage.begin() as unit:
        row = RosterRow(
            email="ines.prado@example.org",
            name="Inés Prado",
            entity=EntityId("cr"),
            role=Role.ALTERNATE,
            language=Language.ES,
            time_zone="UTC",
        )
        unit.people.save([row])
        unit.commit()
    assert summary(accept(desk, paper)).startswith(f"{paper.number} can't be accepted any more")
    assert papers(desk)[0].is_waiting


def test_observer_hands_in_nothing_by_any_way(desk: Desk) -> None:
    with desk.storage.begin() as unit:
        tomas = desk.person(TOMAS)
        row = RosterRow(
            email=TOMAS,
            name=tomas.name,
            entity=MX,
            role=Role.OBSERVER,
            language=Language.ES,
            time_zone=tomas.time_zone,
        )
        unit.people.save([row])
        unit.commit()
    for form, raw in (("contact", HANDOVER), ("practice", PRACTICE), ("outreach", OUTREACH)):
        desk.submits(TOMAS, raw, form=form)
    assert papers(desk) == ()


def test_who_held_an_office_before_is_told_to_those_who_may_know(desk: Desk) -> None:
    desk.clock.advance(days=10)
    accept(desk, handed_in(desk, "contact", HANDOVER))
    assert "hasta el 30 de noviembre de 2026" in words(desk.asks(TOMAS, "contactos méxico"))
    assert "Lucía" not in words(desk.asks(STRANGER, "contactos méxico"))


def test_nobody_is_taken_off_another_entitys_roster(desk: Desk) -> None:
    answer = desk.submits(LUCIA, HANDOVER | {"email": ANA}, form="contact")
    assert list(errors_of(answer)) == ["email"]
    assert papers(desk) == ()


@pytest.mark.parametrize("email", ["ines", "ines@", "@x.org", "ines@x", "ines prado@x.org"])
def test_address_that_is_none_is_asked_again(desk: Desk, email: str) -> None:
    assert isinstance(desk.submits(LUCIA, HANDOVER | {"email": email}, form="contact"), Corrected)


# ---- events --------------------------------------------------------------------------------------


def test_accepted_event_is_in_the_calendar_still_to_be_confirmed(desk: Desk) -> None:
    paper = handed_in(desk, "learning", EVENT)
    accept(desk, paper)
    with desk.storage.begin(reading=True) as unit:
        event = unit.events.find(EventId(f"proposed-{paper.id}"))
    assert event
    assert (event.status, event.quarters) == (EventStatus.TO_BE_CONFIRMED, (Quarter(year=2027, number=2),))
    assert (event.title.es, event.source) == (EVENT["title"], paper.number)


@pytest.mark.parametrize(
    "when", ["marzo de 2027", "del 3 al 5 de marzo de 2027", "primer semestre de 2027", "2027"]
)
def test_event_keeps_what_is_known_of_its_time(desk: Desk, when: str) -> None:
    paper = handed_in(desk, "learning", EVENT | {"when": when})
    accept(desk, paper)
    with desk.storage.begin(reading=True) as unit:
        event = unit.events.find(EventId(f"proposed-{paper.id}"))
    assert event
    assert event.start
    assert event.start.year == 2027


# ---- outreach ------------------------------------------------------------------------------------


def test_account_of_outreach_stands_and_the_secretariat_sees_everybodys(desk: Desk) -> None:
    paper = handed_in(desk, "outreach", OUTREACH)
    assert not paper.is_waiting
    assert "Fundación Ejemplo" in words(desk.asks(NOAH, "acercamientos"))
    assert "Fundación Ejemplo" in words(desk.asks(TOMAS, "acercamientos"))
    assert "Fundación Ejemplo" not in words(desk.asks(GRACE, "outreach"))
    assert "Fundación Ejemplo" not in words(desk.asks(NOAH, "entregas"))


def test_outreach_that_is_still_to_come_is_no_account(desk: Desk) -> None:
    assert isinstance(desk.submits(LUCIA, OUTREACH | {"on": "20/12/2026"}, form="outreach"), Corrected)
