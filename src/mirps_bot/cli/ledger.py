"""What was sent and what was not, for the secretariat at a terminal."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from mirps_bot.cli.ground import AsJson, fail, opened, told_kindly


def ledger(
    words: Annotated[
        str, typer.Argument(help='Entity, person, event, period: e.g. "mexico focal points meeting 2026-Q3".')
    ] = "",
    as_: Annotated[str, typer.Option("--as", help="E-mail address of somebody of the secretariat.")] = "",
    as_json: AsJson = False,
) -> None:
    """Print which reminders and digests went out, to whom, and why the others did not. For the secretariat."""
    from mirps_bot.adapters.clock import SystemClock
    from mirps_bot.adapters.console.render import render_text
    from mirps_bot.bot import Bot
    from mirps_bot.dialogue import Call, Place, Shown
    from mirps_bot.domain.access import Right, may
    from mirps_bot.domain.person import Actor
    from mirps_bot.features.ledger import whole

    with told_kindly(), opened(to_look=True) as (storage, content):
        with storage.begin(reading=True) as unit:
            person = unit.people.by_email(as_) if as_ else None
        if person is None or not may(person, Right.READ_LEDGER):
            fail("The ledger is for the secretariat: say who you are with --as ADDRESS.", code=2)
        actor = Actor(user="console", person=person, language=person.language, time_zone=person.time_zone)
        clock = SystemClock()
        bot = Bot(storage, content, clock)
        if as_json:
            with storage.begin(reading=True) as unit:
                entries = whole(bot.knowledge.visit(unit, actor, clock.now()), words)
            print(
                json.dumps(
                    [asdict(each) | {"outcome": each.outcome} for each in entries],
                    default=str,
                    ensure_ascii=False,
                )
            )
            return
        call = Call(actor=actor, words=f"ledger {words}", place=Place(channel="console", is_direct=True))
        answer = bot.handle(call)
        if isinstance(answer, Shown):
            print(render_text(answer.view))
