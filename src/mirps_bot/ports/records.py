"""Facts that are told and computed with nowhere."""

from typing import Protocol, TypeVar

from mirps_bot.domain.record import Record

R = TypeVar("R", bound=Record)


class Records(Protocol):
    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Every fact of this kind, by id: there are at most some dozens."""
        ...
