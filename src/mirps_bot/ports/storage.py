"""Transactions."""

from contextlib import AbstractContextManager
from typing import Protocol

from mirps_bot.ports.absences import Absences
from mirps_bot.ports.arrivals import Arrivals
from mirps_bot.ports.assurances import Assurances
from mirps_bot.ports.attendances import Attendances
from mirps_bot.ports.clearances import Clearances
from mirps_bot.ports.contributions import Contributions
from mirps_bot.ports.conversations import Conversations
from mirps_bot.ports.deliveries import Deliveries
from mirps_bot.ports.directory import Directory
from mirps_bot.ports.drafts import Drafts
from mirps_bot.ports.events import Events
from mirps_bot.ports.feeds import Feeds
from mirps_bot.ports.files import Files
from mirps_bot.ports.follows import Follows
from mirps_bot.ports.front_pages import FrontPages
from mirps_bot.ports.ledger import Ledger
from mirps_bot.ports.needs import Matches, Needs, Offers
from mirps_bot.ports.papers import Papers
from mirps_bot.ports.people import People
from mirps_bot.ports.personal import PersonalData
from mirps_bot.ports.pledges import Pledges
from mirps_bot.ports.preferences import Preferences
from mirps_bot.ports.questions import Questions
from mirps_bot.ports.records import Records
from mirps_bot.ports.sessions import Sessions
from mirps_bot.ports.snoozes import Snoozes
from mirps_bot.ports.tenures import Tenures
from mirps_bot.ports.updates import Updates


class UnitOfWork(Protocol):
    """One transaction. Raises `StorageBusy` when the database can't be reached or stays locked."""

    directory: Directory
    records: Records
    pledges: Pledges
    updates: Updates
    files: Files
    events: Events
    people: People
    drafts: Drafts
    feeds: Feeds
    contributions: Contributions
    sessions: Sessions
    follows: Follows
    clearances: Clearances
    front_pages: FrontPages
    personal: PersonalData
    needs: Needs
    offers: Offers
    matches: Matches
    deliveries: Deliveries
    snoozes: Snoozes
    preferences: Preferences
    ledger: Ledger
    arrivals: Arrivals
    conversations: Conversations
    absences: Absences
    assurances: Assurances
    papers: Papers
    tenures: Tenures
    attendances: Attendances
    questions: Questions

    def commit(self) -> None: ...


class Storage(Protocol):
    def begin(self, *, reading: bool = False) -> AbstractContextManager[UnitOfWork]:
        """`reading`: this unit will write nothing, and need not wait for one that does."""
        ...


class StorageBusy(Exception):
    """The database can't be reached or is locked; nothing was changed, trying again is safe."""
