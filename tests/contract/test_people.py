from dataclasses import replace
from datetime import time, timedelta

from tests.contract.samples import ANA, BANK, LUIS, MEXICO, NOW, SARA, row

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.domain.ids import PersonId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor, Chat, Person, Role
from mirps_bot.domain.preference import Preference
from mirps_bot.ports import Account, UnitOfWork, Whereabouts

STRANGER = Account(user="U9", email="quien@example.org", language=Language.FR, time_zone="Europe/Paris")


def person(unit: UnitOfWork, email: str) -> Person:
    found = unit.people.by_email(email)
    assert found is not None
    return found


def test_person_is_read_as_written_by_id_and_by_address(unit: UnitOfWork, ana: PersonId) -> None:
    expected = Person(
        id=ana,
        email="ana@gob.example",
        name="Ana Ruiz",
        entity=MEXICO,
        role=Role.FOCAL_POINT,
        language=Language.ES,
        time_zone="America/Panama",
    )
    assert unit.people.find(ana) == expected
    assert unit.people.by_email("ANA@gob.example") == expected


def test_person_nobody_knows_is_none(unit: UnitOfWork) -> None:
    assert unit.people.find(PersonId(999)) is None
    assert unit.people.by_email("nadie@example.org") is None


def test_all_come_by_entity_then_role_then_name(unit: UnitOfWork) -> None:
    unit.people.save(
        [
            row("b@x.example", "Berta", MEXICO, Role.ALTERNATE),
            row("c@x.example", "Abel", MEXICO, Role.OBSERVER),
            row("d@x.example", "Aldo", MEXICO, Role.ALTERNATE),
        ]
    )

    names = [each.name for each in unit.people.all()]
    assert names == ["Luis Paz", "Ana Ruiz", "Aldo", "Berta", "Abel", "Sara Gil"]


def test_save_replaces_by_address_and_counts_the_new(unit: UnitOfWork, ana: PersonId) -> None:
    changed = replace(ANA, email="Ana@Gob.example", name="Ana R. Ruiz", role=Role.ALTERNATE)

    assert unit.people.save([changed, LUIS, row("nuevo@x.example", "Nuevo", BANK)]) == 1
    assert unit.people.find(ana) == replace(
        person(unit, "ana@gob.example"), id=ana, name="Ana R. Ruiz", role=Role.ALTERNATE
    )
    assert len(unit.people.all()) == 4


def test_actor_never_introduced_is_none(unit: UnitOfWork) -> None:
    assert unit.people.actor("U1") is None


def test_actor_off_the_roster_has_the_platforms_language_and_zone(unit: UnitOfWork) -> None:
    introduced = unit.people.introduce(STRANGER)

    assert introduced == Actor(user="U9", person=None, language=Language.FR, time_zone="Europe/Paris")
    assert unit.people.actor("U9") == introduced


def test_actor_with_nothing_known_is_spoken_to_in_spanish_and_utc(unit: UnitOfWork) -> None:
    unknown = Account(user="U9", email=None, language=None, time_zone=None)

    assert unit.people.introduce(unknown) == Actor(
        user="U9", person=None, language=Language.ES, time_zone="UTC", is_language_guessed=True
    )


def test_actor_on_the_roster_has_the_rosters_language_and_zone(unit: UnitOfWork) -> None:
    introduced = unit.people.introduce(replace(STRANGER, email="SARA@acnur.example"))

    sara = person(unit, SARA.email)
    assert introduced == Actor(user="U9", person=sara, language=Language.ES, time_zone="America/Panama")


def test_actor_is_matched_anew_at_each_call(unit: UnitOfWork) -> None:
    unit.people.introduce(STRANGER)
    unit.people.save([row("quien@example.org", "Quién", BANK)])

    actor = unit.people.actor("U9")
    assert actor is not None
    assert actor.person == person(unit, "quien@example.org")


def test_introducing_again_refreshes(unit: UnitOfWork) -> None:
    unit.people.introduce(STRANGER)
    refreshed = unit.people.introduce(replace(STRANGER, language=Language.EN))

    assert unit.people.actor("U9") == refreshed
    assert refreshed.language is Language.EN


def test_person_is_met_where_somebody_has_their_address(unit: UnitOfWork, ana: PersonId) -> None:
    address = "ana@gob.example"
    assert unit.people.whereabouts([ana])[ana] == Whereabouts(email=address, user=None, channel=None)

    unit.people.introduce(replace(STRANGER, user="U7", email="Ana@gob.example"))

    assert unit.people.whereabouts([ana])[ana] == Whereabouts(email=address, user="U7", channel=None)
    assert unit.people.whereabouts([PersonId(999)]) == {}


def test_direct_channel_is_remembered_and_replaced(unit: UnitOfWork, ana: PersonId) -> None:
    unit.people.introduce(replace(STRANGER, user="U7", email="ana@gob.example"))

    unit.people.remember_direct_channel("U7", "D1")
    unit.people.remember_direct_channel("U7", "D2")

    assert unit.people.whereabouts([ana])[ana] == Whereabouts(
        email="ana@gob.example", user="U7", channel="D2"
    )


def test_roster_survives_the_unit_that_wrote_it(storage: SqlStorage) -> None:
    with storage.begin(reading=True) as unit:
        assert [each.email for each in unit.people.all()] == [LUIS.email, ANA.email, SARA.email]


def test_choice_of_somebody_on_the_roster_is_theirs_and_outlasts_an_import(unit: UnitOfWork) -> None:
    actor = unit.people.introduce(replace(STRANGER, email=SARA.email))

    unit.people.choose(actor, language=Language.PT)
    unit.people.choose(actor, time_zone="Europe/Zurich")
    unit.people.save([SARA])

    sara = person(unit, SARA.email)
    assert (sara.language, sara.time_zone) == (Language.PT, "Europe/Zurich")
    assert unit.people.actor("U9") == replace(
        actor, person=sara, language=Language.PT, time_zone="Europe/Zurich"
    )
    assert person(unit, LUIS.email).language is Language.ES


def test_choice_of_anybody_else_is_the_accounts(unit: UnitOfWork) -> None:
    actor = unit.people.introduce(STRANGER)

    unit.people.choose(actor, language=Language.EN)

    assert unit.people.introduce(STRANGER) == replace(actor, language=Language.EN)
    other = unit.people.introduce(replace(STRANGER, user="U8"))
    assert other.language is Language.FR


def test_hours_are_kept_when_the_roster_is_loaded_again(unit: UnitOfWork, ana: PersonId) -> None:
    unit.people.set_hours(ana, time(10), time(16))
    unit.people.save([ANA])

    person = unit.people.find(ana)
    assert person is not None
    assert (person.works_from, person.works_until) == (time(10), time(16))


def test_who_left_has_no_account_until_they_are_back(unit: UnitOfWork) -> None:
    account = replace(STRANGER, email=SARA.email)
    unit.people.introduce(account)
    gone = replace(account, email=None, has_left=True)
    for later in (0, 1):
        unit.people.leave(STRANGER.user, at=NOW + timedelta(hours=later))
        unit.people.introduce(gone)
    sara = person(unit, SARA.email)
    where = unit.people.whereabouts([sara.id])[sara.id]
    assert (sara.left_at, where.user) == (NOW, None)
    assert unit.people.save([SARA]) == 0
    assert person(unit, SARA.email).left_at == NOW

    unit.people.introduce(account)
    assert person(unit, SARA.email).left_at is None


def test_who_reads_by_mail_needs_no_account(unit: UnitOfWork) -> None:
    unit.people.introduce(replace(STRANGER, email=SARA.email))
    sara = person(unit, SARA.email)
    unit.preferences.save(sara.id, Preference(by_mail=True))
    unit.people.leave(STRANGER.user, at=NOW)
    assert not person(unit, SARA.email).has_left


def test_person_is_met_on_each_platform_by_its_own_user(unit: UnitOfWork, ana: PersonId) -> None:
    account = replace(STRANGER, user="29:ana", email="ana@gob.example", chat=Chat.TEAMS)
    unit.people.introduce(account)
    unit.people.remember_direct_channel("29:ana", "a:1")

    found = unit.people.whereabouts([ana], Chat.TEAMS)

    address = "ana@gob.example"
    assert found == {ana: Whereabouts(email=address, user="29:ana", channel="a:1")}
    assert unit.people.whereabouts([ana]) == {ana: Whereabouts(email=address, user=None, channel=None)}


def test_who_left_one_platform_is_still_on_the_other(unit: UnitOfWork) -> None:
    unit.people.introduce(replace(STRANGER, email=SARA.email))
    unit.people.introduce(replace(STRANGER, user="29:sara", email=SARA.email, chat=Chat.TEAMS))

    unit.people.leave(STRANGER.user, at=NOW)

    assert not person(unit, SARA.email).has_left
