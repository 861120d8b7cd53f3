"""A focal point asks, and reports in two minutes."""

import asyncio

from tests.journeys.actors import Actor, words
from tests.journeys.world import Journey


async def test_focal_point_asks_opens_a_pledge_and_reports_on_it(world: Journey, lucia: Actor) -> None:
    help_ = await lucia.says("/mirps ayuda")
    assert words(help_).startswith("Soy el asistente de la Plataforma de Apoyo del MIRPS")

    listed = await lucia.says("/mirps compromisos asilo")
    assert "compromisos y contribuciones: " in words(listed)
    await lucia.clicks("Ver msp-mirps-asylum", on=listed)
    await lucia.clicks("Informar msp-mirps-asylum")
    assert lucia.filled_in["period"] == "4.º trimestre de 2026"

    await lucia.chooses("stage", "En curso")
    await lucia.ticks("figures", "Dinero")
    wrong = await lucia.sends(narrative="Se abrió una oficina", amount="mucho")
    assert wrong == {
        "amount": "«mucho» no se puede leer como monto. Escriba la cifra y la moneda, por ejemplo: 250 000 USD"
    }
    assert await lucia.sends(amount="1.500.000,50") == {
        "amount": "Falta la moneda de «1.500.000,50»; por ejemplo: 250 000 USD"
    }
    assert await lucia.sends(amount="1.500.000,50 MXN") == {}

    assert "Registrado: A-00001" in words(lucia.form)
    copy = await lucia.reads("Registrado: A-00001")
    assert "MXN\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}500\N{NO-BREAK SPACE}000,5" in words(copy)
    await world.settles()
    assert len(lucia.seen("Registrado: A-00001")) == 1
    assert lucia.person.errors == []


async def test_nothing_changed_is_said_in_one_tap(world: Journey, lucia: Actor) -> None:
    await lucia.says("/mirps pendientes")
    await lucia.clicks("Sin cambios")
    assert lucia.inbox[-1].startswith("Anotado: sin cambios en 1 compromiso abierto")


async def test_form_follows_the_pledge_that_is_chosen(world: Journey, lucia: Actor) -> None:
    await lucia.says("/mirps actualizar rec-058")
    await lucia.chooses("stage", "En curso")
    await lucia.ticks("figures", "Ayuda técnica o material")
    await lucia.sends(quantity="120 personas")

    await lucia.says("/mirps actualizar rec-059")
    option = next(each for each in _labels(lucia, "pledge") if each.startswith("rec-058"))
    await lucia.chooses("pledge", option)

    assert lucia.filled_in["stage"] == "En curso"
    assert lucia.filled_in["quantity"] == "120 personas"


async def test_form_sent_twice_at_once_is_filed_once(world: Journey, lucia: Actor) -> None:
    await lucia.says("/mirps actualizar rec-058")
    await lucia.chooses("stage", "En curso")
    await asyncio.gather(lucia.sends(narrative="una vez"), lucia.sends(narrative="una vez"))
    await world.settles()
    assert len(lucia.seen("Registrado: A-00001")) == 1
    assert lucia.seen("Registrado: A-00002") == []


def _labels(actor: Actor, field: str) -> list[str]:
    (element,) = (each["element"] for each in actor.form["blocks"] if each.get("block_id") == field)
    return [each["text"]["text"] for each in element["options"]]
