"""Letters: the same words in text and HTML, and headers that nothing can break out of."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from mirps_bot.adapters.console.render import render_text
from mirps_bot.adapters.mail.letters import Footer, write_letter
from mirps_bot.adapters.mail.settings import InvalidMailSettings, MailSettings, read_mail_settings
from mirps_bot.domain.ids import DeliveryId, EntityId, PersonId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Person, Role
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.almanac import Almanac
from mirps_bot.view.blocks import (
    Bullets,
    Button,
    Buttons,
    Divider,
    Facts,
    Heading,
    Image,
    Link,
    Note,
    Paragraph,
    Plain,
    Strong,
    View,
)
from mirps_bot.view.document import Document
from mirps_bot.view.pictures import Grid, Row
from mirps_bot.view.workbook import Workbook

SETTINGS = MailSettings(
    host="127.0.0.1",
    port=25,
    user=None,
    password=None,
    encrypts="none",
    sender="bot@mirps.example",
    reply_to="secretaria@mirps.example",
)
LUCIA = Person(
    id=PersonId(1),
    email="lucia@example.org",
    name="Lucía Ortega",
    entity=EntityId("mx"),
    role=Role.FOCAL_POINT,
    language=Language.ES,
    time_zone="America/Mexico_City",
)
CHART = Image("Informó México", Grid("Quién informó", ("T4",), ("1/1",), (Row("México", (True,)),)))
VIEW = View(
    summary="Boletín <b>de</b> la Plataforma",
    blocks=(
        Heading("Lo que llegó"),
        Paragraph((Plain("Hola <script>"), Strong("México"), Link("fuente", "https://example.org/?a=1&b=2"))),
        Bullets(((Plain("uno"),),)),
        Facts((("Monto", (Plain("12 & 3"),)),)),
        CHART,
        Divider(),
        Note((Plain("nota"),)),
        Buttons((Button(label="Informar", action=Action(ActionName.REPORT)),)),
    ),
)


def letter(view: View = VIEW, person: Person = LUCIA) -> EmailMessage:
    written = write_letter(
        view.without_buttons(),
        person,
        DeliveryId(17),
        settings=SETTINGS,
        footer=Footer(text="Para informar, escriba a la Secretaría.", mute="No deseo más boletines"),
        text=render_text(view.without_buttons()),
        now=datetime(2026, 11, 24, 15, tzinfo=UTC),
        draw=lambda _: b"png",
        write=lambda almanac: almanac.name.encode(),
    )
    read = message_from_bytes(bytes(written), policy=SMTP)
    assert isinstance(read, EmailMessage)
    return read


def body(of: EmailMessage, kind: str) -> str:
    part = of.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_letter_says_who_what_and_how_to_get_no_more() -> None:
    read = letter()
    assert {name: str(read[name]) for name in ("Message-ID", "From", "To", "Reply-To", "Subject")} == {
        "Message-ID": "<mirps-delivery-17@mirps.example>",
        "From": "bot@mirps.example",
        "To": "Lucía Ortega <lucia@example.org>",
        "Reply-To": "secretaria@mirps.example",
        "Subject": "Boletín <b>de</b> la Plataforma",
    }
    assert read["Auto-Submitted"] == "auto-generated"
    mute = "<mailto:secretaria@mirps.example?subject=No%20deseo%20m%C3%A1s%20boletines>"
    assert read["List-Unsubscribe"].strip() == mute


def test_text_and_html_carry_the_same_words_and_no_buttons() -> None:
    read = letter()
    text, html = body(read, "plain"), body(read, "html")
    for words in ("Lo que llegó", "México", "uno", "Informó México", "nota", "Para informar, escriba"):
        assert words in text
        assert words in html
    assert "[Informar]" not in text
    assert "Informar</" not in html


def test_html_takes_words_as_words_and_shows_the_picture_that_comes_along() -> None:
    read = letter()
    html = body(read, "html")
    assert "Hola &lt;script&gt;" in html
    assert 'href="https://example.org/?a=1&amp;b=2"' in html
    assert 'src="cid:picture-0" alt="Informó México"' in html
    pictures = [part for part in read.walk() if part.get_content_type() == "image/png"]
    assert [(part["Content-ID"], part.get_content()) for part in pictures] == [("<picture-0>", b"png")]


@pytest.mark.parametrize("break_", ["\r\nBcc: all@example.org", "\nBcc: all@example.org", "\x0bx", "\u2028y"])
def test_no_header_can_begin_inside_another(break_: str) -> None:
    read = letter(replace(VIEW, summary=f"Boletín{break_}"), replace(LUCIA, name=f"Lucía{break_}"))
    assert read["Bcc"] is None
    assert str(read["Subject"]).startswith("Boletín ")
    assert [each.addr_spec for each in read["To"].addresses] == ["lucia@example.org"]


@pytest.mark.parametrize("address", ["lucia@example.org\r\nBcc: all@example.org", "lucia", "a@b, c@d"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        letter(person=replace(LUCIA, email=address))


# ---- settings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "port", "encrypts"),
    [
        ("smtps://bot:p%40ss@mail.example.org", 465, "tls"),
        ("smtp://bot:p%40ss@mail.example.org", 587, "starttls"),
        ("smtp://bot:p%40ss@127.0.0.1:1025", 1025, "none"),
    ],
)
def test_server_is_read_from_its_address(url: str, port: int, encrypts: str) -> None:
    read = read_mail_settings(url, "bot@example.org", "people@example.org")
    assert (read.port, read.encrypts, read.user, read.password) == (port, encrypts, "bot", "p@ss")


@pytest.mark.parametrize(
    ("url", "sender", "variable"),
    [
        ("http://mail.example.org", "bot@example.org", "MIRPS_SMTP_URL"),
        ("smtp://", "bot@example.org", "MIRPS_SMTP_URL"),
        ("smtp://mail.example.org:99999", "bot@example.org", "MIRPS_SMTP_URL"),
        ("smtp://mail.example.org", "bot", "MIRPS_MAIL_FROM"),
        ("smtp://mail.example.org", "a@b.org\nBcc: c@d.org", "MIRPS_MAIL_FROM"),
    ],
)
def test_wrong_settings_are_named(url: str, sender: str, variable: str) -> None:
    with pytest.raises(InvalidMailSettings, match=variable):
        read_mail_settings(url, sender, "people@example.org")


def test_spreadsheet_comes_as_an_attached_file() -> None:
    workbook = Workbook(name="MIRPS: compromisos", language="es", sheets=(), file="mirps.xlsx")
    (file,) = letter(replace(VIEW, file=workbook)).iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == (
        "mirps.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


def test_pack_comes_as_an_attached_file() -> None:
    document = Document(
        name="Reunión", subject="", language="es", items=(), foot="", page="", file="mirps-carpeta.docx"
    )
    (file,) = letter(replace(VIEW, file=document)).iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == (
        "mirps-carpeta.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )


def test_calendar_comes_as_an_attached_file() -> None:
    calendar = Almanac(name="MIRPS: fechas", language="es", entries=())
    (file,) = letter(replace(VIEW, file=calendar)).iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("mirps.ics", "text/calendar")
    assert "MIRPS: fechas" in str(file.get_content())
    assert list(letter().iter_attachments()) == []
