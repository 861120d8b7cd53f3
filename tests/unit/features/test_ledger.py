"""What became of every reminder and digest: asked by the secretariat, and by nobody else."""

from datetime import date

import pytest
from tests.unit.desk import ELENA, LUCIA, MX, NOAH, STRANGER, TOMAS, At, Desk, actions, summary, view_of
from tests.unit.postman import Postman

from mirps_bot.adapters.console.render import render_text
from mirps_bot.dialogue import Place, Tell
from mirps_bot.domain.dates import Period
from mirps_bot.domain.delivery import Delivery, Reason
from mirps_bot.domain.language import Language
from mirps_bot.domain.ledger import LedgerFilter, Outcome
from mirps_bot.features import ledger
from mirps_bot.features.ledger import PAGE_SIZE, History
from mirps_bot.view.action import Action, ActionName

A_WEEK_BEFORE = "2026-12-03T15:00"
"""The meeting's: nine in Mexico."""
MEXICO_TODAY = "mexico test-meeting 2026-12-03"


def asked(desk: Desk, words: str, email: str = NOAH) -> History:
    return desk.data(ledger.answer, words, History, email)


def reminded(postman: Postman) -> Delivery:
    """Mexico's prompt about the meeting."""
    *_, prompt = postman.about_meeting(MX)
    return prompt.delivery


def outcomes(desk: Desk, words: str) -> list[Outcome]:
    return [line.entry.outcome for line in asked(desk, words).page.items]


def presses_on(desk: Desk, delivery: Delivery, name: ActionName, *arguments: str, email: str = LUCIA) -> None:
    stands = Place(channel=f"D{desk.person(LUCIA).id}", is_direct=True, message=f"{delivery.id}.0")
    desk.presses(email, name, *arguments, place=stands)


def test_ledger_is_for_the_secretariat_alone(desk: Desk) -> None:
    for email in (LUCIA, STRANGER):
        with desk.visit(email) as visit:
            assert ledger.answer(visit, "") == Tell(phrase="ledger_is_secretariats")


def test_prompt_is_sent_until_somebody_does_something_with_it(desk: Desk, postman: Postman, at: At) -> None:
    at(A_WEEK_BEFORE)
    prompt = reminded(postman)
    assert outcomes(desk, MEXICO_TODAY) == [Outcome.SENT]

    presses_on(desk, prompt, ActionName.REPORT)
    assert outcomes(desk, MEXICO_TODAY) == [Outcome.CLICKED]

    at("2026-12-03T15:05")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})
    (line,) = asked(desk, MEXICO_TODAY).page.items
    assert line.entry.outcome is Outcome.ANSWERED
    assert [(mark.mark.value, by and by.email) for mark, by in line.deeds] == [
        ("clicked", LUCIA),
        ("answered", LUCIA),
    ]
    assert (line.person and line.person.email, line.days) == (LUCIA, 7)


def test_prompt_that_was_put_off_says_so(desk: Desk, postman: Postman, at: At) -> None:
    at(A_WEEK_BEFORE)
    prompt = reminded(postman)
    presses_on(desk, prompt, ActionName.SNOOZE, str(prompt.id), "tomorrow")
    assert outcomes(desk, MEXICO_TODAY) == [Outcome.SNOOZED]
    assert outcomes(desk, "mexico test-meeting 2026-12-04") == [Outcome.PLANNED]


def test_press_on_what_is_no_prompt_is_no_line_of_the_ledger(desk: Desk) -> None:
    elsewhere = Place(channel="D9", is_direct=True, message="9.0")
    desk.presses(LUCIA, ActionName.ASK, "help", place=elsewhere)
    assert asked(desk, "").page.items == ()


def test_what_was_not_sent_has_its_reason(desk: Desk, postman: Postman, at: At) -> None:
    at(A_WEEK_BEFORE)
    everybody = frozenset(desk.person(each).id for each in (LUCIA, "tomas.rivera@example.org"))
    postman.about_meeting(MX, without=everybody)
    (line,) = asked(desk, MEXICO_TODAY).page.items
    assert (line.entry.outcome, line.entry.delivery.reason) == (Outcome.NOT_SENT, Reason.NO_ACCOUNT)


def test_what_waits_for_somebodys_hours_says_so_and_that_it_waited(
    desk: Desk, postman: Postman, at: At
) -> None:
    away = {"person": LUCIA, "since": "2026-12-01", "until": "2026-12-11", "cover": TOMAS}
    desk.submits(LUCIA, away, form="absence")
    at(A_WEEK_BEFORE)
    postman.round()
    assert outcomes(desk, MEXICO_TODAY) == [Outcome.WAITING]

    at("2026-12-03T17:00")  # nine in Tijuana
    postman.round()
    assert outcomes(desk, MEXICO_TODAY) == [Outcome.SENT]
    told = render_text(view_of(desk.asks(NOAH, f"historial {MEXICO_TODAY}")))
    assert "sent to Tomás Rivera (it waited: outside their working hours)" in told


def test_ledger_is_asked_by_person_and_period(desk: Desk, postman: Postman, at: At) -> None:
    at(A_WEEK_BEFORE)
    postman.round()
    lucias = asked(desk, "lucia ortega diciembre 2026")
    assert {line.person and line.person.email for line in lucias.page.items} == {LUCIA}
    assert asked(desk, "lucia ortega 2026-Q3").page.total == 0
    assert asked(desk, "lucia nowhere").asked.rest == ("nowhere",)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("today", "2026-12-03", "2026-12-03"),
        ("mexico yesterday", "2026-12-02", "2026-12-02"),
        ("since monday", "2026-11-30", "2026-12-03"),
        ("la semana pasada", "2026-11-23", "2026-11-29"),
        ("december", "2026-12-01", "2026-12-31"),
        ("this year", "2026-01-01", "2026-12-31"),
        ("since 2026-11-20", "2026-11-20", "2026-12-03"),
        ("snoozed monday", "2026-12-07", "2026-12-07"),
    ],
)
def test_ledger_is_asked_in_words_of_time(desk: Desk, at: At, words: str, first: str, last: str) -> None:
    at(A_WEEK_BEFORE)
    with desk.visit(NOAH) as visit:
        question = ledger.ask(visit, words)
    assert question.period == Period(first=date.fromisoformat(first), last=date.fromisoformat(last))
    assert question.rest == ()


@pytest.mark.parametrize("words", ["tomás", "TOMAS", "Rivera", "tomas.rivera@example.org"])
def test_person_is_found_by_any_part_of_the_name(desk: Desk, words: str) -> None:
    with desk.visit(NOAH) as visit:
        question = ledger.ask(visit, f"{words} hoy")
    assert [each.email for each in question.people] == [TOMAS]
    assert question.rest == ()


@pytest.mark.parametrize(
    ("words", "events", "rest"),
    [
        ("reunión de puntos focales", {"cal-2025-focal"}, ()),
        ("focal points meeting", {"cal-2025-focal"}, ()),
        ("mexico lucia quarterly meeting 2026-12-03", {"test-meeting"}, ()),
        ("plazo", {"test-deadline"}, ()),
        ("cierre del ciclo nowhere", {"test-deadline"}, ("nowhere",)),
        ("troika", {"cal-2025-troika"}, ()),
        ("focal points meeting test-meeting", {"test-meeting"}, ()),
        ("mexico", set(), ()),
        ("quaterly", set(), ("quaterly",)),
        ("grupo de asilo", set(), ("asilo",)),
    ],
)
def test_event_is_found_by_words_of_its_title_its_kind_or_its_group(
    desk: Desk, words: str, events: set[str], rest: tuple[str, ...]
) -> None:
    with desk.visit(NOAH) as visit:
        question = ledger.ask(visit, words)
    assert (set(question.wanted.events), question.rest) == (events, rest)


def test_ledger_of_an_event_by_name_has_its_reminders_and_says_its_title(
    desk: Desk, postman: Postman, at: At
) -> None:
    at(A_WEEK_BEFORE)
    postman.round()
    by_name, by_id = asked(desk, "reunión trimestral"), asked(desk, "test-meeting")
    assert by_name.page == by_id.page
    assert 0 < by_name.page.total < asked(desk, "").page.total
    assert "Reunión trimestral" in summary(desk.asks(ELENA, "historial reunión trimestral"))


def test_heading_names_the_latest_of_many_events(desk: Desk) -> None:
    with desk.visit(NOAH) as visit:
        question = ledger.ask(visit, "meetings")
        latest = max(question.events, key=lambda each: each.first_day)
    assert len(question.titles) > 3
    said = summary(desk.asks(NOAH, "ledger meetings"))
    assert [title.in_language(Language.EN) in said for title in question.titles[:4]] == [
        True,
        True,
        True,
        False,
    ]
    assert (question.titles[0], said.endswith("…")) == (latest.title, True)


def test_pages_follow_each_other(desk: Desk, postman: Postman, at: At) -> None:
    at(A_WEEK_BEFORE)
    postman.round()
    first = asked(desk, "")
    assert (len(first.page.items), first.page.total > PAGE_SIZE) == (PAGE_SIZE, True)
    assert Action(ActionName.ASK, ("ledger p2",)) in actions(desk.asks(NOAH, "ledger"))
    keys = [line.entry.delivery.key for page in ("p1", "p2") for line in asked(desk, page).page.items]
    with desk.visit(NOAH) as visit:
        whole = visit.unit.ledger.page(LedgerFilter(), limit=2 * PAGE_SIZE)
    assert keys == [each.delivery.key for each in whole.items]


def test_ledger_speaks_the_readers_language(desk: Desk) -> None:
    assert summary(desk.asks(ELENA, "historial")) == "Historial de envíos: 0 envíos"
    assert summary(desk.asks(NOAH, "ledger")) == "Ledger: 0 deliveries"
