"""How many pledges there are by each country, theme, stage: the rows, and the lists that their buttons open."""

from decimal import Decimal

import pytest
from tests.unit.desk import ANA, CHLOE, GRACE, LUCIA, NOAH, RAFAEL, STRANGER, Desk, summary, view_of

from mirps_bot.adapters.console.render import render_text
from mirps_bot.domain.query import Count, Facet
from mirps_bot.features import pledges
from mirps_bot.features.breakdown import MOST_ROWS, Breakdown, By, take_facet
from mirps_bot.features.pledges import PledgeList


def counted(desk: Desk, words: str, email: str = LUCIA) -> Breakdown:
    return desk.data(pledges.answer, words, Breakdown, email)


def asked(words: tuple[str, ...]) -> str:
    return words[0].removeprefix("pledges").strip()


@pytest.mark.parametrize(
    ("words", "by", "others"),
    [
        ("por país", Facet.OWNER, ""),
        ("GRF by country", Facet.OWNER, "GRF"),
        ("Mexico by area", Facet.AREA, "Mexico"),
        ("por estado del avance de México", Facet.STAGE, "de México"),
        ("par type, Honduras", Facet.TYPE, "Honduras"),
        ("por tema 2023", Facet.AREA, "2023"),
        ("por ano", Facet.YEAR, ""),
        ("par pays bénéficiaire", Facet.BENEFICIARY, ""),
        ("by forum", Facet.FORUM, ""),
        ("por Canadá", None, "por Canadá"),
        ("by Canada", None, "by Canada"),
        ("país:méxico área:asilo", None, "país:méxico área:asilo"),
    ],
)
def test_only_what_can_be_counted_by_is_taken_from_the_words(
    desk: Desk, words: str, by: Facet | None, others: str
) -> None:
    with desk.visit(LUCIA) as visit:
        assert take_facet(visit, words) == (By(facet=by) if by else None, others)


@pytest.mark.parametrize("by", ["owner", "beneficiary", "area", "type", "kind", "stage", "year", "forum"])
@pytest.mark.parametrize(
    "words", ["", "México 2019..2023", "asilo,protección", "área:asilo,protección", "míos"]
)
def test_button_opens_the_list_that_its_row_counts(desk: Desk, words: str, by: str) -> None:
    shown = desk.show(pledges.answer, f"{words} by {by}")
    assert isinstance(shown.data, Breakdown)
    for choice in shown.choices["open"]:
        listed = desk.data(pledges.answer, asked(choice.action.arguments), PledgeList)
        row = choice.values["row"]
        assert row in shown.data.rows
        assert listed.page.total == row.number, choice.action
        assert listed.sums == row.sums


def test_rows_come_the_largest_first_and_the_rest_is_summed(desk: Desk) -> None:
    found = counted(desk, "por país")

    numbers = [each.number for each in found.rows]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == MOST_ROWS
    assert found.others > 1
    assert 0 < found.others_number <= found.others * numbers[-1]


def test_it_says_where_a_pledge_stands_in_several_rows_and_only_there(desk: Desk) -> None:
    assert counted(desk, "por área").repeats
    assert not counted(desk, "por año").repeats
    assert sum(each.number for each in counted(desk, "por año").rows) == counted(desk, "por año").total


def test_other_facets_and_the_list_are_a_button_away(desk: Desk) -> None:
    shown = desk.show(pledges.answer, "México por área")
    for choice in shown.choices["by"]:
        assert counted(desk, asked(choice.action.arguments)).by is choice.values["by"]
    (whole,) = shown.choices["list"]
    assert desk.data(pledges.answer, asked(whole.action.arguments), PledgeList).page.total == shown.data.total  # type: ignore[attr-defined]


def test_of_whoever_made_them_it_counts_whom_they_are_for(desk: Desk) -> None:
    assert counted(desk, "de:canadá por país").by is Facet.BENEFICIARY
    assert counted(desk, "compromisos de Canadá por país").by is Facet.BENEFICIARY
    assert counted(desk, "compromisos de México por país").by is Facet.OWNER
    offered = desk.show(pledges.answer, "compromisos de Canadá por país").choices["by"]
    assert [each.values["by"] for each in offered] == [Facet.AREA, Facet.STAGE, Facet.YEAR]


def test_nothing_to_count_is_answered_as_a_list_that_is_empty(desk: Desk) -> None:
    assert not desk.data(pledges.answer, "etapa:retirado por país", PledgeList).page.total


def test_biggest_donors_come_with_the_most_money_first(desk: Desk) -> None:
    by_money = counted(desk, "mayores donantes")
    assert (by_money.by, by_money.is_by_money) == (Facet.OWNER, True)

    def dollars(count: Count) -> Decimal:
        return next((each.amount for each in count.sums.totals if each.currency == "USD"), Decimal(0))

    amounts = list(map(dollars, by_money.rows))
    assert amounts == sorted(amounts, reverse=True)
    assert by_money.rows[0].key == "us"
    stated = [bool(each.sums.totals) for each in by_money.rows]
    assert stated == sorted(stated, reverse=True)


def test_own_pledges_are_counted_for_the_roster_alone(desk: Desk) -> None:
    assert counted(desk, "míos por año", GRACE).total
    assert summary(desk.asks(STRANGER, "compromisos míos por año")) != summary(
        desk.asks(LUCIA, "compromisos míos por año")
    )
    assert counted(desk, "por año", STRANGER).total == counted(desk, "por año", NOAH).total


@pytest.mark.parametrize(
    ("email", "words", "said"),
    [
        (LUCIA, "por año", "34 · 2023"),
        (GRACE, "by year", "34 · 2023"),
        (GRACE, "Mexico by area", "9 · Strengthening asylum systems"),
        (LUCIA, "cuántos compromisos por etapa", "94 · sin informe"),
        (RAFAEL, "asilo por país", "Canadá"),
        (CHLOE, "par type", "37 · financière"),
        (LUCIA, "compromisos GRF por país", "8 · Brasil"),
        (ANA, "compromisos por área", "sin área"),
    ],
)
def test_it_is_asked_in_plain_words(desk: Desk, email: str, words: str, said: str) -> None:
    assert said in render_text(view_of(desk.asks(email, words)))


@pytest.mark.parametrize("words", ["reuniones por año", "planes por país"])
def test_what_is_counted_is_pledges_and_nothing_else(desk: Desk, words: str) -> None:
    assert "compromisos y contribuciones" not in summary(desk.asks(LUCIA, words))
