"""The log: lines for people, or JSON for whatever gathers logs. Neither holds what people wrote, nor who they are."""

import logging
from typing import TextIO

_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_NOISY = ("apscheduler", "aiohttp.access", "alembic")


def write_log(to: TextIO, *, as_json: bool = False, level: int = logging.INFO) -> None:
    """From now on, in place of whatever was set up before."""
    handler = logging.StreamHandler(to)
    handler.setFormatter(_json_formatter() if as_json else logging.Formatter(_TEXT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in _NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)


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
