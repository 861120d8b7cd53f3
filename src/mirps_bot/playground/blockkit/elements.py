"""The interactive elements, and which of them may stand where."""

from datetime import date
from decimal import Decimal
from typing import Any

from mirps_bot.playground.blockkit.checks import (
    Check,
    Inspection,
    Shape,
    flag,
    integer,
    items,
    matching,
    one_of,
    record,
    text,
    typed,
)
from mirps_bot.playground.blockkit.composition import (
    CONFIRM,
    OPTION_GROUPS,
    OPTIONS,
    OVERFLOW_OPTION,
    PLAIN_OPTION,
    WRITTEN_OPTION,
    anything,
    initial_among_options,
    options_or_groups,
    plain,
)

NUMERAL = matching(r"-?\d+(\.\d+)?", "a number written as a string")
FILE_ID = matching(r"F[A-Z0-9]{8,}", "the id of a file")
WEB_ADDRESS = matching(r"(https?|mailto|slack|tel):\S{1,2990}", "a valid address")


def _calendar_date(value: Any, at: str, seen: Inspection) -> None:
    try:
        is_date = date.fromisoformat(value).isoformat() == value
    except (TypeError, ValueError):
        is_date = False
    if not is_date:
        seen.object(at, "must be a date as YYYY-MM-DD")


def _lengths_in_order(value: dict[str, Any], at: str, seen: Inspection) -> None:
    if value.get("min_length", 0) > value.get("max_length", 3000):
        seen.object(at, "min_length must not exceed max_length")


def _numbers_in_order(value: dict[str, Any], at: str, seen: Inspection) -> None:
    if (
        "min_value" in value
        and "max_value" in value
        and Decimal(value["min_value"]) > Decimal(value["max_value"])
    ):
        seen.object(at, "min_value must not exceed max_value")


def _focus_is_counted(value: Any, at: str, seen: Inspection) -> None:
    flag(value, at, seen)
    seen.focused += value is True
    if seen.focused > 1:
        seen.object(at, "only one element may have focus_on_load")


COMMON: Shape = {"type": anything, "action_id": text(255)}
FOCUS: Shape = {"focus_on_load": _focus_is_counted}
PLACEHOLDER: Shape = {"placeholder": plain(150)}
CONFIRMED: Shape = {"confirm": CONFIRM}
DISPATCH = record({}, {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 1, 2)})


def _element(required: Shape, optional: Shape, *also: Check) -> Check:
    return record({"type": anything, **required}, {**COMMON, **optional}, *also)


def _text_input(required: Shape, optional: Shape, *also: Check) -> Check:
    shared: Shape = {"initial_value": text(3000, least=0), "dispatch_action_config": DISPATCH}
    return _element(required, {**shared, **PLACEHOLDER, **FOCUS, **optional}, *also)


ELEMENTS: dict[str, Check] = {
    "button": _element(
        {"text": plain(75)},
        {
            "value": text(2000, least=0),
            "url": WEB_ADDRESS,
            "style": one_of("primary", "danger"),
            "accessibility_label": text(75),
            **CONFIRMED,
        },
    ),
    "static_select": _element(
        {},
        {
            "options": OPTIONS,
            "option_groups": OPTION_GROUPS,
            "initial_option": PLAIN_OPTION,
            **PLACEHOLDER,
            **CONFIRMED,
            **FOCUS,
        },
        options_or_groups,
    ),
    "external_select": _element(
        {},
        {
            "initial_option": PLAIN_OPTION,
            "min_query_length": integer(0, 150),
            **PLACEHOLDER,
            **CONFIRMED,
            **FOCUS,
        },
    ),
    "overflow": _element({"options": items(OVERFLOW_OPTION, 1, 5)}, CONFIRMED),
    "radio_buttons": _element(
        {"options": items(WRITTEN_OPTION, 1, 10)},
        {"initial_option": WRITTEN_OPTION, **CONFIRMED, **FOCUS},
        initial_among_options,
    ),
    "checkboxes": _element(
        {"options": items(WRITTEN_OPTION, 1, 10)},
        {"initial_options": items(WRITTEN_OPTION, 1, 10), **CONFIRMED, **FOCUS},
        initial_among_options,
    ),
    "datepicker": _element({}, {"initial_date": _calendar_date, **PLACEHOLDER, **CONFIRMED, **FOCUS}),
    "plain_text_input": _text_input(
        {},
        {"multiline": flag, "min_length": integer(0, 3000), "max_length": integer(1, 3000)},
        _lengths_in_order,
    ),
    "number_input": _text_input(
        {"is_decimal_allowed": flag},
        {"initial_value": NUMERAL, "min_value": NUMERAL, "max_value": NUMERAL},
        _numbers_in_order,
    ),
    "url_text_input": _text_input({}, {}),
    "email_text_input": _text_input({}, {}),
    "file_input": _element({}, {"filetypes": items(text(20), 1, 100), "max_files": integer(1, 10)}),
}
ONLY_IN_MODALS = frozenset({"number_input", "url_text_input", "email_text_input", "file_input"})
CHOICES = ("checkboxes", "datepicker", "radio_buttons", "static_select", "external_select")


def _some(*kinds: str) -> Check:
    known = typed({kind: ELEMENTS[kind] for kind in kinds})

    def check(value: Any, at: str, seen: Inspection) -> None:
        known(value, at, seen)
        if seen.surface != "modal" and isinstance(value, dict) and value.get("type") in ONLY_IN_MODALS:
            seen.object(f"{at}/type", f"{value['type']} is only supported in modals")

    return check


def _one_picture_source(value: dict[str, Any], at: str, seen: Inspection) -> None:
    if ("image_url" in value) == ("slack_file" in value):
        seen.object(at, "exactly one of image_url and slack_file is required")


def _known_file(value: dict[str, Any], at: str, seen: Inspection) -> None:
    if not seen.has_file(value["id"]):
        seen.object(at, "invalid slack file")


PICTURE: Shape = {"image_url": WEB_ADDRESS, "slack_file": record({"id": FILE_ID}, {}, _known_file)}


def picture(required: Shape, optional: Shape) -> Check:
    """An image, as a block or as an element."""
    return record(
        {"type": anything, "alt_text": text(2000), **required}, {**PICTURE, **optional}, _one_picture_source
    )


IMAGE = picture({}, {})
IN_ACTIONS = _some("button", "overflow", *CHOICES)
IN_INPUT = _some("plain_text_input", *CHOICES, *sorted(ONLY_IN_MODALS))
IN_SECTION_ONLY = typed(
    {"image": IMAGE} | {kind: ELEMENTS[kind] for kind in ("button", "overflow", *CHOICES)}
)
