"""A short form of the campaign, over both engines: each reminder arrives once. The long form: make bench."""

from collections.abc import Iterator

import pytest
from tests.replicas.campaign import (
    Case,
    Outcome,
    dies_in_doubt,
    kills,
    locks,
    rough_weather,
    takes_slack_away,
    takes_the_database_away,
)  # fmt: skip

PEOPLE = 60

CASES = [
    Case(name="kills", act=kills(3)),
    Case(name="kills of two replicas", act=kills(3), replicas=2, only="postgresql"),
    Case(name="killed in doubt", act=dies_in_doubt),
    Case(name="429 and lost answers", act=rough_weather),
    Case(name="locked", act=locks(3)),
    Case(name="database away", act=takes_the_database_away(3), only="postgresql"),
    Case(name="slack away", act=takes_slack_away(3)),
]


def on_each_engine() -> Iterator[object]:
    for case in CASES:
        for engine, marks in (("sqlite", ()), ("postgresql", pytest.mark.postgres)):
            if case.only in (None, engine):
                yield pytest.param(case, engine, marks=marks)


@pytest.mark.slow
@pytest.mark.parametrize(("case", "url"), list(on_each_engine()), ids=str, indirect=["url"])
def test_each_reminder_arrives_once(case: Case, url: str) -> None:
    outcome = case.play(url, PEOPLE)

    assert outcome == Outcome(once=PEOPLE, doubled=0, lost=0, late=outcome.late)
