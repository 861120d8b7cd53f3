import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.form import Field, FieldKind, Form, InvalidForm, Option, Problem, read_number, validate
from mirps_bot.domain.language import Names
from mirps_bot.domain.text import storable

NO_BREAK, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def field(key: str, kind: FieldKind = FieldKind.SHORT_TEXT, **more: object) -> Field:
    return Field(key=key, kind=kind, label=Names(es=key.title()), **more)  # type: ignore[arg-type]


def form(*fields: Field) -> Form:
    return Form(name="update", title=Names(es="Informar"), submit=Names(es="Enviar"), fields=fields)


STAGES = (Option(value="planning", label=Names(es="x")), Option(value="fulfilled", label=Names(es="x")))
WHOLE = form(
    field("pledge", FieldKind.CHOICE, options_from="pledges", required=True),
    field("stage", FieldKind.CHOICE, options=STAGES, required=True),
    field("narrative", FieldKind.LONG_TEXT, max_length=10),
    field("amount", FieldKind.NUMBER, needs="currency"),
    field("currency", FieldKind.CHOICE, options=(Option(value="USD", label=Names(es="x")),)),
    field("evidence", FieldKind.LINK),
)
ENOUGH = {"pledge": "rec-1", "stage": "planning"}


def problems(raw: dict[str, str], of: Form = WHOLE) -> dict[str, Problem]:
    with pytest.raises(InvalidForm) as refused:
        validate(of, raw)
    return dict(refused.value.problems)


def kept(text: str) -> str:
    """What is left of a text that has no halves of surrogate pairs."""
    return text.replace("\0", "").strip()


def problems_or_none(raw: dict[str, str]) -> dict[str, Problem] | None:
    try:
        validate(WHOLE, raw)
    except InvalidForm as invalid:
        return dict(invalid.problems)
    return None


# ---- a whole form --------------------------------------------------------------------------------


def test_answers_are_read_by_kind() -> None:
    raw = ENOUGH | {"amount": " 1.500,50 ", "currency": "USD", "evidence": "https://x.org/a?b=1#c"}
    assert validate(WHOLE, raw) == ENOUGH | {
        "amount": Decimal("1500.50"),
        "currency": "USD",
        "evidence": "https://x.org/a?b=1#c",
    }


@pytest.mark.parametrize("nothing", [{}, {"narrative": ""}, {"narrative": " \n "}])
def test_missing_empty_and_blank_mean_the_same(nothing: dict[str, str]) -> None:
    assert validate(WHOLE, ENOUGH | nothing) == ENOUGH


def test_all_problems_come_at_once() -> None:
    raw = {"stage": "done", "narrative": "a" * 11, "amount": "un millón", "evidence": "x.org"}
    assert problems(raw) == {
        "pledge": Problem(phrase="required"),
        "stage": Problem(phrase="not_an_option"),
        "narrative": Problem(phrase="too_long", values={"limit": "10", "length": "11"}),
        "amount": Problem(phrase="not_a_number", values={"typed": "un millón"}),
        "evidence": Problem(phrase="not_a_link", values={"typed": "x.org"}),
    }


def test_amount_needs_its_currency() -> None:
    assert problems(ENOUGH | {"amount": "5"}) == {
        "currency": Problem(phrase="needed_with", values={"other": "amount"})
    }


def test_currency_that_is_wrong_is_said_to_be_wrong_not_missing() -> None:
    assert problems(ENOUGH | {"amount": "5", "currency": "XYZ"}) == {
        "currency": Problem(phrase="not_an_option")
    }


def test_amount_that_is_wrong_does_not_ask_for_its_currency() -> None:
    assert set(problems(ENOUGH | {"amount": "much"})) == {"amount"}


def test_answers_to_no_field_are_left_alone() -> None:
    assert validate(WHOLE, ENOUGH | {"submitter": "x"}) == ENOUGH


def test_what_is_quoted_back_is_short() -> None:
    (problem,) = problems(ENOUGH | {"amount": "x" * 3000}).values()
    assert problem.values == {"typed": "x" * 40}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ((field("a"), field("a")), "two fields have the same key"),
        ((field("a", needs="b"),), "needs 'b', which is not a field"),
    ],
)
def test_form_that_cannot_be_is_refused(fields: tuple[Field, ...], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        form(*fields)


@given(st.dictionaries(st.sampled_from([each.key for each in WHOLE.fields]), st.text()))
def test_no_answers_are_too_odd_to_be_read(raw: dict[str, str]) -> None:
    found = problems_or_none(raw)
    if found is None:
        values = validate(WHOLE, raw)
        texts = {key: value for key, value in values.items() if isinstance(value, str)}
        assert texts == {key: storable(raw[key]).strip() for key in texts}
    else:
        assert found.keys() <= {each.key for each in WHOLE.fields}


@given(st.text())
def test_words_are_taken_as_they_were_typed(text: str) -> None:
    free = form(field("narrative", FieldKind.LONG_TEXT))
    kept = storable(text).strip()
    assert validate(free, {"narrative": text}) == ({"narrative": kept} if kept else {})


def test_number_beyond_a_trillion_is_asked_back() -> None:
    amount = form(field("amount", FieldKind.NUMBER))
    with pytest.raises(InvalidForm) as refused:
        validate(amount, {"amount": "1000000000000"})
    assert refused.value.problems == {
        "amount": Problem(phrase="too_large", values={"typed": "1000000000000"})
    }
    assert validate(amount, {"amount": "999999999999.99"}) == {"amount": Decimal("999999999999.99")}


@given(st.text(max_size=30))
def test_too_long_is_counted_as_the_person_sees_it(text: str) -> None:
    limited = form(replace(field("narrative"), max_length=10))
    length = len(kept(text))
    if length <= 10:
        validate(limited, {"narrative": text})
    else:
        assert problems({"narrative": text}, limited)["narrative"].values == {
            "limit": "10",
            "length": str(length),
        }


# ---- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", "0"),
        ("1500", "1500"),
        ("007", "7"),
        ("0,5", "0.5"),
        ("0.50", "0.50"),
        ("1.500", "1500"),
        ("1,500", "1500"),
        ("1 500", "1500"),
        (f"1{NO_BREAK}500", "1500"),
        (f"1{NARROW}500", "1500"),
        ("1'500", "1500"),
        ("1’500", "1500"),
        ("1.500.000", "1500000"),
        ("1,500,000.50", "1500000.50"),
        ("1.500.000,5", "1500000.5"),
        (f"1{NO_BREAK}500{NO_BREAK}000,50", "1500000.50"),
        ("  12  ", "12"),
    ],
)
def test_number_is_read_as_people_write_it(typed: str, number: str) -> None:
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "mil", "-5", "+5", "1e6", "5 %", "USD 5", "½", "١٢", "1_000", "NaN", "Infinity", "0x10", "."),
        *("1.5.5", "1,5,5", "1.500.5", "1,500,50", "1.500.50", "12.34.567", "1500.000", "1.50.000", "1 5"),
        *("1,500.000,5", "1.500,000", "0.125", "0,125", "00.500", "5.", ",5", "1..5", "1.234 567"),
    ],
)
def test_number_that_could_be_two_or_none_is_not_guessed(typed: str) -> None:
    assert read_number(typed) is None


@given(st.text(alphabet="0123456789.,' -+eE\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", max_size=14))
def test_no_digit_is_lost_or_moved(typed: str) -> None:
    """What follows the last separator is a whole group of three, or the cents."""
    number = read_number(typed)
    if number is not None:
        whole, _, cents = format(number, "f").partition(".")
        *before, last = re.split(r"\D", typed.strip())
        assert (whole + cents).lstrip("0") == "".join([*before, last]).lstrip("0")
        assert cents == (last if before and len(last) < 3 else "")
        assert not before or len(last) <= 3


@given(st.decimals(0, 10**12, places=2), st.sampled_from([(".", ","), (",", "."), (" ", ","), ("'", ".")]))
def test_number_written_with_groups_comes_back(number: Decimal, marks: tuple[str, str]) -> None:
    group, point = marks
    written = f"{number:,.2f}".translate(str.maketrans(",.", "GP")).replace("G", group).replace("P", point)
    assert read_number(written) == number


@pytest.mark.parametrize(("typed", "fits"), [("999999999999.99", True), ("1000000000000", False)])
def test_number_that_nobody_means_is_refused(typed: str, fits: bool) -> None:
    numbers = form(field("amount", FieldKind.NUMBER))
    if fits:
        assert validate(numbers, {"amount": typed}) == {"amount": Decimal(typed)}
    else:
        assert problems({"amount": typed}, numbers)["amount"].phrase == "too_large"


# ---- links ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "link", ["https://x.org", "http://x.org:8080/a(b)", "HTTPS://X.ORG", "https://ñ.org/é"]
)
def test_web_address_is_taken(link: str) -> None:
    assert validate(form(field("link", FieldKind.LINK)), {"link": link}) == {"link": link}


@pytest.mark.parametrize(
    "link",
    [
        *("x.org", "javascript:alert(1)", "ftp://x.org", "https://", "https://localhost", "https:x.org"),
        *(
            "https://x.org/a b",
            "https://[x.org",
            "mailto:a@x.org",
            "<https://x.org|ours>",
            "data:text/html,x",
        ),
    ],
)
def test_anything_else_is_no_web_address(link: str) -> None:
    assert problems({"link": link}, form(field("link", FieldKind.LINK)))["link"].phrase == "not_a_link"
