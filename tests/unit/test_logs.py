"""What the log says, in its two ways of writing."""

import io
import json
import logging

import pytest

from mirps_bot.cli.logs import write_log
from mirps_bot.ports import StorageBusy


@pytest.fixture(autouse=True)
def no_others() -> None:
    """What else listens would be closed when the log is set up."""
    logging.getLogger().handlers.clear()


def test_record_is_a_line_of_json_with_its_reference() -> None:
    told = io.StringIO()
    write_log(told, as_json=True)

    try:
        int("años")
    except ValueError:
        logging.getLogger("mirps_bot.bot").exception(
            "failed, reference %s", "a1b2c3", extra={"reference": "a1b2c3"}
        )

    record = json.loads(told.getvalue())
    assert record.pop("timestamp").endswith("+00:00")
    assert record.pop("trace").endswith("ValueError")
    assert record == {
        "level": "ERROR",
        "logger": "mirps_bot.bot",
        "message": "failed, reference a1b2c3",
        "reference": "a1b2c3",
    }


@pytest.mark.parametrize("as_json", [True, False])
def test_nothing_that_people_wrote_and_no_secret_is_in_a_trace(as_json: bool) -> None:
    told, typed = io.StringIO(), "veinte años"
    write_log(told, as_json=as_json)

    try:
        try:
            int(typed)
        except ValueError as error:
            raise StorageBusy("locked, ticket=abc") from error
    except StorageBusy:
        logging.getLogger("mirps_bot.bot").exception("no answer from wss://x/?ticket=abc")

    assert "veinte" not in told.getvalue()
    assert "abc" not in told.getvalue().replace('StorageBusy("locked, ticket=abc")', "")
    assert "int(typed)" in told.getvalue()
    assert "StorageBusy: locked, [secret]" in told.getvalue()


def test_others_get_the_record_whole(caplog: pytest.LogCaptureFixture) -> None:
    write_log(io.StringIO())
    logging.getLogger().addHandler(caplog.handler)

    try:
        raise RuntimeError("for a test")
    except RuntimeError:
        logging.getLogger("mirps_bot.bot").exception("failed, ticket=%s", "abc")

    (record,) = caplog.records
    assert (record.getMessage(), bool(record.exc_info)) == ("failed, ticket=abc", True)


def test_line_of_text_is_for_people_and_noise_is_left_out() -> None:
    told = io.StringIO()
    write_log(told)

    logging.getLogger("alembic").info("Context impl SQLiteImpl.")
    logging.getLogger("mirps_bot.bot").warning("the storage is busy")

    assert told.getvalue().endswith("WARNING mirps_bot.bot: the storage is busy\n")
    assert told.getvalue().count("\n") == 1
