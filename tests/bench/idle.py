"""What a bot that nobody asks anything takes of the processor, beside an empty Bolt app on a socket of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
from tests.bench.figures import show
from tests.bench.starting import PORT, running
from tests.replicas.processes import ROOT, Platform

MINUTE = 60.0
"""Long enough for two bells, a dozen looks into the inbox and as many pings."""
WORST = 0.005
"""What share of a core it should take at most."""
BARE_BOT = """
import asyncio, sys
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

async def main():
    _, bot, app, url = sys.argv
    handler = AsyncSocketModeHandler(
        AsyncApp(client=AsyncWebClient(token=bot, base_url=url)),
        app,
        web_client=AsyncWebClient(token=bot, base_url=url),
    )
    await handler.connect_async()
    print("ready", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


def measure(folder: Path) -> None:
    platform = Platform(people=1)
    try:
        with ExitStack() as both:
            processes = {
                "the bot, Socket Mode, SQLite": both.enter_context(running(folder, platform)),
                "the demo, with its workspace": both.enter_context(demo(folder)),
                "an empty Bolt app, Socket Mode": both.enter_context(bare_bot(platform)),
            }
            shares = shares_of_a_core(list(processes.values()))
    finally:
        platform.end()
    show(
        "A minute without anything to do",
        ("process", "CPU of a core", f"< {WORST:.1%}"),
        [
            (name, f"{share:.2%}", "yes" if share < WORST else "no")
            for name, share in zip(processes, shares, strict=True)
        ],
        f"Processor time of each process, all its threads, over the same {MINUTE:.0f} s, as the system counts it, in "
        "hundredths of a second. The demo rings its bell every five seconds, the bot every thirty.",
    )


def shares_of_a_core(processes: list[int]) -> list[float]:
    before, began = [seconds(each) for each in processes], time.monotonic()
    time.sleep(MINUTE)
    after, took = [seconds(each) for each in processes], time.monotonic() - began
    return [(end - start) / took for start, end in zip(before, after, strict=True)]


def seconds(process: int) -> float:
    times = psutil.Process(process).cpu_times()
    return float(times.user + times.system)


@contextmanager
def demo(folder: Path) -> Iterator[int]:
    command = [
        sys.executable,
        "-c",
        "from mirps_bot.cli import main; main()",
        "demo",
        "--port",
        str(PORT + 1),
    ]
    with subprocess.Popen(
        [*command, "--folder", str(folder / "idle-demo")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as process:
        try:
            yield told_ready(process)
        finally:
            process.terminate()
            process.communicate()


@contextmanager
def bare_bot(platform: Platform) -> Iterator[int]:
    address = [platform.address[each] for each in ("bot", "app", "url")]
    with subprocess.Popen(
        [sys.executable, "-c", BARE_BOT, *address], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield told_ready(process)
        finally:
            process.terminate()
            process.communicate()


def told_ready(process: "subprocess.Popen[str]") -> int:
    """As it prints its first line; its first bell has rung a little later."""
    assert process.stdout
    process.stdout.readline()
    time.sleep(3)
    return process.pid
