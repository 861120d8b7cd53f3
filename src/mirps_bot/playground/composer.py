"""Turns what a person types into the text the platform stores: escaped, with mentions and links marked."""

import re
from collections.abc import Mapping

LITERAL = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
MENTION = re.compile(r"<@(?P<user>[UW][A-Z0-9]+)>|<#(?P<channel>[CG][A-Z0-9]+)>")
MENTIONED = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
MARKS = re.compile(
    rf"(?P<mention>{MENTION.pattern})|(?P<url>https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"])|(?P<literal>[&<>])"
)


def mentioned_users(text: str) -> set[str]:
    return set(MENTIONED.findall(text))


def compose(typed: str, people: Mapping[str, str]) -> str:
    """Stored text. `people` maps names to ids: a typed "@name" becomes a mention, as "<@id>" already is one."""
    return MARKS.sub(_mark, _with_mentions(typed, people))


def compose_command(typed: str, people: Mapping[str, str], labels: Mapping[str, str] | None) -> str:
    """Command text. With `labels` (id -> name) mentions are sent as <@id|name>; without, as typed."""
    text = _with_mentions(typed, people) if labels is not None else typed

    def mark(found: re.Match[str]) -> str:
        if found["literal"] or found["url"]:
            return LITERAL.get(found[0], found[0])
        if labels is None:
            return found[0]
        sign, key = ("@", found["user"]) if found["user"] else ("#", found["channel"])
        return f"<{sign}{key}|{labels[key]}>" if key in labels else f"<{sign}{key}>"

    return MARKS.sub(mark, text)


def _with_mentions(typed: str, people: Mapping[str, str]) -> str:
    if "@" not in typed:
        return typed
    names = sorted(people, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)@({'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
    ids = {name.casefold(): user for name, user in people.items()}
    return pattern.sub(lambda found: f"<@{ids[found[1].casefold()]}>", typed)


def _mark(found: re.Match[str]) -> str:
    if found["mention"]:
        return found[0]
    return f"<{found[0].replace('&', '&amp;')}>" if found["url"] else LITERAL[found[0]]
