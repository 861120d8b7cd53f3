"""What people edit and what the code answers to are one: nothing on either side is without its other half."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from tests.core import CHECKOUT

from mirps_bot.content.facts import load_facts
from mirps_bot.content.load import Content
from mirps_bot.content.wording import Wording
from mirps_bot.domain.attachment import FileState, MediaType
from mirps_bot.domain.attendance import Attendance
from mirps_bot.domain.calendar import EventKind, EventStatus
from mirps_bot.domain.command import Topic
from mirps_bot.domain.comparison import ReportField
from mirps_bot.domain.contribution import SupportKind
from mirps_bot.domain.delivery import Reason
from mirps_bot.domain.entity import EntityKind
from mirps_bot.domain.form import YesNo
from mirps_bot.domain.holding import Holding
from mirps_bot.domain.language import Language
from mirps_bot.domain.ledger import LedgerPart, Mark, Outcome
from mirps_bot.domain.matching import Basis, Criterion
from mirps_bot.domain.need import MatchState, Reply
from mirps_bot.domain.occasion import About
from mirps_bot.domain.paper import PaperKind, PaperState
from mirps_bot.domain.person import Role
from mirps_bot.domain.platform import CityLevel, Office
from mirps_bot.domain.pledge import ContributionType, Pathway, PledgeKind, Stage
from mirps_bot.domain.session import Turn
from mirps_bot.domain.strategy import StrategyPart
from mirps_bot.domain.update import Surface
from mirps_bot.features import home
from mirps_bot.features.lists import LISTS
from mirps_bot.features.papers import Shelf
from mirps_bot.routes import ACTIONS, COMMANDS, FORMS, TEMPLATES
from mirps_bot.view.action import ActionName

CODE = [ast.parse(path.read_text(encoding="utf-8")) for path in (CHECKOUT / "src/mirps_bot").rglob("*.py")]
CLOSED_SETS: dict[str, type[StrEnum]] = {
    "stage": Stage,
    "contributiontype": ContributionType,
    "pledgekind": PledgeKind,
    "eventkind": EventKind,
    "eventstatus": EventStatus,
    "role": Role,
    "surface": Surface,
    "filestate": FileState,
    "mediatype": MediaType,
    "reason": Reason,
    "outcome": Outcome,
    "mark": Mark,
    "ledgerpart": LedgerPart,
    "about": About,
    "basis": Basis,
    "criterion": Criterion,
    "matchstate": MatchState,
    "reply": Reply,
    "reportfield": ReportField,
    "attendance": Attendance,
    "topic": Topic,
    "supportkind": SupportKind,
    "pathway": Pathway,
    "turn": Turn,
    "yesno": YesNo,
    "language": Language,
    "holding": Holding,
    "entitykind": EntityKind,
    "office": Office,
    "citylevel": CityLevel,
    "strategypart": StrategyPart,
    "strategypoint": StrategyPart,
    "shelf": Shelf,
    "paperkind": PaperKind,
    "paperstate": PaperState,
}


def templates() -> Iterator[Path]:
    for folder in ("commands", "reminders"):
        yield from (CHECKOUT / folder).rglob("*.j2")


# ---- folders -------------------------------------------------------------------------------------


def test_every_command_is_a_folder_and_every_folder_a_command(content: Content) -> None:
    assert set(content.commands) == set(COMMANDS)
    folders = {path.name for path in (CHECKOUT / "commands").iterdir() if path.is_dir()}
    assert folders == set(COMMANDS)


def test_every_form_can_be_sent(content: Content) -> None:
    assert set(content.forms) == set(FORMS)


def test_fields_that_redraw_have_an_answer(content: Content) -> None:
    for name, form in content.forms.items():
        assert any(field.redraws for field in form.fields) is (FORMS[name].redraw is not None)


def test_every_list_is_one_that_fields_name(content: Content) -> None:
    fields = [field for form in content.forms.values() for field in form.fields]
    assert {field.options_from for field in fields if field.options_from} == set(LISTS)


def test_every_programme_has_its_message(content: Content) -> None:
    programmes = {each.name for each in content.programmes}
    folders = {path.name for path in (CHECKOUT / "reminders").iterdir() if path.is_dir()}
    assert folders == programmes | set(content.digests)
    said = {programme.template(step) for programme in content.programmes for step in programme.steps}
    assert said <= set(TEMPLATES)


def test_every_series_of_a_programme_is_one_of_the_calendars(content: Content) -> None:
    announced = {event.series for event in content.events if event.series}
    reminded_of = {each.series for each in content.programmes if each.series}
    assert announced <= reminded_of
    assert reminded_of - announced == {"reporting", "working_group", "learning", "chair_handover"}  # not yet
    assert {each.series for each in content.digests.values() if each.series} <= reminded_of


IN_TALK = {
    *(ActionName.TALK, ActionName.ANSWER, ActionName.TURN),
    *(ActionName.RESUME, ActionName.RESUME_FORM, ActionName.HAND),
}


def test_every_button_does_something() -> None:
    on_their_way = {ActionName.ASK, ActionName.SHARE, ActionName.REPORT, ActionName.OPEN_FORM, *IN_TALK}
    assert {*ACTIONS, *on_their_way} == set(ActionName)


def test_no_code_lies_among_the_content() -> None:
    kinds = {path.suffix for name in ("commands", "reminders") for path in (CHECKOUT / name).rglob("*.*")}
    assert kinds == {".toml", ".j2"}


def test_front_page_asks_for_commands() -> None:
    assert set(home.ASKS) <= set(COMMANDS)


# ---- phrases -------------------------------------------------------------------------------------


class Phrases:
    """Which phrases the code names, and by which patterns it makes up names of others."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self.patterns: set[str] = set()
        for node in (node for tree in CODE for node in ast.walk(tree)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                self.words.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = (
                    re.escape(str(each.value)) if isinstance(each, ast.Constant) else r"\w+"
                    for each in node.values
                )
                self.patterns.add("".join(parts))

    def names(self, key: str) -> bool:
        return key in self.words or any(
            re.fullmatch(each, key) for each in self.patterns if re.match(r"\w", each)
        )


def named_in_calls(function: str, keyword: str) -> set[str]:
    """The constants that are handed to this function by this keyword, wherever it is called."""
    found = set()
    for node in (node for tree in CODE for node in ast.walk(tree)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
            for given in (each.value for each in node.keywords if each.arg == keyword):
                found |= {
                    each.value
                    for each in ast.walk(given)
                    if isinstance(each, ast.Constant)
                    and isinstance(each.value, str)
                    and each.value.isidentifier()
                }
    return found


def named_where_asking() -> set[str]:
    """The labels of buttons that ask a command: given, else made of its words."""
    calls = (node for tree in CODE for node in ast.walk(tree) if isinstance(node, ast.Call))
    found = set()
    for call in (each for each in calls if ast.unparse(each.func) == "Choice.asking"):
        words, label = call.args if len(call.args) == 2 else (call.args[0], None)
        if isinstance(label, ast.Constant):
            found.add(str(label.value))
        elif label is None and isinstance(words, ast.Constant):
            found.add(f"ask_{words.value!s}")
    return found


def test_every_label_of_a_button_that_asks_is_there(content: Content) -> None:
    labels = named_where_asking()
    assert {"ask_calendar", "open_pledge"} <= labels
    assert labels <= set(content.phrases.buttons)


@pytest.mark.parametrize(
    ("function", "keyword", "section"),
    [
        ("Tell", "phrase", "says"),
        ("Ask", "intro", "says"),
        ("Choice", "phrase", "buttons"),
        ("Problem", "phrase", "problems"),
    ],
)
def test_every_phrase_that_the_code_names_is_there(
    content: Content, function: str, keyword: str, section: str
) -> None:
    named = named_in_calls(function, keyword)
    prefixes = {each for each in named if each.endswith("_")}  # made up: `ask_{each}`
    assert named - prefixes
    assert named - prefixes <= set(getattr(content.phrases, section))


@pytest.mark.parametrize("section", ["says", "buttons", "problems"])
def test_every_phrase_is_used(content: Content, section: str) -> None:
    code = Phrases()
    assert [key for key in getattr(content.phrases, section) if not code.names(key)] == []


def test_every_phrase_stands_in_every_language(content: Content) -> None:
    phrases = content.phrases
    every = {
        **{f"says.{key}": names for key, names in phrases.says.items()},
        **{f"buttons.{key}": names for key, names in phrases.buttons.items()},
        **{f"problems.{key}": names for key, names in phrases.problems.items()},
        **{
            f"labels.{kind}.{key}": names
            for kind, own in phrases.labels.items()
            for key, names in own.items()
        },
    }
    assert [key for key, names in every.items() if not all((names.es, names.en, names.pt, names.fr))] == []
    assert [key for key, counted in phrases.counts.items() if set(counted) != set(Language)] == []


def test_every_member_of_a_closed_set_has_a_name(content: Content) -> None:
    labels = {kind: set(own) for kind, own in content.phrases.labels.items() if kind in CLOSED_SETS}
    assert labels == {kind: {each.value for each in members} for kind, members in CLOSED_SETS.items()}


def test_more_words_are_for_names_that_exist(content: Content) -> None:
    names = {kind: {*members} for kind, members in content.phrases.labels.items()}
    names["called"] = {each.id for each in load_facts().pledges}
    for kind, members in content.phrases.words.items():
        assert {*members} <= names[kind]


def test_things_that_are_counted_are_the_ones_that_can_be(content: Content) -> None:
    environment = Environment(autoescape=True)
    environment.filters |= dict.fromkeys(vars(Wording), str)
    files = [path.read_text(encoding="utf-8") for path in templates()]
    said = [names.in_language(each) for names in content.phrases.says.values() for each in Language]
    counted = {
        filter_.args[0].value
        for text in (*files, *said)
        for filter_ in environment.parse(text).find_all(nodes.Filter)
        if filter_.name == "count" and filter_.args and isinstance(filter_.args[0], nodes.Const)
    }
    assert counted == set(content.phrases.counts)
