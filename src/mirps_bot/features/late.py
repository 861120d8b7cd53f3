"""What comes late says so."""

from datetime import timedelta

from mirps_bot.domain.delivery import Delivery
from mirps_bot.domain.working_time import opens_at
from mirps_bot.features.visit import Visit

LATE = timedelta(hours=2)


def is_late(visit: Visit, delivery: Delivery) -> bool:
    """Of what stands already, as it was when it was sent. What waited for its reader's own hours is not late."""
    due_at = opens_at(visit.person, delivery.due_at) if visit.person else delivery.due_at
    return (delivery.settled_at or visit.now) - due_at > LATE
