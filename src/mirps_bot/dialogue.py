"""What people do, and what the bot answers: the words in which platforms and features talk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from mirps_bot.domain.attachment import Attachment
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.dates import Quarter
from mirps_bot.domain.delivery import Inbox, Sent, Spot
from mirps_bot.domain.export import PledgeExport
from mirps_bot.domain.form import Problems, Raw
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.language import Language
from mirps_bot.domain.pack import Pack
from mirps_bot.domain.person import Actor, Person
from mirps_bot.domain.response import Answered
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis, View
from mirps_bot.view.form import ShownForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something happens, by the platform's own ids. `message` is the one that a button stands on."""

    channel: str
    is_direct: bool
    thread: str | None = None
    message: str | None = None
    quoted: str | None = None
    """The message that this answers, where no thread does."""
    takes_files: bool = True
    """Whether a document can be attached to what is said there."""


# ---- inbound -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A command, without its slash name."""

    actor: Actor
    words: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button. `key` is the same when the platform repeats the same press."""

    actor: Actor
    action: Action
    place: Place
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A form sent off. `key` is the same for every attempt to send the same opened form."""

    actor: Actor
    form: str
    raw: Raw
    context: Mapping[str, str]
    key: str
    shown: frozenset[str] = frozenset()
    """The fields that stood in it; empty: that is not known."""
    before: Raw = field(default_factory=dict)
    """What stood in the fields when they were first shown, on a platform that has to be told it."""
    stays: bool = False
    """Whether the form is a message, so that its answer stays in the conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redraw:
    """A choice in an open form on which the rest of it depends. `changed` empty: what stands in it stays, and only what
    it asks for may be other than before.
    """

    actor: Actor
    form: str
    raw: Raw
    context: Mapping[str, str]
    changed: str
    before: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Free words to the bot: in a direct message, as a mention, or as a reply in the thread of a prompt."""

    actor: Actor
    text: str
    place: Place
    key: str
    attached: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeOpened:
    actor: Actor


Inbound = Call | Press | Submission | Redraw | Said | HomeOpened

# ---- outbound, from features: data and names, no words -------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button to be: `phrase` names its label under `buttons` in phrases.toml, `values` fill it."""

    phrase: str
    action: Action
    values: Mapping[str, object] = field(default_factory=dict)
    emphasis: Emphasis = Emphasis.NONE

    @classmethod
    def asking(
        cls,
        words: str,
        phrase: str | None = None,
        /,
        *,
        emphasis: Emphasis = Emphasis.NONE,
        **values: object,
    ) -> Self:
        """Asks what these words ask; where they are a command alone, its label is `ask_<command>`."""
        action = Action(ActionName.ASK, (words,))
        return cls(phrase=phrase or f"ask_{words}", action=action, values=values, emphasis=emphasis)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture to be: who was heard from in which quarters. `phrase` names its title under `says`."""

    phrase: str
    quarters: tuple[Quarter, ...]
    rows: Mapping[EntityId, tuple[bool, ...]]

    @classmethod
    def of(cls, answered: Answered) -> Self:
        return cls(
            phrase="response_chart",
            quarters=tuple(each.quarter for each in answered.rates),
            rows={each: tuple(each in rate.heard for rate in answered.rates) for each in answered.asked},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message that follows from what was done: a copy, an answer shared, or a new text for a message already sent.

    `key` makes it go out once; `reader` is whose language and zone it is written in.
    """

    key: str
    to: Inbox | Spot | Sent
    reader: Person
    show: "Show"
    signed_by: str | None = None
    """Who shared it, named under it."""

    @classmethod
    def to_person(cls, reader: Person, key: str, show: "Show") -> Self:
        """Into the reader's direct messages."""
        return cls(key=key, to=Inbox(person=reader.id), reader=reader, show=show)


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """An answer: a template and its data, a dataclass whose fields are the template's variables.

    `choices` are button rows: a template places one by its key, the rest follow at the end.
    """

    template: str
    data: object
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    shareable: str | None = None
    """The words that ask for this answer again: it can be shared where it was asked."""
    replaces: bool = False
    """Takes the place of the message whose button was pressed."""
    letters: tuple[Letter, ...] = ()
    charts: Mapping[str, Chart] = field(default_factory=dict)
    """Pictures that the template places by their keys."""
    calendar: tuple[Event, ...] = ()
    """Comes with it as a file: only of what a message goes on telling."""
    export: PledgeExport | Pack | None = None
    """Comes with it as a spreadsheet, or as a document: likewise."""
    below: "Show | Tell | None" = None
    """Shown below it, in the same message."""
    read_as: str | None = None
    """What was asked, in all words, where it was typed in fewer: told above it."""
    follows: "Ask | None" = None
    """The form to go on with: asked at once in a conversation, a button elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """A sentence of phrases.toml, under `says`."""

    phrase: str
    values: Mapping[str, object] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    replaces: bool = False
    letters: tuple[Letter, ...] = ()
    below: "Show | Tell | None" = None
    language: Language | None = None
    """Said in this one, which the actor has just chosen, instead of the one they had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosableOption:
    """`label` is a value that the reader's language has a name for: a pledge, a quarter."""

    value: str
    label: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A form to fill in, with what stands in it already."""

    form: str
    raw: Raw = field(default_factory=dict)
    context: Mapping[str, str] = field(default_factory=dict)
    """Comes back with what was typed: ids only."""
    settled: tuple[str, ...] = ()
    """Fields that were answered by opening it: a conversation does not ask for them."""
    intro: str | None = None
    """A phrase under `says`, filled with `intro_values`."""
    intro_values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """What was sent can't be taken: why, at each field."""

    form: str
    problems: Problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Nothing to say: it was not meant for the bot."""


Outbound = Show | Tell | Ask | Correct | Silence

# ---- answered, to platforms: every word in the person's language ---------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    view: View
    replaces: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`invitation` stands in its place where it can't be opened any more: buttons that open it."""

    form: ShownForm
    invitation: View


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A message for each field that needs another look, by field key."""

    errors: Mapping[str, str]


Answer = Shown | Asked | Corrected | Silence
