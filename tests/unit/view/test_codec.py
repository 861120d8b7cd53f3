import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.form import FieldKind
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import (
    Bullets,
    Button,
    Buttons,
    Divider,
    Emphasis,
    Facts,
    Heading,
    Image,
    Link,
    Note,
    Paragraph,
    Plain,
    Strong,
    View,
)
from mirps_bot.view.codec import dump_view, load_view
from mirps_bot.view.form import ShownField, ShownForm, ShownOption
from mirps_bot.view.pictures import Grid, Row

texts = st.text(max_size=20)
spans = st.lists(
    st.one_of(st.builds(Plain, texts), st.builds(Strong, texts), st.builds(Link, texts, texts)), max_size=4
).map(tuple)
buttons = st.builds(
    Button,
    label=texts,
    action=st.builds(Action, st.sampled_from(ActionName), st.lists(texts, max_size=3).map(tuple)),
    emphasis=st.sampled_from(Emphasis),
    described=st.none() | texts,
)
rows = st.builds(Row, texts, st.lists(st.booleans(), max_size=3).map(tuple))
words = st.lists(texts, max_size=3).map(tuple)
grids = st.builds(Grid, texts, words, words, st.lists(rows, max_size=3).map(tuple))
blocks = st.one_of(
    st.builds(Image, texts, grids),
    st.builds(Heading, texts),
    st.builds(Paragraph, spans),
    st.builds(Bullets, st.lists(spans, max_size=3).map(tuple)),
    st.builds(Facts, st.lists(st.tuples(texts, spans), max_size=3).map(tuple)),
    st.builds(Divider),
    st.builds(Note, spans),
    st.builds(Buttons, st.lists(buttons, max_size=3).map(tuple)),
)
options = st.lists(st.builds(ShownOption, value=texts, label=texts), max_size=2).map(tuple)
shown_fields = st.builds(
    ShownField,
    key=texts,
    kind=st.sampled_from(FieldKind),
    label=texts,
    hint=st.none() | texts,
    required=st.booleans(),
    max_length=st.integers(1, 3000),
    options=options,
    value=texts,
    redraws=st.booleans(),
)
said = st.dictionaries(st.sampled_from(["pledge", "part"]), texts, max_size=2)
forms = st.builds(
    ShownForm,
    name=texts,
    title=texts,
    intro=st.none() | texts,
    submit=texts,
    cancel=texts,
    fields=st.lists(shown_fields, max_size=2).map(tuple),
    context=said,
    before=said,
    problems=said,
)
views = st.builds(View, summary=texts, blocks=st.lists(blocks, max_size=5).map(tuple), form=st.none() | forms)


@given(views)
def test_view_comes_back_as_it_was(view: View) -> None:
    assert load_view(dump_view(view)) == view


@given(views)
def test_view_is_kept_as_json(view: View) -> None:
    assert json.loads(dump_view(view))["part"] == "View"


def test_anything_but_a_view_is_refused() -> None:
    with pytest.raises(ValueError, match="not a view"):
        load_view(json.dumps({"part": "Divider"}))
