from dataclasses import replace
from datetime import date, datetime, timedelta

from tests.contract.samples import HONDURAS, MEXICO, NOW
from tests.contract.test_deliveries import LEASE, MESSAGE, owed, reminder

from mirps_bot.domain.delivery import AGAIN, Digest, Edit, Owed, Prepared, Reason, Spot
from mirps_bot.domain.ids import DeliveryId, EntityId, EventId, PersonId
from mirps_bot.domain.ledger import LedgerFilter, Mark, Marked, Outcome
from mirps_bot.ports import Delivered, UnitOfWork

EVERYTHING = LedgerFilter()
MINUTE = timedelta(minutes=1)


def keys(unit: UnitOfWork, wanted: LedgerFilter = EVERYTHING) -> list[str]:
    return [each.delivery.key for each in unit.ledger.page(wanted).items]


def fill(unit: UnitOfWork) -> dict[str, DeliveryId]:
    """Two reminders and a digest, one a minute, and what is in no ledger."""
    digest = Digest(name="weekly", since=date(2026, 11, 15), until=date(2026, 11, 21))
    unit.deliveries.owe(
        [
            owed("mexico", seconds=60),
            owed("honduras", seconds=120, content=reminder(HONDURAS, "deadline")),
            owed("digest", seconds=180, content=digest),
            owed("answer", content=Prepared(to=Spot(channel="C1"), view="{}")),
            owed("edit", content=Edit(of=MESSAGE, view="{}")),
        ]
    )
    claimed = unit.deliveries.claim(NOW + timedelta(hours=1), limit=10, lease=LEASE)
    return {each.key: each.id for each in claimed}


def test_ledger_has_reminders_and_digests_the_latest_due_first(unit: UnitOfWork) -> None:
    fill(unit)
    assert keys(unit) == ["digest", "honduras", "mexico"]


def test_ledger_is_asked_by_entity_event_and_time(unit: UnitOfWork) -> None:
    fill(unit)
    assert keys(unit, LedgerFilter(entities=(MEXICO,))) == ["mexico"]
    assert keys(unit, LedgerFilter(events=(EventId("deadline"),))) == ["honduras"]
    assert keys(unit, LedgerFilter(since=NOW + 2 * MINUTE, until=NOW + 3 * MINUTE)) == ["honduras"]
    assert keys(unit, LedgerFilter(entities=(MEXICO,), events=(EventId("deadline"),))) == []


def test_ledger_is_asked_by_whom_it_was_sent_to(unit: UnitOfWork, ana: PersonId) -> None:
    ids = fill(unit)
    unit.deliveries.sent([Delivered(delivery=ids["mexico"], sent=MESSAGE, person=ana, at=NOW)])
    assert keys(unit, LedgerFilter(people=(ana,))) == ["mexico"]


def test_ledger_is_read_page_by_page(unit: UnitOfWork) -> None:
    fill(unit)
    page = unit.ledger.page(EVERYTHING, offset=2, limit=2)
    assert ([each.delivery.key for each in page.items], page.total, page.offset) == (["mexico"], 3, 2)


def test_mark_keeps_its_first_moment(unit: UnitOfWork, ana: PersonId) -> None:
    ids = fill(unit)
    unit.deliveries.sent([Delivered(delivery=ids["mexico"], sent=MESSAGE, person=ana, at=NOW)])
    unit.ledger.mark(ids["mexico"], Mark.CLICKED, ana, at=NOW + MINUTE)
    unit.ledger.mark(ids["mexico"], Mark.CLICKED, ana, at=NOW + 2 * MINUTE)

    (entry,) = unit.ledger.page(LedgerFilter(entities=(MEXICO,))).items

    clicked = Marked(delivery=ids["mexico"], mark=Mark.CLICKED, person=ana, at=NOW + MINUTE)
    assert (entry.marks, entry.outcome) == ((clicked,), Outcome.CLICKED)


def test_mark_is_taken_back_alone(unit: UnitOfWork, ana: PersonId) -> None:
    ids = fill(unit)
    for key in ("mexico", "honduras"):
        unit.deliveries.sent([Delivered(delivery=ids[key], sent=MESSAGE, person=ana, at=NOW)])
        for mark in (Mark.CLICKED, Mark.ANSWERED):
            unit.ledger.mark(ids[key], mark, ana, at=NOW)

    unit.ledger.unmark(ids["mexico"], Mark.ANSWERED)

    marks = unit.ledger.marks(ids.values())
    assert {each.mark for each in marks[ids["mexico"]]} == {Mark.CLICKED}
    assert {each.mark for each in marks[ids["honduras"]]} == {Mark.CLICKED, Mark.ANSWERED}


def test_answered_are_the_reminders_of_one_entity_marked_since_then(unit: UnitOfWork, ana: PersonId) -> None:
    ids = fill(unit)
    unit.ledger.mark(ids["mexico"], Mark.CLICKED, ana, at=NOW + 2 * MINUTE)
    assert unit.ledger.answered(MEXICO, NOW) == ()

    unit.ledger.mark(ids["mexico"], Mark.ANSWERED, ana, at=NOW + MINUTE)
    unit.ledger.mark(ids["honduras"], Mark.ANSWERED, ana, at=NOW + MINUTE)
    assert [each.id for each in unit.ledger.answered(MEXICO, NOW + MINUTE)] == [ids["mexico"]]
    assert unit.ledger.answered(MEXICO, NOW + 2 * MINUTE) == ()


def test_outcome_tells_how_far_a_message_came(unit: UnitOfWork, ana: PersonId) -> None:
    unit.deliveries.owe([owed("planned", seconds=7200)])
    ids = fill(unit)
    unit.deliveries.sent([Delivered(delivery=ids["mexico"], sent=MESSAGE, person=ana, at=NOW)])
    honduras = unit.deliveries.find(ids["honduras"])
    assert honduras is not None
    unit.deliveries.give_up(honduras, Reason.NOBODY, at=NOW)
    for mark in (Mark.CLICKED, Mark.ANSWERED, Mark.SNOOZED):
        unit.ledger.mark(ids["mexico"], mark, ana, at=NOW)

    outcomes = {each.delivery.key: each.outcome for each in unit.ledger.page(EVERYTHING).items}

    assert outcomes == {
        "planned": Outcome.PLANNED,
        "digest": Outcome.RETRYING,
        "honduras": Outcome.NOT_SENT,
        "mexico": Outcome.ANSWERED,
    }


def test_digests_that_stand_in_a_conversation_are_known(unit: UnitOfWork, ana: PersonId) -> None:
    ids = fill(unit)
    for key in ("mexico", "digest"):
        unit.deliveries.sent([Delivered(delivery=ids[key], sent=MESSAGE, person=ana, at=NOW)])
    assert [each.key for each in unit.ledger.standing(NOW)] == ["digest"]
    assert unit.ledger.standing(NOW + MINUTE) == ()


def test_failures_are_what_somebody_has_to_do_something_about(unit: UnitOfWork) -> None:
    """Too late alone is none: the bot was down, or only began to run."""
    ids = fill(unit)
    first, second = (unit.deliveries.find(ids[key]) for key in ("mexico", "honduras"))
    assert first is not None
    assert second is not None
    unit.deliveries.give_up(first, Reason.NO_ACCOUNT, at=NOW)
    unit.deliveries.give_up(second, Reason.TOO_LATE, at=NOW)
    found = unit.ledger.failed(NOW, NOW + MINUTE)
    assert [each.delivery.key for each in found] == ["mexico"]
    assert unit.ledger.failed(NOW + MINUTE, NOW + 2 * MINUTE) == ()
    assert keys(unit, LedgerFilter(has_failed=True)) == ["mexico"]


def test_what_was_tried_until_too_late_is_a_failure(unit: UnitOfWork) -> None:
    fill(unit)
    claimed = unit.deliveries.claim(NOW + timedelta(hours=2), limit=10, lease=LEASE)
    (mexico,) = (each for each in claimed if each.key == "mexico")
    unit.deliveries.give_up(mexico, Reason.TOO_LATE, at=NOW)
    assert keys(unit, LedgerFilter(has_failed=True)) == ["mexico"]


def put_off(
    unit: UnitOfWork, key: str, person: PersonId, *, until: datetime, entity: EntityId = MEXICO
) -> None:
    """As somebody does with a reminder that was sent."""
    again = replace(reminder(entity), step=AGAIN)
    unit.deliveries.owe([owed(f"{key} prompt", content=reminder(entity))])
    prompt = unit.deliveries.by_key(f"{key} prompt")
    assert prompt
    unit.deliveries.sent([Delivered(delivery=prompt.id, sent=MESSAGE, person=person, at=NOW)])
    unit.ledger.mark(prompt.id, Mark.SNOOZED, person, at=NOW)
    unit.snoozes.set(entity, again.programme, again.event, until=until)
    unit.deliveries.owe([Owed(key=key, content=again, due_at=until, give_up_at=until + timedelta(days=2))])


def waiting(unit: UnitOfWork, now: datetime = NOW) -> list[tuple[str, PersonId]]:
    return [(each.delivery.key, each.by) for each in unit.ledger.put_off(now)]


def test_what_is_put_off_is_known_with_who_did_until_it_comes(unit: UnitOfWork, ana: PersonId) -> None:
    put_off(unit, "later", ana, until=NOW + 2 * MINUTE)
    put_off(unit, "sooner", ana, until=NOW + MINUTE, entity=HONDURAS)
    unit.deliveries.owe([owed("planned", content=reminder(MEXICO), seconds=600)])

    assert waiting(unit) == [("sooner", ana), ("later", ana)]
    prompts = [unit.deliveries.find(each.prompt) for each in unit.ledger.put_off(NOW)]
    assert [each and each.key for each in prompts] == ["sooner prompt", "later prompt"]
    assert waiting(unit, NOW + MINUTE) == [("later", ana)]


def test_what_is_put_off_further_counts_once(unit: UnitOfWork, ana: PersonId) -> None:
    put_off(unit, "sooner", ana, until=NOW + MINUTE)
    put_off(unit, "later", ana, until=NOW + 2 * MINUTE)
    assert waiting(unit) == [("later", ana)]


def test_what_came_or_was_given_up_is_not_put_off(unit: UnitOfWork, ana: PersonId) -> None:
    put_off(unit, "later", ana, until=NOW + MINUTE)
    (found,) = unit.ledger.put_off(NOW)
    unit.deliveries.sent([Delivered(delivery=found.delivery.id, sent=MESSAGE, person=ana, at=NOW)])
    assert waiting(unit) == []
