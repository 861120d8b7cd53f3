"""Somebody in front of the page: types, taps and reads as a person does."""

import re

from playwright.async_api import Locator, Page, expect


class Visitor:
    """`complaints` collects what the page writes to the console as an error, and every request to another place."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.complaints: list[str] = []
        page.set_default_timeout(10_000)
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._look_at(request.url))

    def _look_at(self, address: str) -> None:
        if not address.startswith((self.url, self.url.replace("http", "ws", 1), "data:")):
            self.complaints.append(f"asked {address}")

    async def arrives(self, person: str = "", place: str = "") -> None:
        await self.page.goto("about:blank")
        await self.page.goto("/".join([self.url, "#", *filter(None, (person, place))]))
        await expect(self.page.get_by_test_id("composer-input")).to_be_visible()

    async def types(self, text: str) -> None:
        await self.page.get_by_test_id("composer-input").fill(text)
        await self.page.get_by_test_id("composer-send").click()

    async def replies(self, text: str) -> None:
        await self.page.get_by_test_id("thread-composer-input").fill(text)
        await self.page.get_by_test_id("thread-composer-send").click()

    async def becomes(self, person: str) -> None:
        switcher = self.page.get_by_test_id("person-switcher")
        await switcher.click()
        await self.page.locator(f"[data-testid=person-option][data-person={person}]").click()
        await expect(switcher).to_have_attribute("data-person", person)

    async def moves_the_clock(self) -> None:
        await self.page.get_by_test_id("clock-toggle").click()
        await self.page.get_by_test_id("clock-next-reminder").click()
        await self.page.keyboard.press("Escape")

    def message(self, words: str) -> Locator:
        """The last message of the conversation with these words in it."""
        return self.page.get_by_test_id("messages").get_by_test_id("message").filter(has_text=words).last

    def in_thread(self, words: str) -> Locator:
        return (
            self.page.get_by_test_id("thread-messages").get_by_test_id("message").filter(has_text=words).last
        )

    def modal(self) -> Locator:
        return self.page.get_by_test_id("modal")

    def field(self, key: str) -> Locator:
        """The input of a form's field; what is between its key and the end changes when it is cleared."""
        return self.modal().locator(f"[data-testid=element][data-block-id^={key}]")

    async def presses(self, where: Locator, label: str | re.Pattern[str]) -> None:
        await where.get_by_role("button", name=label).click()
