import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.money import Amounts, Money, Quantity, read_number

NO_BREAK, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


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


def test_money_and_things_are_written_as_they_are_read() -> None:
    assert str(Money(amount=Decimal("1500000.50"), currency="MXN")) == "1500000.5 MXN"
    assert str(Quantity(number=Decimal("1E+2"), unit="personas")) == "100 personas"


ENDS = st.one_of(st.none(), st.decimals("0", "1000000000", places=2))


@given(
    least=ENDS,
    most=ENDS,
    currency=st.sampled_from([None, "USD", "EUR"]),
    is_over=st.booleans(),
    is_under=st.booleans(),
)
def test_amounts_are_written_as_they_are_read(
    least: Decimal | None, most: Decimal | None, currency: str | None, is_over: bool, is_under: bool
) -> None:
    amounts = Amounts(
        least=least,
        most=most,
        currency=currency,
        excludes_least=is_over and least is not None,
        excludes_most=is_under and most is not None,
    )
    if least is None and most is None:
        with pytest.raises(ValueError, match="no range"):
            Amounts.parse(str(amounts))
    else:
        assert Amounts.parse(str(amounts)) == amounts


@pytest.mark.parametrize(
    "typed", ["", "5", "USD", ">", "<x", ">5<", ">-1", "5..7", ">5usd", "<7>5", ">1e5", ">٣"]
)
def test_anything_else_is_no_range_of_amounts(typed: str) -> None:
    with pytest.raises(ValueError, match="no range"):
        Amounts.parse(typed)
