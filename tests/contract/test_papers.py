from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest
from tests.contract.samples import ANA, HONDURAS, MEXICO, NOW

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.domain.ids import PaperId, PersonId
from mirps_bot.domain.paper import Decision, PaperKind, PaperState
from mirps_bot.domain.tenure import Tenure
from mirps_bot.ports import NewPaper, UnitOfWork


def practice(author: PersonId) -> NewPaper:
    return NewPaper(
        kind=PaperKind.PRACTICE,
        entity=MEXICO,
        author=author,
        answers={"title": "Ventanilla única", "what": "Año «nuevo»"},
        handed_at=NOW,
        submission="form/1",
    )


@pytest.fixture
def paper(ana: PersonId) -> NewPaper:
    return practice(ana)


def decision(ana: PersonId, state: PaperState = PaperState.ACCEPTED, reason: str | None = None) -> Decision:
    return Decision(state=state, author=ana, author_name="Ana", at=NOW + timedelta(days=1), reason=reason)


def test_paper_handed_in_is_found_as_it_was(unit: UnitOfWork, paper: NewPaper, ana: PersonId) -> None:
    kept = unit.papers.hand_in(paper)
    assert (kept.kind, kept.entity, kept.author, kept.author_name) == (
        PaperKind.PRACTICE,
        MEXICO,
        ana,
        ANA.name,
    )
    assert (kept.answers, kept.handed_at, kept.again, kept.decision) == (paper.answers, NOW, None, None)
    assert unit.papers.find(kept.id) == kept
    assert unit.papers.find(PaperId(999)) is None


def test_same_submission_is_the_same_paper(unit: UnitOfWork, paper: NewPaper) -> None:
    first = unit.papers.hand_in(paper)
    assert unit.papers.hand_in(replace(paper, answers={"title": "otra"})) == first
    assert unit.papers.of() == (first,)


def test_first_decision_counts(unit: UnitOfWork, paper: NewPaper, ana: PersonId) -> None:
    kept = unit.papers.hand_in(paper)
    returned = decision(ana, PaperState.RETURNED, "falta el año")
    assert unit.papers.decide(kept.id, returned) is True
    assert unit.papers.decide(kept.id, decision(ana)) is False
    assert unit.papers.find(kept.id) == replace(kept, decision=returned)


def test_papers_are_listed_the_newest_first(unit: UnitOfWork, paper: NewPaper, ana: PersonId) -> None:
    first = unit.papers.hand_in(paper)
    again = unit.papers.hand_in(replace(paper, submission="form/2", again=first.id))
    account = unit.papers.hand_in(
        replace(paper, kind=PaperKind.OUTREACH, entity=HONDURAS, submission="form/3")
    )
    unit.papers.decide(first.id, decision(ana))
    assert [each.id for each in unit.papers.of()] == [account.id, again.id, first.id]
    assert [each.id for each in unit.papers.of(kind=PaperKind.PRACTICE)] == [again.id, first.id]
    assert [each.id for each in unit.papers.of(state=PaperState.ACCEPTED)] == [first.id]
    assert [each.id for each in unit.papers.of(entity=HONDURAS)] == [account.id]
    assert again.again == first.id


def test_office_that_nobody_wrote_down_ends_too(unit: UnitOfWork) -> None:
    ana = unit.people.by_email(ANA.email)
    assert ana
    unit.tenures.end(ana, until=date(2026, 3, 14))
    unit.tenures.begin(ana, since=date(2026, 6, 1))
    unit.tenures.end(ana, until=date(2026, 9, 30))

    office = Tenure(person=ana.id, person_name=ana.name, entity=ana.entity, role=ana.role)
    assert unit.tenures.of(ana.entity) == (
        replace(office, since=date(2026, 6, 1), until=date(2026, 9, 30)),
        replace(office, until=date(2026, 3, 14)),
    )


def test_one_paper_from_many_threads_is_handed_in_once(storage: SqlStorage) -> None:
    with storage.begin(reading=True) as unit:
        ana = unit.people.by_email(ANA.email)
    assert ana is not None
    new, start = practice(ana.id), Barrier(6)

    def hand_in() -> PaperId:
        start.wait(timeout=10)
        with storage.begin() as unit:
            handed_in = unit.papers.hand_in(new)
            unit.commit()
        return handed_in.id

    with ThreadPoolExecutor(6) as pool:
        numbers = {each.result() for each in [pool.submit(hand_in) for _ in range(6)]}

    assert len(numbers) == 1
