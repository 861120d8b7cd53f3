"""What the secretariat reads, and where."""

from pathlib import Path

from tests.journeys.actors import Actor, words
from tests.journeys.world import ASYLUM, GENERAL, SECRETARIAT, Journey, journey

from mirps_bot.content.load import Content
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.dates import Quarter
from mirps_bot.domain.ids import EventId
from mirps_bot.domain.language import Names

MONDAY_AT_EIGHT = "2026-11-30T13:00"
"""In Panama."""

LUCIA = "lucia.ortega@example.org"

OPEN = Event(
    id=EventId("focal-points-q1"),
    title=Names(es="Reunión de puntos focales", en="Focal points meeting"),
    kind=EventKind.MEETING,
    status=EventStatus.TO_BE_CONFIRMED,
    series="focal_points",
    quarters=(Quarter(year=2027, number=1),),
    source="Secretariat",
)

WEEK = "Platform digest: November 23–29, 2026"
SEMANA = "Boletín de la Plataforma: 23–29 de noviembre de 2026"


async def reported(lucia: Actor) -> None:
    await lucia.says("/mirps actualizar rec-058")
    await lucia.chooses("stage", "En curso")
    assert await lucia.sends(narrative="Tres municipios <!channel>") == {}


async def test_digest_stands_in_the_room_on_monday_morning(world: Journey, lucia: Actor, noah: Actor) -> None:
    await reported(lucia)
    await world.moves_to("2026-11-30T12:59")
    assert noah.seen(WEEK, in_=SECRETARIAT) == []

    await world.moves_to(MONDAY_AT_EIGHT)

    (issue,) = noah.seen(WEEK, in_=SECRETARIAT)
    told = words(issue)
    assert "• Mexico · rec-058" in told
    assert "A-00001 — Tres municipios <!channel>" in told
    assert "Honduras: 3 open pledges, never reported here" in told
    await world.advances(hours=5)
    assert len(noah.seen(WEEK, in_=SECRETARIAT)) == 1


async def test_digest_that_stands_follows_what_comes_late(world: Journey, lucia: Actor, noah: Actor) -> None:
    await world.moves_to(MONDAY_AT_EIGHT)
    (issue,) = noah.seen(WEEK, in_=SECRETARIAT)
    assert "Mexico: 5 open pledges, never reported here" in words(issue)
    assert [block["alt_text"] for block in issue["blocks"] if block["type"] == "image"] != []

    await world.moves_to("2026-12-01T15:00")
    await reported(lucia)
    await world.settles()

    (issue,) = noah.seen(WEEK, in_=SECRETARIAT)
    told = words(issue)
    assert "Updated on December 1, 2026, 10:00 with what came in since." in told
    assert "A-00001 — Tres municipios <!channel>" in told
    assert "Mexico: 5 open pledges, never reported here" not in told


async def test_what_was_sent_is_told_with_what_became_of_it(
    world: Journey, lucia: Actor, noah: Actor
) -> None:
    await world.moves_to(MONDAY_AT_EIGHT)
    told = words(await noah.says("/mirps ledger"))
    assert "Platform digest" in told
    refused = await lucia.says("/mirps historial")
    assert words(refused).startswith("El historial de envíos es para la Secretaría")


async def test_digest_of_the_room_is_read_in_ones_own_language(world: Journey, lucia: Actor) -> None:
    await reported(lucia)
    await world.moves_to(MONDAY_AT_EIGHT)
    elena = world.actor(12)
    (issue,) = elena.seen(WEEK, in_=SECRETARIAT)

    await elena.clicks("Read in my language", on=issue)

    own = await elena.reads("Boletín de la Plataforma", in_=SECRETARIAT)
    assert "• México · rec-058" in words(own)
    assert world.actor(11).seen("Boletín de la Plataforma", in_=SECRETARIAT) == []


async def test_digest_on_demand(lucia: Actor, noah: Actor) -> None:
    await reported(lucia)
    answer = await noah.says("/mirps digest")
    assert "• Mexico · rec-058" in words(answer)
    refused = await lucia.says("/mirps boletín")
    assert "El boletín es para la Secretaría" in words(refused)
    assert "1 compromiso o contribución: desde el" in words(refused)


async def test_digest_goes_to_each_of_the_secretariat_where_there_is_no_room(
    seeded: Path, tmp_path: Path, content: Content
) -> None:
    async with journey(seeded, tmp_path, content, rooms=(GENERAL, ASYLUM)) as world:
        await reported(world.actor(1))
        await world.moves_to(MONDAY_AT_EIGHT)
        await world.advances(hours=1)
        noah, elena = world.actor(11), world.actor(12)
        assert (len(noah.seen(WEEK)), len(elena.seen(SEMANA))) == (1, 1)
        assert (noah.seen(SEMANA), elena.seen(WEEK)) == ([], [])
        assert world.actor(1).seen(SEMANA) == []


async def test_secretariat_reports_for_an_entity(world: Journey, noah: Actor, lucia: Actor) -> None:
    await noah.says("/mirps update rec-058")
    await noah.chooses("stage", "Fulfilled")
    assert await noah.sends(narrative="By telephone") == {}
    assert "Noah Fischer, on behalf of Mexico" in words(noah.form)
    shown = await lucia.says("/mirps rec-058")
    assert "Noah Fischer (Secretaría, en nombre de México)" in words(shown)


def has_left(world: Journey, email: str) -> bool:
    with world.storage.begin(reading=True) as unit:
        person = unit.people.by_email(email)
    return person is not None and person.has_left


async def test_account_that_is_deactivated_moves_the_duty_and_is_told_once(
    world: Journey, lucia: Actor, tomas: Actor, noah: Actor
) -> None:
    await lucia.says("/mirps ayuda")
    world.playground.workspace.change_profile(lucia.person.id, is_deactivated=True)
    await world.until(lambda: has_left(world, LUCIA))
    before = len(lucia.person.inbox)

    await world.moves_to("2026-11-26T17:00")  # nine in Tijuana

    assert [each for each in lucia.person.inbox[before:] if not each["mine"]] == []
    assert any("reunión trimestral" in words(each) for each in tomas.person.inbox)
    (notice,) = noah.seen("No account any more", in_=SECRETARIAT)
    assert "Reminders go to Tomás Rivera now. Who takes over?" in words(notice)
    await world.moves_to("2026-11-27T16:00")
    assert len(noah.seen("No account any more", in_=SECRETARIAT)) == 1

    world.playground.workspace.change_profile(lucia.person.id, is_deactivated=False)
    await world.until(lambda: not has_left(world, LUCIA))


async def test_account_that_was_deactivated_while_nobody_listened_is_noticed_at_the_start(
    world: Journey, lucia: Actor
) -> None:
    """The platform takes messages to such an account as if nothing had happened."""
    await lucia.says("/mirps ayuda")
    await world.stop()
    world.playground.workspace.change_profile(lucia.person.id, is_deactivated=True)
    await world.start()
    await world.until(lambda: has_left(world, LUCIA))


async def test_date_that_is_asked_for_is_fixed_by_the_button_that_asks(world: Journey, lucia: Actor) -> None:
    with world.storage.begin() as unit:
        unit.events.save([OPEN])
        unit.commit()
    elena = world.actor(12)
    await world.moves_to("2026-12-04T14:00")  # nine in New York, four weeks before the quarter
    asked = await elena.reads("Falta fijar la fecha: Reunión de puntos focales (1.º trimestre de 2027)")
    await elena.clicks("Fijar la fecha", on=asked)
    assert elena.filled_in == {
        "event": "Reunión de puntos focales (1.º trimestre de 2027)",
        "zone": "Nueva York",
    }
    assert set(await elena.sends(day="2027-04-12", hour="pronto")) == {"hour"}
    assert set(await elena.sends(day="2027-04-12", hour="9:00")) == {"day"}

    assert await elena.sends(day="2027-02-12", place="En línea") == {}
    await world.settles()

    (fixed,) = elena.seen("Ya tiene fecha: Reunión de puntos focales, viernes, 12 de febrero de 2027, 09:00")
    assert fixed["ts"] == asked["ts"]
    told = words(await lucia.says("/mirps calendario T1 2027"))
    assert "viernes, 12 de febrero de 2027, 08:00 (Ciudad de México) · 09:00 (Nueva York)" in told
