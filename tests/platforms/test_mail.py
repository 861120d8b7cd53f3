"""Letters over a real socket to a real mail server."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from tests.platforms.scripted import says

from mirps_bot.adapters.clock import SystemClock
from mirps_bot.adapters.mail.letters import Footer
from mirps_bot.adapters.mail.messenger import MailOrChat
from mirps_bot.adapters.mail.settings import MailSettings
from mirps_bot.domain.delivery import Inbox, Sent, Spot
from mirps_bot.domain.ids import DeliveryId, EntityId, PersonId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Person, Role
from mirps_bot.domain.preference import Preference
from mirps_bot.ports import NotSent, OutcomeUnknown, Refused, UnitOfWork
from mirps_bot.view.blocks import View


@dataclass
class Postbox:
    """Takes letters, or answers what a test says."""

    answers: list[str] = field(default_factory=list)
    taken: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer == "hang up":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            return "421 gone"
        if answer.startswith("250"):
            self.taken.append(envelope.original_content or b"")
        return answer


class Chat:
    """Remembers what it was asked to do."""

    def __init__(self) -> None:
        self.sent: list[Inbox | Spot] = []
        self.edited: list[Sent] = []

    async def send(self, to: Inbox | Spot, view: View, delivery: DeliveryId) -> Sent | None:
        self.sent.append(to)
        return Sent(channel="D1", ts="1.0")

    async def edit(self, sent: Sent, view: View) -> None:
        self.edited.append(sent)

    async def look_up(self, to: Inbox | Spot, delivery: DeliveryId, *, since: object) -> Sent | None:
        return Sent(channel="D1", ts="1.0")

    def fits(self, view: View) -> bool:
        return True

    async def room(self, name: str) -> Spot | None:
        return Spot(channel=name)


LUCIA, TOMAS = PersonId(1), PersonId(2)
"""Who asked for e-mail, and who did not."""


class People:
    def find(self, person: PersonId) -> Person | None:
        name = {LUCIA: "lucia", TOMAS: "tomas"}[person]
        return Person(
            id=person,
            email=f"{name}@example.org",
            name=name,
            entity=EntityId("mx"),
            role=Role.FOCAL_POINT,
            language=Language.ES,
            time_zone="America/Mexico_City",
        )


class Preferences:
    def of(self, person: PersonId) -> Preference:
        return Preference(by_mail=person == LUCIA)


@dataclass
class Unit:
    people: People = field(default_factory=People)
    preferences: Preferences = field(default_factory=Preferences)


class Roll:
    """A storage of two people and what they prefer."""

    @contextmanager
    def begin(self, *, reading: bool = False) -> Iterator[UnitOfWork]:
        yield cast("UnitOfWork", Unit())


@dataclass
class World:
    postbox: Postbox
    chat: Chat
    messenger: MailOrChat


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


@pytest.fixture
def world() -> Iterator[World]:
    postbox, chat = Postbox(), Chat()
    port = free_port()
    server = Controller(postbox, hostname="127.0.0.1", port=port)
    server.start()
    yield World(postbox=postbox, chat=chat, messenger=messenger(chat, port))
    server.stop()


def messenger(chat: Chat, port: int) -> MailOrChat:
    settings = MailSettings(
        host="127.0.0.1",
        port=port,
        user=None,
        password=None,
        encrypts="none",
        sender="bot@mirps.example",
        reply_to="people@mirps.example",
    )
    return MailOrChat(
        chat,
        Roll(),
        settings,
        SystemClock(),
        in_words=lambda view: view.summary,
        footer=lambda _: Footer(text="Escriba a la Secretaría.", mute="No más"),
        draw=lambda _: b"png",
        write=lambda _: b"ics",
    )


GREETING = says("Recuerde el informe")
FIRST = DeliveryId(17)


async def test_who_asked_for_mail_gets_one_letter_and_no_message(world: World) -> None:
    sent = await world.messenger.send(Inbox(person=LUCIA), GREETING, FIRST)

    (letter,) = map(message_from_bytes, world.postbox.taken)
    assert (letter["To"], letter["Message-ID"]) == (
        "lucia <lucia@example.org>",
        "<mirps-delivery-17@mirps.example>",
    )
    assert sent == Sent(channel="mail", ts="<mirps-delivery-17@mirps.example>")
    assert world.chat.sent == []


async def test_everybody_and_everything_else_goes_the_way_of_chat(world: World) -> None:
    for to in (Inbox(person=TOMAS), Spot(channel="C1")):
        assert await world.messenger.send(to, GREETING, FIRST) == Sent(channel="D1", ts="1.0")
    assert world.chat.sent == [Inbox(person=TOMAS), Spot(channel="C1")]
    assert world.postbox.taken == []


async def test_letter_stays_as_it_was_sent(world: World) -> None:
    await world.messenger.edit(Sent(channel="mail", ts="<x>"), GREETING)
    await world.messenger.edit(Sent(channel="D1", ts="1.0"), GREETING)
    assert world.chat.edited == [Sent(channel="D1", ts="1.0")]


async def test_letter_in_doubt_is_sent_again_under_the_same_number(world: World) -> None:
    world.postbox.answers = ["hang up"]
    with pytest.raises(OutcomeUnknown):
        await world.messenger.send(Inbox(person=LUCIA), GREETING, FIRST)

    since = SystemClock().now()
    assert await world.messenger.look_up(Inbox(person=LUCIA), FIRST, since=since) is None
    await world.messenger.send(Inbox(person=LUCIA), GREETING, FIRST)

    assert [message_from_bytes(each)["Message-ID"] for each in world.postbox.taken] == [
        "<mirps-delivery-17@mirps.example>"
    ]


@pytest.mark.parametrize(
    ("answer", "raised"), [("451 later", NotSent), ("550 no such user", Refused), ("554 spam", Refused)]
)
async def test_word_of_the_server_decides(world: World, answer: str, raised: type[Exception]) -> None:
    world.postbox.answers = [answer]
    with pytest.raises(raised):
        await world.messenger.send(Inbox(person=LUCIA), GREETING, FIRST)


async def test_server_that_is_away_is_tried_again_later() -> None:
    away = messenger(Chat(), free_port())
    with pytest.raises(NotSent):
        await away.send(Inbox(person=LUCIA), GREETING, FIRST)
