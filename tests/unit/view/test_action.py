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


def test_every_action_says_which_arguments_it_has() -> None:
    for name in ActionName:
        assert isinstance(Action(name).is_whole, bool)


@pytest.mark.parametrize(
    ("action", "is_whole"),
    [
        (Action(ActionName.SNOOZE, ("7", "2026-12-01")), True),
        (Action(ActionName.SNOOZE, ("7",)), False),
        (Action(ActionName.SNOOZE, ("7", "2026-12-01", "x")), False),
        (Action(ActionName.FOLLOW, ("entity", "mx")), True),
        (Action(ActionName.FOLLOW, ("planet", "mx")), False),
        (Action(ActionName.RESUME, ("seven",)), False),
        (Action(ActionName.FILE_DRAFT, ("7", "rec-058", "stage", "planning")), True),
        (Action(ActionName.OPEN_FEED), True),
        (Action(ActionName.OPEN_FEED, ("x",)), False),
    ],
)
def test_action_of_another_version_is_not_whole(action: Action, is_whole: bool) -> None:
    assert action.is_whole is is_whole
