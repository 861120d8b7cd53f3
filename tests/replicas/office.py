"""A replica's post office as a process: `python -m tests.replicas.office <database> <api> <token> <offset> <lease>`.

It says `ready`, then delivers until it is told to stop.
"""

import asyncio
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mirps_bot.adapters.drawing.grid import draw_grid
from mirps_bot.adapters.slack.addresses import Addresses
from mirps_bot.adapters.slack.client import open_client
from mirps_bot.adapters.slack.messenger import SlackMessenger
from mirps_bot.adapters.slack.pictures import Pictures
from mirps_bot.adapters.slack.settings import SlackSettings
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.adapters.ticker import Ticker
from mirps_bot.bootstrap import read_content
from mirps_bot.bot import Bot
from mirps_bot.chat.running import Threads
from mirps_bot.playground import SettableClock
from mirps_bot.postoffice import PostOffice

EVERY = timedelta(seconds=5)
"""A running bot's bell rings every half minute."""

ROOT = Path(__file__).parents[2]


async def main(database: str, api: str, token: str, offset: timedelta, lease: timedelta) -> None:
    storage, threads = SqlStorage(database), Threads()
    clock = SettableClock(datetime.now(UTC) + offset)
    async with open_client(SlackSettings(bot_token=token, api_url=api)) as client:
        pictures = Pictures(client, draw_grid)
        messenger = SlackMessenger(
            client, Addresses(client, storage, threads), pictures, lambda _: b"ics", str
        )
        bot = Bot(storage, read_content(ROOT), clock)
        office = PostOffice(storage, bot, messenger, clock, lease=lease)
        ticker = Ticker(office.ring, EVERY)
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, office.close)
        print("ready", flush=True)
        ticker.start()
        running = asyncio.create_task(office.run())
        await office.ring()
        await running
        ticker.stop()
    threads.close()


if __name__ == "__main__":
    database, api, token, offset, lease = sys.argv[1:]
    asyncio.run(main(database, api, token, timedelta(seconds=float(offset)), timedelta(seconds=float(lease))))
