"""`python -m tests.bench [part ...]`: measures and prints; stops by itself after a few minutes."""

import asyncio
import logging
import sys
import tempfile
from pathlib import Path

from tests.bench import answers

PARTS = {"answers": answers.measure}


async def main(wanted: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, measure in PARTS.items():
            if not wanted or name in wanted:
                await measure(Path(folder))


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    asyncio.run(main(sys.argv[1:]))
