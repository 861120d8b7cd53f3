"""How far each person has read, and where somebody wants them."""

from mirps_bot.playground.composer import mentioned_users
from mirps_bot.playground.conversation import Conversation
from mirps_bot.playground.keep import Keep
from mirps_bot.playground.wire import Json
from mirps_bot.playground.wording import users_in

NEVER = "0"


class Attention:
    """Reading marks are kept; mentions are found again in the messages that are kept."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep
        self._reads: dict[tuple[str, str], str] = {
            (key.partition("/")[0], key.partition("/")[2]): ts for key, ts in keep.all("read")
        }
        self._mentions: dict[tuple[str, str], str] = {}

    def note(self, conversation: Conversation, message: Json) -> None:
        """Notes whom a message mentions, in its text or in rich text."""
        mentioned = mentioned_users(message["text"]) | users_in(message.get("blocks", ()))
        for user in mentioned & conversation.members:
            self._mentions[user, conversation.id] = message["ts"]

    def mark_read(self, conversation: Conversation, user: str, ts: str) -> bool:
        """Moves the reading mark forward, never back; whether it moved."""
        key = (user, conversation.id)
        if ts <= self._reads.get(key, NEVER):
            return False
        self._reads[key] = ts
        self._keep.put("read", f"{user}/{conversation.id}", ts)
        return True

    def unread(self, conversation: Conversation, user: str) -> int:
        """How many messages stand below the mark, replies in threads not counted."""
        return conversation.unread_after(self._reads.get((user, conversation.id), NEVER))

    def is_mentioned(self, conversation: Conversation, user: str) -> bool:
        key = (user, conversation.id)
        mentioned: str = self._mentions.get(key, NEVER)
        return mentioned > self._reads.get(key, NEVER)
