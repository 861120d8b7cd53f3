from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.dates import Period, Quarter
from mirps_bot.domain.form import (
    NOT_YET,
    Field,
    FieldKind,
    Form,
    InvalidForm,
    Problem,
    Value,
    validate,
    written,
)
from mirps_bot.domain.language import Names
from mirps_bot.domain.money import Money, Quantity
from mirps_bot.domain.text import storable


def field(key: str, kind: FieldKind = FieldKind.SHORT_TEXT, **more: object) -> Field:
    return Field(key=key, kind=kind, label=Names(es=key.title()), **more)  # type: ignore[arg-type]


def form(*fields: Field) -> Form:
    word = Names(es="x")
    return Form(name="update", title=word, submit=word, cancel=word, fields=fields)


def read(field: Field, text: str) -> Value | Problem:
    """Takes what has no "!" in it."""
    return Problem(phrase="odd") if "!" in text else text


WHOLE = form(
    field("kind", required=True),
    field("amount", when={"kind": ("money", "both")}, required=True),
    field("bank", when={"amount": ("lot",)}),
    field("places", when={"kind": ("places", "both")}),
    field("narrative", FieldKind.LONG_TEXT, max_length=10),
    field("day", required=True, may_be_unknown=True),
)


def keys(raw: Mapping[str, str]) -> list[str]:
    return [each.key for each in WHOLE.asked(raw)]


def problems(raw: Mapping[str, str], of: Form = WHOLE) -> dict[str, Problem]:
    with pytest.raises(InvalidForm) as refused:
        validate(of, raw, read)
    return dict(refused.value.problems)


# ---- what is asked -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "asked"),
    [
        ({}, ["kind", "narrative", "day"]),
        ({"kind": "money"}, ["kind", "amount", "narrative", "day"]),
        ({"kind": "both", "amount": "lot"}, ["kind", "amount", "bank", "places", "narrative", "day"]),
        ({"kind": "places,other"}, ["kind", "places", "narrative", "day"]),
        ({"kind": "other", "amount": "lot"}, ["kind", "narrative", "day"]),
    ],
)
def test_field_is_asked_if_the_answers_before_call_for_it(raw: dict[str, str], asked: list[str]) -> None:
    assert keys(raw) == asked


def test_choice_on_which_others_depend_is_known() -> None:
    assert [each.key for each in WHOLE.fields if WHOLE.decides(each.key)] == ["kind", "amount"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ((field("a"), field("a")), "two fields have the key 'a'"),
        ((field("a", when={"b": ("x",)}), field("b")), "'a' depends on 'b', which is no field before it"),
        ((field("a", when={"a": ("x",)}),), "'a' depends on 'a', which is no field before it"),
    ],
)
def test_form_that_cannot_be_is_refused(fields: tuple[Field, ...], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        form(*fields)


# ---- what is taken -------------------------------------------------------------------------------


def test_answers_to_what_is_asked_are_read() -> None:
    raw = {"kind": "money", "amount": " 5\n", "places": "!", "day": "x", "submitter": "!"}
    assert validate(WHOLE, raw, read) == {"kind": "money", "amount": "5", "day": "x"}


@pytest.mark.parametrize("nothing", [{}, {"narrative": ""}, {"narrative": " \n "}, {"day": NOT_YET}])
def test_missing_empty_blank_and_not_known_yet_are_left_out(nothing: dict[str, str]) -> None:
    assert validate(WHOLE, {"kind": "x"} | nothing, read) == {"kind": "x"}


def test_not_known_yet_is_no_answer_where_one_is_needed() -> None:
    assert validate(WHOLE, {"kind": NOT_YET}, read) == {"kind": NOT_YET}


def test_all_problems_come_at_once() -> None:
    assert problems({"kind": "money", "narrative": "a" * 11, "day": "!"}) == {
        "amount": Problem(phrase="required"),
        "narrative": Problem(phrase="too_long", values={"limit": "10", "length": "11"}),
        "day": Problem(phrase="odd"),
    }


@given(st.dictionaries(st.sampled_from([each.key for each in WHOLE.fields]), st.text()))
def test_no_answers_are_too_odd_to_be_taken_or_refused(raw: dict[str, str]) -> None:
    found: Mapping[str, object]
    try:
        found = validate(WHOLE, raw, read)
    except InvalidForm as invalid:
        found = invalid.problems
    assert set(found) <= set(keys(raw))


@given(st.text())
def test_words_are_taken_as_they_were_typed(text: str) -> None:
    free = form(field("narrative", FieldKind.LONG_TEXT))
    kept = storable(text).strip()
    assert validate(free, {"narrative": text}, lambda _, typed: typed) == (
        {"narrative": kept} if kept else {}
    )


@given(st.text(max_size=30))
def test_too_long_is_counted_as_the_person_sees_it(text: str) -> None:
    limited = form(replace(field("narrative"), max_length=10))
    length = len(text.replace("\0", "").strip())
    if length <= 10:
        validate(limited, {"narrative": text}, lambda _, typed: typed)
    else:
        values = {"limit": "10", "length": str(length)}
        assert problems({"narrative": text}, limited) == {
            "narrative": Problem(phrase="too_long", values=values)
        }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("en curso", "en curso"),
        (True, "yes"),
        (False, "no"),
        (date(2026, 3, 31), "2026-03-31"),
        (("a", "b"), "a,b"),
        (Money(amount=Decimal(2_000_000), currency="EUR"), "2000000 EUR"),
        (Quantity(number=Decimal("2.5"), unit="años"), "2.5 años"),
        (Period.of(Quarter(year=2026, number=3)), "2026-Q3"),
    ],
)
def test_value_is_written_as_an_answer(value: Value, text: str) -> None:
    assert written(value) == text
