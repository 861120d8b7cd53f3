"""A second look at words that may tell of a person, before they are filed."""

from datetime import timedelta
from hashlib import sha256

from mirps_bot.domain.person import Person
from mirps_bot.features.visit import Visit
from mirps_bot.parsing.persons import Suspicion, suspicions

PAUSE = timedelta(seconds=3)
"""Nobody reads a question faster: a second tap within it answers nothing."""


def second_look(visit: Visit, person: Person, text: str) -> tuple[Suspicion, ...]:
    """What has to be looked at once more before this text is filed in its author's name.

    Nothing does once they have sent the same again: that says that it is nobody's own, and is kept with its time.
    """
    found = suspicions(text, known=(person.email,))
    if not found:
        return ()
    digest = sha256("\n".join((str(person.id), *sorted(each.text for each in found))).encode()).hexdigest()
    if visit.now - visit.unit.assurances.ask(person.id, digest, at=visit.now) < PAUSE:
        return found
    visit.unit.assurances.assure(person.id, digest, at=visit.now)
    return ()
