"""What people follow, to hear of what changes in it."""

from dataclasses import dataclass
from enum import StrEnum


class TopicKind(StrEnum):
    PLEDGE = "pledge"
    GROUP = "group"
    ENTITY = "entity"
    """A State, or any other entity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One thing that can be followed; `id` is its own, a `PledgeId`, `GroupId` or `EntityId`."""

    kind: TopicKind
    id: str
