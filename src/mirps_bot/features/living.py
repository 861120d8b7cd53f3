"""Messages that are told anew where they stand, as things change."""

from mirps_bot.domain.delivery import PATIENCE, Living, Owed, Story
from mirps_bot.domain.person import Person
from mirps_bot.features.visit import Visit


def tell_anew(visit: Visit, story: Story, about: str, person: Person) -> None:
    """Owe this person the story as it is by the time it is sent: a first message, or a new text for that one."""
    first = f"{story}/{about}/{person.id}"
    again = f"{first}/{visit.now.isoformat()}"
    key = again if visit.unit.deliveries.by_key(first) else first
    content = Living(story=story, about=about, person=person.id, first=first)
    visit.unit.deliveries.owe(
        [Owed(key=key, content=content, due_at=visit.now, give_up_at=visit.now + PATIENCE)]
    )
