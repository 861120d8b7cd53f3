"""A person of the workspace, for tests to act and look as."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from mirps_bot.playground.changes import Change, Tab
from mirps_bot.playground.controls import Controls
from mirps_bot.playground.inputs import interactive_elements, options_of
from mirps_bot.playground.payloads import MessagePlace, Place, ViewPlace
from mirps_bot.playground.refusals import Notice
from mirps_bot.playground.sight import message_seen, messages_seen, thread_seen
from mirps_bot.playground.surfaces import Entered
from mirps_bot.playground.talk import Talk
from mirps_bot.playground.wire import Json
from mirps_bot.playground.workspace import Workspace

T = TypeVar("T")


class Person:
    """Acts return once the bot has acknowledged them; what the bot does afterwards is awaited with `until`.

    What the person would be told of an act that did not succeed is added to `errors`. An act on something that
    is not there at all raises LookupError: the test, not the bot, is wrong.
    """

    def __init__(
        self,
        id: str,
        workspace: Workspace,
        talk: Talk,
        controls: Controls,
        settled: Callable[[], Awaitable[None]],
    ) -> None:
        self.id = id
        self.errors: list[str] = []
        self._workspace = workspace
        self._talk = talk
        self._controls = controls
        self._settled = settled

    # --- acting -----------------------------------------------------------------------------------------

    async def says(
        self,
        text: str,
        in_: str | None = None,
        thread_ts: str | None = None,
        files: Sequence[str] = (),
    ) -> Json | None:
        """Writes in a channel, or to the bot; returns the message, or None for a command or a refused act."""
        channel = in_ or self.direct_message
        said = await self._try(self._talk.say(self.id, channel, text, thread_ts, files))
        await self._settled()
        if said is None:
            return None
        return message_seen(self._workspace, self.id, self._workspace.conversation(channel), said)

    def attaches(self, name: str, content: bytes) -> str:
        """Has a file at hand; returns its id, for a form or a message."""
        return self._talk.attach(self.id, name, content)

    async def commands(self, text: str, in_: str | None = None, thread_ts: str | None = None) -> None:
        await self._try(self._talk.command(self.id, in_ or self.direct_message, text, thread_ts))

    async def clicks(self, where: Json, what: str, values: Entered | None = None) -> None:
        """Presses the button with this action id or visible label, in a message or a view."""
        block, element = self._find(where, what)
        await self._try(
            self._controls.press(
                self.id, self._place(where), block["block_id"], element["action_id"], entered=values
            )
        )

    async def selects(self, where: Json, what: str, choice: str | Sequence[str] | None) -> None:
        """Chooses by an option's value or visible text (several for checkboxes), or a date as YYYY-MM-DD."""
        block, element = self._find(where, what)
        known = {option["text"]["text"]: option["value"] for option in options_of(element)}
        chosen: Any
        if choice is None or isinstance(choice, str):
            chosen = known.get(choice or "", choice)
        else:
            chosen = [known.get(one, one) for one in choice]
        await self._try(
            self._controls.press(self.id, self._place(where), block["block_id"], element["action_id"], chosen)
        )

    async def searches(self, where: Json, what: str, query: str) -> list[Json]:
        """Types into an external select; returns the options offered."""
        block, element = self._find(where, what)
        offered = await self._try(
            self._controls.suggest(
                self.id, self._place(where), block["block_id"], element["action_id"], query
            )
        )
        return list(options_of(offered or {}))

    async def submits(self, view: Json | None = None, values: Entered | None = None) -> dict[str, str]:
        """Sends a form, by default the one on top; returns what is wrong with it, by block."""
        sent = self._controls.submit(self.id, self._top(view)["id"], values or {})
        return await self._try(sent) or {}

    async def closes(self, view: Json | None = None) -> None:
        await self._try(self._controls.close(self.id, self._top(view)["id"]))

    async def opens_home(self, tab: Tab = "home") -> None:
        self._controls.open_home(self.id, tab)
        await self._settled()

    def edits(self, message: Json, text: str) -> None:
        self._talk.edit(self.id, message["channel"], message["ts"], text)

    def deletes(self, message: Json) -> None:
        self._talk.delete(self.id, message["channel"], message["ts"])

    def reads(self, message: Json) -> None:
        self._talk.read(self.id, message["channel"], message["ts"])

    def invites(self, user: str, to: str) -> None:
        """Adds someone, or the bot, to a channel this person is in."""
        self._talk.invite(self.id, to, user)

    # --- looking ----------------------------------------------------------------------------------------

    @property
    def direct_message(self) -> str:
        """The id of the person's conversation with the bot."""
        return self._workspace.direct_message(self.id).id

    @property
    def inbox(self) -> list[Json]:
        """What the conversation with the bot shows, oldest first, without the replies in threads."""
        return self.sees(self.direct_message)

    def sees(self, channel: str) -> list[Json]:
        """What a channel shows this person, oldest first, the person's ephemeral messages among it."""
        messages, _ = messages_seen(self._workspace, self.id, self._workspace.conversation(channel))
        return messages

    def thread(self, message: Json) -> list[Json]:
        """The message and its replies, oldest first."""
        conversation = self._workspace.conversation(message["channel"])
        root = str(message.get("thread_ts", message["ts"]))
        return thread_seen(self._workspace, self.id, conversation, root)

    @property
    def views(self) -> list[Json]:
        """The open modals, the one on top last."""
        return list(self._workspace.modals.stack(self.id))

    @property
    def view(self) -> Json | None:
        """The modal on top."""
        return self.views[-1] if self.views else None

    @property
    def home(self) -> Json | None:
        return self._workspace.homes.get(self.id)

    async def until(self, claim: Callable[[], T], seconds: float = 5.0) -> T:
        """Waits until the claim holds and returns what it gave. Raises TimeoutError if it never does."""
        changed = asyncio.Event()

        def wake(_change: Change) -> None:
            changed.set()

        stop = self._workspace.listen(wake)
        try:
            async with asyncio.timeout(seconds):
                while not (found := claim()):
                    await changed.wait()
                    changed.clear()
            return found
        finally:
            stop()

    # --- finding ----------------------------------------------------------------------------------------

    async def _try(self, act: Awaitable[T]) -> T | None:
        try:
            return await act
        except Notice as told:
            self.errors.append(told.text)
            return None

    def _top(self, view: Json | None) -> Json:
        top = view or self.view
        if top is None:
            raise LookupError("no form is open")
        return top

    def _place(self, where: Json) -> Place:
        if where["type"] in ("modal", "home"):
            return ViewPlace(view_id=where["id"])
        return MessagePlace(channel=where["channel"], ts=where["ts"])

    def _find(self, where: Json, what: str) -> tuple[Json, Json]:
        labels: list[str] = []
        for block, element in interactive_elements(where.get("blocks", ())):
            label = element.get("text", {}).get("text", "")
            if what in (element["action_id"], label):
                return block, element
            labels.append(label or element["action_id"])
        raise LookupError(f"no control {what!r} among {labels}")
