"""From data and a template's name to a view or a form, every word in the reader's language."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from mirps_bot.content.markdown import inert, read_view, shown
from mirps_bot.content.specs import CommandFile, Phrases
from mirps_bot.content.wording import Gazetteer, Reader, Wording
from mirps_bot.dialogue import Ask, Chart, Choice, ChoosableOption, Show, Tell
from mirps_bot.domain.form import NOT_YET, Field, Form, Problem, Problems, Raw
from mirps_bot.domain.language import FALLBACK, Language, Names
from mirps_bot.view.blocks import Block, Button, Divider, Heading, Note, Paragraph, Plain, View
from mirps_bot.view.form import ShownField, ShownForm, ShownOption
from mirps_bot.view.pictures import Grid, Row

Options = tuple[ChoosableOption, ...]

MAX_LABEL = 75
"""Characters of a button or an option, on the platform that allows the fewest."""

REPLIES = {
    "answer": "reply_together",
    "reply": "say_together_whether_coming",
    "change": "say_together_whether_coming",
}
"""What words in the thread of several reminders are good for, by the choices that stand among them, the first first."""


class Composer:
    """Reads templates from `<folder>/<name>.<language>.md.j2`, in the reader's language or the nearest that has it."""

    def __init__(
        self,
        folders: Iterable[Path],
        phrases: Phrases,
        gazetteer: Gazetteer,
        command: str,
        commands: tuple[CommandFile, ...],
    ) -> None:
        self._phrases = phrases
        self._gazetteer = gazetteer
        self._everywhere = {"command": command, "commands": commands}
        self._env = Environment(
            loader=FileSystemLoader([str(each) for each in folders]),
            autoescape=True,  # so that `_finalize` knows what a macro made: it is inert already
            finalize=_finalize,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_compiled(),
        )
        for name in _FILTERS:
            self._env.filters[name] = _filter(name)
        self._env.filters["why"] = self._why
        self._texts: dict[str, Template] = {}
        self._templates: dict[tuple[str, Language], tuple[Template, Language]] = {}

    def show(self, show: Show, reader: Reader, *, together: bool = False) -> View:
        """`together`: in one message with others, that says only once what would be the same in each.

        Dates, names and buttons are in the language of the template that was found, so that no message mixes two.

        Raises jinja2.TemplateError or TemplateFault: faults of the content, not of the data.
        """
        data = {each.name: getattr(show.data, each.name) for each in fields(show.data)}  # type: ignore[arg-type]
        template, language = self._template(show.template, reader.language)
        reader = reader.reading(language)
        text = template.render(self._context(reader, data) | {"together": together})
        rows = {key: tuple(self.button(each, reader) for each in row) for key, row in show.choices.items()}
        pictures = {key: self.grid(each, reader) for key, each in show.charts.items()}
        return read_view(text, rows, pictures)

    def grid(self, chart: Chart, reader: Reader) -> Grid:
        say = self.wording(reader)
        held = zip(*chart.rows.values(), strict=True) if chart.rows else ((),) * len(chart.quarters)
        return Grid(
            title=self.said(chart.phrase, reader, {}),
            columns=tuple(say.short_quarter(each) for each in chart.quarters),
            totals=tuple(f"{sum(each)}/{len(chart.rows)}" for each in held),
            rows=tuple(Row(say.entity(entity), marks) for entity, marks in chart.rows.items()),
        )

    def together(self, items: Sequence[Show | Tell], reader: Reader, *, left: int | None = None) -> View:
        """Several in one message, each under a line with its own buttons; one alone as ever. `left` are still open;
        None: all that ask for something.
        """
        if len(items) == 1:
            return self._either(items[0], reader, together=False)
        phrase = "together" if left is None else "together_by_now"
        headline = self.said(phrase, reader, {"number": len(items), "left": left})
        blocks: list[Block] = [Heading(headline)]
        for each in items:
            blocks += [Divider(), *self._either(each, reader, together=True).blocks]
        asked = {
            name for each in items if isinstance(each, Show) for name, own in each.choices.items() if own
        }
        if hint := next((phrase for name, phrase in REPLIES.items() if name in asked), None):
            blocks += [Divider(), Note((Plain(self.said(hint, reader, {})),))]
        return View(summary=headline, blocks=tuple(blocks))

    def _either(self, item: Show | Tell, reader: Reader, *, together: bool) -> View:
        return (
            self.tell(item, reader) if isinstance(item, Tell) else self.show(item, reader, together=together)
        )

    def tell(self, tell: Tell, reader: Reader) -> View:
        return read_view(
            f"= {self.phrase(self._phrases.says[tell.phrase], reader, tell.values, plain=False)}",
            {"choices": tuple(self.button(each, reader) for each in tell.choices)},
        )

    def button(self, choice: Choice, reader: Reader) -> Button:
        label = self.phrase(self._phrases.buttons[choice.phrase], reader, choice.values)
        return Button(
            label=Wording.brief(label, MAX_LABEL),
            action=choice.action,
            emphasis=choice.emphasis,
        )

    def phrase(
        self, names: Names, reader: Reader, values: Mapping[str, object], *, plain: bool = True
    ) -> str:
        """A phrase filled in; `plain` for where nothing reads markdown any more."""
        source = names.in_language(reader.language)
        if "{" not in source:
            return source
        reader = reader.reading(names.nearest_to(reader.language))
        template = self._texts.get(source)
        if template is None:
            template = self._texts[source] = self._env.from_string(source)
        text = template.render(self._context(reader, values))
        return shown(text) if plain else text

    def said(self, phrase: str, reader: Reader, values: Mapping[str, object]) -> str:
        """A sentence of phrases.toml by its name, under `says`, as plain text."""
        return self.phrase(self._phrases.says[phrase], reader, values)

    def problems(self, form: Form, problems: Problems, reader: Reader) -> dict[str, str]:
        fields_ = {each.key: each for each in form.fields}
        return {key: self.problem(problem, fields_.get(key), reader) for key, problem in problems.items()}

    def problem(self, problem: Problem, field: Field | None, reader: Reader) -> str:
        """Why an answer in this field can't be taken, with its example."""
        say = self.wording(reader)
        example = say.name(field.example) if field and field.example else ""
        return self.phrase(
            self._phrases.problems[problem.phrase], reader, {"example": example} | {**problem.values}
        )

    @pass_context
    def _why(self, context: Context, problem: Problem, field: Field | None = None) -> str:
        say: Wording = context["say"]
        return self.problem(problem, field, say.reader)

    def form(self, ask: Ask, form: Form, options: Mapping[str, Options], reader: Reader) -> ShownForm:
        """`options` by field, as `filling.offered` gives them."""
        say = self.wording(reader)
        intro = self.phrase(self._phrases.says[ask.intro], reader, ask.intro_values) if ask.intro else None
        return ShownForm(
            name=ask.form,
            title=say.name(form.title),
            intro=intro,
            submit=say.name(form.submit),
            cancel=say.name(form.cancel),
            fields=tuple(
                _field(
                    each,
                    ask.raw,
                    options.get(each.key, ()),
                    say,
                    redraws=each.redraws or form.decides(each.key),
                )
                for each in form.asked(ask.raw)
            ),
            context=ask.context,
        )

    def options(self, options: Iterable[ChoosableOption], reader: Reader) -> tuple[ShownOption, ...]:
        say = self.wording(reader)
        return tuple(_option(each, say) for each in options)

    def wording(self, reader: Reader) -> Wording:
        """How data reads to this reader."""
        return Wording(reader=reader, phrases=self._phrases, gazetteer=self._gazetteer)

    def _context(self, reader: Reader, values: Mapping[str, object]) -> dict[str, object]:
        return {**self._everywhere, **values, "say": self.wording(reader)}

    def _template(self, name: str, language: Language) -> tuple[Template, Language]:
        """The template in this language or the nearest that has it, and which that is."""
        if (name, language) not in self._templates:
            files = {f"{name}.{each.value}.md.j2": each for each in FALLBACK[language]}
            template = self._env.select_template(list(files))
            self._templates[name, language] = template, files[template.name or ""]
        return self._templates[name, language]


_FILTERS = tuple(each for each in vars(Wording) if not each.startswith("_") and callable(vars(Wording)[each]))


def _compiled() -> FileSystemBytecodeCache | None:
    """What an earlier start compiled, in temporary files that are this user's alone; None: there can be none.

    A process that does not know a filter yet compiles it otherwise: what has other filters shares no file.
    """
    known = hashlib.sha256(" ".join(sorted(_FILTERS)).encode()).hexdigest()[:12]
    try:
        return FileSystemBytecodeCache(pattern=f"__jinja2_{known}_%s.cache")
    except (RuntimeError, OSError):
        return None


def told(text: str) -> View:
    """A view of one sentence."""
    return View(summary=text, blocks=(Paragraph((Plain(text),)),))


def _field(field: Field, raw: Raw, options: Options, say: Wording, *, redraws: bool) -> ShownField:
    return ShownField(
        key=field.key,
        kind=field.kind,
        label=say.name(field.label),
        hint=say.name(field.hint) if field.hint else None,
        required=field.is_needed,
        max_length=field.max_length,
        options=tuple(_option(each, say) for each in options),
        value="" if raw.get(field.key) == NOT_YET else raw.get(field.key, ""),
        redraws=redraws,
    )


def _option(option: ChoosableOption, say: Wording) -> ShownOption:
    return ShownOption(value=option.value, label=say.brief(say.worded(option.label), MAX_LABEL))


@pass_context
def _finalize(context: Context, value: Any) -> str:
    """What a template prints: data made inert; what is not known is said so, never left blank."""
    if isinstance(value, Markup):
        return value
    if value is None:
        say: Wording = context["say"]
        return inert(say.unknown())
    return inert(str(value))


def _filter(name: str) -> Callable[..., object]:
    @pass_context
    def apply(context: Context, value: object, *arguments: object) -> object:
        return None if value is None else getattr(context["say"], name)(value, *arguments)

    return apply
