"""What the bot says by itself, and what people make of it."""

import asyncio
from pathlib import Path

from tests.journeys.actors import Actor, Json, words
from tests.journeys.world import Journey, journey

from mirps_bot.content.load import Content

MEETING = "Ejercicio: reunión trimestral de puntos focales"
SPACE = "\N{NO-BREAK SPACE}"
NINE_IN_MEXICO = "2026-11-26T15:00"
"""A fortnight before the exercise's meeting."""


async def prompted(world: Journey, actor: Actor) -> Json:
    await world.moves_to(NINE_IN_MEXICO)
    return await actor.reads(MEETING)


async def test_reminder_arrives_at_nine_of_each_in_their_language(
    world: Journey, lucia: Actor, grace: Actor
) -> None:
    await world.moves_to("2026-11-25T13:59")
    assert (lucia.inbox, grace.inbox) == ([], [])

    await world.moves_to("2026-11-25T14:00")  # the 26th is Thanksgiving in Washington
    (english,) = grace.inbox
    assert english.startswith(
        "Exercise: quarterly focal points meeting: Thursday, December 10, 2026, 09:00 (New York)"
    )
    await world.moves_to("2026-11-26T14:00")
    (french,) = world.actor(8).inbox
    assert french.startswith(
        f"Exercice{SPACE}: réunion trimestrielle des points focaux{SPACE}: jeudi 10 décembre 2026, 09:00 (Toronto)"
    )
    assert lucia.inbox == []

    await world.moves_to("2026-11-26T15:00")
    (spanish,) = lucia.inbox
    assert spanish.startswith(
        f"{MEETING}: jueves, 10 de diciembre de 2026, 08:00 (Ciudad de México) · 09:00 (Panamá)\n"
        "Estimada/o Lucía Ortega:"
    )
    assert len(grace.inbox) == 1


async def test_alternate_gets_it_where_the_focal_point_has_no_account(
    seeded: Path, tmp_path: Path, content: Content
) -> None:
    async with journey(seeded, tmp_path, content, absent=["lucia.ortega@example.org"]) as world:
        await world.moves_to(NINE_IN_MEXICO)
        assert world.actor(2).inbox == []  # seven in the morning in Tijuana
        await world.moves_to("2026-11-26T17:00")
        (reminder,) = world.actor(2).inbox
    assert "Estimada/o Tomás Rivera:" in reminder


async def test_snoozed_reminder_comes_again_once(world: Journey, lucia: Actor) -> None:
    prompt = await prompted(world, lucia)

    await lucia.clicks("Recordar mañana", on=prompt)
    assert lucia.inbox[0].startswith(
        "Pospuesto: se lo recordaré el 27 de noviembre de 2026, 09:00 — Ejercicio: "
    )
    assert lucia.buttons(lucia.person.inbox[0]) == []

    await world.moves_to("2026-11-27T14:59")
    assert len(lucia.inbox) == 1
    await world.moves_to("2026-11-27T15:00")
    assert [each.partition(":")[0] for each in lucia.inbox] == ["Pospuesto", "Ejercicio"]
    await world.moves_to("2026-11-27T20:00")
    assert len(lucia.inbox) == 2


async def test_reminder_is_put_off_to_a_day_seen_and_brought_at_once(
    world: Journey, lucia: Actor, noah: Actor
) -> None:
    prompt = await prompted(world, lucia)

    await lucia.clicks("Elegir una fecha", on=prompt)
    assert "10 de diciembre de 2026" in words(lucia.form)
    assert "a partir de mañana" in (await lucia.sends(day="2026-11-26"))["day"]
    assert "ya habrá pasado" in (await lucia.sends(day="2026-12-10"))["day"]
    assert await lucia.sends(day="2026-12-07") == {}
    put_off = await lucia.reads("Pospuesto hasta el 7 de diciembre de 2026, 09:00")
    assert (put_off["ts"], lucia.buttons(put_off)) == (prompt["ts"], [])

    assert "Lucía Ortega put it off" in words(await noah.says("/mirps ledger snoozed"))
    listed = await lucia.says("/mirps pospuestos")
    assert "7 de diciembre de 2026, 09:00" in words(listed)

    await lucia.clicks("Recordar ya", on=listed)
    await lucia.clicks("Recordar ya", on=listed)
    again = await lucia.reads(MEETING + ": jueves")
    assert again["ts"] != prompt["ts"]
    assert "0 recordatorios pospuestos" in words(await lucia.says("/mirps pospuestos"))
    await world.moves_to("2026-11-27T20:00")
    assert len(lucia.seen(MEETING + ": jueves")) == 1


async def test_reminder_that_was_put_off_in_words_and_answered_elsewhere_leaves_the_list(
    world: Journey, lucia: Actor, tomas: Actor
) -> None:
    prompt = await prompted(world, lucia)
    await lucia.says("Recuérdamelo el 7 de diciembre, por favor", under=prompt)
    await lucia.reads("Pospuesto: se lo recordaré el 7 de diciembre de 2026, 09:00", under=prompt)
    listed = await tomas.says("/mirps pospuestos")
    assert "Lo pospuso: Lucía Ortega" in words(listed)

    await lucia.says("/mirps pendientes")
    await lucia.says("/mirps actualizar rec-058")
    await lucia.sends(stage="planning")
    await lucia.reads("Registrado: A-00001")
    assert "0 recordatorios pospuestos" in words(await tomas.says("/mirps pospuestos"))
    await tomas.clicks("Recordar ya", on=listed)
    assert "Ya no está pospuesto" in "\n".join(map(words, tomas.person.inbox))
    before = len(lucia.inbox)
    await world.moves_to("2026-12-07T15:30")
    assert not [each for each in lucia.inbox[before:] if each.startswith(MEETING + ": jueves")]


async def test_reply_in_the_thread_becomes_an_update_and_closes_the_reminder(
    world: Journey, lucia: Actor
) -> None:
    prompt = await prompted(world, lucia)
    await lucia.says("Ya empezamos la fase piloto en 3 municipios", under=prompt)
    draft = await lucia.reads("Guardé su respuesta como borrador", under=prompt)
    assert "Ya empezamos la fase piloto en 3 municipios" in words(draft)

    await lucia.clicks("Registrar en rec-058", on=draft)
    receipt = await lucia.reads("Registrado: A-00001", under=prompt)
    assert "Ya empezamos la fase piloto en 3 municipios" in words(receipt)
    await world.settles()
    assert lucia.inbox[0].startswith("Respondido por Lucía Ortega el 26 de noviembre de 2026, 09:00")
    assert "Informar ahora" not in lucia.buttons(lucia.person.inbox[0])

    await world.moves_to("2026-12-03T16:00")  # a week before the meeting
    assert [each for each in lucia.inbox if each.startswith(MEETING)] == []


async def test_one_reply_goes_from_the_prompt_to_the_receipt(world: Journey, lucia: Actor) -> None:
    """What was read in it is shown, corrected by a second reply, and filed as it was shown."""
    prompt = await prompted(world, lucia)
    await lucia.says("ya empezamos la fase piloto, 3 municipios, 250 mil dólares gastados", under=prompt)
    draft = words(await lucia.reads("Guardé su respuesta como borrador", under=prompt))
    assert " ".join(("Monto: USD", "250", "000")) in " ".join(draft.split())

    await lucia.says("300 mil dólares", under=prompt)
    corrected = await lucia.reads("Así queda su borrador", under=prompt)
    await lucia.clicks("Registrar en rec-058", on=corrected)

    receipt = words(await lucia.reads("Registrado: A-00001", under=prompt))
    for part in ("en curso", "300", "3 municipios", "250 mil dólares gastados"):
        assert part in receipt


async def test_reminder_answered_elsewhere_by_somebody_else_says_so(
    world: Journey, lucia: Actor, tomas: Actor
) -> None:
    await prompted(world, lucia)
    await tomas.says("/mirps pendientes")
    await tomas.clicks("Sin cambios")
    await world.settles()
    assert lucia.inbox[0].startswith("Respondido por Tomás Rivera el 26 de noviembre de 2026, 09:00")


async def test_reminder_asks_again_once_no_change_is_taken_back(world: Journey, lucia: Actor) -> None:
    prompt = await prompted(world, lucia)
    asked = lucia.buttons(prompt)
    await lucia.clicks("Sin cambios", on=prompt)
    await world.settles()
    assert lucia.inbox[0].startswith("Respondido por Lucía Ortega")
    await lucia.clicks("Deshacer")
    await world.settles()
    assert lucia.inbox[0].startswith(MEETING)
    assert lucia.buttons(lucia.person.inbox[0]) == asked

    await world.moves_to("2026-12-03T16:00")  # a week before the meeting
    assert len([each for each in lucia.inbox if each.startswith(MEETING)]) == 2


async def test_report_from_the_reminder_itself(world: Journey, lucia: Actor) -> None:
    prompt = await prompted(world, lucia)
    await lucia.clicks("Informar ahora", on=prompt)
    await lucia.chooses(
        "pledge", next(each for each in options(lucia, "pledge") if each.startswith("rec-058"))
    )
    await lucia.chooses("stage", "Cumplido")
    assert await lucia.sends(narrative="Terminado") == {}
    await world.settles()
    assert lucia.inbox[0].startswith("Respondido por Lucía Ortega")


async def test_answered_reminder_has_no_buttons_left_to_press(world: Journey, lucia: Actor) -> None:
    prompt = await prompted(world, lucia)
    await lucia.says("/mirps pendientes")
    await lucia.clicks("Sin cambios")
    await world.settles()

    await lucia.clicks("Recordar mañana", on=prompt)  # as it stood on the screen

    assert len(lucia.person.errors) == 1
    await world.moves_to("2026-11-27T16:00")
    assert [each for each in lucia.inbox if each.startswith(MEETING)] == []


async def test_buttons_of_a_draft_that_was_completed_in_the_form_say_so(world: Journey, lucia: Actor) -> None:
    prompt = await prompted(world, lucia)
    await lucia.says("Avanza bien", under=prompt)
    draft = await lucia.reads("Guardé su respuesta como borrador", under=prompt)
    await lucia.clicks("Completar en formulario", on=draft)
    assert lucia.filled_in == {"narrative": "Avanza bien"}
    await lucia.chooses(
        "pledge", next(each for each in options(lucia, "pledge") if each.startswith("rec-058"))
    )
    await lucia.chooses("stage", "En curso")
    assert await lucia.sends() == {}
    await lucia.reads("Registrado: A-00001")

    await lucia.clicks("Registrar en rec-059", on=draft)

    await lucia.reads("Este borrador ya se registró o se descartó", under=prompt)
    await world.settles()
    assert lucia.seen("Registrado: A-00002") == []


async def test_no_change_pressed_twice_at_once_is_one_answer(world: Journey, lucia: Actor) -> None:
    prompt = await prompted(world, lucia)
    await asyncio.gather(lucia.clicks("Sin cambios", on=prompt), lucia.clicks("Sin cambios", on=prompt))
    await world.settles()
    numbers = {
        line for each in lucia.inbox for line in each.splitlines() if "Queda como confirmación" in line
    }
    assert len(numbers) == 1


async def test_draft_filed_twice_at_once_is_one_update_with_its_receipt(world: Journey, lucia: Actor) -> None:
    prompt = await prompted(world, lucia)
    await lucia.says("Avanza bien", under=prompt)
    draft = await lucia.reads("Guardé su respuesta como borrador", under=prompt)
    file = "Registrar en rec-058"
    await asyncio.gather(lucia.clicks(file, on=draft), lucia.clicks(file, on=draft))
    await world.settles()
    assert len(lucia.seen("Registrado: A-00001", under=prompt)) == 1


def options(actor: Actor, field: str) -> list[str]:
    (element,) = (each["element"] for each in actor.form["blocks"] if each.get("block_id") == field)
    return [each["text"]["text"] for each in element["options"]]


async def test_what_is_due_on_one_morning_comes_in_one_message(world: Journey, lucia: Actor) -> None:
    await world.moves_to("2026-12-02T20:00")
    before = len(lucia.inbox)
    await world.moves_to("2026-12-04T15:00")  # what fell due a day ago, and an invitation
    assert len(lucia.inbox) == before + 1
    prompt = await lucia.reads("2 asuntos para usted")
    assert {"Sin cambios", "Recordar el lunes", "Sí, en línea"} <= set(lucia.buttons(prompt))

    await lucia.clicks("Sin cambios", on=prompt)
    await world.settles()
    answered = await lucia.reads("Respondido por Lucía Ortega")
    assert answered["ts"] == prompt["ts"]
    assert "Sí, en línea" in lucia.buttons(answered)
    assert "Sin cambios" not in lucia.buttons(answered)

    await lucia.clicks("Sí, en línea", on=answered)
    await world.settles()
    noted = await lucia.reads("Respondido por Lucía Ortega")
    assert "Sí, en línea" not in lucia.buttons(noted)
    await world.moves_to("2026-12-05T20:00")
    assert len(lucia.seen("2 asuntos para usted")) == 1
