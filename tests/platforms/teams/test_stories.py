"""Somebody in Teams, from adding the app to an answered reminder."""

from functools import partial

from tests.platforms.teams.cards import parts_of
from tests.platforms.teams.conftest import World
from tests.platforms.teams.connector import ROOM, Trouble

MEETING = "Ejercicio: reunión trimestral de puntos focales"
NINE_IN_MEXICO = "2026-11-26T15:00"
GREETED = "México: 5 compromisos abiertos"


async def test_app_is_greeted_with_the_front_page_and_questions_are_answered(world: World) -> None:
    await world.lucia.adds_the_app()
    home = await world.lucia.reads(GREETED)
    assert home.summary == GREETED

    await world.lucia.says("compromisos asilo")
    found = await world.lucia.reads("19 compromisos y contribuciones")
    await world.lucia.presses("Ver rec-052", found)
    await world.lucia.reads("Programa de la presidencia 2025")


async def test_form_keeps_what_was_typed_until_it_can_be_taken(world: World) -> None:
    await world.lucia.adds_the_app()
    await world.lucia.reads(GREETED)
    await world.lucia.presses("Informar rec-058")
    form = await world.lucia.reads("Enviar")
    assert form.inputs()["pledge"]["value"] == "rec-058"

    await world.lucia.presses("Enviar", form, stage="in_progress", narrative="Piloto", figures="money")
    await world.teams.until(lambda: form.edits == 1)
    assert "abre algo más" in form.text

    await world.lucia.presses("Enviar", form, amount="muchos")
    await world.teams.until(lambda: form.edits == 2)
    stands = {key: each.get("value") for key, each in form.inputs().items()}
    assert stands | {"narrative": "Piloto", "amount": "muchos", "stage": "in_progress"} == stands
    red = [run["text"] for part in form.card["body"] for run in part.get("inlines", ()) if "color" in run]
    assert len(red) == 1

    await world.lucia.presses("Enviar", form, amount="USD 250.000")
    await world.teams.until(lambda: form.edits == 3)
    assert "A-00001" in form.text
    assert form.inputs() == {}
    await world.service.post_office.until_sent()
    assert [each for each in world.lucia.inbox if "A-00001" in each.text] == [form]


async def test_another_choice_asks_again_and_loses_nothing(world: World) -> None:
    await world.lucia.adds_the_app()
    home = await world.lucia.reads(GREETED)
    await world.lucia.presses("Informar rec-022", home)
    first = await world.lucia.reads("Enviar")
    await world.lucia.presses("Enviar", first, stage="in_progress", narrative="Registro en 2 puestos")
    await world.teams.until(lambda: first.inputs() == {})

    await world.lucia.presses("Informar rec-058", home)
    form = await world.lucia.reads("Enviar")
    await world.lucia.presses("Enviar", form, pledge="rec-022", narrative="Ahora en 3", figures="money")
    await world.teams.until(lambda: form.edits == 1)
    stands = {key: each.get("value") for key, each in form.inputs().items()}
    told = {"pledge": "rec-022", "narrative": "Ahora en 3", "stage": "in_progress", "figures": "money"}
    assert stands | told == stands

    await world.lucia.presses("Enviar", form, amount="1000 USD")
    await world.teams.until(lambda: form.inputs() == {})
    assert "rec-022" in form.text
    assert "Ahora en 3" in form.text


async def test_reminder_is_answered_by_a_quote_and_told_anew(world: World) -> None:
    await world.lucia.adds_the_app()
    await world.lucia.reads(GREETED)
    await world.moves_to(NINE_IN_MEXICO)
    prompt = await world.lucia.reads(f"{MEETING}:")
    await world.service.post_office.until_sent()

    await world.lucia.says("Ya empezamos la fase piloto en 3 municipios", quoting=prompt)
    draft = await world.lucia.reads("Guardé su respuesta como borrador")
    await world.lucia.presses("Registrar en rec-058", draft)

    await world.lucia.reads("A-00001")
    await world.teams.until(lambda: prompt.edits)


async def test_alternate_gets_the_reminder_of_whoever_removed_the_app(world: World) -> None:
    await world.lucia.adds_the_app()
    await world.lucia.reads(GREETED)
    await world.tomas.adds_the_app()
    await world.tomas.reads(GREETED)
    await world.lucia.removes_the_app()
    await world.teams.until(lambda: not _is_known(world, world.lucia.user.channel))

    await world.moves_to("2026-11-26T17:00")

    await world.tomas.reads("Estimada/o Tomás Rivera")
    assert [each.text for each in world.lucia.inbox if MEETING in each.summary] == []


async def test_whoever_turned_the_bot_away_is_forgotten(world: World) -> None:
    await world.lucia.adds_the_app()
    await world.lucia.reads(GREETED)
    world.teams.troubles.append(Trouble(status=403))

    await world.lucia.says("ayuda")

    await world.teams.until(lambda: not _is_known(world, world.lucia.user.channel))


async def test_repeated_activity_is_answered_once(world: World) -> None:
    await world.lucia.adds_the_app()
    await world.lucia.reads(GREETED)
    said = await world.lucia.says("glosario")
    assert [(await world.teams.deliver(said))[0] for _ in range(3)] == [200] * 3

    await world.lucia.says("ayuda")
    await world.lucia.reads("Lo más usado")

    assert len(world.lucia.inbox) == 3


async def test_form_that_is_sent_off_twice_is_filed_once(world: World) -> None:
    await world.lucia.adds_the_app()
    await world.lucia.reads(GREETED)
    await world.lucia.presses("Informar rec-058")
    form = await world.lucia.reads("Enviar")

    for _ in range(2):  # each tap is an activity of its own
        await world.lucia.presses("Enviar", form, stage="in_progress", narrative="Piloto en 3 municipios")
    await world.teams.until(lambda: form.edits == 2)

    assert "A-00001" in form.text
    await world.lucia.says("corregir")
    await world.lucia.reads("A-00001")
    assert [each.text for each in world.lucia.inbox if "A-00002" in each.text] == []


async def test_form_is_filled_in_word_by_word_too(world: World) -> None:
    await world.lucia.adds_the_app()
    await world.lucia.reads(GREETED)
    await world.lucia.says("actualizar rec-058")
    question = await world.lucia.reads("Abrir el formulario")
    await world.lucia.says("guardar")
    await world.lucia.reads("borrador")
    await world.lucia.presses("Abrir el formulario", question)
    await world.lucia.reads("Enviar")


async def test_no_document_is_asked_for_where_none_can_be_attached(world: World) -> None:
    await world.lucia.adds_the_app()
    await world.lucia.reads(GREETED)
    for words in ("actualizar rec-058", "en curso", *["omitir"] * 4, "informe.pdf"):
        seen = len(world.lucia.inbox)
        await world.lucia.says(words)
        await world.teams.until(partial(_has_more, world, seen))
    *_, question, again = world.lucia.inbox
    assert question.summary == again.summary == "7/7 · Documento de respaldo"
    assert all("Aquí no se puede adjuntar un documento" in each.text for each in (question, again))
    assert "Abrir el formulario" not in question.actions()
    assert "Adjunte" not in again.text

    await world.lucia.presses("Omitir", again)
    await world.lucia.reads("Revise antes de enviar")


async def test_answer_in_a_channel_is_private_until_it_is_shared(world: World) -> None:
    world.teams.installed.add(world.lucia.user.id)
    await world.lucia.mentions("compromisos asilo")

    answer = await world.lucia.reads("19 compromisos y contribuciones")
    told = [
        each for each in world.teams.messages if each.text == "Le respondí en nuestra conversación privada."
    ]
    assert [(each.channel, each.thread) for each in told] == [(ROOM, "1699999999999")]
    assert not any(each.channel == ROOM and "19 compromisos" in each.text for each in world.teams.messages)

    await world.lucia.presses("Compartir aquí", answer)
    shared = await world.teams.until(
        lambda: next((each for each in world.teams.messages if "compartió esta respuesta" in each.text), None)
    )
    assert (shared.channel, shared.thread) == (ROOM, "1699999999999")


async def test_nobody_shares_where_they_are_not(world: World) -> None:
    world.teams.installed.add(world.lucia.user.id)
    await world.lucia.mentions("compromisos asilo")
    answer = await world.lucia.reads("19 compromisos y contribuciones")
    answer.actions()["Compartir aquí"]["asked_at"]["channel"] = "19:somewhere@thread.tacv2"

    await world.lucia.presses("Compartir aquí", answer)

    await world.lucia.reads("Este botón ya no es válido")


async def test_whoever_has_no_chat_with_the_bot_is_told_how_to_begin_one(world: World) -> None:
    await world.lucia.mentions("compromisos asilo")

    word = await world.teams.until(lambda: next(iter(world.teams.messages), None))
    assert word.channel == ROOM
    assert "agréguela y pregunte ahí" in word.text


async def test_person_of_another_organisation_is_nobody_on_the_roster(world: World) -> None:
    impostor = world.teams.user("Lucía2", "lucia.ortega@example.org", tenant="another")
    await impostor.says("pendientes")

    await impostor.reads("Todavía no figura en la lista")


async def test_language_and_zone_are_the_clients_where_the_roster_says_nothing(world: World) -> None:
    guest = world.teams.user("Vera", "vera@example.org", locale="pt-BR", zone="America/Sao_Paulo")
    await guest.says("?")
    await guest.reads("Você")

    with world.storage.begin(reading=True) as unit:
        actor = unit.people.actor(guest.user.id)
    assert actor
    assert (actor.language, actor.time_zone, actor.person) == ("pt", "America/Sao_Paulo", None)


async def test_what_people_write_is_never_markup(world: World) -> None:
    await world.lucia.adds_the_app()
    await world.lucia.reads(GREETED)
    await world.lucia.says("**gordo** [toque](javascript:alert(1)) <at>todos</at> {{DATE(2026-01-01)}} xyzzy")

    answer = await world.teams.until(lambda: world.lucia.inbox[1] if len(world.lucia.inbox) > 1 else None)
    parts = list(parts_of(answer.card))
    assert {part["type"] for part in parts} <= {
        "AdaptiveCard", "RichTextBlock", "TextRun", "ActionSet", "Action.Submit",
    }  # fmt: skip


async def test_calendar_file_is_said_not_to_come(world: World) -> None:
    await world.lucia.adds_the_app()
    await world.lucia.reads(GREETED)
    await world.lucia.says("calendario archivo")

    await world.lucia.reads("Aquí no puedo enviar el archivo")


async def test_spreadsheet_is_said_not_to_come_and_where_else_it_is_to_be_had(world: World) -> None:
    await world.lucia.adds_the_app()
    await world.lucia.reads(GREETED)
    await world.lucia.says("compromisos asilo en excel")

    told = await world.lucia.reads("Aquí no puedo entregar archivos")
    assert "mirps-bot export" in told.text
    assert "19 compromisos y contribuciones" in told.text


def _has_more(world: World, seen: int) -> bool:
    return len(world.lucia.inbox) > seen


def _is_known(world: World, channel: str) -> bool:
    with world.storage.begin(reading=True) as unit:
        return unit.conversations.find(channel) is not None
