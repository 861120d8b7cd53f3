"""The names under which the team, the app and its bot are known, and what proves them."""

import secrets
from dataclasses import asdict, dataclass

from mirps_bot.playground.keep import Keep

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


def own_secrets(keep: Keep) -> Secrets:
    """The workspace's secrets: those it keeps, or fresh ones that it keeps from now on."""
    for _, kept in keep.all("secret"):
        return Secrets(**kept)
    fresh = Secrets(
        bot_token=f"xoxb-{secrets.token_urlsafe(24)}",
        app_token=f"xapp-1-{APP_ID}-{secrets.token_urlsafe(24)}",
        signing_secret=secrets.token_hex(16),
        verification_token=secrets.token_hex(12),
    )
    keep.put("secret", "all", asdict(fresh))
    return fresh
