"""What platforms must know of our commands, told from the content."""

from mirps_bot.adapters.slack.manifest import SlashCommand
from mirps_bot.content.load import COMMAND, Content
from mirps_bot.domain.language import Language

HINTED = 5
"""Commands named in the hint that is shown while typing; the help has all."""


def slash_commands(content: Content) -> tuple[SlashCommand, ...]:
    shown = [command.words[Language.ES][0] for command in content.commands.values()]
    return (
        SlashCommand(
            name=COMMAND.removeprefix("/"),
            description="Compromisos, reuniones e informes · Pledges, meetings and reports",
            usage_hint=" | ".join([*shown[:HINTED], "ayuda", "help"]),
        ),
    )
