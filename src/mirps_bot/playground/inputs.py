"""What people enter: an element's value as the platform reports it, and the checks before it does."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from mirps_bot.playground.notices import Cause, notice
from mirps_bot.playground.wire import Json

Values: TypeAlias = dict[str, dict[str, Json]]  # block_id -> action_id -> state entry
Offered: TypeAlias = Mapping[str, Json]  # option value -> option
Objection: TypeAlias = tuple[Cause, object]  # the cause, and the limit it speaks of
EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
NUMERAL = re.compile(r"-?\d+(\.\d+)?")
WEB_ADDRESS = re.compile(r"https?://[^\s<>]+")

TEXT_INPUTS = frozenset({"plain_text_input", "number_input", "url_text_input", "email_text_input"})
SEVERAL = frozenset({"checkboxes", "file_input"})
SINGLE_CHOICES = frozenset({"static_select", "external_select", "radio_buttons", "overflow"})
FIELDS = {"checkboxes": "selected_options", "datepicker": "selected_date", "file_input": "files"}
FIELDS |= dict.fromkeys(TEXT_INPUTS, "value") | dict.fromkeys(SINGLE_CHOICES, "selected_option")
INITIALS = {
    "static_select": "initial_option",
    "external_select": "initial_option",
    "radio_buttons": "initial_option",
    "checkboxes": "initial_options",
    "datepicker": "initial_date",
    "file_input": "initial_files",  # never there: a form opens without files
} | dict.fromkeys(TEXT_INPUTS, "initial_value")


def interactive_elements(blocks: Iterable[Json]) -> Iterator[tuple[Json, Json]]:
    """Each block with each element of it that people can act on."""
    for block in blocks:
        match block["type"]:
            case "actions":
                yield from ((block, element) for element in block["elements"])
            case "input":
                yield block, block["element"]
            case "section" if block.get("accessory", {}).get("type", "image") != "image":
                yield block, block["accessory"]


def options_of(element: Json) -> Iterator[Json]:
    yield from element.get("options", ())
    for group in element.get("option_groups", ()):
        yield from group["options"]


def initial_values(blocks: Iterable[Json], kept: Mapping[str, Mapping[str, Json]]) -> Values:
    """The state of a view as it is first shown; what was entered under the same ids is kept."""
    values: Values = {}
    for block, element in interactive_elements(blocks):
        if element["type"] not in INITIALS:
            continue
        entered = kept.get(block["block_id"], {}).get(element["action_id"])
        if entered is None or not _is_still_possible(element, entered):
            initial = element.get(INITIALS[element["type"]], [] if element["type"] in SEVERAL else None)
            entered = {"type": element["type"], FIELDS[element["type"]]: initial}
        values.setdefault(block["block_id"], {})[element["action_id"]] = entered
    return values


def entry_for(element: Json, entered: Any, offered: Offered) -> Json:
    """The state entry for what a person entered: text, a date, or the value or values of options.

    `offered` holds the options an external select has suggested, or the files a person has at hand. Raises
    ValueError for a choice nobody offered.
    """
    kind = element["type"]
    known = {option["value"]: option for option in options_of(element)} | dict(offered)
    if kind in SINGLE_CHOICES:
        value: Any = None if entered in (None, "") else _chosen(entered, known)
    elif kind in SEVERAL:
        value = [_chosen(one, known) for one in entered or ()]
        if len(value) > element.get("max_files", 10):
            raise ValueError(f"{len(value)} files are too many")
    elif kind == "datepicker":
        value = date.fromisoformat(entered).isoformat() if entered else None
    else:
        value = str(entered) if entered not in (None, "") else None
    return {"type": kind, FIELDS[kind]: value}


def _chosen(value: Any, known: Offered) -> Json:
    option = known.get(value)
    if option is None:
        raise ValueError(f"no option {value!r} among {sorted(known)}")
    return option


def _is_still_possible(element: Json, entered: Json) -> bool:
    """Whether what was entered fits the element as it is now; an update may have changed what it offers."""
    if entered["type"] != element["type"]:
        return False
    chosen, offered = entered[FIELDS[element["type"]]], list(options_of(element))
    if not offered or chosen is None:
        return True
    return all(option in offered for option in (chosen if isinstance(chosen, list) else [chosen]))


def is_empty(entry: Json) -> bool:
    return not entry[FIELDS[entry["type"]]]


def objection(element: Json, entry: Json, locale: str) -> str | None:
    """What the person's own client says against an entry before the app hears of it, if anything."""
    check = OBJECTIONS.get(element["type"])
    found = check(element, entry[FIELDS[entry["type"]]]) if check is not None else None
    return notice(found[0], locale, limit=found[1]).text if found is not None else None


def _object_to_text(element: Json, value: str) -> Objection | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return "too_few_characters", least
    return ("too_many_characters", most) if len(value) > most else None


def _object_to_number(element: Json, value: str) -> Objection | None:
    number = Decimal(value) if NUMERAL.fullmatch(value) else None
    if number is None:
        return "not_a_number", None
    if not element["is_decimal_allowed"] and number != number.to_integral_value():
        return "not_whole", None
    if "min_value" in element and number < Decimal(element["min_value"]):
        return "too_small", element["min_value"]
    if "max_value" in element and number > Decimal(element["max_value"]):
        return "too_large", element["max_value"]
    return None


def _object_to_url(_element: Json, value: str) -> Objection | None:
    return None if WEB_ADDRESS.fullmatch(value) else ("not_an_address", None)


def _object_to_email(_element: Json, value: str) -> Objection | None:
    return None if EMAIL.fullmatch(value) else ("not_an_email", None)


OBJECTIONS: Mapping[str, Callable[[Json, str], Objection | None]] = {
    "plain_text_input": _object_to_text,
    "number_input": _object_to_number,
    "url_text_input": _object_to_url,
    "email_text_input": _object_to_email,
}
