"""Who may do what, cell by cell."""

import pytest

from mirps_bot.domain.access import TABLE, Ownership, Right, may, ownership, role_may
from mirps_bot.domain.ids import EntityId, PersonId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Person, Role

COLUMNS = ("focal_point", "alternate", "lead", "chair", "secretariat", "observer", "not on the roster")

GRID = {
    # right, whose                  focal alter lead chair secr obser none
    ("share", "own"): "            yes   yes   yes  yes   yes  yes   no ",
    ("share", "other"): "          yes   yes   yes  yes   yes  yes   no ",
    ("share", "nobodys"): "        yes   yes   yes  yes   yes  yes   no ",
    ("report", "own"): "           yes   yes   yes  yes   yes  no    no ",
    ("report", "other"): "         no    no    no   no    yes  no    no ",
    ("report", "nobodys"): "       no    no    no   no    yes  no    no ",
    ("snooze", "own"): "           yes   yes   yes  yes   yes  no    no ",
    ("snooze", "other"): "         no    no    no   no    yes  no    no ",
    ("snooze", "nobodys"): "       no    no    no   no    no   no    no ",
    ("handle_draft", "own"): "     yes   yes   yes  yes   yes  yes   no ",
    ("handle_draft", "other"): "   no    no    no   no    no   no    no ",
    ("handle_draft", "nobodys"): " no    no    no   no    no   no    no ",
    ("read_digest", "own"): "      no    no    no   no    yes  no    no ",
    ("read_digest", "other"): "    no    no    no   no    yes  no    no ",
    ("read_digest", "nobodys"): "  no    no    no   no    yes  no    no ",
    ("read_response", "own"): "    yes   yes   yes  yes   yes  no    no ",
    ("read_response", "other"): "  yes   yes   yes  yes   yes  no    no ",
    ("read_response", "nobodys"): "yes   yes   yes  yes   yes  no    no ",
    ("nudge", "own"): "            no    no    no   no    yes  no    no ",
    ("nudge", "other"): "          no    no    no   no    yes  no    no ",
    ("nudge", "nobodys"): "        no    no    no   no    yes  no    no ",
    ("fix_date", "own"): "         no    no    no   no    yes  no    no ",
    ("fix_date", "other"): "       no    no    no   no    yes  no    no ",
    ("fix_date", "nobodys"): "     no    no    no   no    yes  no    no ",
    ("choose_way", "own"): "       yes   yes   yes  yes   yes  yes   no ",
    ("choose_way", "other"): "     no    no    no   no    no   no    no ",
    ("choose_way", "nobodys"): "   yes   yes   yes  yes   yes  yes   no ",
    ("read_ledger", "own"): "      no    no    no   no    yes  no    no ",
    ("read_ledger", "other"): "    no    no    no   no    yes  no    no ",
    ("read_ledger", "nobodys"): "  no    no    no   no    yes  no    no ",
    ("subscribe", "own"): "        yes   yes   yes  yes   yes  yes   no ",
    ("subscribe", "other"): "      no    no    no   no    no   no    no ",
    ("subscribe", "nobodys"): "    yes   yes   yes  yes   yes  yes   no ",
    ("take_along", "own"): "       yes   yes   yes  yes   yes  yes   no ",
    ("take_along", "other"): "     yes   yes   yes  yes   yes  yes   no ",
    ("take_along", "nobodys"): "   yes   yes   yes  yes   yes  yes   no ",
    ("record_absence", "own"): "   yes   yes   yes  yes   yes  no    no ",
    ("record_absence", "other"): " no    no    no   no    yes  no    no ",
    ("record_absence", "nobodys"): "no   no    no   no    no   no    no ",
    ("attend", "own"): "           yes   yes   yes  yes   yes  no    no ",
    ("attend", "other"): "         no    no    no   no    yes  no    no ",
    ("attend", "nobodys"): "       no    no    no   no    no   no    no ",
    ("read_attendance", "own"): "  no    no    no   no    yes  no    no ",
    ("read_attendance", "other"): "no   no    no   no    yes  no    no ",
    ("read_attendance", "nobodys"): "no  no   no   no    yes  no    no ",
    ("follow", "own"): "           yes   yes   yes  yes   yes  yes   no ",
    ("follow", "other"): "         yes   yes   yes  yes   yes  yes   no ",
    ("follow", "nobodys"): "       yes   yes   yes  yes   yes  yes   no ",
    ("hand_in", "own"): "          yes   yes   yes  yes   yes  no    no ",
    ("hand_in", "other"): "        no    no    no   no    no   no    no ",
    ("hand_in", "nobodys"): "      no    no    no   no    no   no    no ",
    ("change_contact", "own"): "   yes   yes   yes  yes   yes  no    no ",
    ("change_contact", "other"): " no    no    no   no    yes  no    no ",
    ("change_contact", "nobodys"): "no   no    no   no    no   no    no ",
    ("read_paper", "own"): "       yes   yes   yes  yes   yes  no    no ",
    ("read_paper", "other"): "     no    no    no   no    yes  no    no ",
    ("read_paper", "nobodys"): "   no    no    no   no    no   no    no ",
    ("review", "own"): "           no    no    no   no    yes  no    no ",
    ("review", "other"): "         no    no    no   no    yes  no    no ",
    ("review", "nobodys"): "       no    no    no   no    yes  no    no ",
    ("read_contacts", "own"): "    yes   yes   yes  yes   yes  yes   no ",
    ("read_contacts", "other"): "  yes   yes   yes  yes   yes  no    no ",
    ("read_contacts", "nobodys"): "no    no    no   no    no   no    no ",
    ("see_needs", "own"): "        yes   yes   yes  yes   yes  yes   no ",
    ("see_needs", "other"): "      yes   yes   yes  yes   yes  yes   no ",
    ("see_needs", "nobodys"): "    yes   yes   yes  yes   yes  yes   no ",
    ("see_contact", "own"): "      yes   yes   yes  yes   yes  no    no ",
    ("see_contact", "other"): "    no    no    no   no    yes  no    no ",
    ("see_contact", "nobodys"): "  no    no    no   no    no   no    no ",
    ("match", "own"): "            yes   yes   yes  yes   yes  no    no ",
    ("match", "other"): "          no    no    no   no    yes  no    no ",
    ("match", "nobodys"): "        no    no    no   no    no   no    no ",
    ("name_clearer", "own"): "     yes   no    yes  yes   yes  no    no ",
    ("name_clearer", "other"): "   no    no    no   no    no   no    no ",
    ("name_clearer", "nobodys"): " no    no    no   no    no   no    no ",
    ("clear", "own"): "            yes   yes   yes  yes   yes  no    no ",
    ("clear", "other"): "          no    no    no   no    no   no    no ",
    ("clear", "nobodys"): "        no    no    no   no    no   no    no ",
}

MEXICO, CANADA = EntityId("mx"), EntityId("ca")
OWNERS: dict[str, tuple[EntityId | PersonId, ...]] = {
    "own": (CANADA, MEXICO),
    "other": (CANADA, PersonId(8)),
    "nobodys": (),
}


def person(role: str) -> Person | None:
    if role not in set(Role):
        return None
    return Person(
        id=PersonId(7),
        email="ana@example.org",
        name="Ana",
        entity=MEXICO,
        role=Role(role),
        language=Language.ES,
        time_zone="America/Mexico_City",
    )


def test_grid_has_a_line_for_every_right_and_owner_and_a_column_for_every_role() -> None:
    assert set(GRID) == {(right.value, each.value) for right in Right for each in Ownership}
    assert set(TABLE) == set(Right)
    assert (*(each.value for each in _in_grid_order()), "not on the roster") == COLUMNS


def _in_grid_order() -> list[Role]:
    return sorted(Role, key=lambda each: COLUMNS.index(each.value))


@pytest.mark.parametrize(("right", "whose"), GRID)
def test_right_is_granted_as_the_grid_says(right: str, whose: str) -> None:
    granted = [may(person(role), Right(right), OWNERS[whose]) for role in COLUMNS]

    assert granted == [word == "yes" for word in GRID[right, whose].split()]


def test_room_of_one_role_may_what_each_of_them_may() -> None:
    assert role_may(Role.SECRETARIAT, Right.MATCH, Ownership.OTHER)
    assert not role_may(Role.CHAIR, Right.MATCH, Ownership.OTHER)
    assert not role_may(None, Right.MATCH, Ownership.OTHER)


def test_what_belongs_to_a_person_is_not_their_colleagues() -> None:
    assert ownership(person("alternate"), (PersonId(7),)) is Ownership.OWN
    assert ownership(person("alternate"), (PersonId(8),)) is Ownership.OTHER


def test_nothing_is_the_own_of_whoever_is_not_on_the_roster() -> None:
    assert ownership(None, (MEXICO,)) is Ownership.OTHER
    assert ownership(None, ()) is Ownership.NOBODYS
