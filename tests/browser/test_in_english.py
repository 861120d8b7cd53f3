"""The same story in English: the World Bank's focal point, from the first question to a corrected form."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, ViewportSize, expect
from tests.browser.test_story import PHONE, SUNDAY, WIDE
from tests.browser.visitor import Visitor

from mirps_bot.demo import open_demo
from mirps_bot.playground import SettableClock

GRACE = "U010MIRPS"


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
async def test_english_speaker_asks_replies_and_reports(
    browser: Browser, tmp_path: Path, viewport: ViewportSize
) -> None:
    async with open_demo(tmp_path / "demo", port=0, clock=SettableClock(SUNDAY)) as demo:
        grace = Visitor(await browser.new_page(viewport=viewport), demo.url)
        await grace.arrives(GRACE)

        await grace.types("/mirps help")
        await expect(grace.message("I am the assistant")).to_contain_text("pledges [country, theme, stage")
        await grace.types("/mirps pledges asylum")
        await expect(grace.message("19 pledges and contributions")).to_contain_text("1 to 5 of 19")

        await grace.moves_the_clock()
        prompt = grace.message("Exercise: quarterly focal points meeting")
        await expect(prompt).to_contain_text("Dear Grace Coleman")
        await prompt.hover()
        await prompt.get_by_test_id("reply").click()
        await grace.replies("We signed the second agreement <!channel>")
        await grace.presses(grace.in_thread("I kept your reply as a draft"), "File it")
        await expect(grace.in_thread("Filed: A-00001")).to_contain_text("second agreement <!channel>")
        await expect(grace.in_thread("Answered by Grace Coleman")).to_be_visible()
        await grace.page.get_by_test_id("thread-close").click()

        await grace.types("/mirps mine")
        await grace.presses(grace.message("World Bank"), "Report rec-")
        await grace.modal().get_by_label("In progress").check()
        await grace.field("evidence").fill("worldbank.example")
        await grace.page.get_by_test_id("modal-submit").click()
        await expect(grace.modal()).to_contain_text("“worldbank.example” is not a web address")
        await grace.field("evidence").fill("https://worldbank.example/report")
        await grace.page.get_by_test_id("modal-submit").click()
        await expect(grace.modal()).to_contain_text("Filed: A-00002")
        assert grace.complaints == []
