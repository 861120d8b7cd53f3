from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import get_args

import pytest
from tests.contract.samples import HONDURAS, MEXICO, NOW, row

from mirps_bot.adapters.sql.contents import KINDS
from mirps_bot.domain.calendar import Stand
from mirps_bot.domain.delivery import (
    Content,
    Delivery,
    Digest,
    Edit,
    Inbox,
    Living,
    Notice,
    Owed,
    Prepared,
    Reason,
    Reminder,
    Retelling,
    Revision,
    Sent,
    Spot,
    State,
    Story,
    Urgency,
)  # fmt: skip
from mirps_bot.domain.ids import DeliveryId, EntityId, EventId, GroupId, PersonId
from mirps_bot.domain.ladder import due_key
from mirps_bot.ports import Backlog, Delivered, UnitOfWork

LEASE = timedelta(minutes=1)
MOMENT = timedelta(microseconds=1)
LATER = NOW + timedelta(hours=3)
MESSAGE = Sent(channel="D1", ts="1763825400.000100")


def reminder(entity: EntityId = MEXICO, event: str = "meeting") -> Reminder:
    return Reminder(
        programme="quarterly_meeting",
        event=EventId(event),
        day=date(2026, 11, 30),
        step="+7d",
        entity=entity,
    )


def owed(key: str, *, seconds: int = 0, content: Content | None = None) -> Owed:
    return Owed(
        key=key,
        content=content or reminder(),
        due_at=NOW + timedelta(seconds=seconds),
        give_up_at=NOW + timedelta(days=3),
    )


def test_what_is_too_late_when_it_is_recorded_is_given_up_at_once(unit: UnitOfWork) -> None:
    late, in_time = owed("late"), owed("in time", seconds=60)
    late = replace(late, give_up_at=NOW)
    assert unit.deliveries.owe([late, in_time], now=NOW) == (late, in_time)
    assert unit.deliveries.owe([in_time, late, owed("new")], now=NOW) == (owed("new"),)
    found = unit.deliveries.by_key("late")
    assert found is not None
    assert (found.state, found.reason, found.settled_at) == (State.GIVEN_UP, Reason.TOO_LATE, NOW)
    claimed = unit.deliveries.claim(NOW + timedelta(minutes=2), limit=10, lease=LEASE)
    assert sorted(each.key for each in claimed) == ["in time", "new"]


def claim_one(unit: UnitOfWork, owed_: Owed | None = None) -> Delivery:
    unit.deliveries.owe([owed_ or owed("one")])
    [delivery] = unit.deliveries.claim(NOW + LEASE, limit=1, lease=LEASE)
    return delivery


CONTENTS: tuple[Content, ...] = (
    reminder(),
    Notice(event=EventId("meeting"), day=date(2026, 11, 30), entity=MEXICO),
    Digest(name="weekly", since=date(2026, 11, 15), until=date(2026, 11, 21)),
    Digest(name="monthly", since=date(2026, 10, 1), until=date(2026, 10, 31), group=GroupId("jobs_group")),
    Revision(of=DeliveryId(7)),
    Retelling(of=DeliveryId(7)),
    Living(story=Story.NEED, about="7", person=PersonId(7), first="need/7/7"),
    Prepared(to=Inbox(person=PersonId(7)), view='{"summary": "¡Hola!"}'),
    Prepared(to=Spot(channel="C1"), view="{}"),
    Prepared(to=Spot(channel="C1", thread="1.2", only_for="U1"), view="{}"),
    Edit(of=MESSAGE, view="{}"),
)


def test_every_content_has_a_kind_of_its_own_and_is_read_back_below() -> None:
    assert set(KINDS) == set(get_args(Content)) == {type(each) for each in CONTENTS}
    assert len(set(KINDS.values())) == len(KINDS)


URGENCIES = {Prepared: Urgency.ANSWER, Edit: Urgency.ANSWER, Retelling: Urgency.HOURS}


@pytest.mark.parametrize("story", Story)
def test_file_is_brought_before_what_nobody_waits_for_and_forgotten_in_time(
    unit: UnitOfWork, story: Story
) -> None:
    content = Living(story=story, about="compromisos asilo", person=PersonId(1), first="one")
    is_file = story in (Story.CALENDAR, Story.WORKBOOK, Story.PACK)
    delivery = claim_one(unit, owed("one", content=content))
    unit.deliveries.sent([Delivered(delivery=delivery.id, sent=None, person=None, at=NOW)])

    assert delivery.urgency is (Urgency.ANSWER if is_file else Urgency.BULK)
    assert unit.deliveries.forget(words=NOW, retold=NOW) == 0
    assert unit.deliveries.forget(words=NOW + timedelta(seconds=1), retold=NOW) == is_file


@pytest.mark.parametrize("content", CONTENTS)
def test_delivery_is_read_as_it_was_owed(unit: UnitOfWork, content: Content) -> None:
    delivery = claim_one(unit, owed("one", content=content))

    assert delivery == Delivery(
        id=delivery.id,
        key="one",
        content=content,
        due_at=NOW,
        give_up_at=NOW + timedelta(days=3),
        urgency=URGENCIES.get(type(content), Urgency.BULK),
        attempts=1,
    )
    assert unit.deliveries.find(delivery.id) == delivery


def test_owing_the_same_key_again_changes_nothing(unit: UnitOfWork) -> None:
    unit.deliveries.owe([owed("one")])
    unit.deliveries.owe([owed("two"), owed("one", seconds=-60, content=Edit(of=MESSAGE, view="{}"))])

    one, two = unit.deliveries.claim(NOW, limit=9, lease=LEASE)
    assert (one.key, one.content, one.due_at) == ("one", reminder(), NOW)
    assert two.key == "two"


def test_known_are_the_keys_recorded_in_whatever_state(unit: UnitOfWork) -> None:
    unit.deliveries.owe([owed(f"key-{number}") for number in range(2_500)])
    [first, *_] = unit.deliveries.claim(NOW, limit=1, lease=LEASE)
    unit.deliveries.give_up(first, Reason.NOBODY, at=NOW)

    asked = [f"key-{number}" for number in range(1_000, 5_000)]
    assert unit.deliveries.known(asked) == {f"key-{number}" for number in range(1_000, 2_500)}
    assert unit.deliveries.known([]) == frozenset()


def test_claim_takes_what_is_due_the_longest_due_first(unit: UnitOfWork) -> None:
    unit.deliveries.owe([owed("c", seconds=-1), owed("a", seconds=1), owed("b", seconds=-9), owed("d")])

    assert [each.key for each in unit.deliveries.claim(NOW, limit=2, lease=LEASE)] == ["b", "c"]
    assert [each.key for each in unit.deliveries.claim(NOW, limit=2, lease=LEASE)] == ["d"]


def test_claim_takes_the_most_urgent_first_and_no_more_of_bulk_than_wanted(unit: UnitOfWork) -> None:
    soon = replace(owed("soon"), give_up_at=NOW + timedelta(hours=1))
    answer = owed("answer", content=Edit(of=MESSAGE, view="{}"))
    unit.deliveries.owe([owed("bulk-1", seconds=-9), owed("bulk-2", seconds=-8), soon, answer])

    def claim(bulk: int | None, limit: int = 9) -> list[str]:
        return [each.key for each in unit.deliveries.claim(NOW, limit=limit, lease=LEASE, bulk=bulk)]

    assert claim(bulk=0) == ["answer", "soon"]
    assert claim(bulk=1) == ["bulk-1"]
    assert claim(bulk=None) == ["bulk-2"]


def test_room_that_urgent_ones_leave_is_for_bulk(unit: UnitOfWork) -> None:
    unit.deliveries.owe([owed("bulk-1"), owed("bulk-2"), owed("answer", content=Edit(of=MESSAGE, view="{}"))])

    taken = unit.deliveries.claim(NOW, limit=2, lease=LEASE, bulk=1)
    assert [each.key for each in taken] == ["answer", "bulk-1"]


def test_delivery_is_held_until_its_lease_ends_and_then_in_doubt(unit: UnitOfWork) -> None:
    delivery = claim_one(unit)
    ends = NOW + LEASE + LEASE

    assert unit.deliveries.claim(ends - MOMENT, limit=9, lease=LEASE) == ()
    assert unit.deliveries.claim(ends, limit=9, lease=LEASE) == (
        replace(delivery, attempts=2, in_doubt=True),
    )


def test_retry_waits_and_is_in_doubt_only_if_told_so(unit: UnitOfWork) -> None:
    delivery = claim_one(unit)

    unit.deliveries.retry(delivery, at=LATER, in_doubt=False)
    assert unit.deliveries.claim(LATER - MOMENT, limit=9, lease=LEASE) == ()
    (again,) = unit.deliveries.claim(LATER, limit=9, lease=LEASE)
    assert again == replace(delivery, attempts=2)

    unit.deliveries.retry(again, at=LATER, in_doubt=True)
    assert unit.deliveries.claim(LATER, limit=9, lease=LEASE) == (
        replace(delivery, attempts=3, in_doubt=True),
    )


def test_doubt_stays_until_a_retry_says_otherwise(unit: UnitOfWork) -> None:
    delivery = claim_one(unit)
    unit.deliveries.retry(delivery, at=LATER, in_doubt=True)
    (doubtful,) = unit.deliveries.claim(LATER, limit=9, lease=LEASE)
    unit.deliveries.retry(doubtful, at=LATER, in_doubt=False)

    [again] = unit.deliveries.claim(LATER, limit=9, lease=LEASE)
    assert again.in_doubt is False


def test_whoever_held_it_before_changes_nothing_any_more(unit: UnitOfWork) -> None:
    before = claim_one(unit)
    (now,) = unit.deliveries.claim(NOW + LEASE + LEASE, limit=1, lease=LEASE)

    unit.deliveries.give_up(before, Reason.REFUSED, at=LATER)
    unit.deliveries.retry(before, at=NOW, in_doubt=False)

    assert unit.deliveries.find(now.id) == now
    assert unit.deliveries.claim(NOW + LEASE + LEASE, limit=1, lease=LEASE) == ()


def test_sent_is_settled_for_good(unit: UnitOfWork, ana: PersonId) -> None:
    delivery = claim_one(unit)
    unit.deliveries.sent([Delivered(delivery=delivery.id, sent=MESSAGE, person=ana, at=LATER)])
    settled = replace(delivery, state=State.SENT, person=ana, sent=MESSAGE, settled_at=LATER)

    unit.deliveries.retry(delivery, at=NOW, in_doubt=True)
    unit.deliveries.give_up(delivery, Reason.REFUSED, at=NOW)

    assert unit.deliveries.find(delivery.id) == settled
    assert unit.deliveries.claim(LATER + LEASE, limit=9, lease=LEASE) == ()


def test_sent_may_leave_no_message_behind(unit: UnitOfWork) -> None:
    delivery = claim_one(unit)
    unit.deliveries.sent([Delivered(delivery=delivery.id, sent=None, person=None, at=LATER)])

    assert unit.deliveries.find(delivery.id) == replace(delivery, state=State.SENT, settled_at=LATER)
    assert unit.deliveries.prompts(MEXICO) == ()


def test_given_up_keeps_the_reason(unit: UnitOfWork) -> None:
    delivery = claim_one(unit)
    unit.deliveries.give_up(delivery, Reason.ANSWERED, at=LATER)
    settled = replace(delivery, state=State.GIVEN_UP, reason=Reason.ANSWERED, settled_at=LATER)

    unit.deliveries.sent([Delivered(delivery=delivery.id, sent=MESSAGE, person=None, at=LATER)])

    assert unit.deliveries.find(delivery.id) == settled


def test_what_was_given_up_for_a_reason_is_owed_again_while_there_is_time(unit: UnitOfWork) -> None:
    over = replace(owed("over"), give_up_at=LATER)
    contents = {"one": reminder(), "other reason": reminder(), "other entity": reminder(HONDURAS)}
    unit.deliveries.owe([over, *(owed(key, content=content) for key, content in contents.items())])
    for each in unit.deliveries.claim(NOW, limit=9, lease=LEASE):
        reason = Reason.CAPPED if each.key == "other reason" else Reason.ANSWERED
        unit.deliveries.give_up(each, reason, at=NOW)
    send(unit, "sent", reminder(), minutes=1)

    unit.deliveries.owe_again(MEXICO, Reason.ANSWERED, at=LATER)

    assert unit.deliveries.claim(LATER - MOMENT, limit=9, lease=LEASE) == ()
    (again,) = unit.deliveries.claim(LATER, limit=9, lease=LEASE)
    assert (again.key, again.state, again.reason, again.settled_at) == ("one", State.DUE, None, None)


def test_what_is_owed_again_while_somebody_has_it_in_hand_is_not_given_up_by_them(unit: UnitOfWork) -> None:
    held = claim_one(unit)

    unit.deliveries.owe_again(MEXICO, Reason.ANSWERED, at=LATER)
    unit.deliveries.give_up(held, Reason.ANSWERED, at=LATER)

    (again,) = unit.deliveries.claim(LATER, limit=9, lease=LEASE)
    assert (again.id, again.in_doubt) == (held.id, False)


def test_what_is_being_sent_is_not_owed_again(unit: UnitOfWork) -> None:
    held = claim_one(unit)
    unit.deliveries.lead(held, (), person=PersonId(1), at=NOW)

    unit.deliveries.owe_again(MEXICO, Reason.ANSWERED, at=NOW)

    assert unit.deliveries.claim(NOW, limit=9, lease=LEASE) == ()


def test_delivery_nobody_knows_is_none(unit: UnitOfWork) -> None:
    assert unit.deliveries.find(DeliveryId(999)) is None


def test_message_leads_back_to_its_delivery_and_not_to_an_edit_of_it(unit: UnitOfWork) -> None:
    edit = claim_one(unit, owed("edit", content=Edit(of=MESSAGE, view="{}")))
    unit.deliveries.sent([Delivered(delivery=edit.id, sent=MESSAGE, person=None, at=NOW)])
    assert unit.deliveries.at_message(MESSAGE) is None

    delivery = claim_one(unit)
    unit.deliveries.sent([Delivered(delivery=delivery.id, sent=MESSAGE, person=None, at=LATER)])

    assert unit.deliveries.at_message(MESSAGE) == unit.deliveries.find(delivery.id)
    assert unit.deliveries.at_message(replace(MESSAGE, channel="D2")) is None


def send(unit: UnitOfWork, key: str, content: Content, *, minutes: int) -> DeliveryId:
    delivery = claim_one(unit, owed(key, content=content))
    sent = Sent(channel="D1", ts=key)
    unit.deliveries.sent(
        [Delivered(delivery=delivery.id, sent=sent, person=None, at=NOW + timedelta(minutes=minutes))]
    )
    return delivery.id


def test_prompts_are_the_reminders_that_still_show_buttons(unit: UnitOfWork) -> None:
    late = send(unit, "late", reminder(), minutes=9)
    early = send(unit, "early", reminder(), minutes=1)
    other_event = send(unit, "other event", reminder(event="deadline"), minutes=5)
    send(unit, "other entity", reminder(HONDURAS), minutes=2)
    send(unit, "no reminder", Prepared(to=Spot(channel="C1"), view="{}"), minutes=2)
    unit.deliveries.owe([owed("not yet sent")])

    def prompts(event: EventId | None = None) -> list[DeliveryId]:
        return [each.id for each in unit.deliveries.prompts(MEXICO, event)]

    assert prompts() == [early, other_event, late]
    assert prompts(EventId("meeting")) == [early, late]

    unit.deliveries.close_prompt(early)
    assert prompts() == [other_event, late]

    unit.deliveries.reopen_prompt(early)
    assert prompts() == [early, other_event, late]


def test_next_moment_is_when_something_can_be_claimed(unit: UnitOfWork) -> None:
    assert unit.deliveries.next_moment() is None

    unit.deliveries.owe([owed("one"), owed("two", seconds=3600)])
    assert unit.deliveries.next_moment() == NOW

    [one] = unit.deliveries.claim(NOW, limit=1, lease=LEASE)
    assert unit.deliveries.next_moment() == NOW + LEASE

    unit.deliveries.retry(one, at=NOW + timedelta(minutes=5), in_doubt=False)
    assert unit.deliveries.next_moment() == NOW + timedelta(minutes=5)

    unit.deliveries.give_up(one, Reason.NOBODY, at=NOW)
    assert unit.deliveries.next_moment() == NOW + timedelta(hours=1)


def test_something_is_being_sent_while_it_is_held_or_to_be_had(unit: UnitOfWork) -> None:
    assert not unit.deliveries.is_sending(NOW)
    unit.deliveries.owe([owed("one")])
    assert not unit.deliveries.is_sending(NOW - MOMENT)
    assert unit.deliveries.is_sending(NOW)

    (delivery,) = unit.deliveries.claim(NOW, limit=1, lease=LEASE)
    assert unit.deliveries.is_sending(NOW)
    unit.deliveries.retry(delivery, at=LATER, in_doubt=False)
    assert not unit.deliveries.is_sending(LATER - MOMENT)
    assert unit.deliveries.is_sending(LATER)
    (delivery,) = unit.deliveries.claim(LATER, limit=1, lease=LEASE)
    unit.deliveries.sent([Delivered(delivery=delivery.id, sent=MESSAGE, person=None, at=LATER)])
    assert not unit.deliveries.is_sending(LATER)


def test_backlog_counts_what_is_due_and_not_settled(unit: UnitOfWork) -> None:
    assert unit.deliveries.backlog(LATER) == Backlog(due=0, oldest=None)
    unit.deliveries.owe([owed("a", seconds=60), owed("b"), owed("c", seconds=-60), owed("d", seconds=3600)])
    settled, *_ = unit.deliveries.claim(NOW, limit=1, lease=LEASE)
    unit.deliveries.give_up(settled, Reason.ANSWERED, at=NOW)

    assert unit.deliveries.backlog(NOW + timedelta(minutes=2)) == Backlog(due=2, oldest=NOW)
    assert Backlog(due=2, oldest=NOW).age(LATER) == timedelta(hours=3)


def test_forget_drops_what_people_wrote_and_keeps_the_record_of_reminders(unit: UnitOfWork) -> None:
    answer = Prepared(to=Inbox(person=PersonId(7)), view="{}")
    contents: dict[str, Content] = {
        "answer": answer,
        "edit": Edit(of=MESSAGE, view="{}"),
        "retold": Retelling(of=DeliveryId(1)),
        "reminder": reminder(),
    }
    for key, content in contents.items():
        delivery = claim_one(unit, owed(key, content=content))
        unit.deliveries.give_up(delivery, Reason.REFUSED, at=NOW)
    unit.deliveries.owe([owed("unsettled", content=answer)])

    assert unit.deliveries.forget(words=NOW, retold=NOW) == 0
    assert unit.deliveries.forget(words=NOW + MOMENT, retold=NOW) == 2
    assert unit.deliveries.known([*contents, "unsettled"]) == {"retold", "reminder", "unsettled"}
    assert unit.deliveries.forget(words=NOW + MOMENT, retold=NOW + MOMENT) == 1
    assert unit.deliveries.known([*contents, "unsettled"]) == {"reminder", "unsettled"}


def test_delivery_is_found_by_its_key(unit: UnitOfWork) -> None:
    delivery = claim_one(unit)
    assert unit.deliveries.by_key("one") == delivery
    assert unit.deliveries.by_key("another") is None


def test_what_is_planned_is_found_by_its_step(unit: UnitOfWork) -> None:
    this = reminder()
    keys = {
        each: due_key(this.programme, this.event, this.day, this.step, each) for each in (MEXICO, HONDURAS)
    }
    unit.deliveries.owe([owed(keys[MEXICO]), owed("another", content=reminder(HONDURAS))])

    found = unit.deliveries.planned([MEXICO, HONDURAS], this.programme, this.event, this.day, this.step)
    assert found == {MEXICO: unit.deliveries.by_key(keys[MEXICO])}
    assert unit.deliveries.planned([MEXICO], this.programme, this.event, this.day, "+2d") == {}


def test_reminded_counts_what_was_sent_of_a_programme(unit: UnitOfWork) -> None:
    for key, content, minutes in (
        ("a", reminder(), 0),
        ("b", reminder(), 9),
        ("c", reminder(event="another"), 9),
        ("d", reminder(HONDURAS), 9),
        ("e", replace(reminder(), programme="another"), 9),
    ):
        send(unit, key, content, minutes=minutes)
    own = claim_one(unit, owed("not sent"))

    counted = partial(unit.deliveries.reminded, besides=own.id)
    assert counted(MEXICO, "quarterly_meeting") == 3
    assert counted(MEXICO, "quarterly_meeting", event=EventId("meeting")) == 2
    assert counted(MEXICO, "quarterly_meeting", since=NOW + timedelta(minutes=9)) == 2
    assert counted(MEXICO, "reporting_deadline") == 0


def test_reminded_counts_what_is_being_sent_but_for_the_one_that_asks(unit: UnitOfWork) -> None:
    one, two, three = claim_three(unit)
    lead(unit, one, two)

    counted = partial(unit.deliveries.reminded, MEXICO, "quarterly_meeting", since=NOW)
    assert [counted(besides=each.id) for each in (one, two, three)] == [1, 1, 2]
    unit.deliveries.retry(one, at=LATER, in_doubt=False)
    assert counted(besides=three.id) == 0


def test_told_since_are_reminders_sent_of_days_ahead_and_notices_in_order(unit: UnitOfWork) -> None:
    day = reminder().day
    later = replace(reminder(HONDURAS), day=day + timedelta(days=1))
    for key, content, minutes in (
        ("second", reminder(), 2),
        ("first", later, 1),
        ("too early", reminder(), 0),
        ("past", replace(reminder(), day=day - timedelta(days=1)), 3),
    ):
        send(unit, key, content, minutes=minutes)
    send(unit, "of another programme", replace(reminder(), programme="another"), minutes=4)
    fixing = replace(reminder(), programme="fixing", day=date(2025, 1, 1))
    send(unit, "of days past too", fixing, minutes=5)
    notice = Notice(
        event=EventId("meeting"),
        day=day,
        entity=MEXICO,
        starts_at=NOW,
        tells=Stand(day=day + timedelta(days=1), starts_at=LATER),
    )
    send(unit, "notice", notice, minutes=6)
    send(unit, "notice to another", replace(notice, entity=HONDURAS), minutes=0)
    unit.deliveries.owe([owed("not sent")])

    def found_by(key: str) -> DeliveryId | None:
        delivery = unit.deliveries.by_key(key)
        return delivery.id if delivery else None

    ahead_of = {"quarterly_meeting": day, "fixing": date.min}
    found = unit.deliveries.told_since(NOW + timedelta(minutes=1), ahead_of=ahead_of)
    assert [each for _, each in found] == [later, reminder(), fixing, notice]
    keys = ("first", "second", "of days past too", "notice")
    assert [by for by, _ in found] == list(map(found_by, keys))
    assert [each for _, each in unit.deliveries.told_since(NOW + timedelta(minutes=1), ahead_of={})] == [
        notice
    ]
    assert [each.content for each in unit.deliveries.notices(MEXICO, EventId("meeting"))] == [notice]


# ---- several in one message


def claim_three(unit: UnitOfWork) -> tuple[Delivery, ...]:
    unit.people.save([row("maria@gob.example", "María", MEXICO)])
    unit.deliveries.owe([owed(key) for key in ("one", "two", "three")])
    return tuple(sorted(unit.deliveries.claim(NOW, limit=3, lease=LEASE), key=lambda each: each.id))


def maria(unit: UnitOfWork) -> PersonId:
    found = unit.people.by_email("maria@gob.example")
    assert found is not None
    return found.id


def lead(unit: UnitOfWork, leader: Delivery, *others: Delivery) -> frozenset[DeliveryId] | None:
    return unit.deliveries.lead(leader, [each.id for each in others], person=maria(unit), at=NOW)


def test_whoever_leads_first_takes_the_others_along(unit: UnitOfWork) -> None:
    one, two, three = claim_three(unit)

    assert lead(unit, two, one, three) == frozenset({one.id, three.id})
    assert lead(unit, one, two, three) is None
    assert lead(unit, three) is None
    assert [each.id for each in unit.deliveries.bundle(two.id)] == sorted({one.id, two.id, three.id})


def test_whom_it_led_before_is_free_when_it_leads_anew(unit: UnitOfWork) -> None:
    one, two, three = claim_three(unit)
    lead(unit, one, two)

    assert lead(unit, one, three) == frozenset({three.id})
    assert [each.id for each in unit.deliveries.bundle(one.id)] == [one.id, three.id]
    assert lead(unit, one) == frozenset()
    assert [each.id for each in unit.deliveries.bundle(one.id)] == [one.id]


def test_what_leads_itself_is_taken_by_nobody(unit: UnitOfWork) -> None:
    one, two, three = claim_three(unit)

    assert lead(unit, one) == frozenset()
    assert lead(unit, two, one, three) == frozenset({three.id})
    assert one.id not in [
        each.id for each in unit.deliveries.companions_due(two, NOW, entities=None, limit=9)
    ]


def test_of_several_that_go_alone_those_are_led_that_nobody_else_has(unit: UnitOfWork) -> None:
    one, two, three = claim_three(unit)
    lead(unit, three, one)
    lost, whom = replace(two, attempts=two.attempts - 1), maria(unit)

    assert unit.deliveries.lead_alone([(one, whom), (lost, whom)], at=NOW) == frozenset()
    assert unit.deliveries.lead_alone([(one, whom), (two, whom), (three, whom)], at=NOW) == {two.id, three.id}
    found = [unit.deliveries.find(each.id) for each in (one, two, three)]
    assert [(each.leader, each.person) for each in found if each] == [
        (None, None),
        (two.id, whom),
        (three.id, whom),
    ]
    assert unit.deliveries.lead_alone([], at=NOW) == frozenset()


def test_companions_are_settled_with_their_leader(unit: UnitOfWork) -> None:
    one, two, _ = claim_three(unit)
    lead(unit, one, two)
    unit.deliveries.retry(two, at=NOW, in_doubt=False)  # its holder hears too late
    unit.deliveries.give_up(two, Reason.ANSWERED, at=NOW)

    assert unit.deliveries.claim(NOW + LEASE, limit=9, lease=LEASE) != ()
    unit.deliveries.sent([Delivered(delivery=one.id, sent=MESSAGE, person=maria(unit), at=NOW)])
    settled = unit.deliveries.find(two.id)
    assert settled is not None
    assert (settled.state, settled.reason, settled.sent) == (State.SENT, Reason.BUNDLED, MESSAGE)
    assert settled.person == maria(unit)
    assert {each.id for each in unit.deliveries.prompts(MEXICO)} == {one.id, two.id}
    found = unit.deliveries.at_message(MESSAGE)
    assert found is not None
    assert found.leader == one.id


def test_nobody_claims_a_companion_while_its_leader_is_under_way(unit: UnitOfWork) -> None:
    one, two, three = claim_three(unit)
    lead(unit, one, two, three)

    [again] = unit.deliveries.claim(NOW + LEASE, limit=9, lease=LEASE)
    assert (again.id, again.in_doubt, again.person) == (one.id, True, maria(unit))


def test_companions_are_free_again_when_their_leader_is_put_off_or_given_up(unit: UnitOfWork) -> None:
    one, two, three = claim_three(unit)
    lead(unit, one, two)
    unit.deliveries.retry(one, at=NOW, in_doubt=False)
    unit.deliveries.give_up(three, Reason.ANSWERED, at=NOW)
    one, two = unit.deliveries.claim(NOW, limit=9, lease=LEASE)
    assert (one.leader, two.leader, one.person, two.person) == (None, None, None, None)
    assert (one.in_doubt, two.in_doubt) == (False, False)

    lead(unit, one, two)
    unit.deliveries.give_up(one, Reason.ANSWERED, at=NOW)
    [again] = unit.deliveries.claim(NOW, limit=9, lease=LEASE)
    assert (again.id, again.in_doubt) == (two.id, False)


def test_companions_share_the_fate_of_a_leader_in_doubt(unit: UnitOfWork) -> None:
    one, two, three = claim_three(unit)
    lead(unit, one, two, three)
    unit.deliveries.retry(one, at=NOW, in_doubt=True)
    [again] = unit.deliveries.claim(NOW, limit=9, lease=LEASE)
    unit.deliveries.give_up(again, Reason.TOO_LATE, at=NOW)

    assert unit.deliveries.claim(NOW + timedelta(days=9), limit=9, lease=LEASE) == ()
    states = [unit.deliveries.find(each.id) for each in (one, two, three)]
    assert [each.reason for each in states if each] == [Reason.TOO_LATE] * 3


def test_whoever_lost_its_lease_leads_nothing(unit: UnitOfWork) -> None:
    one, two, _ = claim_three(unit)
    unit.deliveries.claim(NOW + LEASE, limit=9, lease=LEASE)
    assert lead(unit, one, two) is None


def test_delivery_is_moved_to_another_moment_unless_somebody_holds_it(unit: UnitOfWork) -> None:
    unit.deliveries.owe([owed("mexico")])
    first = unit.deliveries.by_key("mexico")
    assert first
    assert unit.deliveries.move(first.id, key="later", due_at=LATER, give_up_at=LATER + LEASE)
    assert unit.deliveries.claim(LATER - LEASE, limit=1, lease=LEASE) == ()
    (claimed,) = unit.deliveries.claim(LATER, limit=1, lease=LEASE)
    assert (claimed.key, claimed.due_at, claimed.give_up_at) == ("later", LATER, LATER + LEASE)

    assert not unit.deliveries.move(first.id, key="again", due_at=NOW, give_up_at=LATER)
    unit.deliveries.sent([Delivered(delivery=first.id, sent=MESSAGE, person=None, at=LATER)])
    assert not unit.deliveries.move(first.id, key="again", due_at=NOW, give_up_at=LATER)
    assert unit.deliveries.by_key("again") is None
