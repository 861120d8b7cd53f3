"""From nothing to the first answer, and what a bot that does nothing keeps in memory."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import psutil
from tests.bench.figures import ratio, show
from tests.replicas.processes import ROOT, Platform, start

TRIES = 3
PORT = 38_471
LIBRARIES = "import slack_bolt.async_app, aiohttp.web, sqlalchemy, jinja2, pydantic, babel, apscheduler"
BARE_BOT = f"{LIBRARIES}; slack_bolt.async_app.AsyncApp(token='xoxb-1', signing_secret='x'); print('ready', flush=True)"


def measure(folder: Path) -> None:
    demo = folder / "demo"
    first = first_answer(demo)
    later = min((first_answer(demo) for _ in range(TRIES)), key=lambda each: each[1])
    libraries = min(wall(run_libraries) for _ in range(TRIES))
    show(
        "Start of the demo",
        ("start", "ready", "first answer", "to the libraries alone"),
        [
            ("in an empty folder", f"{first[0]:.2f} s", f"{first[1]:.2f} s", ratio(first[1], libraries)),
            ("again", f"{later[0]:.2f} s", f"{later[1]:.2f} s", ratio(later[1], libraries)),
            ("only importing the libraries", f"{libraries:.2f} s", "", "1.00"),
        ],
        f"From the start of the process; the best of {TRIES}, but for the first.",
    )
    platform = Platform(people=1)
    try:
        ours, bare = at_rest(folder, platform), bare_bot()
    finally:
        platform.end()
    show(
        "Resident memory of `mirps-bot run` at rest",
        ("process", "MB", "ratio"),
        [
            ("the bot, Socket Mode, SQLite", f"{ours:.0f}", ratio(ours, bare)),
            ("the libraries and an empty Bolt app", f"{bare:.0f}", "1.00"),
        ],
    )


def first_answer(folder: Path) -> tuple[float, float]:
    process = start("tests.bench.first_answer", folder)
    out, _ = process.communicate(timeout=120)
    ready, answered = json.loads(out.splitlines()[-1])
    return ready, answered


def run_libraries() -> None:
    subprocess.run([sys.executable, "-c", LIBRARIES], check=True)


def wall(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def at_rest(folder: Path, platform: Platform) -> float:
    with running(folder, platform):
        pass  # the first one makes the database
    with running(folder, platform) as bot:
        return megabytes(bot)


@contextmanager
def running(folder: Path, platform: Platform) -> Iterator[int]:
    """The process of `mirps-bot run`, once it is ready and its first bell has rung."""
    settings = {
        "DATABASE_URL": f"sqlite:///{folder / 'rest.sqlite'}",
        "SLACK_BOT_TOKEN": platform.address["bot"],
        "SLACK_APP_TOKEN": platform.address["app"],
        "SLACK_API_URL": platform.address["url"],
        "MIRPS_PORT": str(PORT),
    }
    command = [sys.executable, "-c", "from mirps_bot.cli import main; main()", "run"]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | settings) as bot:
        try:
            until_well(PORT)
            time.sleep(3)
            yield bot.pid
        finally:
            bot.terminate()


def until_well(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the bot did not start")


def bare_bot() -> float:
    with subprocess.Popen(
        [sys.executable, "-c", f"{BARE_BOT}; input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.readline()
        size = megabytes(process.pid)
        process.terminate()
    return size


def megabytes(process: int) -> float:
    return float(psutil.Process(process).memory_info().rss / 1_000_000)
