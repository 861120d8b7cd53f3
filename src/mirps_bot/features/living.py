"""Messages that are told anew where they stand, as things change."""

from datetime import datetime

from mirps_bot.domain.delivery import PATIENCE, Living, Owed, Story
from mirps_bot.domain.person import Person
from mirps_bot.features.visit import Visit
from mirps_bot.ports import UnitOfWork


def tell_anew(visit: Visit, story: Story, about: str, person: Person) -> None:
    """Owe this person the story as it is by the time it is sent: a first message, or a new text for that one."""
    first = f"{story}/{about}/{person.id}"
    again = f"{first}/{visit.now.isoformat()}"
    key = again if visit.unit.deliveries.by_key(first) else first
    content = Living(story=story, about=about, person=person.id, first=first)
    _owe(visit.unit, key, content, visit.now)


def redraw(unit: UnitOfWork, content: Living, now: datetime) -> None:
    """Owe a new text for the message that `content.first` brought or is still to bring, if it is known."""
    if unit.deliveries.by_key(content.first):
        _owe(unit, f"redrawn/{content.first}/{now.isoformat()}", content, now)


def _owe(unit: UnitOfWork, key: str, content: Living, now: datetime) -> None:
    unit.deliveries.owe([Owed(key=key, content=content, due_at=now, give_up_at=now + PATIENCE)])
