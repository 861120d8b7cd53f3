"""Slack's encoding of a message, back to what the person typed."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from emoji import emojize

_ENTITY = re.compile(r"<([^<>]*)>")
_MENTION = re.compile(r"<@([^<>|]+)(?:\|[^<>]*)?>")
_CODE = re.compile(r":([a-z+-][\w+'-]*):(?::skin-tone-[2-6]:)?", re.IGNORECASE | re.ASCII)
NOBODY: Mapping[str, str] = MappingProxyType({})
"""Of those who are mentioned, nobody's name is known."""


def as_typed(text: str, names: Mapping[str, str] = NOBODY) -> str:
    """`names`: what those who are mentioned are called here, by their user."""

    def entity(found: re.Match[str]) -> str:
        return _entity(found, names)

    plain = _ENTITY.sub(entity, text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return with_emoji(plain).strip()


def with_emoji(text: str) -> str:
    """With each emoji as its character, whatever the colour of its skin: Slack sends a thumb up as `:+1:`."""
    return _CODE.sub(_emoji, text)


def mentioned(text: str) -> Iterator[str]:
    """The users that a message names, in their order."""
    yield from dict.fromkeys(_MENTION.findall(text))


def without_mention(text: str, user: str) -> str:
    """The words said to the bot, without its name before, between or after them. Where it doesn't know its own, as a
    gateway may leave that out, who is named first is meant.
    """
    if not user:
        return re.sub(r"^\s*<@[^<>]*>[,:]?\s*", "", text).strip()
    return re.sub(rf"\s*<@{re.escape(user)}(?:\|[^<>]*)?>[,:]?\s*", " ", text).strip()


def _entity(found: re.Match[str], names: Mapping[str, str]) -> str:
    """<@U1|name> <#C1|name> <!subteam^S1|@name> <!here> <!date^…|words> <https://…|words> <mailto:…|…> <tel:…|…>"""
    target, _, label = found[1].partition("|")
    if target.startswith("@") and target[1:] in names:
        return names[target[1:]]
    match target[:1]:
        case "@" | "#":
            return f"{target[0]}{label or target[1:]}"
        case "!":
            return label or f"@{target[1:].partition('^')[0]}"
        case _:
            address = target.removeprefix("mailto:").removeprefix("tel:")
            is_same = address.rstrip("/").endswith(label.rstrip("/")) or target.startswith("tel:")
            return label if label and is_same else _named(label, address)


def _named(label: str, address: str) -> str:
    return f"{label} ({address})" if label else address


def _emoji(found: re.Match[str]) -> str:
    for code in (found[1], found[1].replace("-", "_")):
        name = f":{code}:"
        if (character := emojize(name, language="alias")) != name:
            return character
    return found[0]
