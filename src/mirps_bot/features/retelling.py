"""Messages that are told anew where they stand, as things change."""

from datetime import datetime
from hashlib import sha256

from mirps_bot.domain.delivery import Living, Owed, Retelling, Story
from mirps_bot.domain.ids import DeliveryId
from mirps_bot.domain.person import Person
from mirps_bot.features.visit import Visit
from mirps_bot.ports import UnitOfWork


def tell_anew(visit: Visit, story: Story, about: str, person: Person) -> None:
    """Owe this person the story as it is by the time it is sent: a first message, or a new text for that one."""
    first = f"{story}/{about}/{person.id}"
    again = f"{first}/{visit.now.isoformat()}"
    key = again if visit.unit.deliveries.by_key(first) else first
    content = Living(story=story, about=about, person=person.id, first=first)
    visit.unit.deliveries.owe([Owed.at_once(key, content, visit.now)])


def hand_over(visit: Visit, story: Story, words: str, person: Person) -> None:
    """Owe this person the file that these words ask for; however often they ask within a minute, once."""
    asked = sha256(words.encode()).hexdigest()[:16]
    key = f"{story}/{person.id}/{visit.now:%Y-%m-%dT%H:%M}/{asked}"
    content = Living(story=story, about=words, person=person.id, first=key)
    visit.unit.deliveries.owe([Owed.at_once(key, content, visit.now)])


def redraw(unit: UnitOfWork, content: Living, now: datetime) -> None:
    """Owe a new text for the message that `content.first` brought or is still to bring, if it is known."""
    if unit.deliveries.by_key(content.first):
        unit.deliveries.owe([Owed.at_once(f"redrawn/{content.first}/{now.isoformat()}", content, now)])


def tell_again(visit: Visit, leader: DeliveryId, key: str) -> None:
    """The message that says reminders, as a whole: one of them was answered or put off. `key` names what changed, so
    that it is told once.
    """
    visit.unit.deliveries.owe([Owed.at_once(key, Retelling(of=leader), visit.now)])
