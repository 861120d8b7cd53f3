"""Forms as modals, and what an open modal tells about itself."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, assert_never

from mirps_bot.adapters.slack import limits, rich_text
from mirps_bot.adapters.slack.render import plain_text
from mirps_bot.adapters.slack.rich_text import Json
from mirps_bot.adapters.slack.typed import with_emoji
from mirps_bot.chat.shortening import shorten
from mirps_bot.domain.attachment import ENDINGS, Attachment
from mirps_bot.domain.form import FieldKind
from mirps_bot.view.blocks import Plain
from mirps_bot.view.form import ShownField, ShownForm, ShownOption


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenForm:
    """A modal as it stands on a person's screen. `opening` stays the same until it is closed.

    `blocks` maps a field to the block it stands in: on a redrawn modal the same block keeps what was typed,
    a new one takes a new value.
    """

    name: str
    title: str
    opening: str
    context: Mapping[str, str] = field(default_factory=dict)
    raw: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, str] = field(default_factory=dict)

    def at_blocks(self, errors: Mapping[str, str]) -> dict[str, str]:
        """Errors by block, as Slack wants them; what concerns no visible field is told at the first one."""
        first = next(iter(self.blocks.values()), "")
        placed: dict[str, str] = {}
        for key, text in errors.items():
            block = self.blocks.get(key, first)
            placed[block] = f"{placed[block]}\n{text}" if block in placed else text
        return placed


def render_form(form: ShownForm, *, redrawn: OpenForm | None = None, opening: str | None = None) -> Json:
    """A form to open, or the one in `redrawn` with new values. Raises ValueError for too long a context."""
    number = redrawn.opening if redrawn else opening or secrets.token_hex(8)
    metadata = json.dumps({"opening": number, "context": dict(form.context)}, ensure_ascii=False)
    if len(metadata) > limits.PRIVATE_METADATA:
        raise ValueError(f"the form '{form.name}' carries {len(metadata)} characters, too many for a modal")
    intro = rich_text.paragraph((Plain(form.intro),)) if form.intro else []
    return {
        "type": "modal",
        "callback_id": form.name,
        "private_metadata": metadata,
        "title": plain_text(shorten(form.title, limits.VIEW_TITLE)),
        "submit": plain_text(shorten(form.submit, limits.VIEW_BUTTON)),
        "close": plain_text(shorten(form.cancel, limits.VIEW_BUTTON)),
        "blocks": [*intro, *(_input(each, _block_id(each, redrawn)) for each in form.fields)],
    }


def read_form(view: Mapping[str, Any]) -> OpenForm:
    """What Slack sends along with a submission or a choice. Tolerant: what is missing is empty."""
    metadata = _metadata(view.get("private_metadata"))
    states: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}
    shown = [block["block_id"] for block in view.get("blocks") or () if block.get("type") == "input"]
    return OpenForm(
        name=str(view.get("callback_id") or ""),
        title=str((view.get("title") or {}).get("text") or ""),
        opening=str(metadata.get("opening") or view.get("id") or ""),
        context={str(key): str(value) for key, value in (metadata.get("context") or {}).items()},
        raw={
            _key_of(block): typed for block, state in states.items() if (typed := _typed(state)) is not None
        },
        blocks={_key_of(block): block for block in shown or states},
    )


def field_of(block_id: str) -> str:
    return _key_of(block_id)


def render_options(options: tuple[ShownOption, ...]) -> list[Json]:
    return [_option(each) for each in options[: limits.OPTIONS]]


def _metadata(text: object) -> Mapping[str, Any]:
    try:
        value = json.loads(str(text or "{}"))
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _typed(block: Mapping[str, Any]) -> str | None:
    """What stands in an input, a block of a form holding one; several values are joined by commas."""
    state: Mapping[str, Any] = next(iter(block.values()), {})
    match state:
        case {"selected_option": chosen}:
            return _value(chosen)
        case {"selected_options": several}:
            return ",".join(filter(None, map(_value, several or ()))) or None
        case {"files": files}:
            return "\n".join(str(read_file(each)) for each in files or ()) or None
        case {"selected_date": day}:
            return None if day is None else str(day)
        case _:
            value = state.get("value")
            return None if value is None else with_emoji(str(value))


def read_file(part: Mapping[str, Any]) -> Attachment:
    """A file as Slack describes it in a form or a message: nothing of it is believed yet."""
    return Attachment.called(str(part.get("id") or ""), str(part.get("name") or ""))


def _value(part: object) -> str | None:
    value = part.get("value") if isinstance(part, dict) else None
    return None if value is None else str(value)


def _block_id(shown: ShownField, redrawn: OpenForm | None) -> str:
    before = redrawn.blocks.get(shown.key) if redrawn else None
    if redrawn is None or before is None:
        return shown.key
    if redrawn.raw.get(shown.key, "") == shown.value:
        return before
    _, _, version = before.partition("#")
    return f"{shown.key}#{int(version or 0) + 1}"


def _key_of(block_id: str) -> str:
    return block_id.partition("#")[0]


def _input(shown: ShownField, block_id: str) -> Json:
    block: Json = {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(shorten(shown.label, limits.INPUT_LABEL)),
        "optional": not shown.required,
        "element": _element(shown),
    }
    if shown.redraws:
        block["dispatch_action"] = True
    if shown.hint:
        block["hint"] = plain_text(shorten(shown.hint, limits.INPUT_HINT))
    return block


def _element(shown: ShownField) -> Json:
    match shown.kind:
        case (
            FieldKind.SHORT_TEXT
            | FieldKind.LONG_TEXT
            | FieldKind.AMOUNT
            | FieldKind.QUANTITY
            | FieldKind.LINK
            | FieldKind.HOUR
        ):
            return _text(shown)
        case FieldKind.CHOICES:
            return _choices(shown)
        case FieldKind.DAY:
            initial = {"initial_date": shown.value} if shown.value else {}
            return {"type": "datepicker", "action_id": shown.key, **initial}
        case FieldKind.FILE:
            return {"type": "file_input", "action_id": shown.key, "filetypes": [*ENDINGS], "max_files": 1}
        case (
            FieldKind.CHOICE
            | FieldKind.YES_NO
            | FieldKind.PERIOD
            | FieldKind.PERSON
            | FieldKind.ENTITY
            | FieldKind.PLEDGE
        ):
            return _choice(shown)
        case _:
            assert_never(shown.kind)


def _text(shown: ShownField) -> Json:
    """Amounts and links too: Slack's inputs for them refuse "1.500,50", in the workspace's language."""
    length = min(shown.max_length, limits.INPUT_LENGTH)
    element: Json = {
        "type": "plain_text_input",
        "action_id": shown.key,
        "multiline": shown.kind is FieldKind.LONG_TEXT,
        "max_length": length,
    }
    if shown.value:
        element["initial_value"] = shown.value[:length]
    return element


def _choice(shown: ShownField) -> Json:
    chosen = next((each for each in shown.options if each.value == shown.value), None)
    element: Json = {"type": _choice_type(shown), "action_id": shown.key}
    if element["type"] == "external_select":
        element["min_query_length"] = 0
    else:
        element["options"] = render_options(shown.options)
    if chosen:
        element["initial_option"] = _option(chosen)
    return element


def _choices(shown: ShownField) -> Json:
    values = shown.value.split(",")
    chosen = [_option(each) for each in shown.options if each.value in values]
    element: Json = {"type": _choices_type(shown), "action_id": shown.key}
    if element["type"] == "multi_external_select":
        element["min_query_length"] = 0
    else:
        element["options"] = render_options(shown.options)
    return element | ({"initial_options": chosen} if chosen else {})


def _choices_type(shown: ShownField) -> str:
    if not 1 <= len(shown.options) <= limits.OPTIONS:
        return "multi_external_select"
    is_short = all(len(each.label) <= limits.OPTION_LABEL for each in shown.options)
    return "checkboxes" if is_short and len(shown.options) <= limits.CHECKBOXES else "multi_static_select"


def _choice_type(shown: ShownField) -> str:
    """Radio buttons can't be unchosen, so they serve only where an answer is needed."""
    if not 1 <= len(shown.options) <= limits.OPTIONS:
        return "external_select"
    is_short = all(len(each.label) <= limits.RADIO_LABEL for each in shown.options)
    if shown.required and is_short and len(shown.options) <= limits.RADIO_OPTIONS:
        return "radio_buttons"
    return "static_select"


def _option(option: ShownOption) -> Json:
    if len(option.value) > limits.OPTION_VALUE:
        raise ValueError(f"the option '{option.value[:40]}…' is too long for a menu")
    return {"text": plain_text(shorten(option.label, limits.OPTION_LABEL)), "value": option.value}
