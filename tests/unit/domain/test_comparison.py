from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.comparison import ReportField, Version, compare, versions
from mirps_bot.domain.ids import EntityId, PersonId, PledgeId, UpdateId
from mirps_bot.domain.pledge import Pathway, Stage
from mirps_bot.domain.update import Report, Surface, Update, UpdateKind

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
FULL = Report(
    stage=Stage.PLANNING,
    narrative="Empezó.",
    amount=Decimal(250_000),
    currency="USD",
    quantity=Decimal(120),
    unit="personas",
    period="2026-Q4",
    evidence="https://example.org",
    pathway=Pathway.RESETTLEMENT,
)


def update(
    number: int, report: Report = FULL, kind: UpdateKind = UpdateKind.UPDATE, entity: str = "mx"
) -> Update:
    return Update(
        id=UpdateId(number),
        pledge=PledgeId("rec-022"),
        kind=kind,
        report=report,
        entity=EntityId(entity),
        author=PersonId(1),
        author_name="Lucía",
        on_behalf=False,
        surface=Surface.FORM,
        filed_at=NOW + timedelta(days=number),
    )


def changed(version: Version) -> list[ReportField]:
    return [each.field for each in version.changes]


@pytest.mark.parametrize(
    ("field", "after"),
    [
        (ReportField.STAGE, replace(FULL, stage=Stage.FULFILLED)),
        (ReportField.AMOUNT, replace(FULL, amount=Decimal(300_000))),
        (ReportField.AMOUNT, replace(FULL, currency="EUR")),
        (ReportField.AMOUNT, replace(FULL, amount=None, currency=None)),
        (ReportField.QUANTITY, replace(FULL, unit="familias")),
        (ReportField.PATHWAY, replace(FULL, pathway=Pathway.LABOUR)),
        (ReportField.PERIOD, replace(FULL, period=None)),
        (ReportField.EVIDENCE, replace(FULL, evidence="https://example.org/2")),
        (ReportField.NARRATIVE, replace(FULL, narrative="Terminó.")),
    ],
)
def test_one_difference_is_one_change(field: ReportField, after: Report) -> None:
    (change,) = compare(FULL, after)
    assert (change.field, change.before, change.after) == (field, FULL, after)


def test_same_amount_written_otherwise_is_no_change() -> None:
    assert compare(FULL, replace(FULL, amount=Decimal("250000.00"))) == ()


reports = st.builds(
    Report,
    stage=st.none() | st.sampled_from(Stage),
    narrative=st.none() | st.sampled_from(["a", "b"]),
    amount=st.none() | st.integers(0, 2).map(Decimal),
    currency=st.sampled_from([None, "USD", "EUR"]),
)


@given(reports, reports)
def test_nothing_is_left_out(before: Report, after: Report) -> None:
    assert (compare(before, after) == ()) is (before == after)
    assert [each.field for each in compare(before, after)] == [each.field for each in compare(after, before)]


@pytest.mark.parametrize("name", [each.name for each in fields(Report)])
def test_every_word_of_a_report_is_compared(name: str) -> None:
    assert len(compare(FULL, replace(FULL, **{name: None}))) == 1


def test_first_update_changes_all_that_it_says() -> None:
    (version,) = versions([update(1, Report(stage=Stage.PLANNING))])
    assert (version.before, changed(version)) == (None, [ReportField.STAGE])


def test_update_is_compared_with_the_one_that_stood_before_it() -> None:
    planning = replace(update(1), replaced_by=UpdateId(2))
    withdrawn = update(2, Report(), UpdateKind.WITHDRAWAL)
    confirmed = update(3, Report(), UpdateKind.CONFIRMATION)
    newest = update(4, Report(stage=Stage.FULFILLED))
    first, *others = versions([newest, confirmed, withdrawn, planning])
    assert first.before is None
    assert [changed(each) for each in others[:2]] == [[], []]


def test_what_was_replaced_later_stood_then() -> None:
    first = replace(update(1), replaced_by=UpdateId(3))
    second = update(2, replace(FULL, stage=Stage.FULFILLED))
    third = replace(update(3, replace(FULL, narrative="Otra.")), corrects=first.id)
    newest, middle, _ = versions([third, second, first])
    assert (newest.before, changed(newest)) == (first, [ReportField.NARRATIVE])
    assert (middle.before, changed(middle)) == (first, [ReportField.STAGE])


def test_parts_are_compared_with_parts_of_the_same_entity() -> None:
    own = update(1, FULL, UpdateKind.PART, "ca")
    official = update(2)
    other = update(3, FULL, UpdateKind.PART, "pa")
    again = update(4, replace(FULL, stage=Stage.IN_PROGRESS), UpdateKind.PART, "ca")
    newest, *_ = versions([again, other, official, own])
    assert (newest.before, changed(newest)) == (own, [ReportField.STAGE])
