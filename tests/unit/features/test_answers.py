from datetime import date
from decimal import Decimal

import pytest
from tests.unit.desk import LUCIA, NOAH, TOMAS, Desk

from mirps_bot.domain.dates import Period
from mirps_bot.domain.form import Days, Field, FieldKind, Option, Problem, Value, written
from mirps_bot.domain.language import Names
from mirps_bot.domain.money import Money, Quantity
from mirps_bot.features.answers import Answers

STAGES = (
    Option(value="planning", label=Names(es="En planificación", en="Planning")),
    Option(value="in_progress", label=Names(es="En curso", en="In progress")),
    Option(value="on_hold", label=Names(es="En pausa", en="On hold")),
)


def field(kind: FieldKind, **more: object) -> Field:
    return Field(key="x", kind=kind, label=Names(es="X"), **more)  # type: ignore[arg-type]


def read(desk: Desk, field: Field, text: str, *, by: str = LUCIA) -> Value | Problem:
    with desk.visit(by) as visit:
        assert visit.person
        return Answers(visit=visit, person=visit.person).read(field, text)


def phrase(answer: Value | Problem) -> str:
    assert isinstance(answer, Problem)
    return answer.phrase


@pytest.mark.parametrize(
    "typed", ["in_progress", "2", "en curso", "EN CURSO", "curso", "in progress", "prog"]
)
def test_choice_is_meant_by_its_place_its_name_or_words_of_it(reading_desk: Desk, typed: str) -> None:
    assert read(reading_desk, field(FieldKind.CHOICE, options=STAGES), typed) == "in_progress"


@pytest.mark.parametrize(
    "typed",
    [
        "en proceso", "en proceso, creo", "creo que en curso", "ya empezamos", "bueno, ya empezamos",
        "estamos en curso", "pues en marcha", "we have started", "c'est en cours", "já começamos",
    ],
)  # fmt: skip
def test_stage_is_meant_by_what_people_call_it_and_by_a_sentence_that_says_it(
    reading_desk: Desk, typed: str
) -> None:
    assert read(reading_desk, field(FieldKind.CHOICE, options=STAGES), typed) == "in_progress"


@pytest.mark.parametrize("typed", ["todavía no empezamos", "si firman, empezamos", "no está en curso"])
def test_stage_that_is_denied_is_not_chosen(reading_desk: Desk, typed: str) -> None:
    assert phrase(read(reading_desk, field(FieldKind.CHOICE, options=STAGES), typed)) == "not_an_option"


def test_choice_that_several_could_be_is_asked_back(reading_desk: Desk) -> None:
    answer = read(reading_desk, field(FieldKind.CHOICE, options=STAGES), "en")
    offers = ("planning", "in_progress", "on_hold")
    assert answer == Problem(phrase="which_one", values={"typed": "en"}, offers=offers)


@pytest.mark.parametrize("typed", ["0", "4", "listo", "!!"])
def test_choice_that_is_none_gets_the_list(reading_desk: Desk, typed: str) -> None:
    answer = read(reading_desk, field(FieldKind.CHOICE, options=STAGES), typed)
    assert answer == Problem(phrase="not_an_option", offers=("planning", "in_progress", "on_hold"))


@pytest.mark.parametrize("typed", ["planning,on_hold", "1, 3", "planificación y pausa", "planning; on hold"])
def test_several_are_chosen_at_once(reading_desk: Desk, typed: str) -> None:
    assert read(reading_desk, field(FieldKind.CHOICES, options=STAGES), typed) == ("planning", "on_hold")


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (FieldKind.YES_NO, "yes", True),
        (FieldKind.YES_NO, "no", False),
        (FieldKind.YES_NO, "todavía no", False),
        (FieldKind.DAY, "2026-03-31", date(2026, 3, 31)),
        (FieldKind.DAY, "fin de marzo", date(2027, 3, 31)),
        (FieldKind.PERIOD, "2026-H1", Period.parse("2026-H1")),
        (FieldKind.AMOUNT, "1.500.000,50 mxn", Money(amount=Decimal("1500000.50"), currency="MXN")),
        (FieldKind.PERIOD, "T3 2025", Period.parse("2025-Q3")),
        (FieldKind.AMOUNT, "dos millones de pesos", Money(amount=Decimal(2_000_000), currency="MXN")),
        (FieldKind.AMOUNT, "USD 250 000", Money(amount=Decimal(250_000), currency="USD")),
        (FieldKind.QUANTITY, "1,200 personas", Quantity(number=Decimal(1200), unit="personas")),
        (FieldKind.QUANTITY, "doscientas personas", Quantity(number=Decimal(200), unit="personas")),
        (FieldKind.ENTITY, "México", "mx"),
        (FieldKind.ENTITY, "banco mundial", "wbg"),
        (FieldKind.PERSON, "tomás", TOMAS),
        (FieldKind.PLEDGE, "REC-058", "rec-058"),
        (FieldKind.LINK, "https://x.org:8080/a(b)", "https://x.org:8080/a(b)"),
    ],
)
def test_answer_is_read_by_its_kind_and_comes_back_as_written(
    reading_desk: Desk, kind: FieldKind, typed: str, value: Value
) -> None:
    assert read(reading_desk, field(kind), typed) == value
    assert read(reading_desk, field(kind), written(value)) == value


@pytest.mark.parametrize(
    ("kind", "typed", "why"),
    [
        (FieldKind.YES_NO, "quizás", "not_yes_or_no"),
        (FieldKind.DAY, "2026-02-31", "no_such_day"),
        (FieldKind.DAY, "pronto", "not_a_day"),
        (FieldKind.PERIOD, "hace mucho", "not_a_period"),
        (FieldKind.AMOUNT, "mucho", "not_an_amount"),
        (FieldKind.AMOUNT, "-5 USD", "negative"),
        (FieldKind.AMOUNT, "5 XYZ", "unknown_currency"),
        (FieldKind.AMOUNT, "1000000000000 USD", "too_large"),
        (FieldKind.QUANTITY, "varios municipios", "not_a_number"),
        (FieldKind.QUANTITY, "1000000000000 municipios", "too_large"),
        (FieldKind.QUANTITY, "12", "no_unit"),
        (FieldKind.PERSON, "nadie", "not_an_option"),
        *(
            (FieldKind.LINK, link, "not_a_link")
            for link in ("x.org", "javascript:alert(1)", "https://localhost")
        ),
        *(
            (FieldKind.LINK, link, "not_a_link")
            for link in ("ftp://x.org", "https://x.org/a b", "https://[x.org")
        ),
    ],
)
def test_answer_that_cannot_be_read_gets_its_reason(
    reading_desk: Desk, kind: FieldKind, typed: str, why: str
) -> None:
    assert phrase(read(reading_desk, field(kind), typed)) == why


def test_amount_without_currency_is_asked_back_with_those_that_are_offered(reading_desk: Desk) -> None:
    euro = (Option(value="EUR", label=Names(es="euro")),)
    answer = read(reading_desk, field(FieldKind.AMOUNT, options=euro), "1.500")
    assert answer == Problem(phrase="no_currency", values={"typed": "1.500"}, offers=("1500 EUR",))


def test_number_alone_counts_what_the_field_counts(reading_desk: Desk) -> None:
    places = field(FieldKind.QUANTITY, unit=Names(es="plazas", en="places"))
    assert read(reading_desk, places, "30") == Quantity(number=Decimal(30), unit="plazas")
    assert read(reading_desk, places, "30", by=NOAH) == Quantity(number=Decimal(30), unit="places")


@pytest.mark.parametrize(
    ("days", "typed", "why"),
    [
        (Days.FROM_TODAY, "2026-11-23", "day_is_past"),
        (Days.UP_TO_TODAY, "2026-11-25", "day_is_to_come"),
    ],
)
def test_day_on_the_wrong_side_of_today_is_refused(
    reading_desk: Desk, days: Days, typed: str, why: str
) -> None:
    assert phrase(read(reading_desk, field(FieldKind.DAY, days=days), typed)) == why
    assert read(reading_desk, field(FieldKind.DAY, days=days), "2026-11-24") == date(2026, 11, 24)


def test_period_that_has_not_begun_is_refused_where_something_is_told_of_it(reading_desk: Desk) -> None:
    told = field(FieldKind.PERIOD, days=Days.UP_TO_TODAY)

    assert phrase(read(reading_desk, told, "T1 2027")) == "period_is_to_come"
    assert phrase(read(reading_desk, told, "2027")) == "period_is_to_come"
    assert read(reading_desk, told, "T4 2026") == Period(first=date(2026, 10, 1), last=date(2026, 12, 31))
    assert isinstance(read(reading_desk, field(FieldKind.PERIOD), "T1 2027"), Period)
