"""The log: lines for people, or JSON for whatever gathers logs. Neither holds what people wrote, nor who they are."""

import logging
import traceback
from collections.abc import Iterator
from copy import copy
from typing import TextIO

from mirps_bot.adapters.slack.discretion import redact

_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_NOISY = ("apscheduler", "aiohttp.access", "alembic")


def write_log(to: TextIO, *, as_json: bool = False, level: int = logging.INFO) -> None:
    """From now on, in place of whatever was set up before."""
    handler = _Discreet(to)
    handler.setFormatter(_json_formatter() if as_json else logging.Formatter(_TEXT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in _NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)


class _Discreet(logging.StreamHandler[TextIO]):
    """Without secrets, and without what others put into the text of an error: values, answers, addresses."""

    def format(self, record: logging.LogRecord) -> str:
        told = copy(record)  # others may handle it too
        told.msg, told.args = redact(record.getMessage()), ()
        if record.exc_info and (error := record.exc_info[1]):
            told.exc_info, told.exc_text = None, redact("".join(_trace(error)).rstrip())
        return super().format(told)


def _trace(error: BaseException) -> Iterator[str]:
    """The lines of code it came through, the first cause first. Only errors of our own are known to say nothing
    personal.
    """
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before:
        yield from _trace(before)
        yield "\n"
    yield from traceback.format_tb(error.__traceback__)
    kind = type(error)
    yield (
        f"{kind.__qualname__}: {error}\n"
        if kind.__module__.startswith("mirps_bot.")
        else f"{kind.__qualname__}\n"
    )


def _json_formatter() -> logging.Formatter:
    """A line of JSON per record: when (UTC), how grave, where, what, and the reference if a person was given one."""
    from pythonjsonlogger.json import JsonFormatter

    return JsonFormatter(
        "{levelname}{name}{message}{exc_info}",
        style="{",
        rename_fields={"levelname": "level", "name": "logger", "exc_info": "trace"},
        timestamp=True,
        json_ensure_ascii=False,
    )
