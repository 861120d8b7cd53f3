"""The bot without a platform: the real content on the real facts in SQLite, the demo's people, a clock that is set."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bot import Bot
from mirps_bot.content.load import Content
from mirps_bot.dialogue import (
    Answer,
    Asked,
    Call,
    Corrected,
    Outbound,
    Place,
    Press,
    Redraw,
    Said,
    Show,
    Shown,
    Submission,
)
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.delivery import Inbox
from mirps_bot.domain.ids import EntityId, EventId
from mirps_bot.domain.language import Language, Names
from mirps_bot.domain.person import Actor, Person
from mirps_bot.features.visit import Visit
from mirps_bot.knowledge import Knowledge
from mirps_bot.ports import Account
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Button, Buttons, View
from mirps_bot.view.form import ShownForm

T = TypeVar("T")
Answering = Callable[[Visit, str], Outbound]

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
"""A Tuesday: ten in the morning in Panama, nine in Mexico City."""

LUCIA, TOMAS = "lucia.ortega@example.org", "tomas.rivera@example.org"
"""Mexico's focal point and alternate."""
ANA, KARLA, RUBEN = "ana.solis@example.org", "karla.mejia@example.org", "ruben.castillo@example.org"
CHLOE, GRACE = "chloe.tremblay@example.org", "grace.coleman@example.org"
RAFAEL = "rafael.moura@example.org"
NOAH, ELENA = "noah.fischer@example.org", "elena.duarte@example.org"
"""The secretariat."""
STRANGER = "visitor@example.org"

MX, CR, HN, CA, WBG = map(EntityId, ("mx", "cr", "hn", "ca", "wbg"))

DIRECT = Place(channel="D1", is_direct=True)
ROOM = Place(channel="C1", is_direct=False)

MEETING = Event(
    id=EventId("test-meeting"),
    title=Names(es="Reunión trimestral", en="Quarterly meeting"),
    kind=EventKind.MEETING,
    status=EventStatus.CONFIRMED,
    series="focal_points",
    start=PartialDate.parse("2026-12-10"),
    start_time=time(9),
    end_time=time(10, 30),
    time_zone="America/Panama",
    source="x",
)
DEADLINE = Event(
    id=EventId("test-deadline"),
    title=Names(es="Cierre del ciclo", en="Close of the cycle"),
    kind=EventKind.REPORTING_DEADLINE,
    status=EventStatus.CONFIRMED,
    series="reporting",
    opens=date(2026, 11, 1),
    start=PartialDate.parse("2026-12-15"),
    source="x",
)


At = Callable[[str], None]
"""Sets the clock to a moment, written in UTC."""


class StandingClock:
    """Stands still until it is moved."""

    def __init__(self, moment: datetime = NOW) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def advance(self, **delta: float) -> None:
        self.moment += timedelta(**delta)


class LearntBot(Bot):
    """Has learnt the content before it begins, as gathering it anew for each test would take longer than the test."""

    def __init__(self, storage: SqlStorage, learnt: Knowledge, clock: StandingClock) -> None:
        self._learnt = learnt
        super().__init__(storage, learnt.content, clock)

    def learn(self, content: Content) -> None:
        if content is self._learnt.content:
            self.knowledge = self._learnt
        else:
            super().learn(content)


class Desk:
    """Where people ask: whatever they do is answered as on any platform."""

    def __init__(self, storage: SqlStorage, bot: Bot, clock: StandingClock) -> None:
        self.storage = storage
        self.content = bot.knowledge.content
        self.clock = clock
        self.bot = bot

    def person(self, email: str) -> Person:
        with self.storage.begin(reading=True) as unit:
            found = unit.people.by_email(email)
        assert found is not None
        return found

    def inbox(self, email: str) -> Inbox:
        return Inbox(person=self.person(email).id)

    def actor(self, email: str) -> Actor:
        if email == STRANGER:
            return Actor(user="U0", person=None, language=Language.ES, time_zone="America/Panama")
        person = self.person(email)
        return Actor(
            user=f"U{person.id}", person=person, language=person.language, time_zone=person.time_zone
        )

    @contextmanager
    def visit(self, email: str, place: Place = DIRECT) -> Iterator[Visit]:
        """A feature's view of the world; what it does is kept."""
        with self.storage.begin() as unit:
            visit = self.bot.knowledge.visit(unit, self.actor(email), self.clock.now())
            yield replace(visit, place=place)
            unit.commit()

    def loses(self, email: str) -> None:
        """The platform says that their account is deactivated."""
        user = f"U{self.person(email).id}"
        self.bot.introduce(Account(user=user, email=email, language=None, time_zone=None))
        self.bot.introduce(Account(user=user, email=None, language=None, time_zone=None, has_left=True))

    def show(self, answers: Answering, words: str, email: str = LUCIA) -> Show:
        """What a feature shows for these words."""
        with self.visit(email) as visit:
            shown = answers(visit, words)
        assert isinstance(shown, Show)
        return shown

    def data(self, answers: Answering, words: str, kind: type[T], email: str = LUCIA) -> T:
        """What it tells, of this kind."""
        data = self.show(answers, words, email).data
        assert isinstance(data, kind)
        return data

    # ---- what people do

    def asks(self, email: str, words: str, place: Place = DIRECT) -> Answer:
        return self.bot.handle(Call(actor=self.actor(email), words=words, place=place))

    def presses(
        self, email: str, name: ActionName, *arguments: str, key: str = "press", place: Place = DIRECT
    ) -> Answer:
        action = Action(name, arguments)
        return self.bot.handle(Press(actor=self.actor(email), action=action, place=place, key=key))

    def submits(
        self,
        email: str,
        raw: Mapping[str, str],
        *,
        form: str = "update",
        key: str = "form",
        context: Mapping[str, str] | None = None,
        shown: Collection[str] = (),
    ) -> Answer:
        submission = Submission(
            actor=self.actor(email),
            form=form,
            raw=raw,
            context=context or {},
            key=key,
            shown=frozenset(shown),
        )
        return self.bot.handle(submission)

    def chooses(
        self,
        email: str,
        raw: Mapping[str, str],
        *,
        context: Mapping[str, str] | None = None,
        form: str = "update",
        changed: str = "pledge",
    ) -> Answer:
        actor = self.actor(email)
        return self.bot.handle(
            Redraw(actor=actor, form=form, raw=raw, context=context or {}, changed=changed)
        )

    def says(self, email: str, text: str, place: Place = DIRECT) -> Answer:
        return self.bot.handle(Said(actor=self.actor(email), text=text, place=place, key="said"))


def view_of(answer: Answer) -> View:
    assert isinstance(answer, Shown)
    return answer.view


def summary(answer: Answer) -> str:
    return view_of(answer).summary


def form_of(answer: Answer) -> ShownForm:
    assert isinstance(answer, Asked)
    return answer.form


def filled_in(answer: Answer) -> dict[str, str]:
    """What stands in the fields of a form."""
    return {each.key: each.value for each in form_of(answer).fields if each.value}


def errors_of(answer: Answer) -> Mapping[str, str]:
    """Why a form stays open, by field."""
    assert isinstance(answer, Corrected)
    return answer.errors


def buttons(answer: Answer) -> list[Button]:
    return [each for block in view_of(answer).blocks if isinstance(block, Buttons) for each in block.buttons]


def actions(answer: Answer) -> list[Action]:
    return [each.action for each in buttons(answer)]
