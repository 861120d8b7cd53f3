import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.view.action import Action, ActionName

actions = st.builds(Action, st.sampled_from(ActionName), st.lists(st.text()).map(tuple))


@given(actions)
def test_unpacked_action_is_the_packed_one(action: Action) -> None:
    assert Action.unpack(action.pack()) == action


def test_packed_action_is_short() -> None:
    assert Action(ActionName.SNOOZE, ("7", "mañana")).pack() == '["snooze","7","mañana"]'


@pytest.mark.parametrize(
    "packed",
    ["", "snooze", "[]", "{}", "7", "null", '["delete_all"]', '["snooze",7]', '["snooze",["7"]]', "[["],
)
def test_what_was_never_packed_is_refused(packed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of several kinds: not JSON, no action, an unknown name
        Action.unpack(packed)


@given(st.text())
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        Action.unpack(text)
