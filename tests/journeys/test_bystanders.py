"""Those who ask without reporting, and what is said where others read along."""

import re
from io import BytesIO

import docx
import openpyxl
from tests.journeys.actors import Actor, words
from tests.journeys.world import ASYLUM, GENERAL, Journey

BOT = "<@U0PLAYGRND>"


async def test_visitor_may_ask_and_is_told_whom_to_ask_to_report(world: Journey) -> None:
    vera = world.visitor
    listed = await vera.says("/mirps pledges asylum")
    assert "pledges and contributions" in words(listed)

    await vera.clicks("Open msp-mirps-asylum", on=listed)
    assert not any(each.startswith("Report") for each in vera.buttons(vera.person.inbox[-1]))

    refused = await vera.says("/mirps update msp-mirps-asylum")
    assert words(refused).startswith("You are not on the list of focal points yet")
    assert "Ask the secretariat (UNHCR and OAS)" in words(refused)
    assert vera.person.views == []


async def test_pledge_of_another_entity_can_be_read_and_not_reported(ana: Actor) -> None:
    shown = await ana.says("/mirps rec-058")
    assert not any(each.startswith("Informar") for each in ana.buttons(shown))
    refused = await ana.says("/mirps actualizar rec-058")
    assert words(refused).startswith(
        "rec-058 es de México: solo sus puntos focales y la Secretaría pueden informar sobre él."
    )


async def test_answer_in_a_channel_is_private_until_it_is_shared(
    world: Journey, lucia: Actor, ana: Actor
) -> None:
    answer = await lucia.says("/mirps compromisos asilo", in_=GENERAL)
    assert ana.person.sees(GENERAL) == []

    await lucia.clicks("Compartir aquí", on=answer)

    shared = await ana.reads("compromisos y contribuciones: ", in_=GENERAL)
    assert "Lucía Ortega compartió esta respuesta." in words(shared)
    await world.settles()
    assert len(ana.seen("compromisos y contribuciones: ", in_=GENERAL)) == 1
    assert lucia.seen("Lo comparto en esta conversación.", in_=GENERAL) != []


async def test_mention_in_a_channel_is_answered_to_whoever_asked(
    world: Journey, lucia: Actor, ana: Actor
) -> None:
    await lucia.says(f"{BOT} compromisos asilo", in_=ASYLUM)
    answer = await lucia.reads("compromisos y contribuciones: ", in_=ASYLUM)
    await world.settles()
    assert ana.seen("compromisos y contribuciones: ", in_=ASYLUM) == []

    await lucia.clicks("Compartir aquí", on=answer)

    await ana.reads("Lucía Ortega compartió esta respuesta.", in_=ASYLUM)
    await world.settles()
    assert len(ana.seen("Lucía Ortega compartió esta respuesta.", in_=ASYLUM)) == 1


async def test_mention_in_a_thread_is_answered_there(world: Journey, lucia: Actor, ana: Actor) -> None:
    root = await ana.says("¿Qué compromisos hay?", in_=ASYLUM)
    await ana.says("Yo lo pregunto", under=root)
    await lucia.says(f"{BOT} compromisos asilo", under=root)

    answer = await lucia.reads("compromisos y contribuciones: ", under=root)
    await lucia.clicks("Compartir aquí", on=answer)

    await ana.reads("Lucía Ortega compartió esta respuesta.", under=root)


async def test_pledges_come_as_a_spreadsheet_to_who_asked_in_a_channel_and_to_nobody_else(
    world: Journey, lucia: Actor, ana: Actor
) -> None:
    answer = await lucia.says("/mirps compromisos asilo", in_=GENERAL)
    await lucia.clicks("Excel", on=answer)

    await lucia.reads("Le envío por mensaje directo un archivo de Excel con 19 compromisos", in_=GENERAL)
    await lucia.reads("Compromisos en Excel: 19 compromisos y contribuciones")
    (file,) = [each for message in lucia.person.inbox for each in message.get("files", ())]
    assert re.fullmatch(r"mirps-compromisos-2026-11-24_\d+\.xlsx", file["name"])
    book = openpyxl.load_workbook(BytesIO(world.playground.workspace.files.content(file["id"])))
    assert book.sheetnames == ["Léame", "Compromisos", "Actualizaciones", "ACNUR"]
    assert book["Compromisos"].max_row == 20

    await lucia.says("compromisos de Canadá")
    await lucia.reads("14 compromisos y contribuciones")
    await lucia.says("¿y en Excel?")
    await lucia.reads("Compromisos en Excel: 14 compromisos y contribuciones")
    await world.settles()
    assert ana.person.sees(GENERAL) == []
    assert [each for each in ana.person.inbox if each.get("files")] == []


async def test_meeting_pack_comes_to_who_asked_in_a_channel_and_to_nobody_else(
    world: Journey, lucia: Actor, ana: Actor
) -> None:
    answer = await lucia.says("/mirps grupos wg-asylum", in_=GENERAL)
    await lucia.clicks("Descargar la carpeta", on=answer)

    await lucia.reads("Le envío por mensaje directo la carpeta, en Word", in_=GENERAL)
    await lucia.reads("Carpeta: Grupo de Trabajo sobre Fortalecimiento de los Sistemas de Asilo")
    (file,) = [each for message in lucia.person.inbox for each in message.get("files", ())]
    assert re.fullmatch(r"mirps-carpeta-wg-asylum-2026-11-24_\d+\.docx", file["name"])
    made = docx.Document(BytesIO(world.playground.workspace.files.content(file["id"])))
    (title,) = [each.text for each in made.paragraphs if each.style and each.style.name == "Title"]
    assert title == "Grupo de Trabajo sobre Fortalecimiento de los Sistemas de Asilo"
    await world.settles()
    assert ana.person.sees(GENERAL) == []
    assert [each for each in ana.person.inbox if each.get("files")] == []


async def test_unknown_words_are_answered_with_a_way_on(lucia: Actor) -> None:
    answer = await lucia.says("/mirps compromsos xyzzy")
    await lucia.clicks("compromisos xyzzy", on=answer)
    assert "compromisos y contribuciones: " in lucia.inbox[-1]


async def test_what_people_write_is_never_markup(lucia: Actor) -> None:
    answer = await lucia.says("/mirps *gordo* <!here> `x`")
    assert words(answer).startswith("No conozco «*gordo* <!here> `x`»")


async def test_home_shows_what_is_owed_and_reports_from_there(world: Journey, lucia: Actor) -> None:
    await lucia.person.opens_home()
    home = await world.until(lambda: lucia.person.home)
    assert "México: 5 compromisos abiertos" in words(home)

    await lucia.clicks("Informar rec-058", on=home)
    await lucia.chooses("stage", "Cumplido")
    assert await lucia.sends() == {}

    await world.until(lambda: "México: 4 compromisos abiertos" in words(lucia.person.home or {}))
