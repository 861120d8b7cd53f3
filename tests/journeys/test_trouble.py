"""The bot is killed, the line breaks, the other way in: everybody is answered, and once."""

import asyncio
from pathlib import Path

from aiohttp import web
from sqlalchemy import select
from tests.journeys.actors import Actor, words
from tests.journeys.world import Journey, journey
from tests.platforms.world import Call, loses_answer

from mirps_bot.adapters.sql.tables import deliveries
from mirps_bot.content.load import Content

MEETING = "Ejercicio: reunión trimestral de puntos focales"


class Held:
    """Holds a call back until the test lets it go."""

    def __init__(self) -> None:
        self.began = asyncio.Event()
        self.let_go = asyncio.Event()

    async def __call__(self, _: web.Request, answer: Call) -> web.StreamResponse:
        self.began.set()
        await self.let_go.wait()
        return await answer()


async def test_bot_killed_between_hearing_and_answering_answers_once_after_its_return(
    world: Journey, ana: Actor
) -> None:
    """Nobody has met Ana yet, so the bot asks who she is before it works on what she said."""
    held = world.trouble.calls["users.info"] = Held()
    await ana.says("próxima")
    await asyncio.wait_for(held.began.wait(), 5)

    await world.stop()
    held.let_go.set()
    assert ana.inbox == []
    await world.advances(minutes=2)  # whoever held her words has lost them by now
    await world.start()

    await ana.reads(f"Lo próximo: {MEETING}")
    await world.settles()
    assert len(ana.inbox) == 1


async def test_reminder_whose_sending_was_never_confirmed_is_not_sent_again(
    world: Journey, lucia: Actor
) -> None:
    await world.moves_to("2026-11-26T14:59")
    world.trouble.calls["chat.postMessage"] = loses_answer
    world.sets_the_clock("2026-11-26T15:00")
    await world.rings()
    await world.until(lambda: has_doubt(world))
    await world.advances(minutes=5)
    reminders = {number: world.actor(number).inbox for number in range(1, 13)}
    # Number 10 keeps Thanksgiving, and finds hers on the 27th.
    assert [len(each) for each in reminders.values()] == [1, 0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0]


def has_doubt(world: Journey) -> bool:
    """Whether the outbox knows that it does not know."""
    waiting = deliveries.c.settled_at.is_(None) & ~deliveries.c.is_held
    doubtful = select(deliveries.c.id).where(deliveries.c.in_doubt, waiting)
    with world.storage.engine.connect() as connection:
        return connection.execute(doubtful).first() is not None


async def test_restart_sends_nothing_twice(world: Journey, lucia: Actor) -> None:
    await world.moves_to("2026-11-26T15:00")
    await world.stop()
    await world.start()
    await world.settles()
    assert len(lucia.inbox) == 1


async def test_bot_that_was_down_at_nine_reminds_late_and_says_so(world: Journey, lucia: Actor) -> None:
    await world.stop()
    await world.moves_to("2026-11-26T20:00")
    await world.start()
    await world.settles()
    (reminder,) = lucia.inbox
    assert reminder.startswith(f"(Con retraso) {MEETING}")


async def test_the_same_over_signed_http(seeded: Path, tmp_path: Path, content: Content) -> None:
    async with journey(seeded, tmp_path, content, mode="http") as world:
        lucia = world.actor(1)
        await lucia.says("/mirps actualizar rec-058")
        await lucia.chooses("stage", "En curso")
        await lucia.ticks("figures", "Dinero")
        assert await lucia.sends(amount="mucho") != {}
        assert await lucia.sends(amount="") == {}
        await lucia.reads("Registrado: A-00001")

        await lucia.says("Este trimestre abrimos dos oficinas en el sur")
        draft = await lucia.reads("¿Es una actualización?")
        await lucia.clicks("Registrar en rec-059", on=draft)
        assert "Registrado: A-00002" in lucia.inbox[-1]
        assert "Este trimestre abrimos dos oficinas" in words(lucia.person.inbox[-1])
        assert lucia.person.errors == []
