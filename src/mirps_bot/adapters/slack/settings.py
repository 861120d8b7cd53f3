"""What the bot needs to know to speak to one Slack workspace."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from mirps_bot.adapters.slack.limits import CONVERSATION, MESSAGES_AT_ONCE, MESSAGES_PER_MINUTE
from mirps_bot.domain.pace import Limits


class InvalidSlackSettings(Exception):
    """The bot can't start with these settings; the message says what to do about each."""


_NO_INTAKE = """\
Either SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is needed. \
The secret stands at https://api.slack.com/apps, your app, under "Basic Information"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackSettings:
    """With an app token the bot dials out (Socket Mode); without, Slack calls it over signed HTTP."""

    bot_token: str
    app_token: str | None = None
    signing_secret: str | None = None
    api_url: str = "https://slack.com/api/"
    messages_per_minute: int = MESSAGES_PER_MINUTE
    """Of this process: replicas don't know of each other's."""

    @property
    def limits(self) -> Limits:
        return Limits.a_minute(self.messages_per_minute, at_once=MESSAGES_AT_ONCE, each=CONVERSATION)

    def check(self) -> None:
        """Raises InvalidSlackSettings with every fault at once, each with where to find the right value."""
        faults = [
            *_faults_of_token(
                self.bot_token,
                "SLACK_BOT_TOKEN",
                "xoxb-",
                'under "OAuth & Permissions" as "Bot User OAuth Token"',
            ),
            *self._faults_of_intake(),
            *self._faults_of_address(),
        ]
        if faults:
            raise InvalidSlackSettings("\n".join(faults))

    def _faults_of_intake(self) -> list[str]:
        if self.app_token is not None:
            where = 'under "Basic Information" as "App-Level Tokens", with the scope connections:write'
            return _faults_of_token(self.app_token, "SLACK_APP_TOKEN", "xapp-", where)
        if not (self.signing_secret or "").strip():
            return [_NO_INTAKE]
        return []

    def _faults_of_address(self) -> list[str]:
        address = urlsplit(self.api_url)
        if address.scheme in ("https", "http") and address.hostname and self.api_url.endswith("/"):
            return []
        return ["SLACK_API_URL must be a web address that ends in a slash, like https://slack.com/api/"]


def _faults_of_token(token: str, variable: str, prefix: str, where: str) -> list[str]:
    place = f"Copy it from https://api.slack.com/apps, your app, {where}."
    if not token.strip():
        return [f"{variable} is empty. {place}"]
    if not token.startswith(prefix) or len(token.split()) != 1 or not token.isascii():
        return [f"{variable} must start with {prefix} and hold nothing else. {place}"]
    return []
