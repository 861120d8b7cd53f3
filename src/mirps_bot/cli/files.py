"""The files that staff edit, and what is made from them."""

import json
import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mirps_bot.cli.ground import STREAM, AsJson, fail, settings, told_kindly
from mirps_bot.content.reading import ContentError
from mirps_bot.domain.language import Language
from mirps_bot.settings import InvalidSettings


class Face(StrEnum):
    SLACK = "slack"
    TEAMS = "teams"
    TEXT = "text"


class Platform(StrEnum):
    SLACK = "slack"
    TEAMS = "teams"


def check(as_json: AsJson = False) -> None:
    """Check commands/ and reminders/: name every fault, and hint at events that nobody will be reminded of."""
    from mirps_bot.adapters.clock import SystemClock
    from mirps_bot.bootstrap import read_content
    from mirps_bot.content.programmes import hints_of_calendar

    try:
        content = read_content(settings().content)
    except ContentError as error:
        if as_json:
            print(json.dumps([asdict(each) for each in error.faults], ensure_ascii=False))
        else:
            print(f"{error}\n\n{len(error.faults)} to put right", file=sys.stderr)
        raise typer.Exit(1) from None
    except FileNotFoundError as error:
        fail(str(error))
    except InvalidSettings as error:
        fail(str(error), code=2)
    today = SystemClock().now().date()
    for each in hints_of_calendar(content.programmes, content.events, content.folder / "reminders", today):
        print(f"Hint: {each}", file=sys.stderr)
    if as_json:
        print("[]")
    else:
        print(
            f"{content.folder}: {len(content.commands)} commands, {len(content.events)} events, all in order"
        )


def preview(
    name: Annotated[str, typer.Argument(help="A template, e.g. pledges/list or quarterly_meeting/message.")],
    as_: Annotated[Face, typer.Option("--as", help="How it is to look.")] = Face.TEXT,
    language: Annotated[Language, typer.Option()] = Language.ES,
) -> None:
    """Show a template on its example."""
    from mirps_bot.adapters.console.render import render_text
    from mirps_bot.adapters.slack.render import render_message
    from mirps_bot.adapters.teams.render import render_card
    from mirps_bot.bootstrap import preview_view, read_content

    with told_kindly():
        try:
            view = preview_view(read_content(settings().content), name, language)
        except KeyError as error:
            fail(str(error.args[0]), code=2)
        match as_:
            case Face.TEXT:
                print(render_text(view))
            case Face.SLACK:
                rendered = render_message(view)
                _print_json({"text": rendered.text, "blocks": rendered.blocks})
            case Face.TEAMS:
                _print_json(render_card(view))


def manifest(
    platform: Annotated[Platform, typer.Argument()],
    http: Annotated[
        str | None, typer.Option(help="Public address of /slack/events; without it: Socket Mode.")
    ] = None,
    app_id: Annotated[str | None, typer.Option(help="Of Teams: the Application (client) ID.")] = None,
    privacy: Annotated[
        str | None, typer.Option(help="Of Teams: address of your page on how you handle personal data.")
    ] = None,
    terms: Annotated[
        str | None, typer.Option(help="Of Teams: address of your page with the terms of use.")
    ] = None,
    package: Annotated[
        Path | None,
        typer.Option(help="Of Teams: write all that is uploaded to this file, a ZIP archive; - prints it."),
    ] = None,
) -> None:
    """Print the manifest to make the app of a platform from."""
    from mirps_bot.bootstrap import read_content

    with told_kindly():
        content = read_content(settings().content)
        match platform:
            case Platform.SLACK:
                from mirps_bot.adapters.slack.manifest import manifest_text
                from mirps_bot.manifests import slack_app

                print(manifest_text(slack_app(content, public_url=http)), end="")
            case Platform.TEAMS:
                from mirps_bot.adapters.teams import manifest as teams
                from mirps_bot.manifests import teams_app

                files = teams_app(content, app_id=app_id, privacy=privacy, terms=terms)
                if package is None:
                    print(teams.file_text(files["manifest.json"]), end="")
                    return
                try:
                    packed = teams.package(files)
                except teams.NotFilledIn as error:
                    fail(str(error), code=2)
                if package == STREAM:
                    sys.stdout.buffer.write(packed)
                else:
                    package.write_bytes(packed)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))
