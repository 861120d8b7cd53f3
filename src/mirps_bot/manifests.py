"""What platforms must know of the bot, told from its content."""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from mirps_bot.adapters.slack.manifest import SlashCommand, slack_manifest
from mirps_bot.adapters.teams.manifest import Described, teams_files
from mirps_bot.content.load import COMMAND, Content
from mirps_bot.domain.language import Language

HINTED = 5
"""Commands named in the hint that is shown while typing; the help has all."""

WEBSITE = "https://mirps-platform.org/en/"


def slack_app(content: Content, *, public_url: str | None = None) -> Mapping[str, Any]:
    """The app's manifest: for HTTP at this public address of `/slack/events`, without one for Socket Mode."""
    words = [command.words[Language.ES][0] for command in content.commands.values()]
    command = SlashCommand(
        name=COMMAND.removeprefix("/"),
        description="Compromisos, reuniones e informes · Pledges, meetings and reports",
        usage_hint=" | ".join([*words[:HINTED], "ayuda", "help"]),
    )
    address = {"public_url": public_url} if public_url else {}
    return slack_manifest(
        [command],
        name="mirps",
        description="Plataforma de Apoyo del MIRPS: compromisos, reuniones, informes",
        socket_mode=public_url is None,
        **address,
    )


def teams_app(
    content: Content, *, app_id: str | None = None, privacy: str | None = None, terms: str | None = None
) -> Mapping[str, Mapping[str, Any]]:
    """The files of the app's package, by name. `privacy` and `terms` are addresses of pages."""
    says = content.phrases.says
    described = {
        language: Described(
            name="MIRPS",
            full_name=says["app_name"].in_language(language),
            short=says["app_in_short"].in_language(language),
            full=says["app_in_full"].in_language(language),
            commands=[
                (command.words[language][0], command.summary.in_language(language))
                for command in content.commands.values()
            ],
        )
        for language in Language
    }
    return teams_files(
        described,
        version=version("mirps-bot"),
        website=WEBSITE,
        app_id=app_id,
        privacy=privacy,
        terms=terms,
    )
