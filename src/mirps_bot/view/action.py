"""What a button does, packed into the short text that platforms carry for us."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from mirps_bot.domain.follow import TopicKind
from mirps_bot.domain.language import Language


class ActionName(StrEnum):
    ASK = "ask"
    """Ask a command; argument: its words."""
    SHARE = "share"
    """Post the answer to these words where everybody in the conversation sees it; argument: the words."""
    REPORT = "report"
    """Open the update form; argument: the pledge, or none to choose."""
    OPEN_FORM = "open_form"
    """Open any form; arguments: its name, then keys and values of what it is opened with, by turns."""
    TALK = "talk"
    """Ask the same form one question at a time; arguments as for `open_form`."""
    ANSWER = "answer"
    """Answer the open question; arguments: the session, its version, the field, the answer."""
    TURN = "turn"
    """What a `domain.session.Turn` says; arguments: the session, its version, the turn, a number."""
    RESUME = "resume"
    """Go on with a session in this conversation; argument: the session."""
    RESUME_FORM = "resume_form"
    HAND = "hand"
    """Hand a session to a colleague; arguments: the session, the person, or none to choose."""
    NO_CHANGE = "no_change"
    """Confirm that nothing has changed; argument: the pledge, or none for all that the entity owes."""
    REVOKE = "revoke"
    """Take back that nothing has changed; arguments: the confirmations."""
    SNOOZE = "snooze"
    """Put a reminder off; arguments: the delivery, the day."""
    WAKE = "wake"
    """Have a reminder that was put off come now; argument: the delivery."""
    REPLY = "reply"
    """Answer a need; arguments: the match, what is answered."""
    SETTLE = "settle"
    """Say what came of a match; arguments: the match, its state."""
    NUDGE = "nudge"
    """Ask for the parts of a joint pledge that are missing; argument: the pledge."""
    CLEAR = "clear"
    """Make a text official; argument: its clearance."""
    NAME_CLEARER = "name_clearer"
    """Say who clears an entity's texts; argument: the person, or nothing for nobody."""
    CLOSE_NEED = "close_need"
    CLOSE_OFFER = "close_offer"
    REMOVE_ABSENCE = "remove_absence"
    UNFIX = "unfix"
    """Take back the day that was put on an event; argument: the event."""
    ATTEND = "attend"
    """Say whether an entity takes part; arguments: the event, the entity, the attendance."""
    KEEP_WORDS = "keep_words"
    """Keep what was said as the draft of an update; argument: the words."""
    FILE_DRAFT = "file_draft"
    """Make a draft an update; arguments: the draft, the pledge, what was read in it: keys and answers by turns."""
    REREAD_DRAFT = "reread_draft"
    """Show a draft anew; arguments: the draft, then a part and what it is, nothing to leave it out; or no part."""
    ACCEPT_PAPER = "accept_paper"
    """Take what was handed in as it is; argument: the paper."""
    EDIT_DRAFT = "edit_draft"
    """Complete a draft in the form; argument: the draft."""
    DISCARD_DRAFT = "discard_draft"
    MUTE = "mute"
    """No digests, or digests again; argument: on or off."""
    MAIL = "mail"
    """By e-mail instead of chat; argument: on or off."""
    REMIND_SILENT = "remind_silent"
    """Remind now; arguments: the entities."""
    FOLLOW = "follow"
    """Hear of what changes in something; arguments: its kind, its id."""
    UNFOLLOW = "unfollow"
    OPEN_FEED = "open_feed"
    """Make a private address for one's calendar; the one before is void."""
    CLOSE_FEED = "close_feed"
    EXPORT_DATA = "export_data"
    """Send the presser what is kept of them."""
    ERASE_DATA = "erase_data"
    """Erase what is theirs alone; argument: "sure", or none to be asked first."""
    SPEAK = "speak"
    """Be spoken to in another language; argument: which."""
    SET_ZONE = "set_zone"
    """Be told hours in another zone; argument: its name."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """What arguments there must be, each by what reads it, and whether others may follow."""

    needed: tuple[Callable[[str], object], ...] = ()
    and_more: bool = False


_NONE, _SOME = _Shape(), _Shape(and_more=True)
_ONE, _ONE_OR_MORE, _TWO = _Shape((str,)), _Shape((str,), and_more=True), _Shape((str, str))
_NUMBER = _Shape((int,))
_SHAPES = {
    ActionName.ASK: _ONE,
    ActionName.SHARE: _ONE,
    ActionName.REPORT: _SOME,
    ActionName.OPEN_FORM: _ONE_OR_MORE,
    ActionName.TALK: _ONE_OR_MORE,
    ActionName.ANSWER: _Shape((int, int, str, str)),
    ActionName.TURN: _Shape((int, int, str), and_more=True),
    ActionName.RESUME: _NUMBER,
    ActionName.RESUME_FORM: _NUMBER,
    ActionName.HAND: _Shape((int,), and_more=True),
    ActionName.NO_CHANGE: _SOME,
    ActionName.REVOKE: _ONE_OR_MORE,
    ActionName.SNOOZE: _TWO,
    ActionName.WAKE: _ONE,
    ActionName.REPLY: _TWO,
    ActionName.SETTLE: _TWO,
    ActionName.NUDGE: _ONE,
    ActionName.CLEAR: _ONE,
    ActionName.NAME_CLEARER: _SOME,
    ActionName.CLOSE_NEED: _ONE,
    ActionName.CLOSE_OFFER: _ONE,
    ActionName.REMOVE_ABSENCE: _ONE,
    ActionName.UNFIX: _ONE,
    ActionName.ATTEND: _Shape((str, str, str)),
    ActionName.KEEP_WORDS: _ONE,
    ActionName.FILE_DRAFT: _Shape((str, str), and_more=True),
    ActionName.REREAD_DRAFT: _ONE_OR_MORE,
    ActionName.ACCEPT_PAPER: _ONE,
    ActionName.EDIT_DRAFT: _ONE_OR_MORE,
    ActionName.DISCARD_DRAFT: _ONE,
    ActionName.MUTE: _ONE,
    ActionName.MAIL: _ONE,
    ActionName.REMIND_SILENT: _SOME,
    ActionName.FOLLOW: _Shape((TopicKind, str)),
    ActionName.UNFOLLOW: _Shape((TopicKind, str)),
    ActionName.OPEN_FEED: _NONE,
    ActionName.CLOSE_FEED: _NONE,
    ActionName.EXPORT_DATA: _NONE,
    ActionName.ERASE_DATA: _SOME,
    ActionName.SPEAK: _Shape((Language,)),
    ActionName.SET_ZONE: _ONE,
}


def paired(arguments: Sequence[str]) -> dict[str, str]:
    """Arguments that are keys and values by turns."""
    return dict(zip(arguments[::2], arguments[1::2], strict=False))


_QUOTING = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Action:
    name: ActionName
    arguments: tuple[str, ...] = ()

    @classmethod
    def opening(cls, form: str, **context: str) -> Self:
        """What a button does that opens a form: fields are filled by their keys."""
        return cls(ActionName.OPEN_FORM, (form, *(each for pair in context.items() for each in pair)))

    @classmethod
    def talking(cls, form: str, **context: str) -> Self:
        """The same, one question at a time."""
        return cls(ActionName.TALK, cls.opening(form, **context).arguments)

    @property
    def is_whole(self) -> bool:
        """Whether its arguments are those of today: a message may show buttons of a version long gone."""
        shape = _SHAPES[self.name]
        given, needed = len(self.arguments), len(shape.needed)
        if given < needed or (given > needed and not shape.and_more):
            return False
        try:
            for read, each in zip(shape.needed, self.arguments, strict=False):
                read(each)
        except ValueError:
            return False
        return True

    def pack(self) -> str:
        return f"[{','.join(map(_QUOTING.encode, (self.name.value, *self.arguments)))}]"

    @classmethod
    def unpack(cls, packed: str) -> Self:
        """Raises ValueError for anything that `pack` did not write, or wrote in a version long gone."""
        match json.loads(packed):
            case [str(name), *arguments] if all(isinstance(each, str) for each in arguments):
                return cls(ActionName(name), tuple(arguments))
            case _:
                raise ValueError(f"not an action: {packed[:80]}")
