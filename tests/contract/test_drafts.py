from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from threading import Barrier

from sqlalchemy import update
from tests.contract.samples import ANA, LUIS, MEXICO, NOW

from mirps_bot.adapters.sql.storage import SqlStorage, SqlUnitOfWork
from mirps_bot.adapters.sql.tables import drafts
from mirps_bot.domain.dates import Period
from mirps_bot.domain.draft import Draft, Heard
from mirps_bot.domain.ids import DraftId, PersonId, PledgeId
from mirps_bot.domain.money import Money, Quantity
from mirps_bot.domain.pledge import Stage
from mirps_bot.ports import UnitOfWork

WORDS = "  Ya está, *listo* <!channel>\n¿Algo más? 🎉 "

HEARD = Heard(
    stage=Stage.IN_PROGRESS,
    quantity=Quantity(number=Decimal("340.5"), unit="personas"),
    period=Period.parse("2026-H2"),
    unsettled=(Money.parse("1500.25 USD"), Money.parse("1500.25 CAD")),
)


def keep(unit: UnitOfWork, author: PersonId, days: int = 0, pledge: str | None = None) -> Draft:
    return unit.drafts.keep(
        author=author,
        entity=MEXICO,
        pledge=PledgeId(pledge) if pledge else None,
        text=WORDS,
        heard=HEARD,
        said_at=NOW + timedelta(days=days),
    )


def test_draft_keeps_the_words_exactly(unit: UnitOfWork, ana: PersonId) -> None:
    draft = keep(unit, ana, pledge="registry")

    assert draft == Draft(
        id=draft.id,
        author=ana,
        entity=MEXICO,
        pledge=PledgeId("registry"),
        text=WORDS,
        said_at=NOW,
        heard=HEARD,
    )
    assert unit.drafts.find(draft.id) == draft


def test_drafts_of_an_author_come_newest_first_and_are_no_one_elses(unit: UnitOfWork, ana: PersonId) -> None:
    kept = [keep(unit, ana, days) for days in (1, 3, 2)]
    luis = unit.people.by_email(LUIS.email)
    assert luis is not None

    assert unit.drafts.of_author(ana) == (kept[1], kept[2], kept[0])
    assert unit.drafts.of_author(luis.id) == ()


def test_draft_removed_is_gone_and_its_number_is_never_used_again(unit: UnitOfWork, ana: PersonId) -> None:
    draft = keep(unit, ana)

    assert unit.drafts.remove(draft.id) is True
    assert unit.drafts.find(draft.id) is None
    assert unit.drafts.remove(draft.id) is False
    assert keep(unit, ana).id > draft.id


def test_what_nobody_confirms_is_let_go_after_a_time(unit: UnitOfWork, ana: PersonId) -> None:
    old, new = keep(unit, ana), keep(unit, ana, days=1)

    assert unit.drafts.forget(NOW) == 0
    assert unit.drafts.forget(NOW + timedelta(days=1)) == 1
    assert (unit.drafts.find(old.id), unit.drafts.find(new.id)) == (None, new)


def kept(storage: SqlStorage) -> Draft:
    """A draft of Ana's, for others to find."""
    with storage.begin() as unit:
        ana = unit.people.by_email(ANA.email)
        assert ana is not None
        draft = keep(unit, ana.id)
        unit.commit()
    return draft


def test_only_one_of_several_removals_is_told_so(storage: SqlStorage) -> None:
    draft = kept(storage)
    start = Barrier(4)

    def remove(draft: DraftId) -> bool:
        start.wait(timeout=10)
        with storage.begin() as unit:
            removed = unit.drafts.remove(draft)
            unit.commit()
        return removed

    with ThreadPoolExecutor(4) as pool:
        told = [each.result() for each in [pool.submit(remove, draft.id) for _ in range(4)]]

    assert sorted(told) == [False, False, False, True]


def test_draft_is_as_it_was_corrected_and_its_words_stay(unit: UnitOfWork, ana: PersonId) -> None:
    draft, other = keep(unit, ana), keep(unit, ana)
    corrected = replace(
        draft,
        pledge=PledgeId("registry"),
        heard=Heard(amount=Money.parse("5000 USD")),
        shown_at=NOW + timedelta(hours=1),
    )

    unit.drafts.correct(replace(corrected, text="Otra cosa"))

    assert (unit.drafts.find(draft.id), unit.drafts.find(other.id)) == (corrected, other)


def test_draft_of_a_version_that_kept_no_reading_has_none(unit: SqlUnitOfWork, ana: PersonId) -> None:
    draft = keep(unit, ana)
    unit.connection.execute(update(drafts).where(drafts.c.id == draft.id).values(heard=None, shown_at=None))

    assert unit.drafts.find(draft.id) == replace(draft, heard=None)


def test_corrections_at_the_same_time_are_all_kept(storage: SqlStorage) -> None:
    draft = kept(storage)
    start = Barrier(4)

    def count_one_more() -> None:
        start.wait(timeout=10)
        with storage.begin() as unit:
            held = unit.drafts.hold(draft.id)
            assert held is not None
            assert held.heard is not None
            assert held.heard.quantity is not None
            more = replace(held.heard.quantity, number=held.heard.quantity.number + 1)
            unit.drafts.correct(replace(held, heard=replace(held.heard, quantity=more)))
            unit.commit()

    with ThreadPoolExecutor(4) as pool:
        for each in [pool.submit(count_one_more) for _ in range(4)]:
            each.result()

    with storage.begin(reading=True) as unit:
        counted = unit.drafts.find(draft.id)
    assert counted is not None
    assert counted.heard is not None
    assert counted.heard.quantity == Quantity(number=Decimal("344.5"), unit="personas")


def test_draft_that_is_gone_is_not_held(unit: UnitOfWork, ana: PersonId) -> None:
    draft = keep(unit, ana)
    unit.drafts.remove(draft.id)

    assert unit.drafts.hold(draft.id) is None
