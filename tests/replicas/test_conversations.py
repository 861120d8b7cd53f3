"""A short form of the campaign of conversations, over both engines. The long form: make bench."""

import pytest
from sqlalchemy import make_url
from tests.replicas.conversations import play


@pytest.mark.slow
def test_everybody_finishes_with_every_answer_once_whatever_is_killed(url: str) -> None:
    replicas = 1 if make_url(url).get_backend_name() == "sqlite" else 2
    outcome = play(url, count=10, replicas=replicas, seconds=5)
    assert (outcome.finished, outcome.lost, outcome.doubled) == (10, 0, 0)
    assert outcome.kills > 0
