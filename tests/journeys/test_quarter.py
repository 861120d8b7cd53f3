"""A quarter's meeting, as it is lived: invited, covered for, reminded, and followed up."""

from datetime import date

from tests.journeys.actors import Actor, words
from tests.journeys.world import TUESDAY, Journey

from mirps_bot.ports import NewAbsence

MEETING = "Ejercicio: reunión trimestral de puntos focales"


def goes_away(world: Journey, email: str, day: str) -> None:
    with world.storage.begin() as unit:
        person = unit.people.by_email(email)
        assert person is not None
        unit.absences.record(
            NewAbsence(
                person=person.id,
                since=date.fromisoformat(day),
                until=date.fromisoformat(day),
                cover=None,
                reason=None,
                recorded_by=person.id,
                recorded_at=TUESDAY,
                submission="leave",
            )
        )
        unit.commit()


async def test_meeting_from_the_invitation_to_what_follows(
    world: Journey, lucia: Actor, tomas: Actor, noah: Actor
) -> None:
    goes_away(world, "lucia.ortega@example.org", "2026-12-03")
    await world.moves_to("2026-12-03T17:00")  # nine in Tijuana, a week before
    await tomas.reads(MEETING)
    assert lucia.inbox == []

    await world.moves_to("2026-12-04T15:00")
    invitation = await lucia.reads(f"Invitación: {MEETING}")
    await lucia.clicks("Sí, en línea", on=invitation)
    await world.settles()
    assert [each for each in lucia.inbox if each.startswith("México participa en línea: Ejercicio")]

    await noah.says("/mirps attendance")
    listed = words(await noah.reads("Attendance: Exercise"))
    assert "Mexico takes part online (said by Lucía Ortega" in listed

    await world.moves_to("2026-12-08T15:00")
    await lucia.reads("Invitación: Ejercicio: reunión del Grupo de Trabajo sobre Gobernanza Local")
    await world.moves_to("2026-12-09T15:00")
    assert "participa en línea" in words(await lucia.reads(f"{MEETING}: jueves"))
    await world.moves_to("2026-12-10T13:00")  # an hour before, seven in the morning
    await lucia.reads(f"Por empezar: {MEETING}")
    await world.moves_to("2026-12-11T16:00")
    await lucia.reads(f"Después de «{MEETING}»")
