from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from tests.contract.samples import ANA, LUIS, MEXICO, NOW

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.domain.draft import Draft
from mirps_bot.domain.ids import DraftId, PersonId, PledgeId
from mirps_bot.ports import UnitOfWork

WORDS = "  Ya está, *listo* <!channel>\n¿Algo más? 🎉 "


def keep(unit: UnitOfWork, author: PersonId, days: int = 0, pledge: str | None = None) -> Draft:
    return unit.drafts.keep(
        author=author,
        entity=MEXICO,
        pledge=PledgeId(pledge) if pledge else None,
        text=WORDS,
        said_at=NOW + timedelta(days=days),
    )


def test_draft_keeps_the_words_exactly(unit: UnitOfWork, ana: PersonId) -> None:
    draft = keep(unit, ana, pledge="registry")

    assert draft == Draft(
        id=draft.id, author=ana, entity=MEXICO, pledge=PledgeId("registry"), text=WORDS, said_at=NOW
    )
    assert unit.drafts.find(draft.id) == draft


def test_drafts_of_an_author_come_newest_first_and_are_no_one_elses(unit: UnitOfWork, ana: PersonId) -> None:
    drafts = [keep(unit, ana, days) for days in (1, 3, 2)]
    luis = unit.people.by_email(LUIS.email)
    assert luis is not None

    assert unit.drafts.of_author(ana) == (drafts[1], drafts[2], drafts[0])
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


def test_only_one_of_several_removals_is_told_so(storage: SqlStorage) -> None:
    with storage.begin() as unit:
        ana = unit.people.by_email(ANA.email)
        assert ana is not None
        draft = keep(unit, ana.id)
        unit.commit()
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
