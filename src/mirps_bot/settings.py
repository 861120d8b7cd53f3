"""What the bot is told by its environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_DATABASE = "sqlite:///mirps-bot.sqlite"


class InvalidSettings(Exception):
    """The message says which variable is wrong and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Empty variables count as missing. Slack's own are checked where Slack is spoken to."""

    database_url: str
    content: Path | None
    logs_json: bool
    host: str
    port: int
    slack_bot_token: str
    slack_app_token: str | None
    slack_signing_secret: str | None
    slack_api_url: str

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Settings":
        """Raises InvalidSettings."""

        def told(name: str, otherwise: str = "") -> str:
            return environment.get(name, "").strip() or otherwise

        url = told("DATABASE_URL", DEFAULT_DATABASE)
        if not url.startswith(("sqlite://", "postgresql://")):
            raise InvalidSettings("DATABASE_URL must begin with sqlite:/// or postgresql://")
        port = told("MIRPS_PORT", "3000")
        if not port.isdecimal() or int(port) > 65_535:
            raise InvalidSettings(f"MIRPS_PORT must be a number between 0 and 65535, not '{port}'")
        log = told("MIRPS_LOG", "text")
        if log not in ("text", "json"):
            raise InvalidSettings(f"MIRPS_LOG must be text or json, not '{log}'")
        api_url = told("SLACK_API_URL", "https://slack.com/api/")
        return cls(
            database_url=url,
            content=Path(told("MIRPS_CONTENT")) if told("MIRPS_CONTENT") else None,
            logs_json=log == "json",
            host=told("MIRPS_HOST", "127.0.0.1"),
            port=int(port),
            slack_bot_token=told("SLACK_BOT_TOKEN"),
            slack_app_token=told("SLACK_APP_TOKEN") or None,
            slack_signing_secret=told("SLACK_SIGNING_SECRET") or None,
            slack_api_url=api_url if api_url.endswith("/") else f"{api_url}/",
        )
