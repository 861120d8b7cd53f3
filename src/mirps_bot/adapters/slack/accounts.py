"""Workspace users as Slack describes them."""

from collections.abc import Mapping
from typing import Any

from mirps_bot.chat.locales import read_language, read_zone
from mirps_bot.ports import Account


def read_account(user: Mapping[str, Any], *, team: str) -> Account:
    """Guests, bots, people of other workspaces or who left get no e-mail address here, and so no duty."""
    email = (user.get("profile") or {}).get("email")
    return Account(
        user=str(user["id"]),
        email=str(email) if email and _is_member(user, team) else None,
        language=read_language(user.get("locale")),
        time_zone=read_zone(user.get("tz")),
        has_left=bool(user.get("deleted")),
    )


def _is_member(user: Mapping[str, Any], team: str) -> bool:
    is_outsider = any(
        user.get(mark)
        for mark in ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
    )
    teams = [user.get("team_id"), *((user.get("enterprise_user") or {}).get("teams") or ())]
    return not is_outsider and (team in teams or not team or not any(teams))
