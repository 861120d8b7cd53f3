"""People who use the bot, in the words of a story."""

import html
from collections.abc import Callable, Iterator
from typing import Any, Protocol, TypeVar

from mirps_bot.playground import Person
from mirps_bot.playground.inputs import interactive_elements

Json = dict[str, Any]
T = TypeVar("T")


class Until(Protocol):
    """Waits until the claim gives something, and returns it. Raises TimeoutError."""

    async def __call__(self, claim: Callable[[], T | None]) -> T: ...


class Actor:
    """Acts return when the bot has acknowledged them. What it does after that is waited for by `reads`."""

    def __init__(self, person: Person, until: Until) -> None:
        self.person = person
        self._until = until

    # ---- acting

    async def says(self, text: str, *, in_: str | None = None, under: Json | None = None) -> Json:
        """Types; returns the answer to a command, else the own message. A form that opens is in `form`."""
        channel = in_ or (under["channel"] if under else self.person.direct_message)
        if not text.startswith("/"):
            said = await self.person.says(text, in_=channel, thread_ts=under["ts"] if under else None)
            return said or {}
        before = len(self.person.sees(channel))
        await self.person.commands(text, in_=channel)
        seen = self.person.sees(channel)
        return seen[-1] if len(seen) > before else {}

    async def clicks(self, label: str, on: Json | None = None) -> None:
        """Presses a button of this message, else of the last one in the conversation with the bot that has it."""
        await self.person.clicks(on or self._last_with(label), label)

    async def chooses(self, field: str, option: str) -> None:
        """In the open form."""
        await self.person.selects(self.form, field, option)

    async def ticks(self, field: str, *options: str) -> None:
        """In the open form, where several can be chosen."""
        await self.person.selects(self.form, field, options)

    async def sends(self, **typed: str | list[str]) -> dict[str, str]:
        """Fills in the open form and sends it; what is wrong with it, by field."""
        blocks = {_field(block): (block, element) for block, element in _inputs(self.form)}
        entered = {
            blocks[key][0]["block_id"]: {blocks[key][1]["action_id"]: value} for key, value in typed.items()
        }
        wrong = await self.person.submits(values=entered)
        return {key.partition("#")[0]: why for key, why in wrong.items()}

    # ---- looking

    @property
    def inbox(self) -> list[str]:
        """What the bot says in the conversation with this person, oldest first."""
        return [words(each) for each in self.person.inbox if each["author"]["is_bot"]]

    @property
    def form(self) -> Json:
        """The modal on top."""
        assert self.person.view is not None, "no form is open"
        return self.person.view

    @property
    def filled_in(self) -> dict[str, str]:
        """What stands in the open form, by field; the label of what is chosen."""
        found = {}
        for block, element in _inputs(self.form):
            entry = self.form["state"]["values"][block["block_id"]][element["action_id"]]
            chosen = entry.get("selected_option")
            value = chosen["text"]["text"] if chosen else entry.get("value")
            if value:
                found[_field(block)] = value
        return found

    async def reads(self, text: str, *, in_: str | None = None, under: Json | None = None) -> Json:
        """Waits for a message with these words, and returns the newest."""
        return await self._until(lambda: self._newest(text, in_, under))

    def seen(self, text: str, *, in_: str | None = None, under: Json | None = None) -> list[Json]:
        """The messages with these words, oldest first, as of now."""
        channel = in_ or self.person.direct_message
        messages = self.person.thread(under) if under else self.person.sees(channel)
        return [each for each in messages if each["author"]["is_bot"] and text in words(each)]

    def buttons(self, message: Json) -> list[str]:
        return [element["text"]["text"] for _, element in interactive_elements(message.get("blocks", ()))]

    def _newest(self, text: str, in_: str | None, under: Json | None) -> Json | None:
        return next(iter(reversed(self.seen(text, in_=in_, under=under))), None)

    def _last_with(self, label: str) -> Json:
        found = [each for each in self.person.inbox if label in self.buttons(each)]
        assert found, f"no message has a button {label!r}"
        return found[-1]


def words(shown: Json) -> str:
    """All that a message or a view says."""
    if "text" in shown and isinstance(shown["text"], str):
        return html.unescape(shown["text"])
    return "\n".join(_texts(shown.get("blocks", ())))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _inputs(view: Json) -> Iterator[tuple[Json, Json]]:
    return (pair for pair in interactive_elements(view["blocks"]) if pair[0]["type"] == "input")


def _field(block: Json) -> str:
    """A redrawn block has a new id, which begins like the old one."""
    return str(block["block_id"]).partition("#")[0]
