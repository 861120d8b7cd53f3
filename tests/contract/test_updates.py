from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError
from tests.contract.samples import ANA, BANK, MEXICO, NOW

from mirps_bot.adapters.sql.storage import SqlStorage, SqlUnitOfWork
from mirps_bot.adapters.sql.tables import updates
from mirps_bot.domain.ids import EntityId, PersonId, PledgeId, UpdateId
from mirps_bot.domain.pledge import Stage
from mirps_bot.domain.update import Report, Standing, Surface, Update, UpdateKind
from mirps_bot.ports import AlreadyReplaced, NewUpdate, UnitOfWork

REGISTRY = PledgeId("registry")
FULL = Report(
    stage=Stage.IN_PROGRESS,
    narrative="Avanza según lo previsto.",
    amount=Decimal("1500.5"),
    currency="USD",
    quantity=Decimal("0.0001"),
    unit="personas",
    period="2026-Q4",
    evidence="https://example.org/informe",
)


@pytest.fixture
def new(ana: PersonId) -> NewUpdate:
    return update_by(ana)


def by_ana(storage: SqlStorage) -> NewUpdate:
    with storage.begin(reading=True) as unit:
        ana = unit.people.by_email(ANA.email)
    assert ana is not None
    return update_by(ana.id)


def update_by(author: PersonId) -> NewUpdate:
    return NewUpdate(
        pledge=REGISTRY,
        kind=UpdateKind.UPDATE,
        report=FULL,
        entity=MEXICO,
        author=author,
        on_behalf=False,
        surface=Surface.FORM,
        filed_at=NOW,
        submission="form-1",
    )


def standing(unit: UnitOfWork, pledge: PledgeId = REGISTRY) -> Standing:
    tracked = unit.pledges.find(pledge)
    assert tracked is not None
    return tracked.standing


def test_filed_update_is_new_and_read_as_written(unit: UnitOfWork, new: NewUpdate) -> None:
    filed, is_new = unit.updates.file(new)

    expected = Update(
        id=filed.id,
        pledge=REGISTRY,
        kind=UpdateKind.UPDATE,
        report=FULL,
        entity=MEXICO,
        author=new.author,
        author_name="Ana Ruiz",
        on_behalf=False,
        surface=Surface.FORM,
        filed_at=NOW,
    )
    assert (filed, is_new) == (expected, True)
    assert unit.updates.of_pledge(REGISTRY) == (expected,)


def test_same_submission_again_returns_the_first_one_unchanged(unit: UnitOfWork, new: NewUpdate) -> None:
    first, _ = unit.updates.file(new)
    again = replace(new, report=Report(stage=Stage.WITHDRAWN), filed_at=NOW + timedelta(days=1))

    assert unit.updates.file(again) == (first, False)
    assert unit.updates.of_pledge(REGISTRY) == (first,)
    assert standing(unit).stage is Stage.IN_PROGRESS


def test_same_submission_for_another_pledge_is_another_update(unit: UnitOfWork, new: NewUpdate) -> None:
    unit.updates.file(new)
    other, is_new = unit.updates.file(replace(new, pledge=PledgeId("again")))

    assert is_new
    assert unit.updates.of_pledge(PledgeId("again")) == (other,)


def test_standing_follows_an_update(unit: UnitOfWork, new: NewUpdate) -> None:
    unit.updates.file(new)

    assert standing(unit) == Standing(pledge=REGISTRY, stage=Stage.IN_PROGRESS, updated_at=NOW, heard_at=NOW)


def test_confirmation_is_heard_and_updates_nothing(unit: UnitOfWork, new: NewUpdate) -> None:
    later = NOW + timedelta(days=90)
    unit.updates.file(new)
    unit.updates.file(
        replace(new, kind=UpdateKind.CONFIRMATION, report=Report(), filed_at=later, submission="button-1")
    )

    assert standing(unit) == Standing(
        pledge=REGISTRY, stage=Stage.IN_PROGRESS, updated_at=NOW, heard_at=later
    )


def test_update_filed_late_does_not_take_the_standing_back(unit: UnitOfWork, new: NewUpdate) -> None:
    unit.updates.file(new)
    earlier = NOW - timedelta(days=3)
    unit.updates.file(replace(new, report=Report(stage=Stage.PLANNING), filed_at=earlier, submission="late"))

    assert standing(unit) == Standing(pledge=REGISTRY, stage=Stage.IN_PROGRESS, updated_at=NOW, heard_at=NOW)


def test_correction_takes_the_place_of_what_it_corrects(unit: UnitOfWork, new: NewUpdate) -> None:
    first, _ = unit.updates.file(replace(new, report=Report(stage=Stage.PLANNING)))
    wrong, _ = unit.updates.file(
        replace(
            new,
            report=Report(stage=Stage.FULFILLED),
            filed_at=NOW + timedelta(hours=1),
            submission="wrong",
        )
    )
    corrected, _ = unit.updates.file(
        replace(
            new,
            report=Report(narrative="Aún no."),
            filed_at=NOW + timedelta(hours=2),
            submission="right",
            corrects=wrong.id,
        )
    )

    assert corrected.corrects == wrong.id
    replaced = replace(wrong, replaced_by=corrected.id)
    assert unit.updates.of_pledge(REGISTRY) == (corrected, replaced, first)
    assert [each.stands for each in unit.updates.of_pledge(REGISTRY)] == [True, False, True]
    assert standing(unit).stage is Stage.PLANNING


def test_correction_counts_from_when_its_first_version_was_filed(unit: UnitOfWork, new: NewUpdate) -> None:
    old, _ = unit.updates.file(replace(new, report=Report(stage=Stage.PLANNING)))
    later = replace(new, filed_at=NOW + timedelta(days=90), submission="later")
    unit.updates.file(replace(later, report=Report(stage=Stage.FULFILLED)))
    once = replace(later, filed_at=NOW + timedelta(days=91), corrects=old.id, submission="once")
    corrected, _ = unit.updates.file(replace(once, report=Report(stage=Stage.IN_PROGRESS)))
    unit.updates.file(
        replace(once, filed_at=NOW + timedelta(days=92), corrects=corrected.id, submission="twice")
    )

    assert standing(unit) == Standing(
        pledge=REGISTRY,
        stage=Stage.FULFILLED,
        updated_at=NOW + timedelta(days=92),
        heard_at=NOW + timedelta(days=92),
    )


def test_version_is_corrected_once(unit: UnitOfWork, new: NewUpdate) -> None:
    first, _ = unit.updates.file(new)
    corrected, _ = unit.updates.file(replace(new, corrects=first.id, submission="mine"))

    with pytest.raises(AlreadyReplaced) as meanwhile:
        unit.updates.file(replace(new, corrects=first.id, submission="yours"))
    assert meanwhile.value.by == corrected.id
    assert unit.updates.file(replace(new, corrects=first.id, submission="mine")) == (corrected, False)


def test_withdrawal_takes_back_what_was_said_as_if_it_had_never_been(
    unit: UnitOfWork, new: NewUpdate
) -> None:
    first, _ = unit.updates.file(replace(new, report=Report(stage=Stage.PLANNING)))
    before = standing(unit)
    later = NOW + timedelta(days=1)
    wrong, _ = unit.updates.file(replace(new, filed_at=later, submission="wrong"))
    withdrawal, _ = unit.updates.file(
        replace(
            new,
            kind=UpdateKind.WITHDRAWAL,
            report=Report(),
            filed_at=NOW + timedelta(days=2),
            submission="withdrawn",
            corrects=wrong.id,
            reason="Era de otro compromiso.",
        )
    )

    assert (withdrawal.reason, withdrawal.stands) == ("Era de otro compromiso.", False)
    assert unit.updates.find(wrong.id) == replace(wrong, replaced_by=withdrawal.id)
    assert standing(unit) == before
    assert unit.updates.latest(REGISTRY) == first
    assert unit.updates.last_of([MEXICO, BANK]) == {MEXICO: NOW}
    assert unit.updates.of_entity(MEXICO) == (first,)


def test_all_that_was_said_can_be_taken_back(unit: UnitOfWork, new: NewUpdate) -> None:
    told, _ = unit.updates.file(replace(new, kind=UpdateKind.CONFIRMATION, report=Report()))
    back = replace(new, kind=UpdateKind.WITHDRAWAL, report=Report(), corrects=told.id, submission="back")
    unit.updates.file(back)

    assert standing(unit) == Standing(pledge=REGISTRY, stage=None, updated_at=None, heard_at=None)
    assert (unit.updates.latest(REGISTRY), unit.updates.last_of([MEXICO])) == (None, {})


def test_part_is_its_entitys_word_and_moves_nothing(unit: UnitOfWork, new: NewUpdate) -> None:
    part = replace(new, kind=UpdateKind.PART, entity=BANK)
    filed, _ = unit.updates.file(part)

    assert standing(unit) == Standing(pledge=REGISTRY, stage=None, updated_at=None, heard_at=None)
    assert unit.updates.last_of([BANK]) == {BANK: NOW}
    assert unit.updates.parts_since([MEXICO, BANK], NOW) == {BANK: {REGISTRY}}
    assert unit.updates.parts_since([BANK], NOW + timedelta(seconds=1)) == {}
    assert unit.updates.parts_since([MEXICO], NOW) == {}
    unit.updates.file(replace(part, kind=UpdateKind.WITHDRAWAL, corrects=filed.id, submission="back"))
    assert unit.updates.parts_since([BANK], NOW) == {}


def test_parts_and_what_became_of_them_are_left_out_unless_asked_for(
    unit: UnitOfWork, new: NewUpdate
) -> None:
    part = replace(new, kind=UpdateKind.PART, entity=BANK, submission="part")
    given, _ = unit.updates.file(part)
    corrected, _ = unit.updates.file(replace(part, corrects=given.id, submission="again"))
    withdrawn = replace(part, kind=UpdateKind.WITHDRAWAL, corrects=corrected.id, submission="back")
    unit.updates.file(withdrawn)
    told, _ = unit.updates.file(new)
    back = replace(new, kind=UpdateKind.WITHDRAWAL, corrects=told.id, submission="official back")
    undone, _ = unit.updates.file(back)

    official = (undone, replace(told, replaced_by=undone.id))
    assert unit.updates.of_pledge(REGISTRY) == official
    assert unit.updates.filed_between(NOW, NOW + timedelta(days=1)) == official[::-1]
    assert len(unit.updates.of_pledge(REGISTRY, parts=True)) == 5


def test_updates_of_several_pledges_come_newest_first_with_their_parts(
    unit: UnitOfWork, new: NewUpdate
) -> None:
    first, _ = unit.updates.file(new)
    later = replace(new, pledge=PledgeId("again"), filed_at=NOW + timedelta(hours=1), submission="later")
    second, _ = unit.updates.file(later)
    part = replace(
        new, kind=UpdateKind.PART, entity=BANK, filed_at=NOW + timedelta(hours=2), submission="part"
    )
    given, _ = unit.updates.file(part)

    assert unit.updates.of_pledges([REGISTRY, PledgeId("again")]) == (given, second, first)
    assert unit.updates.of_pledges([PledgeId("again")]) == (second,)
    assert unit.updates.of_pledges([]) == ()


def test_updates_of_an_entity_come_newest_first_up_to_the_limit(unit: UnitOfWork, new: NewUpdate) -> None:
    filed = [
        unit.updates.file(
            replace(new, pledge=pledge, filed_at=NOW + timedelta(days=day), submission=f"{day}")
        )[0]
        for day, pledge in ((2, REGISTRY), (1, REGISTRY), (3, PledgeId("again")))
    ]

    assert unit.updates.of_entity(MEXICO, limit=2) == (filed[2], filed[0])
    assert unit.updates.of_entity(BANK) == ()


def test_updates_of_a_pledge_come_newest_first_up_to_the_limit(unit: UnitOfWork, new: NewUpdate) -> None:
    filed = [
        unit.updates.file(replace(new, filed_at=NOW + timedelta(days=day), submission=f"{day}"))[0]
        for day in (2, 1, 3)
    ]

    assert unit.updates.of_pledge(REGISTRY, limit=2) == (filed[2], filed[0])


def test_latest_may_be_of_one_kind(unit: UnitOfWork, new: NewUpdate) -> None:
    told, _ = unit.updates.file(new)
    confirmed, _ = unit.updates.file(
        replace(
            new,
            kind=UpdateKind.CONFIRMATION,
            report=Report(),
            filed_at=NOW + timedelta(days=1),
            submission="button",
        )
    )

    assert unit.updates.latest(REGISTRY) == confirmed
    assert unit.updates.latest(REGISTRY, UpdateKind.UPDATE) == told
    assert unit.updates.latest(PledgeId("fund")) is None


def test_filed_between_takes_the_first_moment_and_leaves_the_last(unit: UnitOfWork, new: NewUpdate) -> None:
    filed = [
        unit.updates.file(replace(new, filed_at=NOW + timedelta(days=day), submission=f"{day}"))[0]
        for day in (3, 1, 2)
    ]

    between = unit.updates.filed_between(NOW + timedelta(days=1), NOW + timedelta(days=3))
    assert between == (filed[1], filed[2])


def test_last_of_an_entity_leaves_out_what_others_filed(unit: UnitOfWork, new: NewUpdate) -> None:
    unit.updates.file(replace(new, filed_at=NOW + timedelta(days=2), submission="later"))
    unit.updates.file(new)

    assert unit.updates.last_of([new.entity, EntityId("hn")]) == {new.entity: NOW + timedelta(days=2)}


def test_author_keeps_the_name_they_filed_under(unit: UnitOfWork, new: NewUpdate) -> None:
    filed, _ = unit.updates.file(new)
    unit.people.save([replace(ANA, name="Eva Sol", entity=BANK)])

    assert unit.updates.of_pledge(REGISTRY) == (filed,)


@pytest.mark.parametrize("change", [update(updates).values(narrative="otra cosa"), delete(updates)])
def test_what_was_reported_cannot_be_changed_in_the_database(
    unit: SqlUnitOfWork, new: NewUpdate, change: object
) -> None:
    unit.updates.file(new)

    with pytest.raises(DBAPIError, match="updates are append-only"):
        unit.connection.execute(change)  # type: ignore[call-overload]


def test_one_submission_from_many_threads_is_filed_once(storage: SqlStorage) -> None:
    new = by_ana(storage)
    start = Barrier(6)

    def file() -> tuple[UpdateId, bool]:
        start.wait(timeout=10)
        with storage.begin() as unit:
            filed, is_new = unit.updates.file(new)
            unit.commit()
        return filed.id, is_new

    with ThreadPoolExecutor(6) as pool:
        results = [each.result() for each in [pool.submit(file) for _ in range(6)]]

    assert sorted(is_new for _, is_new in results) == [False] * 5 + [True]
    assert len({filed for filed, _ in results}) == 1


def test_standing_is_right_after_many_threads_reported(storage: SqlStorage) -> None:
    new = by_ana(storage)
    start = Barrier(6)

    def file(day: int) -> None:
        start.wait(timeout=10)
        stage = Stage.FULFILLED if day == 5 else Stage.PLANNING
        with storage.begin() as unit:
            unit.updates.file(
                replace(
                    new,
                    report=Report(stage=stage),
                    filed_at=NOW + timedelta(days=day),
                    submission=f"{day}",
                )
            )
            unit.commit()

    with ThreadPoolExecutor(6) as pool:
        for each in [pool.submit(file, day) for day in range(6)]:
            each.result()

    last = NOW + timedelta(days=5)
    with storage.begin(reading=True) as unit:
        assert standing(unit) == Standing(
            pledge=REGISTRY, stage=Stage.FULFILLED, updated_at=last, heard_at=last
        )


def test_of_two_corrections_at_the_same_time_one_is_filed(storage: SqlStorage) -> None:
    new = by_ana(storage)
    with storage.begin() as unit:
        first, _ = unit.updates.file(new)
        unit.commit()
    start = Barrier(4)

    def correct(number: int) -> bool:
        start.wait(timeout=10)
        with storage.begin() as unit:
            try:
                unit.updates.file(replace(new, corrects=first.id, submission=f"correction-{number}"))
            except AlreadyReplaced:
                return False
            unit.commit()
        return True

    with ThreadPoolExecutor(4) as pool:
        filed = [each.result() for each in [pool.submit(correct, number) for number in range(4)]]

    assert sorted(filed) == [False, False, False, True]


def test_who_was_heard_from_and_when_last(unit: UnitOfWork, new: NewUpdate) -> None:
    assert unit.updates.last_filed_at() is None
    unit.updates.file(new)
    unit.updates.file(replace(new, entity=BANK, filed_at=NOW + timedelta(days=1), submission="form-2"))
    assert unit.updates.heard_from(NOW, NOW + timedelta(days=1)) == {MEXICO}
    assert unit.updates.heard_from(NOW, NOW + timedelta(days=2)) == {MEXICO, BANK}
    assert unit.updates.last_filed_at() == NOW + timedelta(days=1)
