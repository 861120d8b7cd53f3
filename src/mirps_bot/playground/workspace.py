"""The workspace: its people, conversations and messages, and the rules that hold among them. No sockets."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from mirps_bot.playground.attention import Attention
from mirps_bot.playground.changes import (
    Change,
    ClockMoved,
    ConversationOpened,
    HomePublished,
    MemberJoined,
    MessageChanged,
    MessageDeleted,
    MessageMarked,
    MessagePosted,
    ModalsChanged,
    ProfileChanged,
    ReadMoved,
)
from mirps_bot.playground.clock import Clock, SettableClock, Stamps
from mirps_bot.playground.conversation import Conversation
from mirps_bot.playground.ephemerals import Ephemerals
from mirps_bot.playground.files import Files
from mirps_bot.playground.identity import APP_ID, BOT_ID, BOT_USER_ID, TEAM_ID, own_secrets
from mirps_bot.playground.keep import Keep, MemoryKeep, SqliteKeep
from mirps_bot.playground.manifest import read_manifest
from mirps_bot.playground.modals import Modals, new_view
from mirps_bot.playground.people import Profile, Room
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.wire import Json

Listener = Callable[[Change], None]

FARTHEST = timedelta(days=20 * 366)
"""So far from the present the clock is moved at most."""


class Workspace:
    """Everything is written through to the file `keep`; without one it lives in memory.

    Times come from the clock. The people and rooms given are the start; what changed about them is kept.
    """

    def __init__(
        self,
        profiles: Iterable[Profile],
        rooms: Iterable[Room],
        manifest: Mapping[str, Any],
        clock: Clock,
        team_name: str = "Playground",
        keep: Path | None = None,
    ) -> None:
        self.app = read_manifest(manifest)
        self.team_name = team_name
        self.clock = clock
        self.profiles = {profile.id: profile for profile in profiles}
        self.conversations = {room.id: _conversation(room) for room in rooms}
        self.homes: dict[str, Json] = {}
        self.ephemerals = Ephemerals()
        self._keep: Keep = SqliteKeep(keep) if keep is not None else MemoryKeep()
        self._listeners: list[Listener] = []
        self._stamps = Stamps(clock)
        self.modals = Modals(lambda user: self.announce(ModalsChanged(user=user)), self._keep)
        self.attention = Attention(self._keep)
        self.files = Files(self._keep)
        self.secrets = own_secrets(self._keep)
        self._load()

    def close(self) -> None:
        self._keep.close()

    # --- listening --------------------------------------------------------------------------------------

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Calls the listener at every change, in order; what is returned ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def announce(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)

    # --- time -------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        return self.clock.now()

    def next_ts(self) -> str:
        return self._stamps.next()

    def move_clock(self, moment: datetime) -> None:
        """Raises Refused when this workspace runs on a clock that cannot be set, and for a moment too far away."""
        if not isinstance(self.clock, SettableClock):
            raise Refused("clock_cannot_move")
        if abs(moment - datetime.now(UTC)) > FARTHEST:
            raise Refused("invalid_moment")
        self.clock.set(moment)
        self._keep.put("clock", "offset", self.clock.offset.total_seconds())
        self.announce(ClockMoved())

    @property
    def domain(self) -> str:
        return self.team_name.lower().replace(" ", "-")

    # --- people and conversations -----------------------------------------------------------------------

    def profile(self, user: str) -> Profile:
        """Raises Refused for someone who is not of this workspace."""
        if user not in self.profiles:
            raise Refused("user_not_found")
        return self.profiles[user]

    def names(self) -> dict[str, str]:
        """Everyone's name, the bot's included, by id."""
        return {BOT_USER_ID: self.app.bot_name} | {user: one.name for user, one in self.profiles.items()}

    def change_profile(self, user: str, **changes: Any) -> None:
        profile = self.profiles[user] = replace(self.profile(user), **changes)
        self._keep.put("profile", user, asdict(profile))
        self.announce(ProfileChanged(user=user))

    def conversation(self, id: str) -> Conversation:
        """Raises Refused for a conversation that does not exist."""
        if id not in self.conversations:
            raise Refused("channel_not_found")
        return self.conversations[id]

    def conversations_of(self, user: str) -> list[Conversation]:
        return [one for one in self.conversations.values() if user in one.members]

    def direct_message(self, user: str) -> Conversation:
        """The person's conversation with the bot, opened if it was not."""
        self.profile(user)
        if not self.has_direct_message(user):
            opened = self.conversations[_direct_id(user)] = _direct_message(user)
            self._keep_members(opened)
            self.announce(ConversationOpened(conversation=opened, user=user))
        return self.conversations[_direct_id(user)]

    def has_direct_message(self, user: str) -> bool:
        return _direct_id(user) in self.conversations

    def join(self, id: str, user: str, *, inviter: str) -> None:
        conversation = self.conversation(id)
        if user not in conversation.members:
            conversation.members.add(user)
            self._keep_members(conversation)
            self.announce(MemberJoined(conversation=conversation, user=user, inviter=inviter))

    # --- messages ---------------------------------------------------------------------------------------

    def post(
        self, conversation: Conversation, author: str, *, thread_ts: str | None = None, **parts: Any
    ) -> Json:
        """Posts a message with the given parts (text, blocks, metadata, files ...) and returns it."""
        message = self._new_message(author, thread_ts, parts)
        conversation.add(message)
        self._keep_message(conversation, message)
        if author in self.profiles:
            self.mark_read(conversation, author, message["ts"])
        self.attention.note(conversation, message)
        self.announce(MessagePosted(conversation=conversation, message=message))
        return message

    def change(self, conversation: Conversation, message: Json) -> None:
        """Puts a message in the place of the one with the same ts."""
        previous = conversation.messages[message["ts"]]
        conversation.messages[message["ts"]] = message
        self._keep_message(conversation, message)
        self.announce(MessageChanged(conversation=conversation, message=message, previous=previous))

    def react(self, conversation: Conversation, message: Json) -> None:
        """Puts the same message with other reactions in its place."""
        conversation.messages[message["ts"]] = message
        self._keep_message(conversation, message)
        self.announce(MessageMarked(conversation=conversation, message=message))

    def delete(self, conversation: Conversation, ts: str) -> None:
        """Removes a message; a parent with replies leaves a tombstone, so that its thread keeps a root."""
        if ts in conversation.threads:
            self.change(conversation, _tombstone(ts))
            return
        previous = conversation.messages[ts]
        conversation.remove(ts)
        self._keep.drop("message", f"{conversation.id}/{ts}")
        self.announce(MessageDeleted(conversation=conversation, previous=previous))

    def post_ephemeral(
        self, conversation: Conversation, user: str, *, thread_ts: str | None = None, **parts: Any
    ) -> Json:
        """Shows a message of the bot to one person, until the process ends."""
        message = self._new_message(BOT_USER_ID, thread_ts, parts) | {"ephemeral": True}
        self.ephemerals.add(conversation.id, user, message)
        self.announce(MessagePosted(conversation=conversation, message=message, to=user))
        return message

    def change_ephemeral(self, conversation: Conversation, user: str, message: Json) -> None:
        previous = self.ephemerals.replace(conversation.id, user, message)
        self.announce(MessageChanged(conversation=conversation, message=message, previous=previous, to=user))

    def delete_ephemeral(self, conversation: Conversation, user: str, ts: str) -> None:
        previous = self.ephemerals.remove(conversation.id, user, ts)
        self.announce(MessageDeleted(conversation=conversation, previous=previous, to=user))

    def has_file(self, id: str) -> bool:
        return self.files.is_picture(id)

    def edit_mark(self, editor: str) -> Json:
        return {"user": editor, "ts": self.next_ts()}

    # --- reading and homes ------------------------------------------------------------------------------

    def mark_read(self, conversation: Conversation, user: str, ts: str) -> None:
        if self.attention.mark_read(conversation, user, ts):
            self.announce(ReadMoved(conversation=conversation, user=user))

    def publish_home(self, user: str, given: Json, hash: str | None = None) -> Json:
        """Replaces what the person's Home shows. Raises Refused when `hash` is not the present one."""
        old = self.homes.get(user)
        if hash is not None and (old is None or hash != old["hash"]):
            raise Refused("hash_conflict")
        view = new_view(given, id=old["id"] if old is not None else None)
        self.homes[user] = view
        self._keep.put("home", user, view)
        self.announce(HomePublished(user=user, view=view))
        return view

    # --- keeping ----------------------------------------------------------------------------------------

    def _new_message(self, author: str, thread_ts: str | None, parts: Mapping[str, Any]) -> Json:
        message: Json = {"type": "message", "user": author, "ts": self.next_ts(), "team": TEAM_ID, "text": ""}
        if author == BOT_USER_ID:
            message |= {"bot_id": BOT_ID, "app_id": APP_ID}
        if thread_ts is not None:
            message["thread_ts"] = thread_ts
        return message | {name: part for name, part in parts.items() if part is not None}

    def _keep_message(self, conversation: Conversation, message: Json) -> None:
        self._keep.put("message", f"{conversation.id}/{message['ts']}", message)

    def keep_event(self, callback: Json) -> None:
        """Until the bot has it: a process that dies meanwhile brings it the next time."""
        self._keep.put("event", callback["event_id"], callback)

    def drop_event(self, callback: Json) -> None:
        self._keep.drop("event", callback["event_id"])

    def kept_events(self) -> list[Json]:
        """Oldest first."""
        return sorted((kept for _, kept in self._keep.all("event")), key=lambda each: each["event_time"])

    def _keep_members(self, conversation: Conversation) -> None:
        kept = {"with_user": conversation.with_user, "members": sorted(conversation.members)}
        self._keep.put("conversation", conversation.id, kept)

    def _load(self) -> None:
        self.profiles |= {user: Profile(**kept) for user, kept in self._keep.all("profile")}
        for key, kept in self._keep.all("conversation"):
            if kept["with_user"] is not None:
                self.conversations[key] = _direct_message(kept["with_user"])
            elif key in self.conversations:
                self.conversations[key].members |= set(kept["members"])
        for key, message in self._keep.all("message"):
            self._load_message(key.partition("/")[0], message)
        self.homes = dict(self._keep.all("home"))
        for _, seconds in self._keep.all("clock"):
            is_near = abs(seconds) <= FARTHEST.total_seconds()
            if isinstance(self.clock, SettableClock) and not self.clock.frozen and is_near:
                self.clock.set(datetime.now(UTC) + timedelta(seconds=seconds))

    def _load_message(self, id: str, message: Json) -> None:
        if id in self.conversations:
            self.conversations[id].add(message)
            self.attention.note(self.conversations[id], message)
        self._stamps.pass_over(message["ts"])


def _conversation(room: Room) -> Conversation:
    return Conversation(
        id=room.id,
        kind="group" if room.is_private else "channel",
        name=room.name,
        topic=room.topic,
        members={*room.members, BOT_USER_ID} if room.has_bot else set(room.members),
        is_archived=room.is_archived,
    )


def _direct_id(user: str) -> str:
    return f"D{user[1:]}"


def _direct_message(user: str) -> Conversation:
    members = {user, BOT_USER_ID}
    return Conversation(id=_direct_id(user), kind="im", name="directmessage", members=members, with_user=user)


def _tombstone(ts: str) -> Json:
    place = {"type": "message", "subtype": "tombstone", "ts": ts, "thread_ts": ts, "hidden": True}
    return {**place, "user": "USLACKBOT", "text": "This message was deleted."}
