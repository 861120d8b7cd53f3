"""What the platform hands out for a short while: trigger ids and response addresses."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from mirps_bot.playground.refusals import Refused

Monotonic = Callable[[], float]
RESPONSE_URL_USES = 5


@dataclass(slots=True)
class _Trigger:
    user: str
    expires: float
    is_spent: bool = False


class Triggers:
    """Each trigger id opens one view, within its lifetime in seconds."""

    def __init__(self, lifetime: float, monotonic: Monotonic = time.monotonic) -> None:
        self._lifetime = lifetime
        self._monotonic = monotonic
        self._issued: dict[str, _Trigger] = {}

    def issue(self, user: str) -> str:
        trigger_id = f"{int(time.time())}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = _Trigger(user, self._monotonic() + self._lifetime)
        return trigger_id

    def holder(self, trigger_id: str) -> str:
        """The person who acted. Raises Refused for a trigger that is unknown, spent or expired."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.is_spent:
            raise Refused("exchanged_trigger_id")
        if self._monotonic() > trigger.expires:
            raise Refused("expired_trigger_id")
        return trigger.user

    def spend(self, trigger_id: str) -> None:
        self._issued[trigger_id].is_spent = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPlace:
    """Where an answer to an act goes, and the message it came from if there is one."""

    conversation: str
    user: str
    message_ts: str | None = None
    is_ephemeral: bool = False
    thread_ts: str | None = None


@dataclass(slots=True)
class _Address:
    place: ReplyPlace
    expires: float
    uses_left: int = RESPONSE_URL_USES


class ResponseUrls:
    """Addresses the bot may answer an act at, five times within their lifetime in seconds."""

    def __init__(self, lifetime: float, monotonic: Monotonic = time.monotonic) -> None:
        self._lifetime = lifetime
        self._monotonic = monotonic
        self._addresses: dict[str, _Address] = {}

    def issue(self, place: ReplyPlace) -> str:
        """The secret last part of a new address."""
        key = secrets.token_urlsafe(18)
        self._addresses[key] = _Address(place, self._monotonic() + self._lifetime)
        return key

    def use(self, key: str) -> ReplyPlace:
        """Raises Refused for an address that is unknown, expired or used up."""
        address = self._addresses.get(key)
        if address is None:
            raise Refused("no_such_url")
        if self._monotonic() > address.expires:
            raise Refused("expired_url")
        if address.uses_left == 0:
            raise Refused("used_url")
        address.uses_left -= 1
        return address.place
