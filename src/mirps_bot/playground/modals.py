"""The stack of modals each person has open."""

import secrets
import time
from collections.abc import Callable, Sequence

from mirps_bot.playground.identity import APP_ID, BOT_ID, TEAM_ID
from mirps_bot.playground.inputs import Values, initial_values
from mirps_bot.playground.keep import Keep
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.wire import Json

DEPTH = 3
OPTIONAL_PARTS: Json = {
    "title": None,
    "submit": None,
    "close": None,
    "private_metadata": "",
    "callback_id": "",
    "external_id": "",
    "clear_on_close": False,
    "notify_on_close": False,
}


def new_view(given: Json, *, kept: Values | None = None, id: str | None = None) -> Json:
    """The full view for what the bot sent: with an id, a fresh hash and the state of its inputs."""
    view_id = id or f"V{secrets.token_hex(5).upper()}"
    return {
        **OPTIONAL_PARTS,
        **given,
        "id": view_id,
        "team_id": TEAM_ID,
        "app_id": APP_ID,
        "bot_id": BOT_ID,
        "app_installed_team_id": TEAM_ID,
        "hash": f"{int(time.time())}.{secrets.token_hex(4)}",
        "state": {"values": initial_values(given["blocks"], kept or {})},
        "root_view_id": view_id,
        "previous_view_id": None,
    }


class Modals:
    """They outlive the process, as those in a client outlive the bot that opened them."""

    def __init__(self, announce: Callable[[str], None], keep: Keep) -> None:
        self._announce, self._keep = announce, keep
        self._stacks: dict[str, list[Json]] = dict(keep.all("modal"))
        self._owners: dict[str, str] = {
            view["id"]: user for user, stack in self._stacks.items() for view in stack
        }

    def stack(self, user: str) -> Sequence[Json]:
        """The person's open views, the one on top last."""
        return tuple(self._stacks.get(user, ()))

    def find(self, view_id: str) -> tuple[str, Json]:
        """The person and the open view. Raises Refused when it is not open."""
        user = self._owners.get(view_id)
        if user is None:
            raise Refused("not_found")
        return user, next(view for view in self._stacks[user] if view["id"] == view_id)

    def find_external(self, external_id: str) -> str:
        """The id of the open view with this external id. Raises Refused when there is none."""
        for view_id in self._owners:
            if self.find(view_id)[1]["external_id"] == external_id:
                return view_id
        raise Refused("not_found")

    def open(self, user: str, given: Json) -> Json:
        """Shows a new view in place of whatever this person had open."""
        self._refuse_taken_external_id(given, None)
        self._forget(user)
        return self._put_on_top(user, new_view(given))

    def push(self, user: str, given: Json) -> Json:
        """Shows a view on top of an open one. Raises Refused beyond three, or with none open."""
        stack = self._stacks.get(user)
        if not stack:
            raise Refused("not_found")
        if len(stack) >= DEPTH:
            raise Refused("push_limit_reached")
        self._refuse_taken_external_id(given, None)
        view = new_view(given) | {"root_view_id": stack[0]["id"], "previous_view_id": stack[-1]["id"]}
        return self._put_on_top(user, view)

    def update(self, view_id: str, given: Json, hash: str | None = None) -> Json:
        """Replaces an open view. Raises Refused when it is gone or `hash` is not its present one."""
        user, old = self.find(view_id)
        if hash is not None and hash != old["hash"]:
            raise Refused("hash_conflict")
        self._refuse_taken_external_id(given, view_id)
        fresh = new_view(given, kept=old["state"]["values"], id=view_id)
        view = fresh | {key: old[key] for key in ("root_view_id", "previous_view_id")}
        stack = self._stacks[user]
        stack[stack.index(old)] = view
        self._changed(user)
        return view

    def enter(self, view_id: str, values: Values) -> Json:
        """Notes what the person entered, unseen by the bot until an act sends it; returns the view with it."""
        user, view = self.find(view_id)
        held: Values = view["state"]["values"]
        merged = {block: held.get(block, {}) | values.get(block, {}) for block in held | values}
        stack = self._stacks[user]
        stack[stack.index(view)] = entered = view | {"state": {"values": merged}}
        self._keep.put("modal", user, stack)
        return entered

    def close(self, view_id: str) -> Sequence[Json]:
        """Closes a view and all above it, or the whole stack if the view says so; returns what was closed."""
        user, view = self.find(view_id)
        stack = self._stacks[user]
        first = 0 if view["clear_on_close"] else stack.index(view)
        closed = stack[first:]
        del stack[first:]
        for gone in closed:
            del self._owners[gone["id"]]
        self._changed(user)
        return tuple(reversed(closed))

    def clear(self, user: str) -> None:
        self._forget(user)
        self._changed(user)

    def _put_on_top(self, user: str, view: Json) -> Json:
        self._stacks.setdefault(user, []).append(view)
        self._owners[view["id"]] = user
        self._changed(user)
        return view

    def _changed(self, user: str) -> None:
        if stack := self._stacks.get(user):
            self._keep.put("modal", user, stack)
        else:
            self._keep.drop("modal", user)
        self._announce(user)

    def _forget(self, user: str) -> None:
        for view in self._stacks.pop(user, ()):
            del self._owners[view["id"]]

    def _refuse_taken_external_id(self, given: Json, mine: str | None) -> None:
        external_id = given.get("external_id")
        if not external_id:
            return
        for view_id in self._owners:
            if view_id != mine and self.find(view_id)[1]["external_id"] == external_id:
                raise Refused("duplicate_external_id")
