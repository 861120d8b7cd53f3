"""Plain APScheduler with its SQLAlchemy job store: what the campaign is compared with.

`python -m tests.replicas.stock fill <database> <api> <token> <users> <seconds> <grace>` stores a job for each user, due
in so many seconds; `... run <database> <api> <token>` says `ready` and runs them until it is told to stop. `grace` is
how many seconds late a job may begin, and `any` for however late.
"""

import asyncio
import signal
import sys
from datetime import UTC, datetime, timedelta

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_sdk.web.async_client import AsyncWebClient


async def remind(number: int, api: str, token: str) -> None:
    client = AsyncWebClient(token=token, base_url=api)
    channel = (await client.conversations_open(users=f"U{number}"))["channel"]["id"]
    await client.chat_postMessage(
        channel=channel,
        text="Reunión trimestral",
        metadata={"event_type": "stock", "event_payload": {"id": number}},
    )


def fill(database: str, api: str, token: str, users: str, seconds: str, grace: str) -> None:
    misfire_grace_time = None if grace == "any" else int(grace)
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"misfire_grace_time": misfire_grace_time})
    scheduler.add_jobstore(SQLAlchemyJobStore(url=database))
    due = datetime.now(UTC) + timedelta(seconds=float(seconds))
    asyncio.run(_store(scheduler, int(users), due, api, token))


async def _store(scheduler: AsyncIOScheduler, users: int, due: datetime, api: str, token: str) -> None:
    scheduler.start(paused=True)
    for number in range(users):
        scheduler.add_job(remind, "date", run_date=due, args=(number, api, token))
    scheduler.shutdown()


async def run(database: str, api: str, token: str) -> None:
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_jobstore(SQLAlchemyJobStore(url=database))
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    scheduler.start()
    print("ready", flush=True)
    await ended.wait()
    scheduler.shutdown(wait=False)


if __name__ == "__main__":
    what, *arguments = sys.argv[1:]
    if what == "fill":
        fill(*arguments)
    else:
        asyncio.run(run(*arguments))
