"""What the log says, in its two ways of writing."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from mirps_bot.cli.logs import write_log


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_record_is_a_line_of_json_with_its_reference() -> None:
    told = io.StringIO()
    write_log(told, as_json=True)

    try:
        raise ValueError("años")
    except ValueError:
        logging.getLogger("mirps_bot.bot").exception(
            "failed, reference %s", "a1b2c3", extra={"reference": "a1b2c3"}
        )

    record = json.loads(told.getvalue())
    assert record.pop("timestamp").endswith("+00:00")
    assert record.pop("trace").endswith("ValueError: años")
    assert record == {
        "level": "ERROR",
        "logger": "mirps_bot.bot",
        "message": "failed, reference a1b2c3",
        "reference": "a1b2c3",
    }


def test_line_of_text_is_for_people_and_noise_is_left_out() -> None:
    told = io.StringIO()
    write_log(told)

    logging.getLogger("alembic").info("Context impl SQLiteImpl.")
    logging.getLogger("mirps_bot.bot").warning("the storage is busy")

    assert told.getvalue().endswith("WARNING mirps_bot.bot: the storage is busy\n")
    assert told.getvalue().count("\n") == 1
