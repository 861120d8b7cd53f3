"""A small workspace of its own: speaks Slack's protocols to the bot, and shows itself as a web page."""

from mirps_bot.playground.clock import Clock, SettableClock
from mirps_bot.playground.faults import Faults
from mirps_bot.playground.patience import Patience
from mirps_bot.playground.people import Profile, Room, Tip
from mirps_bot.playground.person import Person
from mirps_bot.playground.server import Playground
from mirps_bot.playground.workspace import Workspace

__all__ = [
    "Clock",
    "Faults",
    "Patience",
    "Person",
    "Playground",
    "Profile",
    "Room",
    "SettableClock",
    "Tip",
    "Workspace",
]
