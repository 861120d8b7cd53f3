"""What the bot is told by its environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

_HERE = ("localhost", "127.0.0.1")
"""Addresses that never leave the machine: they may do without encryption."""

DEFAULT_DATABASE = "sqlite:///mirps-bot.sqlite"
DEFAULT_FILES = "mirps-bot-files"
DEFAULT_PACE = "300"


class InvalidSettings(Exception):
    """The message says which variable is wrong and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Empty variables count as missing. Slack's and Teams' own are checked where they are spoken to."""

    database_url: str
    content: Path | None
    files: Path
    """Where the files are kept that people attach."""
    logs_json: bool
    host: str
    port: int
    public_url: str | None
    """Where the bot's own pages can be reached from outside, without a slash at the end; None: they can't."""
    smtp_url: str
    mail_from: str
    mail_reply_to: str
    """Checked where e-mail is sent; without smtp_url none is."""
    slack_bot_token: str
    slack_app_token: str | None
    slack_signing_secret: str | None
    slack_api_url: str
    teams_client_id: str
    teams_client_secret: str
    teams_tenant_id: str
    messages_per_minute: int

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Settings":
        """Raises InvalidSettings."""

        def told(name: str, otherwise: str = "") -> str:
            return environment.get(name, "").strip() or otherwise

        url = told("DATABASE_URL", DEFAULT_DATABASE)
        if not url.startswith(("sqlite://", "postgresql://")):
            raise InvalidSettings("DATABASE_URL must begin with sqlite:/// or postgresql://")
        if url == "sqlite:///":
            raise InvalidSettings("DATABASE_URL must say which file: sqlite:///mirps-bot.sqlite")
        if url.startswith("postgresql://") and not _has_right_port(url):
            raise InvalidSettings(
                "DATABASE_URL must have a number as its port: postgresql://name:password@host:5432/database; in the "
                "password, write %40 for @, %3A for : and %2F for /"
            )
        port = told("MIRPS_PORT", "3000")
        if not port.isdecimal() or int(port) > 65_535:
            raise InvalidSettings(f"MIRPS_PORT must be a number between 0 and 65535, not '{port}'")
        pace = told("MIRPS_MESSAGES_PER_MINUTE", DEFAULT_PACE)
        if not pace.isdecimal() or not 1 <= int(pace) <= 100_000:
            raise InvalidSettings(
                f"MIRPS_MESSAGES_PER_MINUTE must be a number between 1 and 100000, not '{pace}'"
            )
        log = told("MIRPS_LOG", "text")
        if log not in ("text", "json"):
            raise InvalidSettings(f"MIRPS_LOG must be text or json, not '{log}'")
        api_url = told("SLACK_API_URL", "https://slack.com/api/")
        return cls(
            database_url=url,
            content=Path(told("MIRPS_CONTENT")) if told("MIRPS_CONTENT") else None,
            files=Path(told("MIRPS_FILES")) if told("MIRPS_FILES") else _beside(url),
            logs_json=log == "json",
            host=told("MIRPS_HOST", "127.0.0.1"),
            port=int(port),
            public_url=_public_url(told("MIRPS_PUBLIC_URL")),
            smtp_url=told("MIRPS_SMTP_URL"),
            mail_from=told("MIRPS_MAIL_FROM"),
            mail_reply_to=told("MIRPS_MAIL_REPLY_TO"),
            slack_bot_token=told("SLACK_BOT_TOKEN"),
            slack_app_token=told("SLACK_APP_TOKEN") or None,
            slack_signing_secret=told("SLACK_SIGNING_SECRET") or None,
            slack_api_url=api_url if api_url.endswith("/") else f"{api_url}/",
            teams_client_id=told("TEAMS_CLIENT_ID"),
            teams_client_secret=told("TEAMS_CLIENT_SECRET"),
            teams_tenant_id=told("TEAMS_TENANT_ID"),
            messages_per_minute=int(pace),
        )


def _beside(database_url: str) -> Path:
    """Beside the database where that is a file, else where the bot was started."""
    _, _, path = database_url.partition("sqlite:///")
    return Path(path).parent / DEFAULT_FILES


def _has_right_port(address: str) -> bool:
    """Or none, and a host that can be read."""
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False


def _public_url(told: str) -> str | None:
    if not told:
        return None
    if not _has_right_port(told):
        raise InvalidSettings(f"MIRPS_PUBLIC_URL must be a web address, not '{told}'")
    address = urlsplit(told)
    is_safe = address.scheme == "https" or (address.scheme == "http" and address.hostname in _HERE)
    if not is_safe or not address.hostname or address.query or address.fragment or set("{}") & set(told):
        raise InvalidSettings(
            f"MIRPS_PUBLIC_URL must be a web address that begins with https://, not '{told}'"
        )
    return told.rstrip("/")
