"""Forms as cards in the conversation, and what a card that was sent off tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from mirps_bot.adapters.teams import limits
from mirps_bot.adapters.teams.inert import Json, text
from mirps_bot.chat.shortening import shorten
from mirps_bot.domain.form import FieldKind
from mirps_bot.view.form import ShownField, ShownForm, ShownOption

_INPUT = "field_"
"""How the ids of inputs begin: what is typed comes back beside what the button carries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentForm:
    """A form as it was sent off. `before` is what stood in each field when it was first shown; what is chosen in
    `redrawing` ones changes the rest of the form.
    """

    name: str
    context: Mapping[str, str]
    raw: Mapping[str, str]
    before: Mapping[str, str]
    redrawing: tuple[str, ...]

    @property
    def changed(self) -> str | None:
        """A choice on which other fields depend."""
        return next((key for key in self.redrawing if self.raw[key] != self.before[key]), None)

    def merged(self, anew: ShownForm) -> dict[str, str]:
        """What stands in the fields of the form that the choice calls for: what was typed stays."""
        called_for = {each.key: each.value for each in anew.fields if each.kind is not FieldKind.FILE}
        return called_for | {key: typed for key, typed in self.raw.items() if typed != self.before[key]}

    def is_all(self, merged: Mapping[str, str]) -> bool:
        """Whether all of this was on the card and is as it was sent."""
        return all(self.raw.get(key) == value for key, value in merged.items())


def render_form(form: ShownForm) -> list[Json]:
    """A problem stands above its field, in words and in red; what concerns no visible field stands above them all."""
    keys = {each.key for each in form.fields}
    apart = [words for key, words in form.problems.items() if key not in keys]
    elements = [line for words in apart for line in _problem(words)]
    for each in form.fields:
        elements += [*_problem(form.problems.get(each.key, "")), *_field(each, form.name)]
    return [*elements, {"type": "ActionSet", "actions": [_submit(form)]}]


def read_form(value: Mapping[str, Any]) -> SentForm | None:
    """None: nothing that `render_form` wrote. Empty inputs may be missing, numbers come as text or not."""
    before, context, shown = value.get("before"), value.get("context"), value.get("shown")
    if not isinstance(before, dict) or not isinstance(context, dict) or not isinstance(shown, list):
        return None
    return SentForm(
        name=str(value.get("form") or ""),
        context={str(key): str(text) for key, text in context.items()},
        raw={str(key): _typed(value.get(f"{_INPUT}{key}")) for key in shown},
        before={str(key): _typed(before.get(key)) for key in shown},
        redrawing=tuple(str(key) for key in value.get("redrawing") or () if key in shown),
    )


def render_options(options: tuple[ShownOption, ...]) -> list[Json]:
    return [{"title": shorten(each.label, limits.BUTTON_LABEL), "value": each.value} for each in options]


def _typed(value: object) -> str:
    return "" if value is None else str(value)


def _problem(words: str) -> list[Json]:
    return text(words, color="Attention", weight="Bolder") if words else []


def _submit(form: ShownForm) -> Json:
    data = {
        "form": form.name,
        "context": dict(form.context),
        "before": {each.key: each.value for each in form.fields} | dict(form.before),
        "shown": [each.key for each in form.fields],
        "redrawing": [each.key for each in form.fields if each.redraws],
    }
    return {"type": "Action.Submit", "title": form.submit, "style": "positive", "data": data}


def _field(shown: ShownField, form: str) -> list[Json]:
    """What is needed is marked, not enforced: any other button of the card would be held up too."""
    label = f"{shown.label} *" if shown.required else shown.label
    hint = text(shown.hint, size="Small", isSubtle=True) if shown.hint else []
    return [_input(shown, form) | {"id": f"{_INPUT}{shown.key}", "label": label}, *hint]


def _input(shown: ShownField, form: str) -> Json:
    match shown.kind:
        case (
            FieldKind.SHORT_TEXT
            | FieldKind.LONG_TEXT
            | FieldKind.AMOUNT
            | FieldKind.QUANTITY
            | FieldKind.LINK
            | FieldKind.HOUR
        ):
            is_long = shown.kind is FieldKind.LONG_TEXT
            entry = {"type": "Input.Text", "isMultiline": is_long, "maxLength": shown.max_length}
            return entry | _value(shown)
        case FieldKind.DAY:
            return {"type": "Input.Date"} | _value(shown)
        case FieldKind.CHOICES:
            return _choice(shown, form) | {"isMultiSelect": True}
        case (
            FieldKind.CHOICE
            | FieldKind.YES_NO
            | FieldKind.PERIOD
            | FieldKind.PERSON
            | FieldKind.ENTITY
            | FieldKind.PLEDGE
        ):
            return _choice(shown, form)
        case FieldKind.FILE:
            raise ValueError("no card can take a file")
        case _:
            assert_never(shown.kind)


def _value(shown: ShownField) -> Json:
    return {"value": shown.value} if shown.value else {}


def _choice(shown: ShownField, form: str) -> Json:
    """A list that is too long to be carried is searched as its person types. What is chosen of options that are all
    shown can't be unchosen, so that serves only where an answer is needed.
    """
    options = shown.options
    is_short = len(options) <= limits.EXPANDED and all(
        len(each.label) <= limits.EXPANDED_LABEL for each in options
    )
    chosen: Json = {"type": "Input.ChoiceSet", "wrap": True} | _value(shown)
    if not 1 <= len(options) <= limits.OPTIONS:
        values = shown.value.split(",")
        known = tuple(each for each in options if each.value in values)
        search = {"type": "Data.Query", "dataset": f"{form}/{shown.key}"}
        return chosen | {"style": "filtered", "choices": render_options(known), "choices.data": search}
    is_shown = is_short and (shown.required or shown.kind is FieldKind.CHOICES)
    style = "expanded" if is_shown else "compact"
    if len(options) >= limits.FILTERED and shown.kind is not FieldKind.CHOICES:
        style = "filtered"
    return chosen | {"style": style, "choices": render_options(options)}
