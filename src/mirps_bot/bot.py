"""The narrow waist: whatever a person does comes in here, whatever they are shown goes out here."""

import logging
import secrets
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from mirps_bot.content.compose import told
from mirps_bot.content.load import Content
from mirps_bot.content.wording import Reader
from mirps_bot.dialogue import (
    Answer,
    Corrected,
    Inbound,
    Press,
    Shown,
    Submission,
)
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.attachment import Coming, Document
from mirps_bot.domain.delivery import LEASE, Digest, Reminder, Sent, Spot, Story
from mirps_bot.domain.language import Language
from mirps_bot.domain.ledger import Mark
from mirps_bot.domain.person import Actor
from mirps_bot.features import contact, home
from mirps_bot.features.calendar_file import file_events
from mirps_bot.features.clearance import give_back_unread
from mirps_bot.features.document import tell
from mirps_bot.features.visit import Visit
from mirps_bot.filling import search_options
from mirps_bot.knowledge import Knowledge
from mirps_bot.ports import (
    Account,
    Arrival,
    Clock,
    Meter,
    StaleSession,
    Storage,
    StorageBusy,
    UnitOfWork,
    Unmetered,
)
from mirps_bot.replying import addressed, in_a_message, only_reads, owe_answer, owe_letters, reply, shown
from mirps_bot.routes import STORIES
from mirps_bot.view.almanac import Almanac
from mirps_bot.view.blocks import View
from mirps_bot.view.files import File
from mirps_bot.view.form import ShownOption

T = TypeVar("T")

log = logging.getLogger(__name__)

ARRIVALS_AT_ONCE = 20
ARRIVAL_LEASE = timedelta(seconds=20)
"""Shorter than a delivery's: whoever takes one up a second time answers it no second time, and somebody waits."""
TRIES = 3


class Bot:
    """Safe to call from several threads: all state is in the storage, `Knowledge` is replaced as a whole."""

    def __init__(
        self,
        storage: Storage,
        content: Content,
        clock: Clock,
        *,
        on_owed: Callable[[], object] = lambda: None,
        aside: Callable[[Callable[[], None]], object] = lambda work: work(),
        meter: Meter | None = None,
        lease: timedelta = LEASE,
    ) -> None:
        """`on_owed` is called, from any thread, when messages may have become due by what somebody did.

        `aside` is handed what an answer need not wait for.
        """
        self._storage = storage
        self._clock = clock
        self._on_owed = on_owed
        self._aside = aside
        self._meter = meter or Unmetered()
        self._lease = lease
        self.public_url: str | None = None
        """Where the bot's own pages can be reached from outside, once that is known."""
        self.has_mail = False
        self.learn(content)

    def learn(self, content: Content) -> None:
        """Take on new content, and the names the storage holds now."""
        with self._storage.begin(reading=True) as unit:
            self.knowledge = Knowledge.gather(content, unit)

    # ---- people

    def recognise(self, user: str) -> Actor | None:
        with self._storage.begin(reading=True) as unit:
            return unit.people.actor(user)

    def introduce(self, account: Account) -> Actor:
        knowledge, now = self.knowledge, self._clock.now()
        with self._storage.begin() as unit:
            if account.has_left:
                unit.people.leave(account.user, at=now)
            actor = unit.people.introduce(account)
            if account.has_left:
                owe_letters(unit, knowledge, give_back_unread(self._visit(knowledge, unit, actor)), now)
            unit.commit()
        return actor

    def keep_offices(self) -> None:
        """Changes of contact hold from their day on, and what waits for whoever can't clear it any more goes back."""
        knowledge, now = self.knowledge, self._clock.now()
        with self._storage.begin(reading=True) as unit:
            if not contact.due(unit, now):
                return
        with self._storage.begin() as unit:
            for paper in contact.due(unit, now):
                if author := unit.people.find(paper.author):
                    contact.take_effect(self._visit(knowledge, unit, Actor.of(author)), paper)
            self._give_back(knowledge, unit, now)
            unit.commit()

    def give_back(self) -> None:
        """What waits for somebody who can't clear it any more, since rosters are changed by hand too."""
        with self._storage.begin() as unit:
            self._give_back(self.knowledge, unit, self._clock.now())
            unit.commit()

    def _give_back(self, knowledge: Knowledge, unit: UnitOfWork, now: datetime) -> None:
        nobody = Actor.stranger("", None, None, otherwise=Language.ES)
        owe_letters(unit, knowledge, give_back_unread(self._visit(knowledge, unit, nobody)), now)

    # ---- what people do

    def handle(self, inbound: Inbound) -> Answer:
        """The answer in the actor's language; a failure is one too, with the reference that the log has."""
        knowledge, began, failed = self.knowledge, time.perf_counter(), False
        reading = only_reads(knowledge, inbound)
        try:
            answer = self._in_one(lambda unit: self._reply(knowledge, unit, inbound), reading=reading)
        except StorageBusy:
            answer, failed = self._sorry("busy", inbound), True
        except Exception:  # noqa: BLE001 - the one place where no fault may pass
            answer, failed = self._sorry("failed", inbound), True
        self._meter.answered(type(inbound).__name__.lower(), time.perf_counter() - began, failed=failed)
        if not (reading or failed):
            self._on_owed()
        if isinstance(inbound, Press):
            self._aside(partial(self._note_click, inbound))
        return answer

    def home(self, actor: Actor) -> View:
        """The front page, in the language chosen last. That it was seen is noted, unless the storage is busy."""
        knowledge = self.knowledge
        with self._storage.begin(reading=True) as unit:
            actor = unit.people.actor(actor.user) or actor
            visit = self._visit(knowledge, unit, actor)
            view = shown(visit, knowledge, home.answer(visit, "")).view
            look = home.look(visit)
        if actor.person:
            with suppress(StorageBusy), self._storage.begin() as unit:
                unit.front_pages.opened(actor.person.id, look)
                unit.commit()
        return view

    def options(self, actor: Actor, form: str, field: str, typed: str) -> tuple[ShownOption, ...]:
        """What a field can be set to, narrowed by what is typed in it."""
        knowledge = self.knowledge
        with self._storage.begin(reading=True) as unit:
            visit = self._visit(knowledge, unit, actor)
            found = search_options(visit, knowledge, form, field, typed)
        return knowledge.composer.options(found, Reader.of(actor))

    def almanac(self, secret: str) -> Almanac | None:
        """The calendar for whoever this secret was told to; None: to nobody. Raises StorageBusy."""
        with self._storage.begin(reading=True) as unit:
            holder = unit.feeds.holder(secret)
            person = unit.people.find(holder) if holder else None
        if person is None or person.has_left or not may(person, Right.SUBSCRIBE):
            return None
        return self.almanac_for(Actor.of(person))

    def almanac_for(self, actor: Actor, words: str = "") -> Almanac:
        """What these words ask for of the calendar; without any, what has a day and what may still get one."""
        knowledge = self.knowledge
        with self._storage.begin(reading=True) as unit:
            events = file_events(self._visit(knowledge, unit, actor), words)
            return knowledge.almanac(unit, events, actor.language)

    def file_for(self, actor: Actor, story: Story, words: str) -> File | None:
        """The file that this story brings of what the words ask for, as far as this actor may read it; None: there is
        no such thing.
        """
        knowledge = self.knowledge
        with self._storage.begin(reading=True) as unit:
            show = STORIES[story](self._visit(knowledge, unit, actor), words)
            if show is None or show.export is None:
                return None
            reader = Reader.of(actor)
            return knowledge.file(show.export, reader, knowledge.composer.show(show, reader).summary)

    # ---- what comes in to be worked on

    def receive(self, arrival: Arrival) -> bool:
        with self._storage.begin() as unit:
            is_new = unit.arrivals.receive(arrival)
            unit.commit()
        return is_new

    def take_arrivals(self) -> tuple[Arrival, ...]:
        with self._storage.begin() as unit:
            lease = min(self._lease, ARRIVAL_LEASE)
            arrivals = unit.arrivals.claim(self._clock.now(), limit=ARRIVALS_AT_ONCE, lease=lease)
            unit.commit()
        return arrivals

    def work(self, arrival_id: str, inbound: Inbound, reply_to: Spot, stands_on: Sent | None = None) -> None:
        """Answer an arrival: in one transaction the answer is owed and the arrival done, neither lost nor doubled."""
        knowledge = self.knowledge
        knowledge.likeness.learn()  # within the transaction, all who write would wait for it

        def answer(unit: UnitOfWork) -> None:
            if unit.arrivals.done(arrival_id):
                visit = self._visit(knowledge, unit, addressed(knowledge, inbound))
                told = in_a_message(visit, knowledge, inbound, reply(visit, knowledge, inbound))
                owe_answer(unit, arrival_id, told, reply_to, self._clock.now(), stands_on)

        try:
            self._in_one(answer)
        except StorageBusy:
            raise
        except Exception:  # noqa: BLE001 - the person is told, and the next arrival gets its turn
            failure = Shown(view=self._failure("failed", inbound.actor.language))
            with self._storage.begin() as unit:
                if unit.arrivals.done(arrival_id):
                    owe_answer(unit, arrival_id, failure, reply_to, self._clock.now())
                    unit.commit()
        if isinstance(inbound, Press):
            self._note_click(inbound)

    def finish(self, arrival_id: str) -> None:
        with self._storage.begin() as unit:
            unit.arrivals.done(arrival_id)
            unit.commit()

    # ---- files

    def take_file(self) -> Coming | None:
        with self._storage.begin() as unit:
            claimed = unit.files.claim(self._clock.now(), limit=1, lease=self._lease)
            unit.commit()
        return next(iter(claimed), None)

    def settle_file(self, coming: Coming, document: Document) -> None:
        """What became of it, and a word of it to who attached it, in one transaction."""
        knowledge, now = self.knowledge, self._clock.now()

        def settle(unit: UnitOfWork) -> None:
            if unit.files.settle(coming.update, document, at=now):
                owe_letters(unit, knowledge, tell(unit, coming, now), now)

        self._in_one(settle)

    # ---- what platforms say by themselves

    def apologise(self, language: Language, reference: str, *, is_kept: bool = True) -> View:
        return self._phrase("failed" if is_kept else "not_kept", language, reference=reference)

    def outdated(self, actor: Actor) -> View:
        return self._phrase("outdated", actor.language)

    def answered_apart(self, actor: Actor) -> View:
        return self._phrase("answered_apart", actor.language)

    def not_reached(self, actor: Actor) -> View:
        return self._phrase("not_reached", actor.language)

    # ---- inside

    def _visit(self, knowledge: Knowledge, unit: UnitOfWork, actor: Actor) -> Visit:
        visit = knowledge.visit(unit, actor, self._clock.now())
        return replace(visit, public_url=self.public_url, has_mail=self.has_mail)

    def _reply(self, knowledge: Knowledge, unit: UnitOfWork, inbound: Inbound) -> Answer:
        return reply(self._visit(knowledge, unit, addressed(knowledge, inbound)), knowledge, inbound)

    def _in_one(self, work: Callable[[UnitOfWork], T], *, reading: bool = False) -> T:
        """In one transaction; anew if a form it changes was changed elsewhere at the same moment."""
        for _ in range(TRIES - 1):
            with suppress(StaleSession), self._storage.begin(reading=reading) as unit:
                done = work(unit)
                unit.commit()
                return done
        with self._storage.begin(reading=reading) as unit:
            done = work(unit)
            unit.commit()
        return done

    def _note_click(self, press: Press) -> None:
        """Whoever presses a button of what was sent by itself has seen it: a line of the ledger, no reason to fail."""
        person, message = press.actor.person, press.place.message
        if person is None or message is None:
            return
        stands_on = Sent(channel=press.place.channel, ts=message)
        try:
            with self._storage.begin(reading=True) as unit:
                delivery = unit.deliveries.at_message(stands_on)
                told = unit.deliveries.bundle(delivery.leader) if delivery and delivery.leader else ()
            if delivery and isinstance(delivery.content, Reminder | Digest):
                with self._storage.begin() as unit:
                    for each in told or (delivery,):
                        unit.ledger.mark(each.id, Mark.CLICKED, person.id, at=self._clock.now())
                    unit.commit()
        except Exception:
            log.exception("it is not noted that somebody has seen what was sent to them")

    def _sorry(self, phrase: str, inbound: Inbound) -> Answer:
        """A form stays open, with all that was typed in it."""
        view = self._failure(phrase, inbound.actor.language)
        return Corrected(errors={"": view.summary}) if isinstance(inbound, Submission) else Shown(view=view)

    def _failure(self, phrase: str, language: Language) -> View:
        reference = secrets.token_hex(3)
        log.error(
            "%s, reference %s", phrase, reference, exc_info=sys.exc_info(), extra={"reference": reference}
        )
        return self._phrase(phrase, language, reference=reference)

    def _phrase(self, phrase: str, language: Language, **values: object) -> View:
        reader = Reader(language=language, time_zone="UTC")
        return told(self.knowledge.composer.said(phrase, reader, values))
