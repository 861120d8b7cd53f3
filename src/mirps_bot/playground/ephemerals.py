"""Messages only one person sees. They are gone when the process ends, as they are when Slack is reloaded."""

from collections.abc import Sequence

from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.wire import Json


class Ephemerals:
    def __init__(self) -> None:
        self._messages: dict[tuple[str, str], dict[str, Json]] = {}

    def add(self, conversation: str, user: str, message: Json) -> None:
        self._messages.setdefault((conversation, user), {})[message["ts"]] = message

    def replace(self, conversation: str, user: str, message: Json) -> Json:
        """Puts a message in the place of the one with the same ts, which is returned."""
        previous = self.find(conversation, user, message["ts"])
        self._messages[conversation, user][message["ts"]] = message
        return previous

    def remove(self, conversation: str, user: str, ts: str) -> Json:
        previous = self.find(conversation, user, ts)
        del self._messages[conversation, user][ts]
        return previous

    def find(self, conversation: str, user: str, ts: str) -> Json:
        """Raises Refused when the person has no such message."""
        message = self._messages.get((conversation, user), {}).get(ts)
        if message is None:
            raise Refused("message_not_found")
        return message

    def has(self, conversation: str, user: str, ts: str) -> bool:
        return ts in self._messages.get((conversation, user), {})

    def all(self, conversation: str, user: str) -> Sequence[Json]:
        """What the person sees, oldest first."""
        return tuple(self._messages.get((conversation, user), {}).values())
