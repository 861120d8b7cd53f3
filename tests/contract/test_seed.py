from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.contract.samples import (
    ANA,
    AREAS,
    DEADLINE,
    ENTITIES,
    EVENTS,
    FACTS,
    GROUPS,
    HONDURAS,
    MEETING,
    MEXICO,
    NOW,
    PANAMA,
    PLEDGES,
    UNHCR,
)  # fmt: skip

from mirps_bot.adapters.sql.seed import seed
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.content.facts import Facts, load_facts
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.delivery import Owed, Reminder, Sent
from mirps_bot.domain.ids import EventId, PledgeId
from mirps_bot.domain.platform import City
from mirps_bot.domain.pledge import Pledge, Stage, add_up
from mirps_bot.domain.query import PledgeFilter
from mirps_bot.domain.record import Record
from mirps_bot.domain.update import Report, Standing, Surface, UpdateKind
from mirps_bot.ports import Delivered, NewUpdate, UnitOfWork

MOVED = replace(MEETING, start=PartialDate(year=2026, month=12, day=4))
REMINDED = Owed(
    key="one",
    content=Reminder(
        programme="quarterly_meeting",
        event=MEETING.id,
        day=date(2026, 12, 3),
        step="+7d",
        entity=MEXICO,
    ),
    due_at=NOW,
    give_up_at=NOW + timedelta(days=2),
)


def without(*ids: str) -> Facts:
    """The sample facts, but for these pledges, entities, areas and groups."""
    return Facts(
        entities=tuple(each for each in ENTITIES if each.id not in ids),
        areas=tuple(each for each in AREAS if each.id not in ids),
        groups=tuple(each for each in GROUPS if each.id not in ids),
        pledges=tuple(each for each in PLEDGES if each.id not in ids),
        records=(),
    )


def pledges_in(unit: UnitOfWork) -> set[str]:
    return {each.pledge.id for each in unit.pledges.search(PledgeFilter(), limit=99).items}


def events_in(storage: SqlStorage) -> tuple[Event, ...]:
    with storage.begin(reading=True) as unit:
        return unit.events.between(date.min, date.max)


def gone_in(storage: SqlStorage) -> tuple[Event, ...]:
    with storage.begin(reading=True) as unit:
        return unit.events.gone([each.id for each in EVENTS])


def in_database(storage: SqlStorage, ids: Iterable[str]) -> list[Pledge]:
    with storage.begin(reading=True) as unit:
        return [found.pledge for each in ids if (found := unit.pledges.find(each))]


def report(storage: SqlStorage, pledge: str) -> Standing:
    with storage.begin() as unit:
        ana = unit.people.by_email(ANA.email)
        assert ana is not None
        unit.updates.file(
            NewUpdate(
                pledge=PledgeId(pledge),
                kind=UpdateKind.UPDATE,
                report=Report(stage=Stage.FULFILLED),
                entity=MEXICO,
                author=ana.id,
                on_behalf=False,
                surface=Surface.FORM,
                filed_at=NOW,
                submission="one",
            )
        )
        unit.commit()
    return Standing(pledge=PledgeId(pledge), stage=Stage.FULFILLED, updated_at=NOW, heard_at=NOW)


def test_same_files_again_change_nothing(storage: SqlStorage) -> None:
    assert seed(storage, FACTS, EVENTS) is False


def test_changed_pledge_is_replaced_and_its_reports_stay(storage: SqlStorage) -> None:
    standing = report(storage, "registry")
    changed = replace(
        PLEDGES[0], entities=(PANAMA,), amount=Decimal(5), description="Ventanilla única", areas=()
    )

    assert seed(storage, replace(FACTS, pledges=(changed, *PLEDGES[1:])), EVENTS) is True

    with storage.begin(reading=True) as unit:
        found = unit.pledges.search(PledgeFilter(owners=(PANAMA,), words=("ventanilla",))).items
        assert [(each.pledge, each.standing) for each in found] == [(changed, standing)]
        assert unit.pledges.search(PledgeFilter(words=("asilo",))).total == 0
        assert len(unit.updates.of_pledge(changed.id)) == 1


def test_what_the_files_no_longer_have_goes(storage: SqlStorage) -> None:
    seed(storage, without("training", "solutions", "asylum_group"), EVENTS)

    with storage.begin(reading=True) as unit:
        assert pledges_in(unit) == {each.id for each in PLEDGES} - {"training"}
        assert unit.directory.groups() == GROUPS[:1]
        assert unit.directory.areas() == (AREAS[1], AREAS[0])
        assert unit.records.all(City) == ()


def test_pledges_that_name_each_other_go_together(storage: SqlStorage) -> None:
    seed(storage, without("whole", "grant", "loan", "again"), EVENTS)

    with storage.begin(reading=True) as unit:
        assert pledges_in(unit) == {"joint", "training", "registry", "fund"}


def test_pledge_that_was_reported_on_stays_with_all_it_names(storage: SqlStorage) -> None:
    report(storage, "registry")

    seed(storage, without("registry", "asylum", "hn"), EVENTS)

    assert in_database(storage, ["registry"]) == [PLEDGES[0]]
    with storage.begin(reading=True) as unit:
        assert HONDURAS in {each.id for each in unit.directory.entities()}


def test_entity_of_somebody_on_the_roster_stays(storage: SqlStorage) -> None:
    seed(storage, without(UNHCR, "jobs_group"), EVENTS)

    with storage.begin(reading=True) as unit:
        assert UNHCR in {each.id for each in unit.directory.entities()}
        assert len(unit.people.all()) == 3


def test_event_the_calendar_no_longer_has_goes(storage: SqlStorage) -> None:
    assert seed(storage, FACTS, [MEETING]) is True
    assert events_in(storage) == (MEETING,)


def test_events_that_no_file_has_stay_as_long_as_nobody_says_what_they_are_now(storage: SqlStorage) -> None:
    exercise, moved = (replace(each, id=EventId("exercise")) for each in (MEETING, MOVED))
    assert seed(storage, FACTS, EVENTS, [exercise]) is True
    assert seed(storage, FACTS, EVENTS, [exercise]) is False

    assert seed(storage, FACTS, [DEADLINE], None) is True
    assert seed(storage, FACTS, [DEADLINE], None) is False
    assert {*events_in(storage)} == {DEADLINE, exercise}

    assert seed(storage, FACTS, [DEADLINE], [moved]) is True
    assert {*events_in(storage)} == {DEADLINE, moved}

    assert seed(storage, FACTS, [DEADLINE]) is True
    assert events_in(storage) == (DEADLINE,)


def test_event_that_somebody_was_told_of_is_kept_aside_until_its_file_has_it_again(
    storage: SqlStorage,
) -> None:
    with storage.begin() as unit:
        unit.deliveries.owe([REMINDED])
        (reminder,) = unit.deliveries.claim(NOW, limit=1, lease=timedelta(minutes=1))
        stands = Sent(channel="D1", ts="1.0")
        unit.deliveries.sent([Delivered(delivery=reminder.id, sent=stands, person=None, at=NOW)])
        unit.commit()

    assert seed(storage, FACTS, [DEADLINE]) is True
    assert seed(storage, FACTS, [DEADLINE]) is False
    assert (events_in(storage), gone_in(storage)) == ((DEADLINE,), (MEETING,))

    assert seed(storage, FACTS, EVENTS) is True
    assert (set(events_in(storage)), gone_in(storage)) == ({*EVENTS}, ())
    with storage.begin(reading=True) as unit:
        assert unit.events.find(MEETING.id) == MEETING
        assert unit.events.revisions([MEETING.id]) == {MEETING.id: 2}


def test_event_changed_in_the_database_stays_until_its_file_says_something_new(storage: SqlStorage) -> None:
    by_hand = replace(DEADLINE, id=EventId("by_hand"))
    with storage.begin() as unit:
        unit.events.save([MOVED, by_hand])
        unit.commit()

    assert seed(storage, FACTS, [MEETING]) is True
    assert events_in(storage) == (by_hand, MOVED)

    later = replace(MEETING, start=PartialDate(year=2026, month=12, day=11))
    assert seed(storage, FACTS, [later]) is True
    assert events_in(storage) == (by_hand, later)


def test_reminders_of_an_event_outlive_it(storage: SqlStorage) -> None:
    with storage.begin() as unit:
        unit.snoozes.set(MEXICO, "quarterly", MEETING.id, until=NOW + timedelta(days=1))
        unit.commit()

    seed(storage, FACTS, [])

    with storage.begin(reading=True) as unit:
        assert unit.snoozes.of("quarterly", MEETING.id) == {MEXICO: NOW + timedelta(days=1)}


def test_the_platforms_own_facts_are_read_as_they_stand_in_the_files(empty: SqlStorage) -> None:
    facts = load_facts()

    seed(empty, facts, ())

    assert in_database(empty, [each.id for each in facts.pledges]) == [*facts.pledges]
    with empty.begin(reading=True) as unit:
        assert {*unit.directory.entities()} == {*facts.entities}
        assert {*unit.directory.areas()} == {*facts.areas}
        assert {*unit.directory.groups()} == {*facts.groups}
        kinds = dict.fromkeys(type(each) for each in facts.records)
        read = [each for kind in kinds for each in unit.records.all(kind)]
        assert sorted(read, key=_key) == sorted(facts.records, key=_key)
        assert unit.pledges.sums(PledgeFilter()) == add_up(facts.pledges)


def _key(record: Record) -> tuple[str, str]:
    return type(record).__name__, record.id
