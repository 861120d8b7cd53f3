"""Asking what can be asked in chat, and what will go out by itself."""

import json
from dataclasses import asdict
from datetime import timedelta
from typing import Annotated

import typer

from mirps_bot.cli.ground import AsJson, actor_of, fail, opened, opened_as_copy, told_kindly
from mirps_bot.domain.language import Language


def ask(
    words: Annotated[str, typer.Argument(help='What to ask, e.g. "pledges mexico".')],
    as_: Annotated[str | None, typer.Option("--as", help="E-mail address of somebody on the roster.")] = None,
    language: Annotated[
        Language, typer.Option(help="Without --as: the language to answer in.")
    ] = Language.ES,
    as_json: AsJson = False,
) -> None:
    """Ask what could be asked in chat, and print the answer."""
    from mirps_bot.adapters.clock import SystemClock
    from mirps_bot.adapters.console.render import render_text
    from mirps_bot.bot import Bot
    from mirps_bot.dialogue import Call, Place, Shown

    with told_kindly(), opened(to_look=True) as (storage, content):
        actor = actor_of(storage, as_, language)
        bot = Bot(storage, content, SystemClock())
        answer = bot.handle(Call(actor=actor, words=words, place=Place(channel="console", is_direct=True)))
        if not isinstance(answer, Shown):
            fail("This opens a form, which needs Slack or the demo: mirps-bot demo")
        print(
            json.dumps(asdict(answer.view), ensure_ascii=False, indent=1)
            if as_json
            else render_text(answer.view)
        )


def plan(
    days: Annotated[int, typer.Option(min=1, max=730)] = 90,
    as_json: AsJson = False,
) -> None:
    """Print the reminders of the next days, without sending any."""
    from mirps_bot.adapters.clock import SystemClock
    from mirps_bot.features.ahead import will_go_out
    from mirps_bot.knowledge import Knowledge

    with told_kindly(), opened_as_copy() as (_, copy, content):
        now = SystemClock().now()
        with copy.begin(reading=True) as unit:
            knowledge = Knowledge.gather(content, unit)
            entities, until = knowledge.entities.values(), now + timedelta(days=days)
            ordered = will_go_out(unit, content.programmes, entities, after=now, until=until)
        if as_json:
            print(json.dumps([asdict(each) | {"key": each.key} for each in ordered], default=str))
            return
        for each in ordered:
            print(
                f"{each.due_at:%Y-%m-%d %H:%M} UTC  {each.entity:8} {each.programme} {each.step} of {each.event}"
            )
        print(f"{len(ordered)} reminders in the next {days} days")
