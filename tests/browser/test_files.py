"""A document, chosen in a form and attached to a message, on a phone."""

from pathlib import Path

from playwright.async_api import Browser, FilePayload, expect
from tests.browser.test_story import PHONE, SUNDAY
from tests.browser.visitor import Visitor

from mirps_bot.demo import open_demo
from mirps_bot.playground import SettableClock

LUCIA = "U001MIRPS"
REPORT = FilePayload(name="informe.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7\n%%EOF\n")


async def test_document_is_chosen_in_a_form_and_attached_to_a_message(
    browser: Browser, tmp_path: Path
) -> None:
    async with open_demo(tmp_path / "demo", port=0, clock=SettableClock(SUNDAY)) as demo:
        lucia = Visitor(await browser.new_page(viewport=PHONE), demo.url)
        await lucia.arrives(LUCIA)

        await lucia.types("/mirps actualizar rec-058")
        await lucia.modal().get_by_label("En curso").check()
        await lucia.field("document").set_input_files(REPORT)
        await expect(lucia.modal().get_by_text("informe.pdf")).to_be_visible()
        await lucia.page.get_by_test_id("modal-submit").click()
        await expect(lucia.modal()).to_contain_text("informe.pdf (en camino)")
        await lucia.page.get_by_test_id("modal-close").click()
        await expect(lucia.message("Documento guardado con A-00001")).to_contain_text("informe.pdf (PDF")

        await lucia.page.get_by_test_id("composer-file").set_input_files(REPORT)
        await expect(lucia.page.get_by_test_id("file")).to_have_text("informe.pdf")
        assert lucia.complaints == []
