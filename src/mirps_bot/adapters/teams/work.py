"""How each of what Teams sent is worked off."""

import logging
from dataclasses import replace

from mirps_bot.adapters.teams.acquaintances import Acquaintances
from mirps_bot.adapters.teams.activities import (
    Kind,
    Payload,
    kind_of,
    read_press,
    read_said,
    read_sent_form,
    read_submission,
    stands_on,
    surroundings_of,
)
from mirps_bot.adapters.teams.addresses import Addresses
from mirps_bot.adapters.teams.connector import Connector
from mirps_bot.adapters.teams.render import render_message
from mirps_bot.chat.bot import Bot
from mirps_bot.chat.running import Threads
from mirps_bot.dialogue import Asked, HomeOpened, Inbound, Redraw
from mirps_bot.domain.person import Actor
from mirps_bot.ports import Arrival, NoAccount, NotSent, OutcomeUnknown, Refused
from mirps_bot.view.action import ActionName
from mirps_bot.view.blocks import View

_log = logging.getLogger(__name__)


class Activities:
    """Answers are owed, with the arrival done in the same moment: no repetition and no crash doubles or loses one."""

    def __init__(
        self,
        *,
        bot: Bot,
        connector: Connector,
        addresses: Addresses,
        acquaintances: Acquaintances,
        threads: Threads,
    ) -> None:
        self._bot = bot
        self._connector = connector
        self._addresses = addresses
        self._acquaintances = acquaintances
        self._threads = threads

    async def work(self, arrival: Arrival) -> None:
        activity = arrival.body["teams"]
        if not isinstance(activity, dict):
            raise TypeError("not an activity")
        kind = kind_of(activity)
        if kind is Kind.REMOVED:
            await self._addresses.forget(surroundings_of(activity).channel)
        else:
            await self._acquaintances.learn(activity)
        match kind:
            case Kind.SAID:
                await self._hear(arrival.id, activity)
            case Kind.PRESSED:
                await self._react(arrival.id, activity)
            case Kind.SENT_OFF:
                await self._take_form(arrival.id, activity)
            case Kind.ADDED if surroundings_of(activity).is_direct:
                actor = await self._acquaintances.actor(activity, anew=True)
                await self._answer(arrival.id, activity, HomeOpened(actor=actor))
            case _:
                await self._threads(self._bot.finish, arrival.id)

    async def _hear(self, arrival_id: str, activity: Payload) -> None:
        """In a channel everybody sees that there is an answer, and who asked gets it."""
        actor = await self._acquaintances.actor(activity)
        is_owed = await self._answer(arrival_id, activity, read_said(activity, actor))
        if is_owed and not surroundings_of(activity).is_direct:
            await self._tell(self._bot.answered_apart(actor), activity)

    async def _react(self, arrival_id: str, activity: Payload) -> None:
        actor = await self._acquaintances.actor(activity)
        press = read_press(activity, actor)
        is_sharing = press is not None and press.action.name is ActionName.SHARE
        if press is None or (
            is_sharing and not await self._acquaintances.is_in(press.place.channel, actor.user)
        ):
            await self._refuse(arrival_id, activity, actor)
        else:
            await self._answer(arrival_id, activity, press)

    async def _take_form(self, arrival_id: str, activity: Payload) -> None:
        """A choice changes no card while it is filled in. So what follows from it is asked when it is sent off; if all
        of that was on the card already, it is taken.
        """
        actor = await self._acquaintances.actor(activity)
        form = read_sent_form(activity)
        if form is None:
            await self._refuse(arrival_id, activity, actor)
            return
        if form.changed:
            chosen = Redraw(
                actor=actor,
                form=form.name,
                raw=form.raw,
                context=form.context,
                changed=form.changed,
                before=form.before,
            )
            anew = await self._threads(self._bot.handle, chosen)
            merged = form.merged(anew.form) if isinstance(anew, Asked) else form.raw
            if not form.is_all(merged):
                await self._answer(arrival_id, activity, replace(chosen, raw=merged, changed=""))
                return
        await self._answer(arrival_id, activity, read_submission(activity, form, actor))

    async def _answer(self, arrival_id: str, activity: Payload, inbound: Inbound) -> bool:
        """Whether it could: elsewhere than in direct messages, there must be some to answer in."""
        at = surroundings_of(activity)
        if not at.is_direct:
            try:
                await self._addresses.of_user(at.user)
            except NoAccount:
                await self._tell(self._bot.not_reached(inbound.actor), activity)
                await self._threads(self._bot.finish, arrival_id)
                return False
        await self._threads(self._bot.work, arrival_id, inbound, at.reply_to, stands_on(activity))
        return True

    async def _refuse(self, arrival_id: str, activity: Payload, actor: Actor) -> None:
        """A button or a form that this version does not know."""
        await self._tell(self._bot.outdated(actor), activity)
        await self._threads(self._bot.finish, arrival_id)

    async def _tell(self, view: View, activity: Payload) -> None:
        """A word where this came from, beside what is owed: it may get lost."""
        at = surroundings_of(activity)
        try:
            where = await self._addresses.of_channel(at.channel)
            await self._connector.post(where, render_message(view), thread=at.thread)
        except (NotSent, Refused, OutcomeUnknown) as failure:
            _log.warning("A word could not be said in Teams: %s", failure)
