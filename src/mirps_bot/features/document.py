"""What became of a file that somebody attached to an update."""

from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Letter, Show
from mirps_bot.domain.attachment import Coming
from mirps_bot.domain.delivery import Living, Story
from mirps_bot.domain.update import Update
from mirps_bot.features.filing import copy_key
from mirps_bot.features.retelling import redraw
from mirps_bot.ports import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """`update` carries the document, kept or not."""

    update: Update
    as_of: datetime


def tell(unit: UnitOfWork, coming: Coming, now: datetime) -> tuple[Letter, ...]:
    """To whoever attached it, whether it was kept, also in the receipt; nothing to somebody who has left."""
    person, update = unit.people.find(coming.author), unit.updates.find(coming.update)
    if person is None or update is None:
        return ()
    first = copy_key(update, person.id)
    redraw(unit, Living(story=Story.RECEIPT, about=str(update.id), person=person.id, first=first), now)
    show = Show(template="update/document", data=Settled(update=update, as_of=now))
    return (Letter.to_person(person, f"document/{coming.update}", show),)
