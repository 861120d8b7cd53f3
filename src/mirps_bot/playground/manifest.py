"""What the playground needs to know of an app: read from the manifest it was given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A slash command the app declares; `hints` are the alternatives its usage hint lists."""

    name: str
    description: str
    usage_hint: str
    escapes_mentions: bool

    @property
    def hints(self) -> tuple[str, ...]:
        parts = self.usage_hint.strip("[]").split("|")
        return tuple(part.strip() for part in parts if part.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The app's name, rights, subscriptions and switches."""

    name: str
    bot_name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: Mapping[str, Command]
    uses_socket_mode: bool
    is_interactive: bool
    has_home: bool
    has_messages_tab: bool
    messages_are_read_only: bool


def read_manifest(manifest: Mapping[str, Any]) -> App:
    """The app a manifest describes. Raises KeyError when it has no name or no scopes."""
    features = manifest.get("features", {})
    settings = manifest.get("settings", {})
    home = features.get("app_home", {})
    name = manifest["display_information"]["name"]
    return App(
        name=name,
        bot_name=features.get("bot_user", {}).get("display_name", name),
        scopes=frozenset(manifest["oauth_config"]["scopes"]["bot"]),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        commands={entry["command"]: _command(entry) for entry in features.get("slash_commands", ())},
        uses_socket_mode=settings.get("socket_mode_enabled", False),
        is_interactive=settings.get("interactivity", {}).get("is_enabled", False),
        has_home=home.get("home_tab_enabled", False),
        has_messages_tab=home.get("messages_tab_enabled", False),
        messages_are_read_only=home.get("messages_tab_read_only_enabled", False),
    )


def _command(entry: Mapping[str, Any]) -> Command:
    return Command(
        name=entry["command"],
        description=entry.get("description", ""),
        usage_hint=entry.get("usage_hint", ""),
        escapes_mentions=entry.get("should_escape", False),
    )
