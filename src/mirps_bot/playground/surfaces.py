"""The messages and views people have before them, with what they entered there and did not send yet."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from mirps_bot.playground.inputs import (
    INITIALS,
    Values,
    entry_for,
    initial_values,
    interactive_elements,
    options_of,
)
from mirps_bot.playground.notices import notice
from mirps_bot.playground.payloads import MessagePlace, Place, ViewPlace
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.wire import Json
from mirps_bot.playground.workspace import Workspace

# block_id -> action_id -> a text, a date, an option's value or a list of them
Entered: TypeAlias = Mapping[str, Mapping[str, Any]]


class Surfaces:
    """What was entered in a modal stays with the modal, else with the person and the place."""

    def __init__(self, workspace: Workspace, site: Callable[[], str]) -> None:
        self._workspace = workspace
        self._site = site
        self._entered: dict[tuple[str, Place], Values] = {}
        self._suggested: dict[tuple[str, Place, str, str], dict[str, Json]] = {}

    def shown(self, user: str, place: Place) -> Json:
        """The message or view as this person sees it. Raises Notice when it is gone."""
        person = self._workspace.profile(user)
        match place:
            case MessagePlace():
                found = self._message(user, place)
            case ViewPlace():
                found = self._view(user, place)
        if found is None:
            raise notice("message_gone", person.locale)
        return found

    def control(self, user: str, place: Place, block_id: str, action_id: str) -> tuple[Json, Json]:
        """The block and the element with these ids. Raises Notice when they are not, or no longer, there."""
        for block, element in interactive_elements(self.shown(user, place).get("blocks", ())):
            if block["block_id"] == block_id and element["action_id"] == action_id:
                return block, element
        raise notice("message_gone", self._workspace.profile(user).locale)

    def entry(self, user: str, place: Place, block: Json, element: Json, entered: Any) -> Json:
        """What was entered as the platform reports it. Raises Refused for a choice that nobody offered."""
        suggested = self._suggested.get((user, place, block["block_id"], element["action_id"]), {})
        if element["type"] == "file_input":
            suggested = self._files(user, element, entered)
        try:
            return entry_for(element, entered, suggested)
        except ValueError as error:
            raise Refused("invalid_choice", messages=[str(error)]) from error

    def enter(self, user: str, place: Place, entered: Entered) -> None:
        """Notes what the inputs hold. Raises Refused for a choice that nobody offered."""
        values: Values = {}
        for block, element in interactive_elements(self.shown(user, place).get("blocks", ())):
            block_id, action_id = block["block_id"], element["action_id"]
            if element["type"] in INITIALS and action_id in entered.get(block_id, {}):
                entry = self.entry(user, place, block, element, entered[block_id][action_id])
                values.setdefault(block_id, {})[action_id] = entry
        self.keep(user, place, values)

    def keep(self, user: str, place: Place, values: Values) -> None:
        if isinstance(place, ViewPlace) and self.shown(user, place)["type"] == "modal":
            self._workspace.modals.enter(place.view_id, values)
            return
        held = self._entered.setdefault((user, place), {})
        for block_id, entries in values.items():
            held[block_id] = held.get(block_id, {}) | entries

    def values(self, user: str, place: Place) -> Values:
        """What the inputs hold, those nobody touched included."""
        shown = self.shown(user, place)
        if shown["type"] == "modal":
            held: Values = shown["state"]["values"]
            return held
        return initial_values(shown.get("blocks", ()), self._entered.get((user, place), {}))

    def offer(self, user: str, place: Place, block_id: str, action_id: str, offered: Json) -> None:
        """Remembers the options suggested for an external select, to know them when one is chosen."""
        known = self._suggested.setdefault((user, place, block_id, action_id), {})
        known |= {option["value"]: option for option in options_of(offered)}

    def _files(self, user: str, element: Json, entered: Any) -> dict[str, Json]:
        """The person's own among those chosen, of the kinds that the input takes."""
        types = element.get("filetypes")
        own = [self._workspace.files.own(user, str(each)) for each in entered or ()]
        return {
            each.id: each.as_object(self._site())
            for each in own
            if types is None or each.name.rpartition(".")[2].lower() in types
        }

    def _message(self, user: str, place: MessagePlace) -> Json | None:
        conversation = self._workspace.conversation(place.channel)
        if user not in conversation.members:
            raise notice("not_here", self._workspace.profile(user).locale)
        if place.ts in conversation.messages:
            return conversation.shown(place.ts)
        if self._workspace.ephemerals.has(place.channel, user, place.ts):
            return self._workspace.ephemerals.find(place.channel, user, place.ts)
        return None

    def _view(self, user: str, place: ViewPlace) -> Json | None:
        home = self._workspace.homes.get(user)
        if home is not None and home["id"] == place.view_id:
            return home
        return next(
            (view for view in self._workspace.modals.stack(user) if view["id"] == place.view_id), None
        )
