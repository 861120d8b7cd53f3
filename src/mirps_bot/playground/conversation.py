"""One channel or direct message: who is in it and what was said."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from mirps_bot.playground.wire import Json

ConversationKind: TypeAlias = Literal["channel", "group", "im"]


@dataclass(slots=True, kw_only=True)
class Conversation:
    """Messages are found by ts and paged by order without looking at all of them.

    A message is never altered in place: a change replaces it, so whoever holds the old one keeps the old one.
    """

    id: str
    kind: ConversationKind
    name: str
    topic: str = ""
    members: set[str] = field(default_factory=set)
    is_archived: bool = False
    with_user: str | None = None
    messages: dict[str, Json] = field(default_factory=dict)
    roots: list[str] = field(default_factory=list)
    threads: dict[str, list[str]] = field(default_factory=dict)

    def add(self, message: Json) -> None:
        ts: str = message["ts"]
        root: str = message.get("thread_ts", ts)
        self.messages[ts] = message
        insort(self.roots if root == ts else self.threads.setdefault(root, []), ts)

    def remove(self, ts: str) -> None:
        """Forgets a message that has no replies."""
        root = self.messages.pop(ts).get("thread_ts", ts)
        order = self.roots if root == ts else self.threads[root]
        del order[bisect_left(order, ts)]
        if root != ts and not order:
            del self.threads[root]

    def shown(self, ts: str) -> Json:
        """The message with what its thread adds to it."""
        message, replies = self.messages[ts], self.threads.get(ts)
        if not replies:
            return message
        authors = list(dict.fromkeys(self.messages[reply]["user"] for reply in replies))
        return {
            **message,
            "thread_ts": ts,
            "reply_count": len(replies),
            "reply_users": authors,
            "reply_users_count": len(authors),
            "latest_reply": replies[-1],
        }

    def before(self, latest: str | None, oldest: str, limit: int) -> tuple[list[Json], bool]:
        """The last `limit` messages with oldest <= ts < latest, newest first, and whether there are more."""
        end = len(self.roots) if latest is None else bisect_left(self.roots, latest)
        start = bisect_left(self.roots, oldest)
        first = max(start, end - limit)
        return [self.shown(ts) for ts in reversed(self.roots[first:end])], first > start

    def thread(self, ts: str) -> Sequence[str]:
        """The ts of the parent and of every reply, oldest first."""
        return (ts, *self.threads.get(ts, ()))

    def unread_after(self, ts: str) -> int:
        return len(self.roots) - bisect_right(self.roots, ts)
