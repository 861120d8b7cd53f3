"""Who is who, and who may know."""

from dataclasses import replace

import pytest
from tests.unit.desk import ANA, GRACE, LUCIA, NOAH, ROOM, STRANGER, TOMAS, Desk, actions, buttons, summary
from tests.unit.reading import said

from mirps_bot.dialogue import Show
from mirps_bot.domain.entity import EntityKind
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Role
from mirps_bot.features import directory
from mirps_bot.features.directory import EntityList, OneEntity, PeopleList
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import ActionName


def one(reading_desk: Desk, words: str, email: str = LUCIA) -> OneEntity:
    return reading_desk.data(directory.answer, words, OneEntity, email)


def people(reading_desk: Desk, words: str, email: str = LUCIA) -> PeopleList:
    return reading_desk.data(directory.answer, words, PeopleList, email)


@pytest.mark.parametrize(
    ("words", "entity"),
    [("Honduras", "hn"), ("de Canadá", "ca"), ("bcie", "cabei"), ("CABEI", "cabei"), ("World Bank", "wbg")],
)
def test_entity_is_found_by_any_of_its_names(reading_desk: Desk, words: str, entity: str) -> None:
    assert one(reading_desk, words).entity.id == entity


@pytest.mark.parametrize(
    ("email", "asked"),
    [
        (LUCIA, "¿Quién es el punto focal de Honduras?"),
        (LUCIA, "quien responde por honduras"),
        (GRACE, "who is the focal point for Honduras"),
        (GRACE, "who is it for Honduras?"),
        ("rafael.moura@example.org", "quem é o ponto focal de Honduras?"),
        ("rafael.moura@example.org", "com quem falo no Honduras"),
        ("chloe.tremblay@example.org", "qui est le point focal du Honduras ?"),
    ],
)
def test_plain_question_finds_who_it_is(reading_desk: Desk, email: str, asked: str) -> None:
    assert summary(reading_desk.says(email, asked)) == "Honduras"


def test_people_of_an_entity_stand_in_the_order_in_which_they_answer_for_it(reading_desk: Desk) -> None:
    assert [each.email for each in one(reading_desk, "México", ANA).people] == [LUCIA, TOMAS]


@pytest.mark.parametrize(("email", "known"), [(ANA, 2), (NOAH, 2), (STRANGER, 0)])
def test_who_is_not_on_the_roster_learns_only_how_many_there_are(
    reading_desk: Desk, email: str, known: int
) -> None:
    found = one(reading_desk, "México", email)
    assert (len(found.people), found.hidden) == (known, 2 - known)


def test_observer_knows_the_colleagues_of_their_own_entity_alone(reading_desk: Desk) -> None:
    with reading_desk.visit(LUCIA) as visit:
        assert visit.person
        observer = replace(
            visit, actor=replace(visit.actor, person=replace(visit.person, role=Role.OBSERVER))
        )
        assert [_seen(observer, words) for words in ("México", "Costa Rica")] == [(2, 0), (0, 1)]


def _seen(visit: Visit, words: str) -> tuple[int, int]:
    answer = directory.answer(visit, words)
    assert isinstance(answer, Show)
    assert isinstance(answer.data, OneEntity)
    return len(answer.data.people), answer.data.hidden


def test_answer_that_names_people_can_not_be_shared(reading_desk: Desk) -> None:
    assert reading_desk.show(directory.answer, "México").shareable is None
    assert reading_desk.show(directory.answer, "puntos focales").shareable is None
    assert reading_desk.show(directory.answer, "Belice").shareable == "directory Belice"


def test_nobody_is_offered_to_share_who_somebody_is(reading_desk: Desk) -> None:
    def can_share(words: str) -> bool:
        return any(each.name is ActionName.SHARE for each in actions(reading_desk.asks(LUCIA, words, ROOM)))

    assert can_share("directorio belice")
    assert not can_share("directorio méxico")
    assert not can_share("directorio puntos focales")


def test_entity_is_shown_with_its_offices_and_groups(reading_desk: Desk) -> None:
    mexico = one(reading_desk, "México")
    assert [each.year for each in mexico.presidencies] == [2019]
    assert [each.id for each in mexico.leads] == ["wg-asylum"]
    assert [each.id for each in mexico.sits_in] == ["wg-jobs", "wg-local"]
    assert mexico.profile
    assert mexico.profile.seat
    assert [mexico.profile.seat.in_language(each) for each in Language] == [
        "Ciudad de México",
        "Mexico City",
        "Cidade do México",
        "Mexico",
    ]
    assert mexico.pledges > 0
    assert [str(each.start) for each in one(reading_desk, "Colombia").chairs] == ["2025-01"]


def test_nothing_and_unknown_words_list_everybody_by_kind(reading_desk: Desk) -> None:
    data = reading_desk.data(directory.answer, "xyzzy", EntityList)
    assert (len(data.entities), data.kinds, data.rest) == (33, tuple(EntityKind), ("xyzzy",))


def test_one_kind_can_be_asked_for(reading_desk: Desk) -> None:
    data = reading_desk.data(directory.answer, "miembros de la plataforma", EntityList)
    assert (len(data.entities), data.kinds) == (14, (EntityKind.PLATFORM_MEMBER,))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("los bancos", 4),
        ("qué bancos son miembros", 3),
        ("gobiernos que son miembros", 9),
        ("which banks", 4),
        ("países europeos", 6),
    ],
)
def test_those_that_are_called_together_are_listed(reading_desk: Desk, words: str, number: int) -> None:
    assert len(reading_desk.data(directory.answer, words, EntityList).entities) == number


@pytest.mark.parametrize(
    "words",
    ["Estados que no tienen suplente", "Estados del MIRPS sin suplente", "States with no alternate"],
)
def test_secretariat_learns_who_lacks_a_person_with_a_role(reading_desk: Desk, words: str) -> None:
    data = reading_desk.data(directory.answer, words, EntityList, NOAH)
    assert data.vacant == (Role.ALTERNATE,)
    assert {each.id for each in data.entities} == {"bz", "cr", "gt", "hn", "pa", "sv"}


def test_who_lacks_a_person_is_no_news_for_a_room(reading_desk: Desk) -> None:
    shown = reading_desk.asks(NOAH, "directory States with no alternate", ROOM)
    assert summary(shown) == "6 entities without alternate focal point"
    assert ActionName.SHARE not in {each.name for each in actions(shown)}


def test_who_is_not_on_the_roster_learns_of_no_vacancy(reading_desk: Desk) -> None:
    assert people(reading_desk, "no focal point", STRANGER).page.items == ()


@pytest.mark.parametrize("words", ["puntos focales", "focal points", "focal_point", "points focaux"])
def test_all_focal_points_are_listed_a_page_at_a_time(reading_desk: Desk, words: str) -> None:
    found = people(reading_desk, words)
    assert {each.role for each in found.page.items} == {Role.FOCAL_POINT}
    assert found.page.total == 8


@pytest.mark.parametrize("words", ["Lucía", "ortega", "lucia ortega"])
def test_person_is_found_by_name(reading_desk: Desk, words: str) -> None:
    assert [each.email for each in people(reading_desk, words).page.items] == [LUCIA]


@pytest.mark.parametrize("words", ["Madrid", "la COMAR", "y la ONPAR"])
def test_entity_is_known_by_its_seat_and_its_institutions(reading_desk: Desk, words: str) -> None:
    known = {"Madrid": "es", "COMAR": "mx", "ONPAR": "pa"}
    assert one(reading_desk, words).entity.id == known[words.split()[-1]]


def test_person_named_in_full_is_found_among_other_words(reading_desk: Desk) -> None:
    found = people(reading_desk, "Ana Solís, ¿de qué país es?")
    assert [each.email for each in found.page.items] == [ANA]


def test_stranger_finds_nobody_by_name(reading_desk: Desk) -> None:
    assert isinstance(reading_desk.show(directory.answer, "Lucía", STRANGER).data, EntityList)


def test_several_entities_list_their_people(reading_desk: Desk) -> None:
    found = people(reading_desk, "méxico costa rica")
    assert sorted(each.entity for each in found.page.items) == ["cr", "mx", "mx"]


def test_ways_on_are_understood(reading_desk: Desk) -> None:
    answer = reading_desk.asks(LUCIA, "directorio estados unidos")
    assert [each.label for each in buttons(answer)] == ["Compromisos: Estados Unidos de América"]
    (pledges,) = actions(answer)
    opened = reading_desk.presses(LUCIA, ActionName.ASK, *pledges.arguments)
    assert "Estados Unidos" in summary(opened)


# ---- who is away ---------------------------------------------------------------------------------

AWAY = {"person": LUCIA, "since": "2026-11-24", "until": "2026-12-04", "reason": "licencia"}


def says_of(desk: Desk, email: str, words: str) -> str:
    return said(desk.asks(email, words))


def test_who_is_away_is_named_with_the_day_and_who_covers(desk: Desk) -> None:
    desk.submits(LUCIA, AWAY | {"cover": TOMAS}, form="absence")
    assert "away until December 4, 2026; covered by Tomás Rivera" in says_of(desk, GRACE, "directory Mexico")
    assert f"covered by Tomás Rivera ({TOMAS})" in says_of(desk, GRACE, "directory focal points")
    assert "licencia" not in says_of(desk, GRACE, "directory Mexico")


def test_cover_who_is_away_too_is_not_named(desk: Desk) -> None:
    desk.submits(LUCIA, AWAY | {"cover": TOMAS}, form="absence", key="1")
    desk.submits(TOMAS, AWAY | {"person": TOMAS}, form="absence", key="2")
    assert says_of(desk, ANA, "directorio México").count("sin reemplazo nombrado") == 2


def test_absence_is_told_on_its_days_alone(desk: Desk) -> None:
    desk.submits(LUCIA, AWAY, form="absence")
    desk.clock.advance(days=12)
    assert "ausente" not in says_of(desk, ANA, "directorio México")


def test_absence_is_told_to_nobody_who_may_not_know_the_person(desk: Desk) -> None:
    desk.submits(LUCIA, AWAY | {"cover": TOMAS}, form="absence")
    assert "Tomás" not in says_of(desk, STRANGER, "directorio México")
    assert one(desk, "México", STRANGER).away == {}


@pytest.mark.parametrize(
    "words",
    [
        "hablar",
        "necesito hablar con alguien",
        "¿a quién le pregunto si tengo dudas?",
        "who can help me",
        "quem pode me ajudar",
        "parler à quelqu'un",
        "secretaría",
    ],
)
def test_who_looks_for_a_person_is_told_whom_to_talk_to_in_the_secretariat(desk: Desk, words: str) -> None:
    answer = str(desk.says(LUCIA, words))
    assert "Secretaría de la Plataforma" in answer
    assert "Noah Fischer" in answer
    assert "Elena Duarte" in answer


def test_who_wants_to_talk_to_somebody_else_is_told_of_them(desk: Desk) -> None:
    assert "Karla Mejía" in str(desk.says(LUCIA, "hablar con Honduras"))


def test_stranger_is_told_how_many_there_are(desk: Desk) -> None:
    answer = str(desk.says(STRANGER, "hablar"))
    assert "Sin mostrar: 2 personas" in answer
    assert "Noah" not in answer


def test_contacts_of_the_secretariat_are_its_people(reading_desk: Desk) -> None:
    found = people(reading_desk, "secretaría")
    assert {each.role for each in found.page.items} == {Role.SECRETARIAT}
    assert found.page.total == 2
