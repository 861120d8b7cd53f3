"""Messages that say reminders: told anew as a whole when one of them is answered or put off."""

from mirps_bot.domain.delivery import PATIENCE, Owed, Retelling
from mirps_bot.domain.ids import DeliveryId
from mirps_bot.features.visit import Visit


def tell_again(visit: Visit, leader: DeliveryId, key: str) -> None:
    """`key` names what changed, so that it is told once."""
    retelling = Retelling(of=leader)
    owed = Owed(key=key, content=retelling, due_at=visit.now, give_up_at=visit.now + PATIENCE)
    visit.unit.deliveries.owe([owed])
