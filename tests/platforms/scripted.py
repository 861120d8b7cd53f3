"""A bot that says what a test tells it to, and remembers what it heard."""

import threading
from collections.abc import Callable

from mirps_bot.dialogue import Answer, Asked, Inbound, Shown, Submission
from mirps_bot.domain.delivery import Sent, Spot
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor
from mirps_bot.ports import Account, Arrival
from mirps_bot.view.action import Action
from mirps_bot.view.blocks import Button, Buttons, Paragraph, Plain, View
from mirps_bot.view.form import ShownForm, ShownOption

OPENER = Action.opening("update", pledge="P-1")


def asks(form: ShownForm) -> Asked:
    """A form, and in its place a button that opens it again."""
    button = Button(label="Abrir de nuevo", action=OPENER)
    return Asked(form=form, invitation=says("No se abrió").with_blocks(Buttons((button,))))


def says(text: str) -> View:
    return View(summary=text, blocks=(Paragraph((Plain(text),)),))


class ScriptedBot:
    """Answers everything with `answer`; keeps arrivals until they are worked on."""

    def __init__(self) -> None:
        self.answer: Callable[[Inbound], Answer] = lambda _: Shown(view=says("understood"))
        self.home_view: View | None = None
        self.offered: tuple[ShownOption, ...] = ()
        self.heard: list[Inbound] = []
        self.worked: list[tuple[str, Inbound, Spot]] = []
        self.finished: list[str] = []
        self.searches: list[tuple[str, str, str]] = []
        self.accounts: dict[str, Account] = {}
        self.received: list[str] = []
        self.refusals: list[Exception] = []
        """What receiving fails with, the next times."""
        self.noticed: Callable[[], object] = lambda: None
        """Called from any thread when an arrival was worked on or finished, or somebody was introduced."""
        self._waiting: dict[str, Arrival] = {}
        self._lock = threading.Lock()

    def submissions(self) -> list[Submission]:
        return [each for each in self.heard if isinstance(each, Submission)]

    def recognise(self, user: str) -> Actor | None:
        account = self.accounts.get(user)
        return _actor(account) if account else None

    def introduce(self, account: Account) -> Actor:
        self.accounts[account.user] = account
        self.noticed()
        return _actor(account)

    def handle(self, inbound: Inbound) -> Answer:
        self.heard.append(inbound)
        return self.answer(inbound)

    def home(self, actor: Actor) -> View:
        return self.home_view or says(f"home of {actor.user}")

    def options(self, actor: Actor, form: str, field: str, typed: str) -> tuple[ShownOption, ...]:
        self.searches.append((form, field, typed))
        return tuple(each for each in self.offered if typed in each.label)

    def receive(self, arrival: Arrival) -> bool:
        with self._lock:
            if self.refusals:
                raise self.refusals.pop()
            is_new = arrival.id not in self.received
            self.received.append(arrival.id)
            if is_new:
                self._waiting[arrival.id] = arrival
            return is_new

    def take_arrivals(self) -> tuple[Arrival, ...]:
        with self._lock:
            taken = tuple(self._waiting.values())
            self._waiting.clear()
            return taken

    def work(self, arrival_id: str, inbound: Inbound, reply_to: Spot, stands_on: Sent | None = None) -> None:
        self.worked.append((arrival_id, inbound, reply_to))
        self.noticed()

    def finish(self, arrival_id: str) -> None:
        self.finished.append(arrival_id)
        self.noticed()

    def apologise(self, language: Language, reference: str, *, is_kept: bool = True) -> View:
        return says(f"sorry ({language}, {reference})")

    def outdated(self, actor: Actor) -> View:
        return says(f"outdated for {actor.user}")

    def answered_apart(self, actor: Actor) -> View:
        return says(f"answered {actor.user}")

    def not_reached(self, actor: Actor) -> View:
        return says(f"can't reach {actor.user}")


def _actor(account: Account) -> Actor:
    return Actor(
        user=account.user,
        person=None,
        language=account.language or Language.ES,
        time_zone=account.time_zone or "UTC",
    )
