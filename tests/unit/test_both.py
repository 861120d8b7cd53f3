"""Which of two platforms a message goes to."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

import pytest
from tests.platforms.scripted import says

from mirps_bot.chat.both import SlackOrTeams
from mirps_bot.domain.delivery import Inbox, Sent, Spot
from mirps_bot.domain.ids import DeliveryId, PersonId
from mirps_bot.domain.pace import Limits, Pace
from mirps_bot.domain.person import Chat
from mirps_bot.platforms import strictest
from mirps_bot.ports import NoAccount, UnitOfWork, Whereabouts
from mirps_bot.view.blocks import View

IN_SLACK, IN_TEAMS, IN_BOTH, NOWHERE = map(PersonId, (1, 2, 3, 4))
MET = {(IN_SLACK, Chat.SLACK), (IN_TEAMS, Chat.TEAMS), (IN_BOTH, Chat.SLACK), (IN_BOTH, Chat.TEAMS)}
HELLO, ONE = says("Buenos días"), DeliveryId(1)
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@dataclass
class Line:
    """A platform that knows some people and rooms, and remembers who was asked for."""

    name: str
    knows: set[PersonId]
    rooms: set[str] = field(default_factory=set)
    asked: list[object] = field(default_factory=list)

    async def send(self, to: Inbox | Spot, view: View, delivery: DeliveryId) -> Sent | None:
        self.asked.append(to)
        if isinstance(to, Inbox) and to.person not in self.knows:
            raise NoAccount("unknown")
        return Sent(channel=self.name, ts="1")

    async def edit(self, sent: Sent, view: View) -> None:
        self.asked.append(sent)

    async def look_up(self, to: Inbox | Spot, delivery: DeliveryId, *, since: datetime) -> Sent | None:
        if isinstance(to, Inbox) and to.person not in self.knows:
            raise NoAccount("unknown")
        return Sent(channel=self.name, ts="1")

    def fits(self, view: View) -> bool:
        return view.summary != f"too long for {self.name}"

    async def room(self, name: str) -> Spot | None:
        return Spot(channel=f"{self.name}/{name}") if name in self.rooms else None


class People:
    def whereabouts(
        self, persons: Collection[PersonId], chat: Chat = Chat.SLACK
    ) -> Mapping[PersonId, Whereabouts]:
        return {
            each: Whereabouts(email="", user="u" if (each, chat) in MET else None, channel=None)
            for each in persons
        }


@dataclass
class Unit:
    people: People = field(default_factory=People)


class Roll:
    @contextmanager
    def begin(self, *, reading: bool = False) -> Iterator[UnitOfWork]:
        yield cast("UnitOfWork", Unit())


@pytest.fixture
def slack() -> Line:
    return Line("slack", {IN_SLACK, IN_BOTH}, {"general"})


@pytest.fixture
def teams() -> Line:
    return Line("teams", {IN_TEAMS, IN_BOTH}, {"general", "secretaria"})


@pytest.fixture
def both(slack: Line, teams: Line) -> SlackOrTeams:
    return SlackOrTeams(slack, teams, Roll())


@pytest.mark.parametrize(("person", "where"), [(IN_SLACK, "slack"), (IN_TEAMS, "teams"), (IN_BOTH, "slack")])
async def test_person_is_written_to_where_they_are(both: SlackOrTeams, person: PersonId, where: str) -> None:
    assert await both.send(Inbox(person=person), HELLO, ONE) == Sent(channel=where, ts="1")
    assert await both.look_up(Inbox(person=person), ONE, since=NOW) == Sent(channel=where, ts="1")


async def test_slack_is_not_asked_for_who_is_in_teams_alone(both: SlackOrTeams, slack: Line) -> None:
    await both.send(Inbox(person=IN_TEAMS), HELLO, ONE)

    assert slack.asked == []


async def test_who_left_slack_is_written_to_in_teams(both: SlackOrTeams, slack: Line) -> None:
    slack.knows.clear()

    assert await both.send(Inbox(person=IN_BOTH), HELLO, ONE) == Sent(channel="teams", ts="1")


async def test_who_is_nowhere_has_no_account(both: SlackOrTeams) -> None:
    with pytest.raises(NoAccount):
        await both.send(Inbox(person=NOWHERE), HELLO, ONE)
    assert await both.look_up(Inbox(person=NOWHERE), ONE, since=NOW) is None


async def test_conversation_tells_its_platform(both: SlackOrTeams, slack: Line, teams: Line) -> None:
    there, here = Spot(channel="19:x@thread.tacv2"), Sent(channel="C1", ts="1")
    await both.send(there, HELLO, ONE)
    await both.edit(here, HELLO)

    assert (teams.asked, slack.asked) == ([there], [here])


async def test_room_is_slack_s_where_both_have_it(both: SlackOrTeams) -> None:
    assert await both.room("general") == Spot(channel="slack/general")
    assert await both.room("secretaria") == Spot(channel="teams/secretaria")
    assert await both.room("nowhere") is None


@pytest.mark.parametrize("name", ["slack", "teams"])
def test_message_fits_if_it_does_wherever_it_may_go(both: SlackOrTeams, name: str) -> None:
    assert both.fits(HELLO)
    assert not both.fits(says(f"too long for {name}"))


def test_pace_is_that_of_the_platform_that_takes_less_in_a_conversation() -> None:
    brisk = Limits(overall=Pace(burst=100, per_second=5), each=Pace(burst=4, per_second=1))
    slow = Limits(overall=Pace(burst=100, per_second=5), each=Pace(burst=7, per_second=0.5))
    assert strictest([brisk, slow]) == strictest([slow, brisk]) == slow
