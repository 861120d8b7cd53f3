"""What Slack's "no" means for a message that is owed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import aiohttp
from slack_sdk.errors import SlackApiError

from mirps_bot.adapters.slack.failures import is_passing, reason, status_of
from mirps_bot.ports import NoAccount, NotSent, OutcomeUnknown, Refused, Throttled

_NO_ACCOUNT = frozenset(
    {
        "cannot_dm_bot", "is_bot", "user_disabled", "user_not_found", "user_not_visible", "users_not_found",
    }
)  # fmt: skip

_REFUSED = frozenset(
    {
        "as_user_not_supported", "block_mismatch", "cant_update_message", "channel_is_archived",
        "channel_not_found", "edit_window_closed", "ekm_access_denied", "invalid_arguments", "invalid_blocks",
        "invalid_blocks_format", "invalid_metadata_format", "is_archived", "is_inactive", "message_not_found",
        "metadata_too_large", "msg_blocks_too_long", "msg_too_long", "no_text", "thread_not_found",
        "too_many_attachments", "user_not_in_channel",
    }
)  # fmt: skip
"""About this message or its place; all that begins with `restricted_action` belongs here too."""

_NEEDS_SOMEBODY = frozenset(
    {
        "access_denied", "account_inactive", "enterprise_is_restricted", "invalid_auth",
        "message_limit_exceeded", "messages_tab_disabled", "no_permission", "not_authed", "not_in_channel",
        "org_login_required", "team_access_not_granted", "team_not_found", "token_expired", "token_revoked",
    }
)  # fmt: skip
"""An administrator can put it right, then what is owed goes out: no reason to give up, nor to hurry."""

_WAIT_FOR_SOMEBODY = timedelta(minutes=5)


_log = logging.getLogger(__name__)


class MissingScope(NotSent):
    """The app was installed without this permission, or a gateway does not know the method."""


@contextmanager
def told_apart(*, changes: bool) -> Iterator[None]:
    """Slack's errors as those of the port. `changes`: the call leaves something behind, answered or not."""
    try:
        yield
    except SlackApiError as error:
        raise _meaning(error, changes=changes) from error
    except aiohttp.InvalidURL as error:
        raise MissingScope("there is no address to send a file to", _WAIT_FOR_SOMEBODY) from error
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise NotSent(f"Slack can't be reached: {type(error).__name__}") from error
    except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
        lost = f"Slack's answer got lost: {type(error).__name__}"
        raise (OutcomeUnknown(lost) if changes else NotSent(lost)) from error


def _meaning(error: SlackApiError, *, changes: bool) -> Exception:
    name, status = reason(error), status_of(error)
    if status == 429 or name in ("ratelimited", "rate_limited"):
        return Throttled("Slack asks for a pause", _pause(error))
    if is_passing(error):
        return OutcomeUnknown(name) if changes else NotSent(name)
    if name in _NO_ACCOUNT:
        return NoAccount(name)
    if name in _REFUSED or name.startswith("restricted_action"):
        return Refused(name)
    is_missing = name in ("missing_scope", "unknown_method")
    if is_missing or name in _NEEDS_SOMEBODY:
        _log.warning("Slack refuses until somebody puts it right: %s", name)
        return (MissingScope if is_missing else NotSent)(name, _WAIT_FOR_SOMEBODY)
    return NotSent(name)


def _pause(error: SlackApiError) -> timedelta:
    headers = {str(key).lower(): value for key, value in dict(error.response.headers).items()}
    text = str(headers.get("retry-after", ""))
    return timedelta(seconds=int(text) if text.isdecimal() else 30)
