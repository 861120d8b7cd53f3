import json

import pytest

from mirps_bot.domain.text import storable


@pytest.mark.parametrize(
    "text", ["", "¿Qué avanzó? 👩‍🌾", "اللاجئون", "'; DROP TABLE updates; --", "a\u2028b\tc\r\n"]
)
def test_text_that_can_be_kept_stays_as_it_is(text: str) -> None:
    assert storable(text) == text


def test_what_no_database_takes_is_left_out() -> None:
    half = json.loads('"\\ud83d"')
    assert storable(f"uno\0dos{half}tres") == "unodos?tres"
