"""How calls to Slack fail, in a word: without the payload that the SDK's own texts repeat."""

import aiohttp
from slack_sdk.errors import SlackApiError

UNREACHABLE = (SlackApiError, aiohttp.ClientError, TimeoutError)
"""What a call to Slack can fail with."""

_PASSING = frozenset(
    {
        "fatal_error", "internal_error", "rate_limited", "ratelimited", "request_timeout",
        "service_unavailable",
    }
)  # fmt: skip


def error_of(failure: SlackApiError) -> str:
    """Slack's name for it; empty when something before Slack answered, with a page of its own."""
    data = getattr(failure.response, "data", None)
    name = str(data.get("error") or "") if isinstance(data, dict) else ""
    return "unknown_method" if not name and status_of(failure) == 404 else name


def status_of(failure: SlackApiError) -> int:
    """The HTTP status, whichever of its two kinds of response the SDK attached."""
    response = failure.response
    return int(response.status_code if hasattr(response, "status_code") else response.status)


def is_passing(failure: BaseException) -> bool:
    """Whether the same may work a little later; what answered may not even have been Slack."""
    if not isinstance(failure, SlackApiError):
        return isinstance(failure, UNREACHABLE)
    name = error_of(failure)
    return not name or name in _PASSING or status_of(failure) >= 500


def reason(failure: BaseException) -> str:
    if isinstance(failure, SlackApiError):
        return error_of(failure) or f"status {status_of(failure)}"
    return type(failure).__name__
