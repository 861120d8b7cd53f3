"""The server that takes letters."""

import smtplib
import ssl
from email.message import EmailMessage

from mirps_bot.adapters.mail.settings import MailSettings
from mirps_bot.ports import NotSent, OutcomeUnknown, Refused

PATIENCE = 20.0
"""Seconds for each thing that the server is asked."""


def hand_over(letter: EmailMessage, to: str, settings: MailSettings) -> None:
    """Blocks. Raises NotSent, OutcomeUnknown or Refused, as `ports.Messenger` says."""
    try:
        server = _connect(settings)
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(f"the mail server can't be used: {type(error).__name__}") from error
    try:
        server.send_message(letter, settings.sender, [to])
    except smtplib.SMTPRecipientsRefused as error:
        code, _ = error.recipients[to]
        raise (Refused if code >= 500 else NotSent)(f"the address was refused ({code})") from error
    except smtplib.SMTPResponseException as error:
        raise (Refused if error.smtp_code >= 500 else NotSent)(f"refused ({error.smtp_code})") from error
    except (OSError, smtplib.SMTPException) as error:
        raise OutcomeUnknown(f"the mail server fell silent: {type(error).__name__}") from error
    finally:
        server.close()


def _connect(settings: MailSettings) -> smtplib.SMTP:
    if settings.encrypts == "tls":
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.host, settings.port, timeout=PATIENCE, context=context
        )
    else:
        server = smtplib.SMTP(settings.host, settings.port, timeout=PATIENCE)
    if settings.encrypts == "starttls":
        server.starttls(context=ssl.create_default_context())
    if settings.user and settings.password:
        server.login(settings.user, settings.password)
    return server
