"""How well plain questions are understood: the gold questions, beside a plain likeness of words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from zlib import crc32

from rapidfuzz import fuzz, process
from tests.bench.figures import show
from tests.replicas.processes import ROOT
from tests.unit.desk import Desk, StandingClock
from tests.unit.gold.questions import MEASURED, Question, Verdict, accepted_ids, read_questions, verdict

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import prepare, read_content
from mirps_bot.bot import Bot
from mirps_bot.content.facts import Facts, load_facts
from mirps_bot.content.load import Content
from mirps_bot.content.roster import read_roster
from mirps_bot.domain.language import Language

ALIKE = 80
"""Of 100: from where on the baseline takes a pledge for what was asked for."""
UNLEARNT = "unlearnt"
EITHER = "either reader"
FOLDS = 5


def measure(folder: Path) -> None:
    content, facts = read_content(ROOT), load_facts()
    halves = {half: read_questions(half) for half in ("tuning", *MEASURED)}
    with desk_of(folder / "gold.sqlite", content, facts) as desk:
        verdicts = {half: [verdict(desk, each, facts) for each in asked] for half, asked in halves.items()}
    halves[EITHER] = halves["held_out"]
    verdicts[EITHER] = by_either(
        halves["held_out"], verdicts["held_out"], halves["second_reader"], verdicts["second_reader"]
    )
    halves[UNLEARNT] = halves["tuning"]
    verdicts[UNLEARNT] = unlearnt(folder, halves["tuning"], content, facts)

    rows = []
    for half, asked in halves.items():
        for language in Language:
            of_language = [
                (question, judged)
                for question, judged in zip(asked, verdicts[half], strict=True)
                if question.language is language
            ]
            if not of_language:
                continue
            rows.append(
                (
                    f"{half}, {language}",
                    str(len(of_language)),
                    *shares([judged for _, judged in of_language]),
                    *shares([baseline(question, content, facts) for question, _ in of_language]),
                )
            )
    show(
        "Gold questions: answered exactly, asked back without need, wrong but confident",
        ("half", "asked", "exact", "asked back", "wrong", "baseline exact", "baseline wrong"),
        [(*row[:5], row[5], row[7]) for row in rows],
        f"Baseline: rapidfuzz alone takes the command whose word is most like any of the question's, and the pledges "
        f"whose names are {ALIKE} of 100 like what is left; it never asks back. An "
        "answer that names words which it left aside counts as asked back. Nothing is tuned but by the tuning half; "
        f"{EITHER}: right by the labels of held_out or by a second reader's, who knew neither those nor any answer. "
        f"{UNLEARNT}: each of those asked of a bot that learnt from the other {FOLDS - 1} of {FOLDS} parts.",
    )


@contextmanager
def desk_of(file: Path, content: Content, facts: Facts) -> Iterator[Desk]:
    """A bot that learnt from this content, and people who ask it."""
    storage = SqlStorage(f"sqlite:///{file}")
    prepare(storage, content)
    people, _ = read_roster(ROOT / "src/mirps_bot/demo/people.csv", [each.id for each in facts.entities])
    with storage.begin() as unit:
        unit.people.save(people)
        unit.commit()
    clock = StandingClock()
    try:
        yield Desk(storage, Bot(storage, content, clock), clock)
    finally:
        storage.close()


def unlearnt(folder: Path, asked: Sequence[Question], content: Content, facts: Facts) -> list[Verdict]:
    """Of each question, in their order, by a bot that had learnt from others alone."""
    verdicts = dict[int, Verdict]()
    for fold in range(FOLDS):
        kept = {
            command: tuple(each for each in lines if fold_of(each.asks) != fold)
            for command, lines in content.questions.items()
        }
        with desk_of(folder / f"gold{fold}.sqlite", replace(content, questions=kept), facts) as desk:
            for place, each in enumerate(asked):
                if fold_of(each.asks) == fold:
                    verdicts[place] = verdict(desk, each, facts)
    return [verdicts[place] for place in range(len(asked))]


def by_either(
    asked: Sequence[Question],
    judged: Sequence[Verdict],
    again: Sequence[Question],
    by_another: Sequence[Verdict],
) -> list[Verdict]:
    """Right if it is by one of two labels, else as the first has it."""
    second = dict(zip(((each.language, each.asks) for each in again), by_another, strict=True))
    return [
        Verdict.RIGHT if second[each.language, each.asks] is Verdict.RIGHT else first
        for each, first in zip(asked, judged, strict=True)
    ]


def fold_of(line: str) -> int:
    """The same for the same line in any language."""
    return crc32(line.casefold().encode()) % FOLDS


def shares(judged: Sequence[Verdict]) -> tuple[str, str, str]:
    """Each with the number of questions that it is a share of: a percent is less than one of them."""
    counts = Counter(judged)
    exact, back, wrong = (
        f"{100 * counts[each] / len(judged):.1f} % ({counts[each]})"
        for each in (Verdict.RIGHT, Verdict.ASKED_BACK, Verdict.WRONG)
    )
    return exact, back, wrong


def baseline(question: Question, content: Content, facts: Facts) -> Verdict:
    """What a plain likeness of words makes of it."""
    words = {
        word.casefold(): name
        for name, command in content.commands.items()
        for own in command.words.values()
        for word in own
    }
    typed = question.asks.casefold().split()
    best = max(typed, key=lambda each: process.extractOne(each, words.keys(), scorer=fuzz.ratio)[1])
    command = words[process.extractOne(best, words.keys(), scorer=fuzz.ratio)[0]]
    if command != question.command:
        return Verdict.WRONG
    if command != "pledges":
        return Verdict.RIGHT
    rest = " ".join(each for each in typed if each != best)
    names = {each.id: " ".join(each.names.all() if each.names else ()) for each in facts.pledges}
    alike = process.extract(rest, names, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE, limit=None)
    found = frozenset(key for _, _, key in alike)
    return Verdict.RIGHT if found in accepted_ids(question, facts) else Verdict.WRONG
