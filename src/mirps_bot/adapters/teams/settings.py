"""What the bot needs to know to speak to the people of one organisation in Teams."""

import re
from dataclasses import dataclass

from mirps_bot.adapters.teams.limits import CONVERSATION, MESSAGES_AT_ONCE, MESSAGES_PER_MINUTE
from mirps_bot.domain.pace import Limits

NO_APP = "00000000-0000-0000-0000-000000000000"
"""What stands in the place of an app's id before there is one."""

GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class InvalidTeamsSettings(Exception):
    """The bot can't start with these settings; the message says what to do about each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsSettings:
    """The app as it is registered with Microsoft. Only the organisation `tenant_id` may say whose an address is."""

    client_id: str
    client_secret: str
    tenant_id: str
    messages_per_minute: int = MESSAGES_PER_MINUTE
    """Of this process: replicas don't know of each other's."""

    @property
    def bot(self) -> str:
        """The bot as Teams calls it in conversations."""
        return f"28:{self.client_id}"

    @property
    def limits(self) -> Limits:
        return Limits.a_minute(self.messages_per_minute, at_once=MESSAGES_AT_ONCE, each=CONVERSATION)

    def check(self) -> None:
        """Raises InvalidTeamsSettings with every fault at once, each with where to find the right value."""
        faults = [
            *_faults_of_guid(self.client_id, "TEAMS_CLIENT_ID", "Application (client) ID"),
            *_faults_of_guid(self.tenant_id, "TEAMS_TENANT_ID", "Directory (tenant) ID"),
        ]
        if not self.client_secret or not self.client_secret.isprintable() or " " in self.client_secret:
            where = 'under "Certificates & secrets": the secret\'s Value, which is shown only once'
            faults.append(f"TEAMS_CLIENT_SECRET is needed. It is made in the app's registration, {where}.")
        if faults:
            raise InvalidTeamsSettings("\n".join(faults))


def _faults_of_guid(text: str, variable: str, called: str) -> list[str]:
    if GUID.fullmatch(text) and text != NO_APP:
        return []
    where = f'Copy it from the app\'s registration at https://portal.azure.com, "{called}".'
    return [f"{variable} must look like 1b4e28ba-2fa1-11d2-883f-0016d3cca427. {where}"]
