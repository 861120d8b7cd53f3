"""What the page does by itself, whatever the bot says in it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Route, ViewportSize, expect
from tests.browser.visitor import Visitor

from mirps_bot.demo import Demo, open_demo

PHONE: ViewportSize = {"width": 390, "height": 844}
GENERAL = "C001MIRPS"


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    async with open_demo(tmp_path / "demo", port=0) as opened:
        yield opened


@pytest.mark.parametrize(
    ("person", "code", "tips", "composer"),
    [
        ("U001MIRPS", "es", "Cinco cosas para probar", "Mensaje para mirps"),
        ("U010MIRPS", "en", "Five things to try", "Message mirps"),
        ("U009MIRPS", "pt", "Cinco coisas para experimentar", "Mensagem para mirps"),
        ("U008MIRPS", "fr", "Cinq choses à essayer", "Message à mirps"),
    ],
)
async def test_page_speaks_the_language_of_who_looks(
    browser: Browser, demo: Demo, person: str, code: str, tips: str, composer: str
) -> None:
    visitor = Visitor(await browser.new_page(viewport=PHONE), demo.url)
    await visitor.arrives(person)

    await expect(visitor.page.locator("html")).to_have_attribute("lang", code)
    await expect(visitor.page.get_by_role("heading", name=tips)).to_be_visible()
    await expect(visitor.page.get_by_label(composer)).to_be_visible()

    words = "async code => Object.keys((await import(`/static/js/words/${code}.js`))[code])"
    assert await visitor.page.evaluate(words, code) == await visitor.page.evaluate(words, "en")
    assert visitor.complaints == []


async def test_way_to_the_end_is_gone_once_the_end_is_in_sight(browser: Browser, demo: Demo) -> None:
    """Cutting a message short brings the end into sight without anybody scrolling."""
    author = Visitor(await browser.new_page(viewport=PHONE), demo.url)
    await author.arrives("U006MIRPS", GENERAL)
    await author.types("\n".join(f"línea {number}" for number in range(40)))
    reader = Visitor(await browser.new_page(viewport=PHONE), demo.url)
    await reader.arrives("U007MIRPS", GENERAL)
    await expect(reader.message("línea 39")).to_be_visible()
    await reader.page.get_by_test_id("messages").evaluate("element => { element.scrollTop = 0 }")
    await expect(reader.page.get_by_test_id("jump")).to_be_visible()

    await author.message("línea 39").hover()
    await author.message("línea 39").get_by_test_id("edit").click()
    await author.page.get_by_test_id("edit-input").fill("breve")
    await author.page.get_by_test_id("edit-save").click()

    await expect(reader.message("breve")).to_be_visible()
    await expect(reader.page.get_by_test_id("jump")).to_be_hidden()
    assert author.complaints + reader.complaints == []


async def test_long_answer_is_read_from_its_beginning(browser: Browser, demo: Demo) -> None:
    visitor = Visitor(await browser.new_page(viewport=PHONE), demo.url)
    await visitor.arrives("U001MIRPS")
    for words, beginning in (
        ("/mirps ayuda", "Soy el asistente"),
        ("/mirps pendientes", "México: 5 compromisos"),
    ):
        await visitor.types(words)
        await expect(visitor.message(beginning).get_by_text(beginning).first).to_be_in_viewport()

    await visitor.types("gracias")
    await expect(visitor.message("Con gusto").get_by_role("button").last).to_be_in_viewport()
    assert visitor.complaints == []


async def test_whoever_is_faster_than_the_workspace_loses_nothing(browser: Browser, demo: Demo) -> None:
    visitor = Visitor(await browser.new_page(viewport=PHONE), demo.url)
    opened = asyncio.Event()

    async def hold(route: Route) -> None:
        await opened.wait()
        await route.continue_()

    await visitor.page.route("**/page/world*", hold)
    await visitor.arrives("U001MIRPS")
    composer = visitor.page.get_by_test_id("composer-input")
    await composer.press_sequentially("/mirps")
    await composer.press("Enter")
    assert await visitor.page.locator("[inert] [data-testid=person-switcher]").count() == 1

    opened.set()
    await expect(visitor.page.locator("[inert] [data-testid=person-switcher]")).to_have_count(0)
    await expect(composer).to_have_value("/mirps")
    await composer.press("Escape")
    await composer.press("Enter")
    await expect(visitor.message("/mirps")).to_be_visible()
    assert visitor.complaints == []
