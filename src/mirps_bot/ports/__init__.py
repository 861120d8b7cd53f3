"""What the bot needs from the world. Each docstring is the contract that every adapter is tested against.

All datetimes are aware and UTC. Reads return values, never live rows. A unit of work that is left without `commit`
changes nothing.
"""

from mirps_bot.ports.absences import Absences, NewAbsence
from mirps_bot.ports.arrivals import Arrival, Arrivals
from mirps_bot.ports.assurances import Assurances
from mirps_bot.ports.attendances import Attendances, NewReply
from mirps_bot.ports.clearances import Clearance, Clearances
from mirps_bot.ports.clock import Clock
from mirps_bot.ports.contributions import Contributions, NewContribution
from mirps_bot.ports.conversations import Conversation, Conversations
from mirps_bot.ports.deliveries import Backlog, Delivered, Deliveries
from mirps_bot.ports.directory import Directory
from mirps_bot.ports.drafts import Drafts
from mirps_bot.ports.events import Events, NewFixing
from mirps_bot.ports.feeds import Feeds
from mirps_bot.ports.files import Files, Vault
from mirps_bot.ports.follows import Follows
from mirps_bot.ports.front_pages import FrontPages, Look
from mirps_bot.ports.ledger import Ledger
from mirps_bot.ports.messenger import Messenger, NoAccount, NotSent, OutcomeUnknown, Refused, Throttled
from mirps_bot.ports.meter import Meter, Unmetered
from mirps_bot.ports.needs import Matches, Needs, NewNeed, NewOffer, Offers
from mirps_bot.ports.once import reading_once
from mirps_bot.ports.papers import NewPaper, Papers
from mirps_bot.ports.people import Account, People, RosterRow, Whereabouts
from mirps_bot.ports.personal import Kept, PersonalData
from mirps_bot.ports.pledges import Pledges
from mirps_bot.ports.preferences import Preferences
from mirps_bot.ports.questions import Questions
from mirps_bot.ports.records import Records
from mirps_bot.ports.sessions import NewSession, Sessions, StaleSession
from mirps_bot.ports.snoozes import Snoozes
from mirps_bot.ports.storage import Storage, StorageBusy, UnitOfWork
from mirps_bot.ports.tenures import Tenures
from mirps_bot.ports.updates import AlreadyReplaced, NewUpdate, Updates

__all__ = [
    "Absences",
    "Account",
    "AlreadyReplaced",
    "Arrival",
    "Arrivals",
    "Assurances",
    "Attendances",
    "Backlog",
    "Clearance",
    "Clearances",
    "Clock",
    "Contributions",
    "Conversation",
    "Conversations",
    "Delivered",
    "Deliveries",
    "Directory",
    "Drafts",
    "Events",
    "Feeds",
    "Files",
    "Follows",
    "FrontPages",
    "Kept",
    "Ledger",
    "Look",
    "Matches",
    "Messenger",
    "Meter",
    "Needs",
    "NewAbsence",
    "NewContribution",
    "NewFixing",
    "NewNeed",
    "NewOffer",
    "NewPaper",
    "NewReply",
    "NewSession",
    "NewUpdate",
    "NoAccount",
    "NotSent",
    "Offers",
    "OutcomeUnknown",
    "Papers",
    "People",
    "PersonalData",
    "Pledges",
    "Preferences",
    "Questions",
    "Records",
    "Refused",
    "RosterRow",
    "Sessions",
    "Snoozes",
    "StaleSession",
    "Storage",
    "StorageBusy",
    "Tenures",
    "Throttled",
    "UnitOfWork",
    "Unmetered",
    "Updates",
    "Vault",
    "Whereabouts",
    "reading_once",
]
