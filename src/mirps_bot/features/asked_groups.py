"""Which working group words name."""

from mirps_bot.domain.entity import Group
from mirps_bot.features.reading import Query
from mirps_bot.features.visit import Visit


def group_named(visit: Visit, asked: Query) -> Group | None:
    """The one that is named, or the only one about an area that is."""
    groups = visit.unit.directory.groups()
    named = [each for each in groups if each.id in asked.groups]
    about = [each for each in groups if set(each.areas) & set(asked.areas)]
    return next(iter(named), None) or (about[0] if len(about) == 1 else None)
