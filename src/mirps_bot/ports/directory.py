"""What the platform is made of."""

from typing import Protocol

from mirps_bot.domain.entity import Area, Entity, Group
from mirps_bot.domain.ids import GroupId


class Directory(Protocol):
    """Entities, areas and groups: few, rarely changed. Lists are in stable order: by kind, then id."""

    def entities(self) -> tuple[Entity, ...]: ...
    def areas(self) -> tuple[Area, ...]: ...
    def groups(self) -> tuple[Group, ...]: ...
    def group(self, group: GroupId) -> Group | None: ...
