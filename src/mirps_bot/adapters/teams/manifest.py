"""The app package: what Teams must know of the bot, in every language, and its two icons."""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mirps_bot.adapters.teams import limits
from mirps_bot.adapters.teams.settings import GUID, NO_APP
from mirps_bot.chat.shortening import shorten
from mirps_bot.domain.language import Language

VERSION = "1.17"
_SCHEMAS = "https://developer.microsoft.com/en-us/json-schemas/teams/v1.17"
_ICONS = ("color.png", "outline.png")
_HERE = Path(__file__).parent
_SPOKEN_FIRST = Language.ES

NO_PRIVACY = "https://example.org/privacy"
NO_TERMS = "https://example.org/terms"
"""These and NO_APP stand for what only whoever publishes the app can say."""
_NOBODYS = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|net|org))?|invalid|test|localhost)")
"""Hosts that are kept for examples."""


class NotFilledIn(Exception):
    """Placeholders stand where only whoever publishes the app can say what belongs; the message asks for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """The app in one language; `commands` are words to begin with, each with what it does."""

    name: str
    full_name: str
    short: str
    full: str
    commands: Sequence[tuple[str, str]]


def teams_files(
    described: Mapping[Language, Described],
    *,
    version: str,
    website: str,
    app_id: str | None,
    privacy: str | None,
    terms: str | None,
) -> dict[str, dict[str, Any]]:
    """By the name of the file: the manifest in Spanish, and what other languages say in its place. Placeholders stand
    for what is not given.
    """
    app_id = app_id or NO_APP
    spoken = described[_SPOKEN_FIRST]
    others = [each for each in described if each is not _SPOKEN_FIRST]
    manifest = {
        "$schema": f"{_SCHEMAS}/MicrosoftTeams.schema.json",
        "manifestVersion": VERSION,
        "version": version,
        "id": app_id,
        "developer": {
            "name": "MIRPS",
            "websiteUrl": website,
            "privacyUrl": privacy or NO_PRIVACY,
            "termsOfUseUrl": terms or NO_TERMS,
        },
        "name": {
            "short": shorten(spoken.name, limits.SHORT_NAME),
            "full": shorten(spoken.full_name, limits.FULL_NAME),
        },
        "description": {
            "short": shorten(spoken.short, limits.SHORT_DESCRIPTION),
            "full": shorten(spoken.full, limits.FULL_DESCRIPTION),
        },
        "icons": {"color": _ICONS[0], "outline": _ICONS[1]},
        "accentColor": "#0b5394",
        "localizationInfo": {
            "defaultLanguageTag": _SPOKEN_FIRST.value,
            "additionalLanguages": [
                {"languageTag": each.value, "file": f"{each.value}.json"} for each in others
            ],
        },
        "bots": [
            {
                "botId": app_id,
                "scopes": ["personal", "team"],
                "isNotificationOnly": False,
                "supportsFiles": False,
                "commandLists": [{"scopes": ["personal", "team"], "commands": _commands(spoken)}],
            }
        ],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [],
    }
    return {"manifest.json": manifest} | {f"{each.value}.json": _in_words(described[each]) for each in others}


def package(files: Mapping[str, Mapping[str, Any]]) -> bytes:
    """As it is uploaded. Raises NotFilledIn with every placeholder at once."""
    if faults := list(_unfilled(files["manifest.json"])):
        raise NotFilledIn("\n".join(faults))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, each in files.items():
            archive.writestr(name, file_text(each))
        for icon in _ICONS:
            archive.writestr(icon, (_HERE / icon).read_bytes())
    return content.getvalue()


def file_text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _unfilled(manifest: Mapping[str, Any]) -> Iterator[str]:
    if manifest["id"] == NO_APP or not GUID.fullmatch(manifest["id"]):
        yield (
            "--app-id is needed: the Application (client) ID of the app's registration at https://portal.azure.com."
        )
    pages = manifest["developer"]
    if not _is_somebodys(pages["privacyUrl"]):
        yield "--privacy is needed: the https address of your page on how you handle personal data."
    if not _is_somebodys(pages["termsOfUseUrl"]):
        yield "--terms is needed: the https address of your page with the terms of use."


def _is_somebodys(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and not _NOBODYS.fullmatch(parts.hostname or "")


def _commands(described: Described) -> list[dict[str, str]]:
    return [
        {
            "title": shorten(word, limits.COMMAND_TITLE),
            "description": shorten(summary, limits.COMMAND_DESCRIPTION),
        }
        for word, summary in described.commands[: limits.COMMANDS]
    ]


def _in_words(described: Described) -> dict[str, str]:
    words = {
        "$schema": f"{_SCHEMAS}/MicrosoftTeams.Localization.schema.json",
        "name.short": shorten(described.name, limits.SHORT_NAME),
        "name.full": shorten(described.full_name, limits.FULL_NAME),
        "description.short": shorten(described.short, limits.SHORT_DESCRIPTION),
        "description.full": shorten(described.full, limits.FULL_DESCRIPTION),
    }
    for number, command in enumerate(_commands(described)):
        for key, text in command.items():
            words[f"bots[0].commandLists[0].commands[{number}].{key}"] = text
    return words
