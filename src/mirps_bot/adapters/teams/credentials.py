"""What proves that a call is from Teams, and that ours are from the bot: by Microsoft's own library, which decides what
is a proof. Importing it takes seconds, so it waits until it is needed.
"""

import asyncio
import os
import warnings
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirps_bot.adapters.teams.settings import InvalidTeamsSettings, TeamsSettings

if TYPE_CHECKING:
    from microsoft_teams.api.auth.cloud_environment import CloudEnvironment

_BEARER = "Bearer "
_NOT_INSTALLED = (
    "Teams needs more than is installed here. "
    "With containers it is in the image; else: pip install --require-hashes -r requirements-teams.lock"
)

Proves = Callable[[str, str], bool]
"""Whether this Authorization header shows that Teams sends an activity from this service URL. It may wait for keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """`token` is what calls to Teams carry; it raises whatever stands in the way of getting one."""

    proves: Proves
    token: Callable[[], Awaitable[str]]


def open_credentials(settings: TeamsSettings) -> Credentials:
    """Raises InvalidTeamsSettings where the library is not installed."""
    _prepare()
    from microsoft_teams.api import ClientCredentials
    from microsoft_teams.apps.token_manager import TokenManager

    manager = TokenManager(
        ClientCredentials(
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            tenant_id=settings.tenant_id,
        )
    )

    async def token() -> str:
        return str(await manager.get_bot_token())

    return Credentials(proves=proof_for(settings.client_id), token=token)


def proof_for(client_id: str, cloud: "CloudEnvironment | None" = None) -> Proves:
    """Signature, issuer, audience, expiry and the service URL must all be right. Whatever fails proves nothing."""
    _prepare()
    from microsoft_teams.apps.auth import TokenValidator

    validator = TokenValidator.for_service(client_id, cloud=cloud)

    def proves(header: str, service_url: str) -> bool:
        if not service_url or not header.startswith(_BEARER):
            return False
        try:
            # Fetching keys blocks, for all that it is called asynchronous: so this runs in a thread of its own.
            asyncio.run(validator.validate_token(header.removeprefix(_BEARER), service_url))
        except Exception:  # noqa: BLE001 - no failure of whatever kind may let anybody in
            return False
        return True

    return proves


def _prepare() -> None:
    """Import the library, which by that reads a file .env into the environment and warns of what it tries out, without
    either. Raises InvalidTeamsSettings where it is not installed.
    """
    os.environ.setdefault("PYTHON_DOTENV_DISABLED", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import microsoft_teams.apps  # noqa: F401
        except ImportError as error:
            raise InvalidTeamsSettings(_NOT_INSTALLED) from error
