"""Real processes over both engines."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


class Replica:
    """A process that does one thing when told so."""

    def __init__(self, what: str, url: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.replicas.replica", what, url],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def go(self) -> None:
        assert self._process.stdin
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def result(self) -> Any:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())

    def kill(self) -> None:
        """As kill -9 does: no farewell to anybody."""
        self._process.kill()
        self._process.communicate()


Start = Callable[[str, int], list[Replica]]


@pytest.fixture
def start(url: str) -> Iterator[Start]:
    """Starts replicas over this test's database, all of them ready to go; they are gone at its end."""
    started: list[Replica] = []

    def start(what: str, number: int) -> list[Replica]:
        replicas = [Replica(what, url) for _ in range(number)]
        started.extend(replicas)
        assert [each.result() for each in replicas] == ["ready"] * number
        return replicas

    yield start
    for each in started:
        each.kill()
