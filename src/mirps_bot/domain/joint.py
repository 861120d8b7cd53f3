"""Joint pledges: what each entity did is its part; the lead makes one update of all parts."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mirps_bot.domain.access import Right, may
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.money import Money
from mirps_bot.domain.person import Person
from mirps_bot.domain.pledge import Pledge
from mirps_bot.domain.update import Update, UpdateKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidation:
    """Where a joint pledge stands in one cycle.

    `parts` in the order in which the pledge names its entities, each entity's last word; `waiting` has given none.
    `official` is the lead's last update, None if there is none in this cycle.
    """

    pledge: Pledge
    parts: tuple[Update, ...]
    waiting: tuple[EntityId, ...]
    official: Update | None

    @property
    def lead(self) -> EntityId:
        return self.pledge.entities[0]

    @property
    def is_open(self) -> bool:
        """Whether a part was given or corrected after what is official: the draft is to be looked at again."""
        return any(self.official is None or part.filed_at > self.official.filed_at for part in self.parts)

    @property
    def total(self) -> Money | None:
        """What the parts add up to, each counted once; None: nothing, or currencies that can't be added."""
        amounts = [
            Money(amount=part.report.amount, currency=part.report.currency)
            for part in self.parts
            if part.report.amount is not None and part.report.currency
        ]
        if not amounts or len({each.currency for each in amounts}) > 1:
            return None
        return Money(amount=sum((each.amount for each in amounts), Decimal(0)), currency=amounts[0].currency)


def consolidate(pledge: Pledge, said: Iterable[Update]) -> Consolidation:
    """From all that was said of it in the cycle. Raises ValueError for a pledge that is not joint."""
    if not pledge.is_joint:
        raise ValueError(f"{pledge.id} is made by one entity alone")
    others = pledge.entities[1:]
    newest: dict[EntityId, Update] = {}
    official: Update | None = None
    for update in sorted(said, key=lambda each: (each.filed_at, each.id)):
        if update.stands and update.kind is UpdateKind.PART:
            newest[update.entity] = update
        elif update.stands and update.kind is UpdateKind.UPDATE:
            official = update
    return Consolidation(
        pledge=pledge,
        parts=tuple(newest[each] for each in others if each in newest),
        waiting=tuple(each for each in others if each not in newest),
        official=official,
    )


def may_read_part(person: Person | None, pledge: Pledge, entity: EntityId) -> bool:
    """What this entity did for a joint pledge is for its own people and for whoever answers for the lead."""
    return any(may(person, Right.REPORT, (each,)) for each in (entity, *pledge.entities[:1]))


def kind_for(pledge: Pledge, entity: EntityId) -> UpdateKind:
    """What an entity's report on a pledge is: official from its lead, a part from any other."""
    is_part = pledge.is_joint and entity in pledge.entities[1:]
    return UpdateKind.PART if is_part else UpdateKind.UPDATE
