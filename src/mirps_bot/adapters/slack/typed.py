"""Slack's encoding of a message, back to what the person typed."""

import re

_ENTITY = re.compile(r"<([^<>]*)>")


def as_typed(text: str) -> str:
    return _ENTITY.sub(_entity, text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def without_mention(text: str, user: str) -> str:
    """The words said to the bot, without its name before, between or after them. Where it doesn't know its own, as a
    gateway may leave that out, who is named first is meant.
    """
    if not user:
        return re.sub(r"^\s*<@[^<>]*>[,:]?\s*", "", text).strip()
    return re.sub(rf"\s*<@{re.escape(user)}(?:\|[^<>]*)?>[,:]?\s*", " ", text).strip()


def _entity(found: re.Match[str]) -> str:
    """<@U1|name> <#C1|name> <!subteam^S1|@name> <!here> <!date^…|words> <https://…|words> <mailto:…|…>"""
    target, _, label = found[1].partition("|")
    match target[:1]:
        case "@" | "#":
            return f"{target[0]}{label or target[1:]}"
        case "!":
            return label or f"@{target[1:].partition('^')[0]}"
        case _:
            address = target.removeprefix("mailto:")
            return (
                label if label and address.rstrip("/").endswith(label.rstrip("/")) else _named(label, address)
            )


def _named(label: str, address: str) -> str:
    return f"{label} ({address})" if label else address
