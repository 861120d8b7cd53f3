"""A form ready to be shown: every word in the person's language, every value already typed in its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mirps_bot.domain.form import FieldKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOption:
    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownField:
    """`value` is what was typed, or the values of options; empty when nothing was. `redraws`: what is chosen here
    changes the rest of the form.
    """

    key: str
    kind: FieldKind
    label: str
    hint: str | None
    required: bool
    max_length: int
    options: tuple[ShownOption, ...]
    value: str
    redraws: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownForm:
    """`context` (ids only) travels with the form and comes back with what was typed."""

    name: str
    title: str
    intro: str | None
    submit: str
    cancel: str
    fields: tuple[ShownField, ...]
    context: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    """What stood in fields when they were first shown, where the form is shown anew."""
    problems: Mapping[str, str] = field(default_factory=dict)
    """By field, why what stands in it can't be taken: for where the form is shown anew with what was typed."""
