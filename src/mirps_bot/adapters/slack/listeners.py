"""What happens when somebody does something in Slack, within the three seconds that Slack waits."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck

from mirps_bot.adapters.slack.acquaintances import Acquaintances
from mirps_bot.adapters.slack.apologies import Apologies
from mirps_bot.adapters.slack.forms import OpenForm, read_form, render_form, render_options
from mirps_bot.adapters.slack.inbound import (
    Payload,
    is_choice_in_form,
    is_fleeting,
    read_call,
    read_press,
    read_redraw,
    read_submission,
    read_suggestion,
    text_of,
    user_of,
)
from mirps_bot.adapters.slack.inbox import arrival_of
from mirps_bot.adapters.slack.render import render_receipt
from mirps_bot.adapters.slack.replies import Replies, as_answer, as_replacement
from mirps_bot.adapters.slack.rich_text import Json
from mirps_bot.adapters.slack.typed import mentioned
from mirps_bot.chat.bot import Bot
from mirps_bot.chat.running import Tasks, Threads
from mirps_bot.dialogue import Answer, Asked, Corrected, Place, Press, Shown, Silence
from mirps_bot.domain.person import Actor
from mirps_bot.ports import Clock

PATIENCE = 2.3
"""Seconds to have an answer ready in; what takes longer is sent after the acknowledgement."""


class Listeners:
    def __init__(
        self,
        *,
        bot: Bot,
        acquaintances: Acquaintances,
        replies: Replies,
        apologies: Apologies,
        threads: Threads,
        tasks: Tasks,
        clock: Clock,
        on_arrival: Callable[[], None],
    ) -> None:
        self._bot = bot
        self._acquaintances = acquaintances
        self._replies = replies
        self._apologies = apologies
        self._threads = threads
        self._tasks = tasks
        self._clock = clock
        self._on_arrival = on_arrival

    async def command(self, ack: AsyncAck, body: Payload) -> None:
        work = self._tasks.start(self._answer_call(body))
        if await _is_in_time(work):
            await ack(work.result())
        else:
            self._tasks.start(self._apologies.cover(self._send_late(work, body), body))
            await ack()

    async def action(self, ack: AsyncAck, body: Payload) -> None:
        react = self._redraw if is_choice_in_form(body) else self._answer_press
        work = self._tasks.start(react(body))
        if await _is_in_time(work):
            work.result()
        else:
            self._tasks.start(self._apologies.cover(work, body))
        await ack()

    async def submission(self, ack: AsyncAck, body: Payload) -> None:
        """Not sent after: Slack keeps a late form open, and sending it again is the same submission."""
        await ack(await self._answer_submission(body))

    async def closing(self, ack: AsyncAck) -> None:
        await ack()

    async def suggestion(self, ack: AsyncAck, body: Payload) -> None:
        actor = await self._acquaintances.waiting_actor(user_of(body))
        wanted = read_suggestion(body)
        options = await self._threads(self._bot.options, actor, wanted.form, wanted.field, wanted.typed)
        await ack(options=render_options(options))

    async def out_of_date(self, body: Payload) -> None:
        """Shortcuts and controls of an older version, or of a newer Slack, may still be offered somewhere."""
        if user_of(body):
            work = self._tasks.start(self._apologies.cover(self._tell_out_of_date(body), body))
            await _is_in_time(work)

    async def _tell_out_of_date(self, body: Payload) -> None:
        actor = await self._acquaintances.waiting_actor(user_of(body))
        await self._apologies.tell(await self._threads(self._bot.outdated, actor), body)

    async def event(self, ack: AsyncAck, body: Payload) -> None:
        """Kept before it is acknowledged, worked on after: a crash loses none, a repetition doubles none."""
        arrival = arrival_of(body, self._clock.now())
        if arrival is not None:
            is_new = await self._threads(self._bot.receive, arrival)
            if is_new:
                self._on_arrival()
        await ack()

    # ---- commands ----

    async def _answer_call(self, body: Payload) -> Json | str:
        actor = await self._acquaintances.waiting_actor(user_of(body))
        names = await self._acquaintances.names(mentioned(text_of(body)))
        call = read_call(body, actor, names)
        call = replace(call, place=await self._own_or_not(call.place, actor))
        match await self._threads(self._bot.handle, call):
            case Shown(view=view):
                return as_answer(view)
            case Asked(form=form, invitation=invitation):
                return "" if await self._replies.open_form(form, body) else as_answer(invitation)
            case Corrected() | Silence():
                return ""

    async def _send_late(self, work: asyncio.Task[Json | str], body: Payload) -> None:
        message = await work
        if isinstance(message, dict):
            await self._replies.respond(body, message)

    # ---- buttons ----

    async def _answer_press(self, body: Payload) -> None:
        actor = await self._acquaintances.waiting_actor(user_of(body))
        press = read_press(body, actor)
        if press is None:
            await self._show(Shown(view=await self._threads(self._bot.outdated, actor)), body, None, actor)
            return
        if is_fleeting(body):
            press = replace(press, place=await self._own_or_not(press.place, actor))
        match await self._threads(self._bot.handle, press):
            case Shown() as shown:
                await self._show(shown, body, press, actor)
            case Asked() as asked:
                await self._ask(asked, body, press, actor)
            case Corrected() | Silence():
                pass
        if (body.get("view") or {}).get("type") == "home":
            await self._refresh_home(actor)

    async def _own_or_not(self, place: Place, actor: Actor) -> Place:
        """Commands are typed in conversations with colleagues too, where the bot can say nothing by itself."""
        if place.is_direct and place.channel:
            is_own = await self._acquaintances.is_with_bot(actor.user, place.channel)
            return replace(place, is_direct=is_own)
        return place

    async def _show(self, shown: Shown, body: Payload, press: Press | None, actor: Actor) -> None:
        view = body.get("view") or {}
        match view.get("type"):
            case "modal":
                await self._replies.update_view(render_receipt(shown.view, _title(view)), body)
            case "home":
                await self._replies.open_receipt(shown.view, _label(body), body)
            case _ if press and press.place.thread and not shown.replaces:
                place = press.place
                await self._replies.whisper(
                    shown.view, channel=place.channel, thread=press.place.thread, user=actor.user
                )
            case _:
                message = as_replacement(shown.view) if shown.replaces else as_answer(shown.view)
                await self._replies.respond(body, message)

    async def _ask(self, asked: Asked, body: Payload, press: Press, actor: Actor) -> None:
        if (body.get("view") or {}).get("type") == "modal":
            await self._replies.update_view(render_form(asked.form), body)
        elif not await self._replies.open_form(asked.form, body):
            await self._show(Shown(view=asked.invitation), body, press, actor)

    # ---- forms ----

    async def _redraw(self, body: Payload) -> None:
        actor = await self._acquaintances.waiting_actor(user_of(body))
        answer = await self._threads(self._bot.handle, read_redraw(body, actor))
        if isinstance(answer, Asked):
            await self._replies.redraw(answer.form, read_form(body["view"]), body)

    async def _answer_submission(self, body: Payload) -> Json:
        actor = await self._acquaintances.waiting_actor(user_of(body))
        answer = await self._threads(self._bot.handle, read_submission(body, actor))
        if isinstance(answer, Shown):
            self._tasks.start(self._apologies.note(self._refresh_home(actor)))
        return _after_submission(answer, read_form(body.get("view") or {}))

    async def _refresh_home(self, actor: Actor) -> None:
        await self._replies.publish_home(await self._threads(self._bot.home, actor), actor.user)


def _after_submission(answer: Answer, form: OpenForm) -> Json:
    match answer:
        case Shown(view=view):
            return {"response_action": "update", "view": render_receipt(view, form.title)}
        case Asked(form=following):
            return {"response_action": "update", "view": render_form(following)}
        case Corrected(errors=errors):
            return {"response_action": "errors", "errors": form.at_blocks(errors)}
        case Silence():
            return {"response_action": "clear"}


async def _is_in_time(work: asyncio.Task[Any]) -> bool:
    done, _ = await asyncio.wait({work}, timeout=PATIENCE)
    return bool(done)


def _title(view: Payload) -> str:
    return str((view.get("title") or {}).get("text") or "")


def _label(body: Payload) -> str:
    """What stands on the button that was pressed: the best title for what it shows."""
    actions = body.get("actions") or [{}]
    return str((actions[0].get("text") or {}).get("text") or "")
