from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.ids import EntityId, PersonId, PledgeId, UpdateId
from mirps_bot.domain.joint import consolidate, kind_for
from mirps_bot.domain.money import Money
from mirps_bot.domain.pledge import Pledge, PledgeKind, Stage
from mirps_bot.domain.update import Report, Surface, Update, UpdateKind

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
MX, CA, PA, HN = map(EntityId, ("mx", "ca", "pa", "hn"))


def pledge(*entities: EntityId) -> Pledge:
    return Pledge(id=PledgeId("rec-022"), kind=PledgeKind.PLEDGE, entities=entities, source="x")


def said(number: int, entity: EntityId, amount: int | None = None, *, currency: str = "USD") -> Update:
    """The lead officially, others their part; in the order of their numbers."""
    return Update(
        id=UpdateId(number),
        pledge=PledgeId("rec-022"),
        kind=UpdateKind.UPDATE if entity == MX else UpdateKind.PART,
        report=Report(
            stage=Stage.IN_PROGRESS,
            amount=Decimal(amount) if amount is not None else None,
            currency=currency if amount is not None else None,
        ),
        entity=entity,
        author=PersonId(1),
        author_name="Lucía",
        on_behalf=False,
        surface=Surface.FORM,
        filed_at=NOW + timedelta(hours=number),
    )


JOINT = pledge(MX, CA, PA)


def test_parts_come_in_the_order_of_the_pledge_and_the_missing_are_named() -> None:
    found = consolidate(JOINT, [said(1, PA)])
    assert ([each.entity for each in found.parts], found.waiting) == ([PA], (CA,))
    both = consolidate(JOINT, [said(1, PA), said(2, CA)])
    assert ([each.entity for each in both.parts], both.waiting, both.lead) == ([CA, PA], (), MX)


def test_last_word_of_an_entity_counts_and_no_other() -> None:
    found = consolidate(JOINT, [said(1, CA, 100), said(2, CA, 250)])
    assert found.total == Money(amount=Decimal(250), currency="USD")


def test_order_in_which_it_is_read_changes_nothing() -> None:
    words = [said(1, CA, 100), said(2, PA, 50), said(3, MX), said(4, CA, 70)]
    assert len({consolidate(JOINT, order) for order in permutations(words)}) == 1


def test_each_part_is_added_once() -> None:
    assert consolidate(JOINT, [said(1, CA, 100), said(2, PA, 50)]).total == Money(
        amount=Decimal(150), currency="USD"
    )


def test_currencies_are_never_added_up() -> None:
    assert consolidate(JOINT, [said(1, CA, 100), said(2, PA, 50, currency="EUR")]).total is None


def test_official_update_is_no_part_and_adds_nothing() -> None:
    found = consolidate(JOINT, [said(1, CA, 100), said(2, MX, 100)])
    assert (found.total, found.official) == (Money(amount=Decimal(100), currency="USD"), said(2, MX, 100))


def test_corrected_version_counts_in_the_place_of_the_first() -> None:
    first = replace(said(1, CA, 100), replaced_by=UpdateId(3))
    again = replace(said(3, CA, 300), corrects=UpdateId(1))
    assert consolidate(JOINT, [first, again]).total == Money(amount=Decimal(300), currency="USD")


def test_withdrawn_part_is_missing_again() -> None:
    first = replace(said(1, CA, 100), replaced_by=UpdateId(2))
    back = replace(said(2, CA), kind=UpdateKind.WITHDRAWAL, corrects=UpdateId(1))
    found = consolidate(JOINT, [first, back])
    assert (found.parts, found.waiting, found.total) == ((), (CA, PA), None)


def test_draft_is_open_until_the_lead_has_filed_after_every_part() -> None:
    assert not consolidate(JOINT, []).is_open
    assert consolidate(JOINT, [said(1, CA)]).is_open
    assert not consolidate(JOINT, [said(1, CA), said(2, MX)]).is_open
    assert consolidate(JOINT, [said(1, CA), said(2, MX), said(3, PA)]).is_open


def test_pledge_of_one_entity_has_nothing_to_consolidate() -> None:
    with pytest.raises(ValueError, match="rec-022 is made by one entity alone"):
        consolidate(pledge(MX), [])


def test_report_is_a_part_from_all_but_the_lead() -> None:
    kinds = [kind_for(JOINT, each) for each in (MX, CA, PA, HN)]
    assert kinds == [UpdateKind.UPDATE, UpdateKind.PART, UpdateKind.PART, UpdateKind.UPDATE]
    assert kind_for(pledge(MX), MX) is UpdateKind.UPDATE
    assert kind_for(pledge(), HN) is UpdateKind.UPDATE


@given(st.lists(st.tuples(st.sampled_from([MX, CA, PA]), st.integers(0, 10**9))), st.randoms())
def test_sum_is_what_each_entity_said_last_whatever_came_before(
    words: list[tuple[EntityId, int]], chance: Random
) -> None:
    history = [said(number, entity, amount) for number, (entity, amount) in enumerate(words, 1)]
    last = {entity: amount for entity, amount in words if entity != MX}
    chance.shuffle(history)
    total = consolidate(JOINT, history).total
    assert (total.amount if total else 0) == sum(last.values())
    assert (total is None) is (not last)
