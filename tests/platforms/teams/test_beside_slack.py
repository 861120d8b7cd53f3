"""One bot, one database, Slack and Teams: each is written to where they are."""

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path

from tests.platforms.teams.connector import SETTINGS, Teams

from mirps_bot.adapters.slack.settings import SlackSettings
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import serve
from mirps_bot.content.load import Content
from mirps_bot.demo.people import demo_people, demo_profiles
from mirps_bot.manifests import slack_app
from mirps_bot.playground import Playground, SettableClock, Workspace

NINE_IN_MEXICO = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)
MEETING = "Ejercicio: reunión trimestral de puntos focales"
LUCIA, ANA = "lucia.ortega@example.org", "ana.solis@example.org"


async def test_reminders_go_to_each_on_their_own_platform(
    seeded: Path, tmp_path: Path, content: Content
) -> None:
    shutil.copy(seeded, tmp_path / "bot.sqlite")
    storage, clock = SqlStorage(f"sqlite:///{tmp_path / 'bot.sqlite'}"), SettableClock(frozen=True)
    clock.set(NINE_IN_MEXICO)
    profiles = [each for each in demo_profiles(demo_people(), content) if each.email != LUCIA]
    playground = Playground(Workspace(profiles, [], slack_app(content), clock))
    teams = Teams()
    await teams.start()
    await playground.start()
    slack = SlackSettings(
        bot_token=playground.bot_token, app_token=playground.app_token, api_url=playground.api_url
    )
    try:
        async with serve(
            slack,
            storage,
            content,
            clock,
            teams=SETTINGS,
            credentials=teams.credentials,
            files=tmp_path / "files",
        ) as service:
            teams.url = f"http://127.0.0.1:{service.port}/api/messages"
            lucia = teams.user("Lucía", LUCIA)
            await lucia.adds_the_app()
            await lucia.reads("México: 5 compromisos abiertos")
            await service.post_office.ring()

            await lucia.reads(MEETING)
            ana = playground.person(next(each.id for each in profiles if each.email == ANA))
            async with asyncio.timeout(20):
                await service.post_office.until_sent()
            assert [each["text"].startswith(MEETING) for each in ana.sees(ana.direct_message)] == [True]
            assert [each.summary for each in teams.messages if each.channel != lucia.user.channel] == []
    finally:
        await playground.stop()
        await teams.stop()
        storage.close()
