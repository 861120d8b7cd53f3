"""Views as e-mail messages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import quote

from mirps_bot.adapters.mail.render import render_html
from mirps_bot.adapters.mail.settings import MailSettings
from mirps_bot.domain.ids import DeliveryId
from mirps_bot.domain.person import Person
from mirps_bot.view.almanac import Almanac
from mirps_bot.view.blocks import Image, View
from mirps_bot.view.document import Document
from mirps_bot.view.files import File
from mirps_bot.view.pictures import Grid
from mirps_bot.view.workbook import Workbook

_TYPES = {
    Almanac: "text/calendar",
    Workbook: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Document: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """What takes the place of buttons, and the subject of a mail that asks for no more digests."""

    text: str
    mute: str


def message_id(delivery: DeliveryId, settings: MailSettings) -> str:
    """The same for every attempt, so that a mail program shows a repeated letter once."""
    return f"<mirps-delivery-{delivery}@{settings.sender.partition('@')[2]}>"


def write_letter(
    view: View,
    person: Person,
    delivery: DeliveryId,
    *,
    settings: MailSettings,
    footer: Footer,
    text: str,
    now: datetime,
    draw: Callable[[Grid], bytes],
    write: Callable[[File], bytes],
) -> EmailMessage:
    """`text` is the view in plain words. What stands in headers is one line, whatever it was. Raises ValueError for an
    address that is none.
    """
    letter = EmailMessage(policy=SMTP)
    letter["Message-ID"] = message_id(delivery, settings)
    letter["Date"] = format_datetime(now)
    letter["From"] = settings.sender
    letter["To"] = Address(_one_line(person.name), addr_spec=person.email)
    letter["Reply-To"] = settings.reply_to
    letter["Subject"] = _one_line(view.summary)
    letter["Auto-Submitted"] = "auto-generated"
    letter["List-Unsubscribe"] = f"<mailto:{settings.reply_to}?subject={quote(footer.mute)}>"
    letter["Content-Language"] = person.language.value
    letter.set_content(f"{text}\n{footer.text}\n")
    images = [each for each in view.blocks if isinstance(each, Image)]
    files = {image: f"picture-{number}" for number, image in enumerate(images)}
    html = render_html(view, language=person.language.value, files=files, footer=footer.text)
    letter.add_alternative(html, subtype="html")
    html_part = letter.get_payload(1)
    for image, file in files.items():
        html_part.add_related(  # type: ignore[union-attr]
            draw(image.picture), "image", "png", cid=f"<{file}>", disposition="inline"
        )
    if view.file:
        maintype, _, subtype = _TYPES[type(view.file)].partition("/")
        letter.add_attachment(write(view.file), maintype=maintype, subtype=subtype, filename=view.file.file)
    return letter


def _one_line(text: str) -> str:
    """No line of a header can begin in it."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
