"""The calendar in a terminal, and as a file for other programs."""

import sys
from typing import Annotated

import typer

from mirps_bot.cli.ground import opened, told_kindly
from mirps_bot.domain.language import Language


def calendar(
    words: Annotated[str, typer.Argument(help='What to list, e.g. "2025" or "Q4 workshop".')] = "",
    ics: Annotated[bool, typer.Option("--ics", help="As iCalendar, for Outlook and other programs.")] = False,
    language: Annotated[Language, typer.Option()] = Language.ES,
) -> None:
    """Print meetings and deadlines: in words, or as a file to import elsewhere."""
    from mirps_bot.adapters.clock import SystemClock
    from mirps_bot.bot import Bot
    from mirps_bot.dialogue import Call, Place, Shown
    from mirps_bot.domain.person import Actor

    with told_kindly(), opened(to_look=True) as (storage, content):
        bot = Bot(storage, content, SystemClock())
        actor = Actor(user="console", person=None, language=language, time_zone="UTC")
        if ics:
            from mirps_bot.adapters.almanac.ics import render_ics

            made = render_ics(bot.almanac_for(actor, words), made_at=SystemClock().now())
            sys.stdout.buffer.write(made)
            return
        from mirps_bot.adapters.console.render import render_text

        place = Place(channel="console", is_direct=True)
        answer = bot.handle(Call(actor=actor, words=f"calendar {words}".strip(), place=place))
        if isinstance(answer, Shown):
            print(render_text(answer.view))
