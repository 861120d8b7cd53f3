"""A question that was understood, written again."""

from mirps_bot.domain.query import Sought
from mirps_bot.search.found import Found, Understood


def written(understood: Understood) -> str:
    """The same question, in words that can be understood in no other way."""
    return " ".join(
        (
            *map(_named, understood.found),
            *map(_looked_for, understood.sought),
            *(f"-{_looked_for(each)}" for each in understood.not_sought),
        )
    )


def _named(found: Found) -> str:
    minus = "-" if found.is_left_out else ""
    if len({facet for facet, _ in found.meant}) > 1:
        return f"{minus}{found.typed}"
    value = ",".join(key for _, key in found.meant)
    return f'{minus}{found.facet}:"{value}"' if " " in value else f"{minus}{found.facet}:{value}"


def _looked_for(sought: Sought) -> str:
    return f'"{sought.typed}"' if sought.is_quoted or " " in sought.typed else sought.typed
