"""Keeps what people wrote, and secrets, out of the log of Slack's libraries.

They print whole payloads at DEBUG, the body of a badly signed request at INFO, and addresses with tickets
in the text of errors.
"""

import logging
import re

_SECRET = re.compile(r"\b(?:xox[a-z]|xapp)[-.][\w.-]+|\bticket=[^&\s'\"]+|/(?:commands|actions)/\S+")
_LONGEST = 300
_AS_MEANT = "`token` will be unused"
"""Bolt finds SLACK_BOT_TOKEN by itself, and warns that it leaves it alone beside our own client."""


def redact(text: str) -> str:
    return _SECRET.sub("[secret]", text)


class Discreet(logging.Filter):
    """Shortens every record, takes tokens out of it, and drops what is as it should be."""

    def filter(self, record: logging.LogRecord) -> bool:
        if _AS_MEANT in record.getMessage():
            return False
        record.msg = redact(record.getMessage())[:_LONGEST]
        record.args = ()
        return True


def sdk_logger() -> logging.Logger:
    """The logger to hand to Bolt and the SDK, which copy its level and filters to all of their own."""
    logger = logging.getLogger("mirps_bot.adapters.slack.sdk")
    logger.setLevel(logging.WARNING)
    if not logger.filters:
        logger.addFilter(Discreet())
    return logger
