"""What people do with buttons, selects and forms."""

from collections.abc import Callable
from typing import Any

from mirps_bot.playground.answers import Acknowledged
from mirps_bot.playground.blockkit import check_suggestions, check_view
from mirps_bot.playground.changes import HomeOpened, Tab
from mirps_bot.playground.dispatch import Dispatch
from mirps_bot.playground.inputs import INITIALS, interactive_elements, is_empty, objection
from mirps_bot.playground.notices import Cause, notice
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
from mirps_bot.playground.surfaces import Entered, Surfaces
from mirps_bot.playground.tickets import ReplyPlace, ResponseUrls, Triggers
from mirps_bot.playground.wire import Json
from mirps_bot.playground.workspace import Workspace


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
        self._surfaces = Surfaces(workspace, site)

    async def press(
        self,
        user: str,
        place: Place,
        block_id: str,
        action_id: str,
        selected: Any = None,
        entered: Entered | None = None,
    ) -> None:
        """Presses a button, or selects in any other element; `entered` is what the surface holds by then.

        An input in a form keeps to itself what is selected, unless its block dispatches actions.
        """
        person, entry = self._workspace.profile(user), None
        block, element = self._surfaces.control(user, place, block_id, action_id)
        if entered is not None:
            self._surfaces.enter(user, place, entered)
        if element["type"] != "button":
            entry = self._surfaces.entry(user, place, block, element, selected)
        if entry is not None and element["type"] in INITIALS:
            self._surfaces.keep(user, place, {block_id: {action_id: entry}})
        if block["type"] == "input" and not block.get("dispatch_action"):
            return
        payload = self._payload(person, place, "block_actions") | self._ways_to_answer(user, place)
        payload["actions"] = [action(element, block, entry, self._workspace.next_ts())]
        await self._expect(person, payload, "no_response")

    async def suggest(self, user: str, place: Place, block_id: str, action_id: str, query: str) -> Json:
        """The options, or groups of them, the bot offers for what was typed into an external select."""
        person = self._workspace.profile(user)
        self._surfaces.control(user, place, block_id, action_id)
        payload = self._payload(person, place, "block_suggestion")
        payload |= {"block_id": block_id, "action_id": action_id, "value": query}
        answer = await self._expect(person, payload, "trouble_connecting")
        try:
            offered = check_suggestions(answer.body)
        except Refused as refused:
            raise notice("trouble_connecting", person.locale) from refused
        self._surfaces.offer(user, place, block_id, action_id, offered)
        return offered

    async def submit(self, user: str, view_id: str, entered: Entered) -> dict[str, str]:
        """Sends a form; returns what is wrong with it by block, or nothing when it was accepted."""
        person, place = self._workspace.profile(user), ViewPlace(view_id=view_id)
        self._surfaces.enter(user, place, entered)
        view = self._surfaces.shown(user, place)
        objections = _objections(view, person.locale)
        if objections:
            return objections
        payload = interaction(self._workspace, person, "view_submission")
        payload |= {"trigger_id": self._triggers.issue(user), "view": view, "response_urls": []}
        answer = await self._expect(person, payload, "trouble_connecting")
        try:
            return self._respond(user, view, answer.body)
        except Refused as refused:
            raise notice("trouble_connecting", person.locale) from refused

    async def close(self, user: str, view_id: str) -> None:
        """Closes a form. The bot is told if the view asked for it; whether it hears makes no difference."""
        person = self._workspace.profile(user)
        self._surfaces.shown(user, ViewPlace(view_id=view_id))
        for view in self._workspace.modals.close(view_id):
            if view["notify_on_close"]:
                payload = interaction(self._workspace, person, "view_closed")
                payload |= {"view": view, "is_cleared": view["clear_on_close"]}
                await self._dispatch.deliver("interactive", payload)

    def open_home(self, user: str, tab: Tab = "home") -> None:
        self._workspace.announce(HomeOpened(user=self._workspace.profile(user).id, tab=tab))

    def _payload(self, person: Profile, place: Place, kind: str) -> Json:
        """What tells the bot who acted, and where."""
        payload = interaction(self._workspace, person, kind)
        shown, values = self._surfaces.shown(person.id, place), self._surfaces.values(person.id, place)
        match place:
            case MessagePlace(channel=channel):
                return payload | in_message(self._workspace.conversation(channel), shown, values)
            case ViewPlace():
                return payload | in_view({**shown, "state": {"values": values}})

    def _ways_to_answer(self, user: str, place: Place) -> Json:
        """A trigger id, and for a message the address at which it can be replaced."""
        ways = {"trigger_id": self._triggers.issue(user)}
        if isinstance(place, MessagePlace):
            message = self._surfaces.shown(user, place)
            reply_place = ReplyPlace(
                conversation=place.channel,
                user=user,
                message_ts=place.ts,
                is_ephemeral=message.get("ephemeral", False),
                thread_ts=message.get("thread_ts"),
            )
            ways["response_url"] = f"{self._site()}/response/{self._response_urls.issue(reply_place)}"
        return ways

    async def _expect(self, person: Profile, payload: Json, otherwise: Cause) -> Acknowledged:
        if not self._workspace.app.is_interactive:
            raise notice(otherwise, person.locale)
        answer = await self._dispatch.deliver("interactive", payload)
        if not isinstance(answer, Acknowledged):
            raise notice(otherwise, person.locale)
        return answer

    def _respond(self, user: str, view: Json, body: Json) -> dict[str, str]:
        """Does with the form what the bot answered. Raises Refused for what the platform would not take."""
        modals, has_file = self._workspace.modals, self._workspace.has_file
        match body.get("response_action"):
            case None:
                modals.close(view["id"])
            case "clear":
                modals.clear(user)
            case "update":
                modals.update(view["id"], check_view(body.get("view"), "modal", has_file))
            case "push":
                modals.push(user, check_view(body.get("view"), "modal", has_file))
            case "errors":
                return _errors_by_input(view, body.get("errors"))
            case _:
                raise Refused("invalid_response_action")
        return {}


def _objections(view: Json, locale: str) -> dict[str, str]:
    """What the person's client says against the form by itself: what is missing, and what is malformed."""
    found: dict[str, str] = {}
    for block, element in interactive_elements(view["blocks"]):
        if block["type"] != "input":
            continue
        entry = view["state"]["values"][block["block_id"]][element["action_id"]]
        if is_empty(entry):
            if not block.get("optional", False):
                found[block["block_id"]] = notice("required_field", locale).text
        elif (wrong := objection(element, entry, locale)) is not None:
            found[block["block_id"]] = wrong
    return found


def _errors_by_input(view: Json, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
        raise Refused("invalid_errors")
    return {block_id: str(text) for block_id, text in errors.items()}
