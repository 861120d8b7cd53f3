"""A focal point's first five minutes, and what the secretariat reads of them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Browser, ViewportSize, expect
from tests.browser.visitor import Visitor

from mirps_bot.demo import Demo, open_demo
from mirps_bot.playground import SettableClock

SUNDAY = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
PHONE: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1440, "height": 900}
LUCIA, NOAH = "U001MIRPS", "U011MIRPS"


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    async with open_demo(tmp_path / "demo", port=0, clock=SettableClock(SUNDAY)) as opened:
        yield opened


async def visit(browser: Browser, demo: Demo, viewport: ViewportSize) -> Visitor:
    return Visitor(await browser.new_page(viewport=viewport), demo.url)


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
async def test_story_from_the_first_question_to_the_digest(
    browser: Browser, demo: Demo, viewport: ViewportSize
) -> None:
    lucia = await visit(browser, demo, viewport)
    await lucia.arrives(LUCIA)

    await lucia.types("/mirps ayuda")
    await expect(lucia.message("Soy el asistente")).to_contain_text("compromisos [país, tema, etapa")
    await lucia.types("/mirps compromisos asilo")
    await expect(lucia.message("19 compromisos y contribuciones")).to_contain_text("Del 1 al 5 de 19")
    await lucia.presses(lucia.message("19 compromisos y contribuciones"), "Ver msp-mirps-asylum")
    await expect(lucia.message("msp-mirps-asylum · MIRPS")).to_contain_text("sin informe de la entidad")

    await lucia.presses(lucia.message("msp-mirps-asylum · MIRPS"), "Informar msp-mirps-asylum")
    await lucia.modal().get_by_label("En curso").check()
    await lucia.field("narrative").fill("Se abrió una oficina nueva. *No es negrita* <!channel>")
    await lucia.modal().get_by_label("Dinero").check()
    await lucia.field("amount").fill("mucho")
    await lucia.page.get_by_test_id("modal-submit").click()
    await expect(lucia.modal()).to_contain_text("«mucho» no se puede leer como monto")
    await expect(lucia.field("narrative")).to_have_value(
        "Se abrió una oficina nueva. *No es negrita* <!channel>"
    )
    await lucia.field("amount").fill("")
    await lucia.page.get_by_test_id("modal-submit").click()
    await expect(lucia.modal()).to_contain_text("Registrado: A-00001")
    await lucia.page.get_by_test_id("modal-close").click()
    await expect(lucia.message("Registrado: A-00001")).to_contain_text("*No es negrita* <!channel>")

    await lucia.moves_the_clock()
    await lucia.types("/mirps pendientes")
    await expect(lucia.message("México: 5 compromisos abiertos")).to_contain_text("en curso")
    assert lucia.complaints == []


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
async def test_reminder_is_answered_in_its_thread_and_read_in_the_digest(
    browser: Browser, demo: Demo, viewport: ViewportSize
) -> None:
    visitor = await visit(browser, demo, viewport)
    await visitor.arrives(LUCIA)
    await visitor.moves_the_clock()

    prompt = visitor.message("Ejercicio: reunión trimestral de puntos focales")
    await expect(prompt).to_contain_text("Estimada/o Lucía Ortega")
    await prompt.hover()
    await prompt.get_by_test_id("reply").click()
    await visitor.replies("Ya empezamos la fase piloto en 3 municipios")
    await visitor.presses(visitor.in_thread("Guardé su respuesta como borrador"), "Registrar en rec-022")
    await expect(visitor.in_thread("Registrado: A-00001")).to_contain_text("Ya empezamos la fase piloto")
    await expect(visitor.in_thread("Respondido por Lucía Ortega")).to_be_visible()
    await visitor.page.get_by_test_id("thread-close").click()

    await visitor.becomes(NOAH)
    await visitor.types("/mirps digest")
    digest = visitor.message("Platform digest")
    await expect(digest).to_contain_text("Mexico · rec-022")
    await expect(digest).to_contain_text("Ya empezamos la fase piloto en 3 municipios")
    await expect(digest).to_contain_text("Honduras: 3 open pledges, never reported here")
    assert visitor.complaints == []


async def test_form_can_be_filled_in_with_the_keyboard_alone(browser: Browser, demo: Demo) -> None:
    lucia = await visit(browser, demo, WIDE)
    await lucia.arrives(LUCIA)
    keyboard = lucia.page.keyboard

    await lucia.page.get_by_test_id("composer-input").focus()
    await keyboard.type("/mirps actualizar rec-022")
    await keyboard.press("Enter")
    await expect(lucia.modal()).to_contain_text("Informar sobre avances")
    await keyboard.press("Tab")  # from the pledge to the stage
    await keyboard.press("Space")
    await keyboard.press("ArrowDown")
    await keyboard.press("Enter")
    await expect(lucia.modal()).to_contain_text("Etapa: en curso")
    await keyboard.press("Escape")
    await expect(lucia.modal()).to_be_hidden()
    await expect(lucia.message("Registrado: A-00001")).to_contain_text("en curso")
    assert lucia.complaints == []


async def test_home_opens_with_what_is_owed_and_a_page_reloads_where_it_was(
    browser: Browser, demo: Demo
) -> None:
    lucia = await visit(browser, demo, PHONE)
    await lucia.arrives(LUCIA)

    await lucia.page.get_by_test_id("home-tab").click()
    await expect(lucia.page.get_by_test_id("home")).to_contain_text("México: 5 compromisos abiertos")
    await lucia.page.reload()
    await expect(lucia.page.get_by_test_id("home")).to_contain_text("México: 5 compromisos abiertos")
    await lucia.presses(lucia.page.get_by_test_id("home"), "Próxima reunión")
    await expect(lucia.modal()).to_contain_text("Lo próximo: Ejercicio: reunión trimestral de puntos focales")
    assert lucia.complaints == []
