"""What people do with buttons, selects and forms."""

from collections.abc import Callable, Mapping
from typing import Any

from mirps_bot.playground.answers import Acknowledged, Answer
from mirps_bot.playground.blockkit import check_suggestions, check_view
from mirps_bot.playground.changes import HomeOpened, Tab
from mirps_bot.playground.dispatch import Dispatch
from mirps_bot.playground.inputs import (
    INITIALS,
    Values,
    entry_for,
    initial_values,
    interactive_elements,
    is_empty,
    objection,
    options_of,
)
from mirps_bot.playground.notices import notice
from mirps_bot.playground.payloads import (
    MessagePlace,
    Place,
    ViewPlace,
    action,
    in_message,
    in_view,
    interaction,
)
from mirps_bot.playground.people import Profile
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.tickets import ReplyPlace, ResponseUrls, Triggers
from mirps_bot.playground.wire import Json
from mirps_bot.playground.workspace import Workspace

Entered = Mapping[
    str, Mapping[str, Any]
]  # block_id -> action_id -> text, date, option value or list of values


class Controls:
    """Each act raises Notice with what the person is told when it did not succeed."""

    def __init__(
        self,
        workspace: Workspace,
        dispatch: Dispatch,
        triggers: Triggers,
        response_urls: ResponseUrls,
        site: Callable[[], str],
    ) -> None:
        self._workspace = workspace
        self._dispatch = dispatch
        self._triggers = triggers
        self._response_urls = response_urls
        self._site = site
        self._chosen: dict[tuple[str, Place], Values] = {}
        self._suggested: dict[tuple[str, Place, str, str], dict[str, Json]] = {}

    async def press(
        self,
        user: str,
        place: Place,
        block_id: str,
        action_id: str,
        selected: Any = None,
        values: Entered | None = None,
    ) -> None:
        """Acts on an element: presses it, or selects something in it. `values`: what the form holds by then."""
        person, shown = self._workspace.profile(user), self._shown(user, place)
        block, element = self._element(person, shown, block_id, action_id)
        entry = None
        if element["type"] != "button":
            entry = self._entry(user, place, block, element, selected)
        if values is not None and isinstance(place, ViewPlace):
            shown = self._enter(user, place, shown, values)
        if entry is not None and element["type"] in INITIALS:
            shown = self._choose(user, place, shown, {block_id: {action_id: entry}})
        if block["type"] == "input" and not block.get("dispatch_action"):
            return
        payload = self._act_payload(person, place, shown, "block_actions")
        payload["actions"] = [action(element, block, entry, self._workspace.next_ts())]
        await self._expect(person, payload, "no_response")

    async def suggest(self, user: str, place: Place, block_id: str, action_id: str, query: str) -> Json:
        """The options the bot offers for what was typed into an external select."""
        person, shown = self._workspace.profile(user), self._shown(user, place)
        _, element = self._element(person, shown, block_id, action_id)
        payload = self._act_payload(person, place, shown, "block_suggestion", is_act=False)
        payload |= {"block_id": block_id, "action_id": action_id, "value": query}
        answer = await self._expect(person, payload, "trouble_connecting")
        try:
            offered = check_suggestions(answer.body)
        except Refused as refused:
            raise notice("trouble_connecting", person.locale) from refused
        known = self._suggested.setdefault((user, place, block_id, action_id), {})
        known |= {option["value"]: option for option in options_of(offered)}
        return offered

    async def submit(self, user: str, view_id: str, values: Entered) -> dict[str, str]:
        """Sends a form; returns what is wrong with it by block, or nothing when it was accepted."""
        person, place = self._workspace.profile(user), ViewPlace(view_id=view_id)
        view = self._enter(user, place, self._shown(user, place), values)
        objections = self._objections(person, view)
        if objections:
            return objections
        payload = self._act_payload(person, place, view, "view_submission")
        del payload["container"]
        answer = await self._expect(person, payload | {"response_urls": []}, "trouble_connecting")
        try:
            return self._respond(user, view, answer.body)
        except Refused as refused:
            raise notice("trouble_connecting", person.locale) from refused

    async def close(self, user: str, view_id: str) -> None:
        """Closes a form. The bot is told if the view asked for it; whether it hears makes no difference."""
        person = self._workspace.profile(user)
        self._shown(user, ViewPlace(view_id=view_id))
        for view in self._workspace.modals.close(view_id):
            if view["notify_on_close"]:
                payload = interaction(self._workspace, person, "view_closed")
                payload |= {"view": view, "is_cleared": view["clear_on_close"]}
                await self._dispatch.deliver("interactive", payload)

    async def open_home(self, user: str, tab: Tab = "home") -> None:
        self._workspace.profile(user)
        self._workspace.announce(HomeOpened(user=user, tab=tab))

    def _shown(self, user: str, place: Place) -> Json:
        """The message or view as this person has it before them."""
        person = self._workspace.profile(user)
        match place:
            case MessagePlace(channel=channel, ts=ts):
                conversation = self._workspace.conversation(channel)
                if user not in conversation.members:
                    raise notice("not_here", person.locale)
                if ts in conversation.messages:
                    return conversation.shown(ts)
                if self._workspace.ephemerals.has(channel, user, ts):
                    return self._workspace.ephemerals.find(channel, user, ts)
            case ViewPlace(view_id=view_id):
                home = self._workspace.homes.get(user)
                if home is not None and home["id"] == view_id:
                    return home
                for view in self._workspace.modals.stack(user):
                    if view["id"] == view_id:
                        return view
        raise notice("message_gone", person.locale)

    def _element(self, person: Profile, shown: Json, block_id: str, action_id: str) -> tuple[Json, Json]:
        for block, element in interactive_elements(shown.get("blocks", ())):
            if block["block_id"] == block_id and element["action_id"] == action_id:
                return block, element
        raise notice("message_gone", person.locale)

    def _entry(self, user: str, place: Place, block: Json, element: Json, entered: Any) -> Json:
        offered = self._suggested.get((user, place, block["block_id"], element["action_id"]), {})
        try:
            return entry_for(element, entered, offered)
        except ValueError as error:
            raise Refused("invalid_choice", messages=[str(error)]) from error

    def _choose(self, user: str, place: Place, shown: Json, values: Values) -> Json:
        """Notes a choice where it was made: in the modal, or beside the message or Home."""
        if isinstance(place, ViewPlace) and shown["type"] == "modal":
            return self._workspace.modals.enter(place.view_id, values)
        held = self._chosen.setdefault((user, place), {})
        for block_id, entries in values.items():
            held.setdefault(block_id, {}).update(entries)
        return shown

    def _enter(self, user: str, place: ViewPlace, view: Json, entered: Entered) -> Json:
        values: Values = {}
        for block, element in interactive_elements(view["blocks"]):
            block_id, action_id = block["block_id"], element["action_id"]
            if element["type"] in INITIALS and action_id in entered.get(block_id, {}):
                entry = self._entry(user, place, block, element, entered[block_id][action_id])
                values.setdefault(block_id, {})[action_id] = entry
        return self._choose(user, place, view, values)

    def _objections(self, person: Profile, view: Json) -> dict[str, str]:
        found: dict[str, str] = {}
        for block, element in interactive_elements(view["blocks"]):
            if block["type"] != "input":
                continue
            entry = view["state"]["values"][block["block_id"]][element["action_id"]]
            if is_empty(entry):
                if not block.get("optional", False):
                    found[block["block_id"]] = notice("required_fields", person.locale).text
            elif (wrong := objection(element, entry, person.locale)) is not None:
                found[block["block_id"]] = wrong
        return found

    def _act_payload(
        self, person: Profile, place: Place, shown: Json, kind: str, *, is_act: bool = True
    ) -> Json:
        payload = interaction(self._workspace, person, kind)
        values = initial_values(shown.get("blocks", ()), self._chosen.get((person.id, place), {}))
        if isinstance(place, MessagePlace):
            payload |= in_message(self._workspace.conversation(place.channel), shown, values)
        else:
            view = shown if shown["type"] == "modal" else {**shown, "state": {"values": values}}
            payload |= in_view(view)
        if not is_act:
            return payload
        payload["trigger_id"] = self._triggers.issue(person.id)
        if isinstance(place, MessagePlace):
            key = self._response_urls.issue(_reply_place(person.id, place, shown))
            payload["response_url"] = f"{self._site()}/response/{key}"
        return payload

    async def _expect(self, person: Profile, payload: Json, otherwise: Any) -> Acknowledged:
        if not self._workspace.app.is_interactive:
            raise notice(otherwise, person.locale)
        answer: Answer = await self._dispatch.deliver("interactive", payload)
        if not isinstance(answer, Acknowledged):
            raise notice(otherwise, person.locale)
        return answer

    def _respond(self, user: str, view: Json, body: Json) -> dict[str, str]:
        """Does with the form what the bot answered. Raises Refused for an answer the platform would not take."""
        modals = self._workspace.modals
        match body.get("response_action"):
            case None:
                modals.close(view["id"])
            case "clear":
                modals.clear(user)
            case "update":
                modals.update(view["id"], check_view(body.get("view"), "modal", self._workspace.has_file))
            case "push":
                modals.push(user, check_view(body.get("view"), "modal", self._workspace.has_file))
            case "errors":
                return _errors_by_input(view, body.get("errors"))
            case _:
                raise Refused("invalid_response_action")
        return {}


def _errors_by_input(view: Json, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
        raise Refused("invalid_errors")
    return {block_id: str(text) for block_id, text in errors.items()}


def _reply_place(user: str, place: MessagePlace, message: Json) -> ReplyPlace:
    return ReplyPlace(
        conversation=place.channel,
        user=user,
        message_ts=place.ts,
        is_ephemeral=message.get("ephemeral", False),
        thread_ts=message.get("thread_ts"),
    )
