"""What Teams sends, as words of the dialogue. Pure, and tolerant of parts that are missing."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from mirps_bot.adapters.teams.forms import SentForm, read_form
from mirps_bot.chat.locales import read_language, read_zone
from mirps_bot.dialogue import Place, Press, Said, Submission
from mirps_bot.domain.delivery import Sent, Spot
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor, Chat
from mirps_bot.ports import Account, Conversation
from mirps_bot.view.action import Action, ActionName

Payload = Mapping[str, Any]

_QUOTE = re.compile(r'<blockquote[^>]*itemid="([^"]+)".*?</blockquote>(.*)', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_QUOTED = re.compile(r"<quoted [^>]*/>")
_AT = re.compile(r"<at[^>]*>(.*?)</at>", re.DOTALL)


class Kind(Enum):
    SAID = auto()
    PRESSED = auto()
    SENT_OFF = auto()
    ADDED = auto()
    """The bot was added to somebody's apps, or to a team."""
    REMOVED = auto()
    MET = auto()
    """Nothing to answer, but where the conversation is spoken to may be learnt."""


def kind_of(activity: Payload) -> Kind | None:
    """None: nothing for the bot."""
    value = activity.get("value")
    match activity.get("type"), activity.get("action"):
        case "message", _ if isinstance(value, dict):
            return Kind.SENT_OFF if "form" in value else Kind.PRESSED
        case "message", _:
            return Kind.SAID if str(activity.get("text") or "").strip() else None
        case "installationUpdate", str(action):
            return Kind.REMOVED if action.startswith("remove") else Kind.ADDED
        case "conversationUpdate", _:
            return Kind.MET
        case _:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Where something was done. `team` is that of a channel."""

    channel: str
    thread: str | None
    is_direct: bool
    user: str
    service_url: str
    tenant: str
    team: str | None

    @property
    def conversations(self) -> Iterator[Conversation]:
        yield Conversation(
            channel=self.channel, service_url=self.service_url, is_team=self.channel == self.team
        )
        if self.team and self.team != self.channel:
            yield Conversation(channel=self.team, service_url=self.service_url, is_team=True)

    @property
    def reply_to(self) -> Spot:
        """Elsewhere than in direct messages, only who asked gets the answer."""
        only_for = None if self.is_direct else self.user
        return Spot(channel=self.channel, thread=self.thread, only_for=only_for)


def surroundings_of(activity: Payload) -> Surroundings:
    conversation: Payload = activity.get("conversation") or {}
    data: Payload = activity.get("channelData") or {}
    channel, _, root = str(conversation.get("id") or "").partition(";messageid=")
    tenant = conversation.get("tenantId") or (data.get("tenant") or {}).get("id")
    team = (data.get("team") or {}).get("id")
    return Surroundings(
        channel=channel,
        thread=root or None,
        is_direct=conversation.get("conversationType") == "personal",
        user=str((activity.get("from") or {}).get("id") or ""),
        service_url=str(activity.get("serviceUrl") or "").rstrip("/"),
        tenant=str(tenant or ""),
        team=str(team) if team else None,
    )


def read_account(activity: Payload, member: Payload, *, tenant: str) -> Account:
    """Only the word of the organisation that the app belongs to counts on whose an address is: its guests it invited by
    it. People of others get no address here, and so no duty.
    """
    at = surroundings_of(activity)
    is_theirs = (member.get("tenantId") or at.tenant) == tenant
    email = str(member.get("email") or member.get("userPrincipalName") or "")
    return Account(
        user=at.user,
        email=email if is_theirs and "@" in email and "#" not in email else None,
        language=language_of(activity),
        time_zone=zone_of(activity),
        chat=Chat.TEAMS,
    )


def language_of(activity: Payload) -> Language | None:
    return read_language(activity.get("locale"))


def zone_of(activity: Payload) -> str | None:
    told = (each.get("timezone") for each in _entities(activity, "clientInfo"))
    return read_zone(next(filter(None, told), None) or activity.get("localTimezone"))


def read_said(activity: Payload, actor: Actor) -> Said:
    at = surroundings_of(activity)
    quoted, words = _quoted(activity)
    message = str(activity.get("id") or "")
    return Said(
        actor=actor,
        text=_as_typed(words, activity),
        place=Place(
            channel=at.channel,
            is_direct=at.is_direct,
            thread=at.thread,
            message=message,
            quoted=quoted,
            takes_files=False,
        ),
        key=f"{at.channel}:{message}",
    )


def read_press(activity: Payload, actor: Actor) -> Press | None:
    """None: a button that this version of the bot does not know."""
    at = surroundings_of(activity)
    value: Payload = activity.get("value") or {}
    try:
        pressed = Action.unpack(str(value.get("action") or ""))
    except ValueError:
        return None
    message = str(activity.get("replyToId") or "")
    place = Place(
        channel=at.channel,
        is_direct=at.is_direct,
        thread=at.thread,
        message=message or None,
        takes_files=False,
    )
    asked_at = _asked_at(value)
    if pressed.name is ActionName.SHARE and asked_at:
        place = Place(channel=asked_at.channel, is_direct=False, thread=asked_at.thread)
    return Press(
        actor=actor,
        action=pressed,
        place=place,
        key=f"{at.channel}:{activity.get('id') or ''}:{actor.user}:{pressed.pack()}",
    )


def _asked_at(value: Payload) -> Spot | None:
    """Where everybody may be shown what was answered in private."""
    told = value.get("asked_at")
    if not isinstance(told, dict) or not told.get("channel"):
        return None
    thread = told.get("thread")
    return Spot(channel=str(told["channel"]), thread=str(thread) if thread else None)


def stands_on(activity: Payload) -> Sent | None:
    """The message whose button was pressed, or whose form was sent off."""
    message = activity.get("replyToId")
    return Sent(channel=surroundings_of(activity).channel, ts=str(message)) if message else None


def read_sent_form(activity: Payload) -> SentForm | None:
    return read_form(activity.get("value") or {})


def read_submission(activity: Payload, form: SentForm, actor: Actor) -> Submission:
    """A card is sent off as often as need be: it is the same submission as long as it is the same message."""
    key = f"{surroundings_of(activity).channel}:{activity.get('replyToId') or activity.get('id')}:{form.name}"
    return Submission(
        actor=actor,
        form=form.name,
        raw=form.raw,
        context=form.context,
        key=key,
        before=form.before,
        stays=True,
    )


def _entities(activity: Payload, kind: str) -> Iterator[Payload]:
    for each in activity.get("entities") or ():
        if isinstance(each, dict) and each.get("type") == kind:
            yield each


def _quoted(activity: Payload) -> tuple[str | None, str]:
    """The message that this answers, and the words without it."""
    words = str(activity.get("text") or "")
    for entity in _entities(activity, "quotedReply"):
        message = (entity.get("quotedReply") or {}).get("messageId")
        if message:
            return str(message), _QUOTED.sub(" ", words)
    for each in activity.get("attachments") or ():
        if each.get("contentType") == "text/html" and (
            found := _QUOTE.search(str(each.get("content") or ""))
        ):
            return found[1], _TAG.sub(" ", found[2])
    return None, words


def _as_typed(words: str, activity: Payload) -> str:
    """Without the bot's name before, between or after the words; others' names stay."""
    bot = (activity.get("recipient") or {}).get("id")
    for mention in _entities(activity, "mention"):
        if (mention.get("mentioned") or {}).get("id") == bot:
            words = words.replace(str(mention.get("text") or ""), " ")
    plain = html.unescape(_AT.sub(r"@\1", words)).replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(filter(None, plain.split(" "))).strip()
