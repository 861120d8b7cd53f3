"""The app manifest: what Slack must know of the bot, and why it needs each permission."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mirps_bot.adapters.slack import limits
from mirps_bot.chat.shortening import shorten

SCOPES: Mapping[str, str] = {
    "commands": "to be asked with a slash command",
    "chat:write": "to answer and to remind, where it is a member",
    "files:write": "to show charts and to send the files that people ask for; without it words take their place",
    "files:read": "to fetch the document that a person attaches to a report, when they attach one",
    "im:write": "to open the direct conversation in which it reminds a person",
    "im:history": "to read what people write to it there, and whether a message in doubt went out",
    "app_mentions:read": "to notice when it is mentioned in a channel",
    "users:read": "to know a person's language and time zone, and whose account is deactivated",
    "users:read.email": "to find a person of the roster in the workspace, and the other way round",
    "channels:read": "to find the public channel that the digest goes to, by name",
    "groups:read": "to find the private channel that the digest goes to, by name",
    "groups:history": "to see there whether a digest in doubt went out, so that it is never posted twice",
}

EVENTS: Mapping[str, str] = {
    "app_home_opened": "to show the home tab",
    "app_mention": "to answer in channels",
    "message.im": "to answer in direct messages",
    "user_change": "to follow a change of language, time zone or address, and to notice whose account is deactivated",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SlashCommand:
    """`name` without its slash."""

    name: str
    description: str
    usage_hint: str


def slack_manifest(
    commands: Sequence[SlashCommand],
    *,
    name: str,
    description: str,
    socket_mode: bool,
    public_url: str = "https://example.org/slack/events",
) -> dict[str, Any]:
    """Socket Mode and HTTP exclude each other in one app: each needs a manifest, and an app, of its own."""
    address = {} if socket_mode else {"url": public_url}
    request = {} if socket_mode else {"request_url": public_url}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {"name": name, "description": description, "background_color": "#0b5394"},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": name, "always_online": True},
            "slash_commands": [_command(each) | address for each in commands],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": request | {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True}
            | request
            | ({} if socket_mode else {"message_menu_options_url": public_url}),
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }


def manifest_text(manifest: Mapping[str, Any]) -> str:
    """As YAML, with the reason beside each permission and event."""
    return "".join(f"{line}\n" for line in _lines(manifest, ""))


def _command(command: SlashCommand) -> dict[str, Any]:
    return {
        "command": f"/{shorten(command.name, limits.COMMAND_NAME - 1)}",
        "description": shorten(command.description, limits.COMMAND_DESCRIPTION),
        "usage_hint": shorten(command.usage_hint, limits.USAGE_HINT),
        "should_escape": True,
    }


def _lines(value: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, each in value.items():
        match each:
            case dict():
                yield f"{indent}{key}:"
                yield from _lines(each, f"{indent}  ")
            case list():
                yield f"{indent}{key}:"
                for item in each:
                    yield from _item(item, f"{indent}  ")
            case _:
                yield f"{indent}{key}: {_scalar(each)}"


def _item(item: object, indent: str) -> Iterator[str]:
    if isinstance(item, dict):
        first, *rest = _lines(item, "")
        yield f"{indent}- {first}"
        yield from (f"{indent}  {line}" for line in rest)
    else:
        reason = SCOPES.get(str(item)) or EVENTS.get(str(item))
        yield f"{indent}- {_scalar(item)}" + (f"  # {reason}" if reason else "")


def _scalar(value: object) -> str:
    """JSON is YAML, so quoting is exact whatever a text holds."""
    return json.dumps(value, ensure_ascii=False)
