import json

from tests.unit.desk import LUCIA, NOAH, ROOM, STRANGER, TOMAS, Desk, actions, summary, view_of
from tests.unit.postman import Postman

from mirps_bot.domain.delivery import Inbox
from mirps_bot.domain.follow import Topic
from mirps_bot.parcels import Parcel
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Bullets, Paragraph, View, text_of


def lines(view: View) -> list[str]:
    return [text_of(each) for block in view.blocks if isinstance(block, Bullets) for each in block.items]


def followed(desk: Desk, email: str) -> list[Topic]:
    with desk.visit(email) as visit:
        assert visit.person is not None
        return list(visit.unit.follows.of(visit.person.id))


def test_it_is_told_what_is_kept_and_counted(desk: Desk) -> None:
    desk.asks(LUCIA, "seguir Honduras rec-044")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"})

    shown = desk.asks(LUCIA, "privacidad")

    told = lines(view_of(shown))
    assert "Lo que sigue: 2 datos" in told
    assert "Lo que informó oficialmente: 1 dato" in told


def test_export_goes_into_the_direct_messages_of_that_person_alone(desk: Desk, postman: Postman) -> None:
    desk.asks(LUCIA, "seguir Honduras")
    desk.says(LUCIA, "Este trimestre abrimos dos oficinas nuevas")

    answer = desk.presses(LUCIA, ActionName.EXPORT_DATA, place=ROOM)

    assert "Honduras" not in repr(answer)
    [sent] = [each.what for each in postman.round() if each.delivery.key.startswith("export/")]
    assert isinstance(sent, Parcel)
    assert sent.to == Inbox(person=desk.person(LUCIA).id)
    pieces = [text_of(each.spans) for each in sent.view.blocks if isinstance(each, Paragraph)][1:]
    told = json.loads("".join(pieces))
    assert [each["topic"] for each in told["follows"]] == ["hn"]
    assert [each["text"] for each in told["drafts"]] == ["Este trimestre abrimos dos oficinas nuevas"]


def test_erasing_is_asked_first(desk: Desk) -> None:
    desk.asks(LUCIA, "seguir Honduras")

    answer = desk.presses(LUCIA, ActionName.ERASE_DATA)

    assert Action(ActionName.ERASE_DATA, ("sure",)) in actions(answer)
    assert len(followed(desk, LUCIA)) == 1


def test_erasing_takes_what_is_ones_own_and_leaves_the_record_and_the_colleagues(desk: Desk) -> None:
    for email in (LUCIA, TOMAS):
        desk.asks(email, "seguir Honduras")
    desk.asks(LUCIA, "idioma inglés")
    desk.says(LUCIA, "Este trimestre abrimos dos oficinas nuevas")
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"})

    desk.presses(LUCIA, ActionName.ERASE_DATA, "sure")

    assert (followed(desk, LUCIA), len(followed(desk, TOMAS))) == ([], 1)
    assert desk.person(LUCIA).language == "es"
    with desk.visit(LUCIA) as visit:
        assert visit.person is not None
        assert visit.unit.drafts.of_author(visit.person.id) == ()
        last = visit.unit.updates.of_entity(visit.person.entity)[0]
    assert last.author_name == "Lucía Ortega"


def test_stranger_is_told_of_their_account_alone(desk: Desk) -> None:
    shown = desk.asks(STRANGER, "privacidad")
    assert lines(view_of(shown)) == []


def test_what_is_kept_of_somebody_is_never_offered_to_a_room(desk: Desk) -> None:
    for words in ("privacy", "home", "follow", "language", "zone", "subscription"):
        shown = desk.asks(NOAH, words, place=ROOM)
        assert ActionName.SHARE not in {each.name for each in actions(shown)}, words
    assert summary(desk.presses(NOAH, ActionName.SHARE, "privacy", place=ROOM)).startswith("This button")
