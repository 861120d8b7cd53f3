"""What comes late says so."""

from datetime import timedelta

from mirps_bot.domain.delivery import Delivery
from mirps_bot.features.visit import Visit

LATE = timedelta(hours=2)


def is_late(visit: Visit, delivery: Delivery) -> bool:
    """Of what stands already, as it was when it was sent."""
    return (delivery.settled_at or visit.now) - delivery.due_at > LATE
