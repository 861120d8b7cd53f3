"""Who belongs to the platform: States, members, the secretariat, and others named in its pledges."""

from dataclasses import dataclass
from enum import StrEnum

from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.ids import AreaId, EntityId, GroupId, PledgeId
from mirps_bot.domain.language import Names


class EntityKind(StrEnum):
    MIRPS_STATE = "mirps_state"
    PLATFORM_MEMBER = "platform_member"
    SECRETARIAT = "secretariat"
    COMPANY = "company"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A State, bank, agency or company. `time_zones` are IANA names, the seat's first; may be empty."""

    id: EntityId
    kind: EntityKind
    names: Names
    aliases: tuple[str, ...] = ()
    time_zones: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    member_since: PartialDate | None = None
    member_until: PartialDate | None = None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A theme that pledges and groups are tagged with."""

    id: AreaId
    scheme: str
    names: Names
    aliases: tuple[str, ...] = ()
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A working group or regional technical team; `lead` None means that no source names one."""

    id: GroupId
    names: Names
    aliases: tuple[str, ...] = ()
    lead: EntityId | None
    participants: tuple[EntityId, ...] = ()
    participants_note: str | None = None
    mandate: str | None
    areas: tuple[AreaId, ...] = ()
    pledges: tuple[PledgeId, ...] = ()
    note: str | None = None
    source: str
