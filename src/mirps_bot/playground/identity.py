"""The names under which the workspace, the app and its bot are known."""

from dataclasses import dataclass

TEAM_ID = "T0PLAYGRND"
APP_ID = "A0PLAYGRND"
BOT_ID = "B0PLAYGRND"
BOT_USER_ID = "U0PLAYGRND"


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What proves the bot to the workspace and the workspace to the bot."""

    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
