"""What can happen in a workspace, told to whoever listens: the bot's events, the page, the test driver."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from mirps_bot.playground.conversation import Conversation
from mirps_bot.playground.wire import Json

Tab: TypeAlias = Literal["home", "messages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePosted:
    """`to` names the only person who sees it, for an ephemeral message."""

    conversation: Conversation
    message: Json
    to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageChanged:
    conversation: Conversation
    message: Json
    previous: Json
    to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDeleted:
    conversation: Conversation
    previous: Json
    to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageMarked:
    """Something was added to a message that is no edit of it: a reaction."""

    conversation: Conversation
    message: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationOpened:
    conversation: Conversation
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMoved:
    conversation: Conversation
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalsChanged:
    """A modal was opened, pushed, updated or closed for this person."""

    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePublished:
    user: str
    view: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeOpened:
    user: str
    tab: Tab


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined:
    conversation: Conversation
    user: str
    inviter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChanged:
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMoved:
    pass


Change: TypeAlias = (
    MessagePosted
    | MessageChanged
    | MessageDeleted
    | MessageMarked
    | ConversationOpened
    | ReadMoved
    | ModalsChanged
    | HomePublished
    | HomeOpened
    | MemberJoined
    | ProfileChanged
    | ClockMoved
)
