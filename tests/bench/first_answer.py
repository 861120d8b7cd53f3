"""Opens the demo in a folder, asks one question, and prints the seconds since this process began: ready, answered."""

import asyncio
import json
import sys
import time
from pathlib import Path

import psutil

from mirps_bot.demo import open_demo


async def main(folder: Path) -> None:
    began = psutil.Process().create_time()
    async with open_demo(folder, port=0) as demo:
        ready = time.time() - began
        await demo.playground.until_connected()
        person = demo.playground.person(min(demo.playground.workspace.profiles))
        await person.commands("/mirps compromisos asilo")
        print(json.dumps([ready, time.time() - began]))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
