"""Replicas of the bot's post office, as processes."""

import signal
from datetime import timedelta

import psutil
from tests.replicas.processes import Platform, start

LEASE = timedelta(seconds=4)
"""A running bot's is a minute."""

PATIENCE = 30.0
"""Seconds in which a process ends that was told to."""


class Offices:
    """Replicas over one database and one workspace; one that was killed comes back."""

    def __init__(
        self, url: str, platform: Platform, count: int, *, offset: timedelta, lease: timedelta = LEASE
    ) -> None:
        self._arguments = (
            *(url, platform.address["url"], platform.address["bot"]),
            *(offset.total_seconds(), lease.total_seconds()),
        )
        self._processes = [start("tests.replicas.office", *self._arguments) for _ in range(count)]
        self._starting = [*self._processes]
        self._wait()

    def __len__(self) -> int:
        return len(self._processes)

    def kill(self, number: int) -> None:
        """As kill -9 does, and start anew."""
        self._processes[number].kill()
        self._processes[number].communicate()
        self._processes[number] = start("tests.replicas.office", *self._arguments)
        self._starting.append(self._processes[number])

    def who_called_from(self, port: int) -> int:
        for number, each in enumerate(self._processes):
            if port in {one.laddr[1] for one in psutil.Process(each.pid).net_connections("tcp")}:
                return number
        raise LookupError(f"nobody is at port {port}")

    def stop(self) -> list[int]:
        """Told to stop: the exit codes."""
        self._wait()
        for each in self._processes:
            each.send_signal(signal.SIGTERM)
        codes = [each.wait(PATIENCE) for each in self._processes]
        self.end()
        return codes

    def end(self) -> None:
        for each in self._processes:
            each.kill()
            each.communicate()

    def _wait(self) -> None:
        while self._starting:
            each = self._starting.pop()
            assert each.stdout
            if each in self._processes:
                assert each.stdout.readline() == "ready\n"
