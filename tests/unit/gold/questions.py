"""The gold questions: what should be answered, by a plain reading of the facts, and how an answer compares.

The tuning half stands beside the commands, where it also teaches the reading (commands/*/questions.toml), and in
ambiguous.toml; what is measured stands in held_out.toml, in each_command.toml (spread evenly over all commands), in
fresh.toml (what is asked for most, as typed on a phone), in everyday.toml (what most people would ask, of every command
and of pledges), in unforeseen.toml (lines as different from each other as their writers could make them) and in
beyond.toml (what no command answers, in the words of commands).
The labels of second_reader.toml are another's, of the questions of held_out.toml.

The keys of a question beside `language` and `asks`:

- `command` answers; `also`: others whose answer is as good.
- About pledges, what must hold of each one found (`entities`: made by or for; `owners`: made by; `beneficiaries`: made
  for; `supports`: counts toward; `without`: what must not hold; `either`: any of these), or their `ids`.
  `alternatively`: whole sets that are as plain a reading.
- `nothing`: there is no such pledge.
- `group`: the working group that is shown.
- `says`, `omits`: words that the answer has or has not, by which a date, a person or a place is told.
- `asks_back`: the commands that the bot should offer, since the words alone do not tell; or it answers by one of them,
  and the answer's own buttons offer the others.
- `open`: it is not understood yet.
- `unsure`: the words do not tell at all, or ask for what the bot can't know: it says so, or answers by `also`.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from tests.replicas.processes import ROOT
from tests.unit.desk import DIRECT, Desk

from mirps_bot.adapters.console.render import render_text
from mirps_bot.content.facts import Facts
from mirps_bot.content.wording import Reader
from mirps_bot.dialogue import Ask, Choice, Outbound, Said, Show, Tell
from mirps_bot.domain.language import Language
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.platform import Chair
from mirps_bot.domain.pledge import Pledge
from mirps_bot.domain.query import Order
from mirps_bot.features.breakdown import Breakdown
from mirps_bot.features.filtering import wanted_by
from mirps_bot.features.fund import FundAnswer
from mirps_bot.features.groups import OneGroup
from mirps_bot.features.ordering import USUAL
from mirps_bot.features.pledges import OnePledge, PledgeList
from mirps_bot.features.question import Question as Asking
from mirps_bot.features.question import Review
from mirps_bot.features.visit import Visit
from mirps_bot.knowledge import Knowledge
from mirps_bot.listening import answer_said
from mirps_bot.meanings import Line
from mirps_bot.view.action import Action, ActionName

HERE = Path(__file__).parent
COMMANDS = ROOT / "commands"
MEASURED = ("held_out", "second_reader", "each_command", "fresh", "everyday", "unforeseen", "beyond")
NOT_OF_PLEDGES = frozenset(
    ("command", "also", "alternatively", "group", "says", "omits", "asks_back", "unsure", "open")
)
ASKERS = {
    Language.ES: "lucia.ortega@example.org",
    Language.EN: "grace.coleman@example.org",
    Language.PT: "rafael.moura@example.org",
    Language.FR: "chloe.tremblay@example.org",
}
COMMAND_OF_SENTENCE = {
    phrase: file.parent.name
    for file in COMMANDS.glob("*/phrases.toml")
    for phrase in tomllib.loads(file.read_text(encoding="utf-8")).get("says", ())
} | {
    "unknown_pledge": "pledges",
    "secretariat_only": "digest",
    "nothing_to_report": "update",
    "not_yours": "update",
    "one_at_a_time": "update",
    "not_on_roster": "mine",
}
SHOWN_BY = {"unfollow": ("follow",), "practice": ("review",), "outreach": ("review",), "digest": ("pledges",)}
"""The folders that another command's templates stand in."""


class Verdict(StrEnum):
    RIGHT = "right"
    ASKED_BACK = "asked back"
    """Without need: there was but one thing to answer."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`expected` is the rest of its table in the file."""

    language: Language
    asks: str
    expected: Mapping[str, Any]

    @property
    def command(self) -> str | None:
        command: str | None = self.expected.get("command")
        return command

    @property
    def is_open(self) -> bool:
        """Not understood yet."""
        return bool(self.expected.get("open"))

    @property
    def also(self) -> Sequence[str]:
        also: Sequence[str] = self.expected.get("also", ())
        return also


def read_questions(half: str) -> tuple[Question, ...]:
    """`tuning`, or one of `MEASURED`."""
    if half in MEASURED:
        return _read(HERE / f"{half}.toml")
    taught = (COMMANDS / "questions.toml", *sorted(COMMANDS.glob("*/questions.toml")))
    return (*(each for file in taught for each in _read_taught(file)), *_read(HERE / "ambiguous.toml"))


def _read(file: Path) -> tuple[Question, ...]:
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(
        Question(language=Language(each.pop("language")), asks=each.pop("asks"), expected=each)
        for each in table["question"]
    )


def _read_taught(file: Path) -> Iterator[Question]:
    """Those that stand beside the command that answers them."""
    command = {} if file.parent == COMMANDS else {"command": file.parent.name}
    for each in tomllib.loads(file.read_text(encoding="utf-8"))["question"]:
        yield Question(
            language=Language(each["language"]),
            asks=each["asks"],
            expected=command | each.get("expects", {}) | {"open": each.get("open", False)},
        )


# ---- what should be found


def expected_ids(question: Question, facts: Facts) -> frozenset[str]:
    return _ids(question.expected, facts)


def accepted_ids(question: Question, facts: Facts) -> tuple[frozenset[str], ...]:
    """Each of these sets is a right answer."""
    others = question.expected.get("alternatively", ())
    return (expected_ids(question, facts), *(_ids(each, facts) for each in others))


def _ids(wanted: Mapping[str, Any], facts: Facts) -> frozenset[str]:
    return frozenset(each.id for each in facts.pledges if _fits(each, wanted, facts))


def _fits(pledge: Pledge, wanted: Mapping[str, Any], facts: Facts) -> bool:
    return all(
        _meets(pledge, key, value, facts) for key, value in wanted.items() if key not in NOT_OF_PLEDGES
    )


def _meets(pledge: Pledge, key: str, value: Any, facts: Facts) -> bool:
    match key:
        case "without":
            return not any(_meets(pledge, each, its, facts) for each, its in value.items())
        case "either":
            return any(_meets(pledge, each, its, facts) for each, its in value.items())
        case "never_reported":
            return True  # nobody has reported on anything yet
        case "nothing":
            return False
        case "chair":
            chairs = (each for each in facts.records if isinstance(each, Chair) and each.entity == value)
            return any(_may_fall_in(pledge, each) for each in chairs)
        case _:
            return bool({*_values(pledge, key)} & {*value})


def _values(pledge: Pledge, key: str) -> Sequence[object]:
    year = pledge.announced.year if pledge.announced else None
    return {
        "ids": (pledge.id,),
        "entities": (*pledge.entities, *pledge.target_countries),
        "owners": pledge.entities,
        "beneficiaries": pledge.target_countries,
        "areas": pledge.areas,
        "types": pledge.types,
        "kinds": (pledge.kind,),
        "stages": (pledge.stage,),
        "years": (year,),
        "forums": ((pledge.forum or "").split()[0] if pledge.forum else "",),
        "supports": pledge.supports,
    }[key]


def _may_fall_in(pledge: Pledge, chair: Chair) -> bool:
    if not pledge.announced:
        return False
    ends = chair.end.last_day if chair.end else pledge.announced.last_day
    return pledge.announced.first_day <= ends and pledge.announced.last_day >= chair.start.first_day


# ---- what was answered


def verdict(desk: Desk, question: Question, facts: Facts) -> Verdict:
    """As asked in a direct message. Nothing is kept: no question changes what the next one is asked of."""
    actor, knowledge = desk.actor(ASKERS[question.language]), desk.bot.knowledge
    with desk.storage.begin() as unit:
        visit = replace(knowledge.visit(unit, actor, desk.clock.now()), place=DIRECT)
        return judge(visit, knowledge, question, facts)


def judge(visit: Visit, knowledge: Knowledge, question: Question, facts: Facts) -> Verdict:
    said = Said(actor=visit.actor, text=question.asks, place=DIRECT, key="gold")
    answer = answer_said(visit, knowledge, said)
    if _is_right(visit, knowledge, question, answer, facts):
        return Verdict.RIGHT
    return Verdict.ASKED_BACK if _is_at_a_loss(answer) or _is_draft(answer) else Verdict.WRONG


def _is_right(visit: Visit, knowledge: Knowledge, question: Question, answer: Outbound, facts: Facts) -> bool:
    if backs := question.expected.get("asks_back"):
        return {*backs} <= {_command(answer, knowledge), *_offered(visit, knowledge, answer)}
    if _is_at_a_loss(answer) and (question.expected.get("unsure") or question.expected.get("nothing")):
        return True
    command = _command(answer, knowledge)
    if command not in _commands(question):
        return False
    if group := question.expected.get("group"):
        return (
            isinstance(answer, Show) and isinstance(answer.data, OneGroup) and answer.data.group.id == group
        )
    is_list = question.command == "pledges" and command in ("pledges", "fund")
    if is_list and _shown_ids(visit, answer) not in accepted_ids(question, facts):
        return False
    return _says(visit, knowledge, question, answer)


def _commands(question: Question) -> frozenset[str]:
    named = (question.command, *question.also)
    return frozenset(shown for each in named if each for shown in (each, *SHOWN_BY.get(each, ())))


def _says(visit: Visit, knowledge: Knowledge, question: Question, answer: Outbound) -> bool:
    says, omits = (question.expected.get(key, ()) for key in ("says", "omits"))
    if not says and not omits:
        return True
    text = fold(_text(visit, knowledge, answer))
    return all(fold(each) in text for each in says) and not any(fold(each) in text for each in omits)


def _text(visit: Visit, knowledge: Knowledge, answer: Outbound) -> str:
    """Without the buttons, which lead to other answers."""
    reader = Reader(language=visit.actor.language, time_zone=visit.actor.time_zone)
    match answer:
        case Show():
            return render_text(knowledge.composer.show(answer, reader).without_buttons())
        case Tell(phrase="shall_i"):
            return render_text(
                knowledge.composer.tell(answer, reader)
            )  # the button says what would be changed
        case Tell():
            return render_text(knowledge.composer.tell(answer, reader).without_buttons())
        case _:
            return ""


def _command(answer: Outbound, knowledge: Knowledge) -> str | None:
    match answer:
        case Show(data=Asking(title=title) | Review(title=title)):
            return next(name for name, form in knowledge.content.forms.items() if form.title == title)
        case Show():
            return answer.template.split("/")[0]
        case Ask():
            return answer.form
        case Tell(phrase="shall_i", choices=(Choice(action=Action(arguments=(words,))), *_)):
            return knowledge.command_words[fold(words.split()[0])]  # a change is offered, and made by one tap
        case Tell():
            return COMMAND_OF_SENTENCE.get(answer.phrase)
        case _:
            return None


def _shown_ids(visit: Visit, answer: Outbound) -> frozenset[str]:
    """On all pages; of those that are put in an order, the ones on the first, but of several newest."""
    match answer:
        case Show(data=PledgeList(order=order, ordered=ordered) as listed) if ordered and (
            order is not Order.NEWEST or len(listed.page.items) < min(ordered, USUAL)
        ):
            return frozenset(each.pledge.id for each in listed.page.items)
        case Show(data=OnePledge() as one):
            return frozenset({one.tracked.pledge.id})
        case Show(data=(PledgeList(is_unclear=False) | Breakdown()) as listed):
            wanted = wanted_by(visit, listed.asked.understood)
            return frozenset(each.pledge.id for each in visit.unit.pledges.search(wanted, limit=1000).items)
        case Show(data=FundAnswer() as fund):
            return frozenset(each.pledge.id for each in fund.projects)
        case _:
            return frozenset()


def _is_at_a_loss(answer: Outbound) -> bool:
    """It says that it is not sure: other lines to choose from, nothing found, or words it does not know."""
    match answer:
        case Tell(phrase="which" | "not_understood" | "says_little" | "unknown_pledge" | "unsure"):
            return True
        case Show(below=Tell(phrase="left_aside" | "looked_for")) | Tell(below=Tell(phrase="left_aside")):
            return True
        case Show(data=PledgeList() as listed):
            return listed.is_unclear or bool(listed.absent) or not listed.page.total
        case Show(data=data):
            return bool(getattr(data, "rest", ()))
        case _:
            return False


def _is_draft(answer: Outbound) -> bool:
    """It takes the words for an update, and asks whether they are one."""
    return isinstance(answer, Show) and answer.template == "update/draft"


def _offered(visit: Visit, knowledge: Knowledge, answer: Outbound) -> Iterator[str]:
    """The commands that the buttons of an answer stand for, with those of what stands below it."""
    if not isinstance(answer, Show | Tell):
        return
    rows = answer.choices.values() if isinstance(answer, Show) else (answer.choices,)
    for action in (each.action for row in rows for each in row):
        if action.name is ActionName.ASK:
            (words,) = action.arguments
            yield from (each.command for each in Line.of(visit, knowledge, words).meanings)
    if answer.below:
        yield from _offered(visit, knowledge, answer.below)
