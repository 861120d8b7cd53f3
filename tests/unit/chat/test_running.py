import asyncio

from mirps_bot.chat.running import Rounds
from mirps_bot.ports import StorageBusy


async def test_round_that_fails_is_not_the_last() -> None:
    failures, went_well = [RuntimeError("unforeseen"), StorageBusy("locked")], asyncio.Event()

    async def work() -> bool:
        if failures:
            raise failures.pop()
        went_well.set()
        return False

    running = asyncio.create_task(Rounds(work, every=0).run())
    async with asyncio.timeout(5):
        await went_well.wait()

    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
