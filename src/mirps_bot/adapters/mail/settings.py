"""Through which server e-mail goes out, and in whose name."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+")


class InvalidMailSettings(Exception):
    """The message says which variable is wrong and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """`reply_to` is read by people: answers go there, and wishes to be sent no more digests."""

    host: str
    port: int
    user: str | None
    password: str | None
    encrypts: str
    """tls: from the first byte; starttls: before anything is said; none: only for this machine."""
    sender: str
    reply_to: str


def read_mail_settings(url: str, sender: str, reply_to: str) -> MailSettings:
    """From smtp://user:password@host:587 (encrypted by STARTTLS) or smtps://…; smtp to this machine is left plain.

    Raises InvalidMailSettings.
    """
    server = urlsplit(url)
    try:
        port = server.port or PORTS.get(server.scheme, 0)
    except ValueError:
        port = 0
    if server.scheme not in PORTS or not server.hostname or not port:
        raise InvalidMailSettings("MIRPS_SMTP_URL must look like smtps://user:password@mail.example.org:465")
    for name, address in (("MIRPS_MAIL_FROM", sender), ("MIRPS_MAIL_REPLY_TO", reply_to)):
        if not is_address(address):
            raise InvalidMailSettings(f"{name} must be one e-mail address, not '{address}'")
    is_here = server.hostname in ("localhost", "127.0.0.1", "::1")
    return MailSettings(
        host=server.hostname,
        port=port,
        user=unquote(server.username) if server.username else None,
        password=unquote(server.password) if server.password else None,
        encrypts="tls" if server.scheme == "smtps" else "none" if is_here else "starttls",
        sender=sender,
        reply_to=reply_to,
    )


def is_address(text: str) -> bool:
    """Whether this is one bare address, that nothing could hide behind."""
    return bool(_ADDRESS.fullmatch(text)) and text.isprintable()
