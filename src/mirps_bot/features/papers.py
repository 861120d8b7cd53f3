"""What is handed in to the secretariat: kept, shown with all its answers, and told to those whom it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial

from mirps_bot.dialogue import Ask, Choice, Letter, Outbound, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.duty import present
from mirps_bot.domain.form import written
from mirps_bot.domain.ids import EntityId, PaperId, numbered
from mirps_bot.domain.language import Names
from mirps_bot.domain.paper import Paper, PaperKind, PaperState
from mirps_bot.domain.person import Person
from mirps_bot.domain.tenure import Tenure
from mirps_bot.domain.update import Surface
from mirps_bot.features.answers import Answers
from mirps_bot.features.authorship import paper_for
from mirps_bot.features.forms import Context, Filled, FormEntry
from mirps_bot.features.visit import Visit
from mirps_bot.ports import NewPaper
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

SHOWN = 8


class Shelf(StrEnum):
    """What a list of papers is of."""

    WAITING = "waiting"
    OWN = "own"
    PRACTICES = "practices"
    OUTREACH = "outreach"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    label: Names
    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePaper:
    """`tenures`: who held the offices of its entity, where it changes one. `is_ours`: it waits for the reader."""

    paper: Paper
    is_ours: bool
    title: Names
    lines: tuple[Answered, ...]
    tenures: tuple[Tenure, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperList:
    shelf: Shelf
    papers: tuple[Paper, ...]
    total: int
    as_of: datetime


def entry(kind: PaperKind) -> FormEntry:
    """The form of a kind of papers that needs nothing of its own."""
    return FormEntry(start=partial(start, kind=kind), submit=hand_in)


def start(visit: Visit, person: Person, context: Context, *, kind: PaperKind) -> Outbound:
    """The form; with what stood in a paper of theirs that was returned."""
    if not may(person, Right.HAND_IN, (person.entity,)):
        return Tell(phrase="not_for_observers")
    before = _returned(visit, person, context)
    raw = before.answers if before else {key: text for key, text in context.items() if key != "paper"}
    return Ask(form=kind.value, raw=raw, context={"paper": str(before.id)} if before else {})


def hand_in(visit: Visit, person: Person, filled: Filled, *, entity: EntityId | None = None) -> Outbound:
    """Keep it and tell the secretariat, where it has to decide. `entity`: in whose name, if not their own."""
    if not may(person, Right.HAND_IN, (person.entity,)):
        return Tell(phrase="not_for_observers")
    before = _returned(visit, person, filled.context)
    paper = visit.unit.papers.hand_in(
        NewPaper(
            kind=PaperKind(filled.form.name),
            entity=entity or person.entity,
            author=person.id,
            answers={key: written(value) for key, value in filled.values.items()},
            handed_at=visit.now,
            submission=filled.key,
            again=before.id if before else None,
        )
    )
    told = [person] if filled.surface is Surface.FORM else []
    told += [
        each
        for each in present(visit.unit.people.all())
        if paper.is_waiting and may(each, Right.REVIEW) and each.id != person.id
    ]
    return replace(show(visit, person, paper), letters=tuple(letter(visit, each, paper) for each in told))


def letter(visit: Visit, reader: Person, paper: Paper) -> Letter:
    key = f"paper/{paper.number}/{paper.state}/{reader.id}"
    return Letter.to_person(reader, key, show(visit, reader, paper))


def show(visit: Visit, reader: Person | None, paper: Paper) -> Show:
    """All of it, with what this reader can do about it."""
    form = visit.forms[paper.kind]
    author = visit.unit.people.find(paper.author)
    if author is None:
        raise LookupError(f"{paper.number} has an author")
    answers = Answers(visit=visit, person=author)
    lines = (
        (each.label, answers.shown(each, paper.answers.get(each.key, "")))
        for each in form.asked(paper.answers)
    )
    tenures = visit.unit.tenures.of(paper.entity) if paper.kind is PaperKind.CONTACT else ()
    return Show(
        template="review/one",
        data=OnePaper(
            paper=paper_for(reader, paper),
            is_ours=paper.is_waiting and may(reader, Right.REVIEW),
            title=form.title,
            lines=tuple(Answered(label=label, value=value) for label, value in lines if value is not None),
            tenures=tenures[:SHOWN],
            as_of=visit.now,
        ),
        choices={"decide": _choices(reader, paper)},
    )


def shelf(visit: Visit, shelf_: Shelf, papers: Sequence[Paper], *choices: Choice) -> Show:
    """The newest of these, each with a button that opens it."""
    return Show(
        template="review/list",
        data=PaperList(shelf=shelf_, papers=tuple(papers[:SHOWN]), total=len(papers), as_of=visit.now),
        choices={
            "open": tuple(map(open_paper, papers[:SHOWN])),
            "hand_in": choices,
        },
    )


def open_paper(paper: Paper) -> Choice:
    return Choice.asking(f"review {paper.number}", "open_paper", id=paper.number)


def opening(kind: PaperKind) -> Choice:
    return Choice(
        phrase=f"hand_in_{kind.value}", action=Action.opening(kind.value), emphasis=Emphasis.PRIMARY
    )


def may_read(reader: Person | None, paper: Paper) -> bool:
    """Its entity and the secretariat; a good practice that was accepted is everybody's."""
    is_public = paper.kind is PaperKind.PRACTICE and paper.state is PaperState.ACCEPTED
    return is_public or may(reader, Right.READ_PAPER, (paper.entity,))


def find(visit: Visit, number: str) -> Paper | None:
    """By its number, or its id alone, if this visitor may read it."""
    paper = visit.unit.papers.find(PaperId(numbered(number) or numbered(number, "t")))
    return paper if paper and may_read(visit.person, paper) else None


def _choices(reader: Person | None, paper: Paper) -> tuple[Choice, ...]:
    if paper.is_waiting and may(reader, Right.REVIEW):
        accept = Action(ActionName.ACCEPT_PAPER, (str(paper.id),))
        return (
            Choice(phrase="accept_paper", action=accept, emphasis=Emphasis.PRIMARY),
            Choice(phrase="return_paper", action=Action.opening("review", paper=str(paper.id))),
        )
    if paper.state is PaperState.RETURNED and reader and reader.entity == paper.entity:
        again = Action.opening(paper.kind.value, paper=str(paper.id))
        return (Choice(phrase="hand_in_again", action=again, emphasis=Emphasis.PRIMARY),)
    return ()


def _returned(visit: Visit, person: Person, context: Context) -> Paper | None:
    """The paper of their entity that is handed in again."""
    paper = find(visit, context.get("paper", ""))
    is_own = paper is not None and paper.entity == person.entity and paper.state is PaperState.RETURNED
    return paper if is_own else None
