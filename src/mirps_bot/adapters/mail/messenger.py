"""Letters to those who asked for e-mail; everything else goes the way of chat."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from mirps_bot.adapters.mail.letters import Footer, message_id, write_letter
from mirps_bot.adapters.mail.server import hand_over
from mirps_bot.adapters.mail.settings import MailSettings
from mirps_bot.domain.delivery import Inbox, Sent, Spot
from mirps_bot.domain.ids import DeliveryId, PersonId
from mirps_bot.domain.person import Person
from mirps_bot.ports import Clock, Messenger, Refused, Storage
from mirps_bot.view.blocks import View
from mirps_bot.view.files import File
from mirps_bot.view.pictures import Grid

MAIL = "mail"
"""Stands for the conversation of a letter that was sent; its `ts` is the Message-ID."""


class MailOrChat:
    """A `ports.Messenger`: one way for each person, never two.

    A letter can't be edited; one whose fate is unknown is sent again under the same Message-ID.
    """

    def __init__(
        self,
        chat: Messenger,
        storage: Storage,
        settings: MailSettings,
        clock: Clock,
        *,
        in_words: Callable[[View], str],
        footer: Callable[[Person], Footer],
        draw: Callable[[Grid], bytes],
        write: Callable[[File], bytes],
    ) -> None:
        self._chat = chat
        self._storage = storage
        self._settings = settings
        self._clock = clock
        self._in_words = in_words
        self._footer = footer
        self._draw = draw
        self._write = write

    async def send(self, to: Inbox | Spot, view: View, delivery: DeliveryId) -> Sent | None:
        person = await self._by_mail(to)
        if person is None:
            return await self._chat.send(to, view, delivery)
        await asyncio.to_thread(self._post, view, person, delivery)
        return Sent(channel=MAIL, ts=message_id(delivery, self._settings))

    async def edit(self, sent: Sent, view: View) -> None:
        if sent.channel != MAIL:
            await self._chat.edit(sent, view)

    async def look_up(self, to: Inbox | Spot, delivery: DeliveryId, *, since: datetime) -> Sent | None:
        if await self._by_mail(to):
            return None
        return await self._chat.look_up(to, delivery, since=since)

    def fits(self, view: View) -> bool:
        """A letter holds more, but what was chosen may change until it is sent."""
        return self._chat.fits(view)

    async def room(self, name: str) -> Spot | None:
        return await self._chat.room(name)

    async def _by_mail(self, to: Inbox | Spot) -> Person | None:
        return await asyncio.to_thread(self._find, to.person) if isinstance(to, Inbox) else None

    def _find(self, person: PersonId) -> Person | None:
        with self._storage.begin(reading=True) as unit:
            return unit.people.find(person) if unit.preferences.of(person).by_mail else None

    def _post(self, view: View, person: Person, delivery: DeliveryId) -> None:
        view = view.without_buttons()
        try:
            letter = write_letter(
                view,
                person,
                delivery,
                settings=self._settings,
                footer=self._footer(person),
                text=self._in_words(view),
                now=self._clock.now(),
                draw=self._draw,
                write=self._write,
            )
        except ValueError as error:
            raise Refused("this is not an e-mail address") from error
        hand_over(letter, person.email, self._settings)
