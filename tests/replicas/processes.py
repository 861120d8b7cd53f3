"""Processes that a test starts, and the workspace among them."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def start(module: str, *arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


class Platform:
    """The workspace's process, spoken to."""

    def __init__(self, *, people: int, clock_offset: timedelta = timedelta(0)) -> None:
        self._process = start("tests.replicas.workspace", people, clock_offset.total_seconds())
        self.address: dict[str, str] = self._hear()

    def ask(self, what: object) -> Any:
        assert self._process.stdin
        self._process.stdin.write(f"{json.dumps(what)}\n")
        self._process.stdin.flush()
        return self._hear()

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _hear(self) -> Any:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())
