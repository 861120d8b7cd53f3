"""The composition objects: texts, options, confirmation dialogs."""

from typing import Any

from mirps_bot.playground.blockkit.checks import Check, Inspection, flag, items, one_of, record, text, typed

LONGEST_TEXT = 3000
anything = text(10**6, least=0)


def _counted(value: dict[str, Any], _at: str, seen: Inspection) -> None:
    seen.characters += len(value["text"])


def texts(most: int) -> dict[str, Check]:
    """The text objects by type, each of at most so many characters."""
    required = {"type": anything, "text": text(most)}
    return {
        "plain_text": record(required, {"emoji": flag}, _counted),
        "mrkdwn": record(required, {"verbatim": flag}, _counted),
    }


def plain(most: int) -> Check:
    """A plain_text object."""
    return typed({"plain_text": texts(most)["plain_text"]})


def written(most: int) -> Check:
    """A text object, plain_text or mrkdwn."""
    return typed(texts(most))


def option(label: Check, **more: Check) -> Check:
    return record({"text": label, "value": text(75)}, {"description": label, **more})


def options_or_groups(value: dict[str, Any], at: str, seen: Inspection) -> None:
    """Exactly one of the two, and an initial option that is among what is offered."""
    if ("options" in value) == ("option_groups" in value):
        seen.object(at, "exactly one of options and option_groups is required")
        return
    groups = value.get("option_groups", [value])
    initial_is_offered(value, [one for group in groups for one in group["options"]], at, seen)


def initial_among_options(value: dict[str, Any], at: str, seen: Inspection) -> None:
    initial_is_offered(value, value["options"], at, seen)


def initial_is_offered(value: dict[str, Any], offered: list[Any], at: str, seen: Inspection) -> None:
    if "initial_option" in value and value["initial_option"] not in offered:
        seen.object(f"{at}/initial_option", "must match one of the options")
    for index, initial in enumerate(value.get("initial_options", ())):
        if initial not in offered:
            seen.object(f"{at}/initial_options/{index}", "must match one of the options")


PLAIN_OPTION = option(plain(75))
WRITTEN_OPTION = option(written(75))
OVERFLOW_OPTION = option(plain(75), url=text(3000))
OPTIONS = items(PLAIN_OPTION, 1, 100)
OPTION_GROUP = record({"label": plain(75), "options": OPTIONS}, {})
OPTION_GROUPS = items(OPTION_GROUP, 1, 100)
CONFIRM = record(
    {"title": plain(100), "text": written(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
