from decimal import Decimal

import pytest

from mirps_bot.domain.ids import EntityId, PledgeId
from mirps_bot.domain.pledge import Pledge, PledgeKind, Stage, Sums, Total, add_up


def pledge(
    key: str,
    amount: int | None = None,
    currency: str | None = "USD",
    *,
    part_of: str | None = None,
    overlaps: tuple[str, ...] = (),
) -> Pledge:
    return Pledge(
        id=PledgeId(key),
        kind=PledgeKind.CONTRIBUTION,
        entities=(EntityId("us"),),
        amount=None if amount is None else Decimal(amount),
        currency=currency if amount is not None else None,
        part_of=PledgeId(part_of) if part_of else None,
        overlaps=tuple(map(PledgeId, overlaps)),
        source="https://example.org",
    )


def total(currency: str, amount: int, count: int) -> Total:
    return Total(currency=currency, amount=Decimal(amount), count=count)


def sums(*totals: Total, overlapping: int = 0, without_currency: int = 0) -> Sums:
    return Sums(totals=totals, overlapping=overlapping, without_currency=without_currency)


def test_add_up_nothing() -> None:
    assert add_up([]) == sums()


def test_add_up_leaves_out_pledges_without_an_amount() -> None:
    assert add_up([pledge("a"), pledge("b", 0)]) == sums(total("USD", 0, 1))


def test_add_up_never_mixes_currencies() -> None:
    assert add_up([pledge("a", 5, "EUR"), pledge("b", 7, "USD"), pledge("c", 1, "EUR")]) == sums(
        total("USD", 7, 1), total("EUR", 6, 2)
    )


def test_add_up_counts_amounts_without_a_currency_apart() -> None:
    assert add_up([pledge("a", 5), pledge("b", 125, None)]) == sums(total("USD", 5, 1), without_currency=1)


def test_add_up_leaves_out_a_part_whose_package_is_listed() -> None:
    package, part = pledge("package", 100), pledge("part", 30, part_of="package")
    assert add_up([part, package]) == sums(total("USD", 100, 1), overlapping=1)


def test_add_up_counts_a_part_whose_package_is_not_listed() -> None:
    assert add_up([pledge("part", 30, part_of="package")]) == sums(total("USD", 30, 1))


def test_add_up_counts_a_part_whose_package_has_no_amount() -> None:
    package, part = pledge("package"), pledge("part", 30, part_of="package")
    assert add_up([package, part]) == sums(total("USD", 30, 1))


def test_add_up_counts_what_stands_beside_an_amount_without_a_currency() -> None:
    package = pledge("package", 100, None)
    assert add_up([package, pledge("part", 30, part_of="package")]) == sums(
        total("USD", 30, 1), without_currency=1
    )
    assert add_up([package, pledge("other", 30, overlaps=("package",))]) == sums(
        total("USD", 30, 1), without_currency=1
    )


def test_add_up_counts_the_largest_of_a_cluster_that_overlaps() -> None:
    cluster = [
        pledge("a", 57, overlaps=("b", "c")),
        pledge("b", 310, overlaps=("a", "c")),
        pledge("c", 20, overlaps=("a", "b")),
    ]
    assert add_up(cluster) == sums(total("USD", 310, 1), overlapping=2)
    assert add_up(reversed(cluster)) == add_up(cluster)


def test_add_up_reads_an_overlap_that_only_one_side_states() -> None:
    assert add_up([pledge("a", 10, overlaps=("b",)), pledge("b", 40)]) == sums(
        total("USD", 40, 1), overlapping=1
    )
    assert add_up([pledge("a", 10), pledge("b", 40, overlaps=("a",))]) == sums(
        total("USD", 40, 1), overlapping=1
    )


def test_add_up_counts_one_of_two_equal_amounts_that_overlap() -> None:
    assert add_up([pledge("a", 10, overlaps=("b",)), pledge("b", 10)]) == sums(
        total("USD", 10, 1), overlapping=1
    )


def test_add_up_counts_what_overlaps_with_something_not_listed() -> None:
    assert add_up([pledge("a", 57, overlaps=("b",))]) == sums(total("USD", 57, 1))


@pytest.mark.parametrize(
    ("stage", "closed"),
    [
        (Stage.PLANNING, False),
        (Stage.IN_PROGRESS, False),
        (Stage.FULFILLED, True),
        (Stage.WITHDRAWN, True),
        (Stage.SUPERSEDED, True),
    ],
)
def test_stage_is_closed_when_nothing_more_is_due(stage: Stage, closed: bool) -> None:
    assert stage.is_closed is closed
