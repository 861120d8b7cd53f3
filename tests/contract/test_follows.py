from datetime import timedelta

import pytest
from tests.contract.samples import ANA, LUIS, NOW

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.domain.follow import Topic, TopicKind
from mirps_bot.domain.ids import PersonId
from mirps_bot.ports import UnitOfWork

REGISTRY = Topic(kind=TopicKind.PLEDGE, id="registry")
JOBS = Topic(kind=TopicKind.GROUP, id="jobs_group")
MEXICO = Topic(kind=TopicKind.ENTITY, id="mx")


@pytest.fixture
def luis(unit: UnitOfWork) -> PersonId:
    person = unit.people.by_email(LUIS.email)
    assert person is not None
    return person.id


def test_topics_come_the_latest_followed_first(unit: UnitOfWork, ana: PersonId) -> None:
    moments = {REGISTRY: NOW, MEXICO: NOW + timedelta(days=2), JOBS: NOW + timedelta(days=1)}
    for topic, since in moments.items():
        unit.follows.follow(ana, topic, since=since)

    assert list(unit.follows.of(ana).items()) == [
        (MEXICO, moments[MEXICO]),
        (JOBS, moments[JOBS]),
        (REGISTRY, NOW),
    ]


def test_following_again_keeps_the_first_moment(unit: UnitOfWork, ana: PersonId) -> None:
    unit.follows.follow(ana, MEXICO, since=NOW)

    unit.follows.follow(ana, MEXICO, since=NOW + timedelta(days=1))
    assert unit.follows.of(ana) == {MEXICO: NOW}


def test_topics_of_the_same_name_but_another_kind_are_others(unit: UnitOfWork, ana: PersonId) -> None:
    group = Topic(kind=TopicKind.GROUP, id="mx")
    unit.follows.follow(ana, MEXICO, since=NOW)

    assert unit.follows.unfollow(ana, group) is False
    assert unit.follows.unfollow(ana, MEXICO) is True
    assert unit.follows.unfollow(ana, MEXICO) is False
    assert unit.follows.of(ana) == {}


def test_followers_are_whoever_follows_anything(unit: UnitOfWork, ana: PersonId, luis: PersonId) -> None:
    assert unit.follows.followers() == ()

    for person, topic in ((luis, MEXICO), (ana, MEXICO), (ana, JOBS)):
        unit.follows.follow(person, topic, since=NOW)

    assert unit.follows.followers() == tuple(sorted((ana, luis)))


def test_follows_survive_the_unit_that_wrote_them(storage: SqlStorage) -> None:
    with storage.begin() as unit:
        ana = unit.people.by_email(ANA.email)
        assert ana is not None
        unit.follows.follow(ana.id, REGISTRY, since=NOW)
        unit.commit()

    with storage.begin(reading=True) as unit:
        assert unit.follows.of(ana.id) == {REGISTRY: NOW}
