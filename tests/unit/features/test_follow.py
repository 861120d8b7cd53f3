import pytest
from tests.unit.desk import LUCIA, NOAH, ROOM, STRANGER, Desk, actions, buttons, summary

from mirps_bot.domain.follow import Topic, TopicKind
from mirps_bot.view.action import Action, ActionName

HONDURAS = Topic(kind=TopicKind.ENTITY, id="hn")
ASYLUM = Topic(kind=TopicKind.GROUP, id="wg-asylum")
PLEDGE = Topic(kind=TopicKind.PLEDGE, id="rec-044")


def followed(desk: Desk, email: str = LUCIA) -> set[Topic]:
    with desk.visit(email) as visit:
        assert visit.person is not None
        return set(visit.unit.follows.of(visit.person.id))


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("seguir Honduras", HONDURAS),
        ("follow honduras", HONDURAS),
        ("seguir REC-044", PLEDGE),
        ("suivre wg-asylum", ASYLUM),
        ("seguir grupo de trabajo de asilo", ASYLUM),
    ],
)
def test_what_a_line_names_is_followed(desk: Desk, words: str, topic: Topic) -> None:
    desk.asks(LUCIA, words)
    assert followed(desk) == {topic}


def test_several_are_followed_at_once_and_named_back(desk: Desk) -> None:
    said = summary(desk.asks(LUCIA, "seguir Honduras rec-044"))

    assert followed(desk) == {HONDURAS, PLEDGE}
    assert said.startswith("Desde ahora sigue: rec-044 · ")
    assert said.endswith("; Honduras")


def test_without_words_all_are_listed_each_with_the_button_that_drops_it(desk: Desk) -> None:
    assert summary(desk.asks(LUCIA, "seguir")) == "Todavía no sigue nada"

    desk.asks(LUCIA, "seguir Honduras wg-asylum")

    assert summary(desk.asks(LUCIA, "seguir")) == "Sigue 2 temas"
    assert set(actions(desk.asks(LUCIA, "dejar"))) == {
        Action(ActionName.UNFOLLOW, ("entity", "hn")),
        Action(ActionName.UNFOLLOW, ("group", "wg-asylum")),
    }


def test_unfollowing_by_words_and_by_button(desk: Desk) -> None:
    desk.asks(LUCIA, "seguir Honduras wg-asylum")

    assert summary(desk.asks(LUCIA, "dejar de seguir Honduras")) == "Ya no sigue: Honduras"
    desk.presses(LUCIA, ActionName.UNFOLLOW, "group", "wg-asylum")

    assert followed(desk) == set()


def test_theme_can_not_be_followed_its_groups_are_offered(desk: Desk) -> None:
    answer = desk.asks(LUCIA, "seguir sistemas de asilo")

    assert Action(ActionName.FOLLOW, ("group", "wg-asylum")) in actions(answer)
    assert followed(desk) == set()


def test_what_names_nothing_changes_nothing(desk: Desk) -> None:
    assert summary(desk.asks(LUCIA, "seguir xyzzy")).startswith("No reconozco ningún compromiso")
    assert followed(desk) == set()


def test_pledge_and_group_carry_the_button_that_turns(desk: Desk) -> None:
    assert Action(ActionName.FOLLOW, ("pledge", "rec-044")) in actions(
        desk.asks(LUCIA, "compromisos rec-044")
    )
    assert Action(ActionName.FOLLOW, ("group", "wg-asylum")) in actions(desk.asks(LUCIA, "grupos wg-asylum"))

    desk.presses(LUCIA, ActionName.FOLLOW, "pledge", "rec-044")

    labels = [each.label for each in buttons(desk.asks(LUCIA, "compromisos rec-044"))]
    assert ("Dejar de seguir" in labels, "Seguir" in labels) == (True, False)


def test_whoever_is_not_on_the_roster_follows_nothing(desk: Desk) -> None:
    assert summary(desk.asks(STRANGER, "seguir Honduras")).startswith("Todavía no figura")
    labels = [each.label for each in buttons(desk.asks(STRANGER, "compromisos rec-044"))]
    assert "Seguir" not in labels


def test_what_one_follows_is_never_offered_to_a_room(desk: Desk) -> None:
    shown = desk.asks(NOAH, "follow Honduras", place=ROOM)
    assert ActionName.SHARE not in {each.name for each in actions(shown)}
