"""Column types: what the domain's values look like in a database, the same on both engines."""

import enum
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, LargeBinary, String
from sqlalchemy.types import TypeDecorator

from mirps_bot.domain.dates import PartialDate, Quarter

Key = String().with_variant(String(collation="C"), "postgresql")
"""Text compared by code point, so that both engines put it in the same order as Python does."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Naive ones are refused with ValueError; what comes back is aware and UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactNumber(TypeDecorator[Decimal]):
    """A number in ten-thousandths, as an integer: SQLite would compare and add decimals as floats.

    More than four decimals, or more than fourteen digits before them, are refused with ValueError.
    """

    impl = BigInteger
    cache_ok = True
    DECIMALS = 4
    LARGEST = 2**63 - 1

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else self.scaled(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        return None if value is None else self.read(value)

    @classmethod
    def scaled(cls, value: Decimal) -> int:
        scaled = value.scaleb(cls.DECIMALS)
        if scaled != scaled.to_integral_value() or abs(scaled) > cls.LARGEST:
            raise ValueError(f"{value} is too long a number to be stored exactly")
        return int(scaled)

    @classmethod
    def read(cls, scaled: int) -> Decimal:
        """Without zeros that say nothing: 1500, 1500.5."""
        number = Decimal(scaled).scaleb(-cls.DECIMALS).normalize()
        return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


_partial_date = lru_cache(maxsize=4_096)(PartialDate.parse)


class PartialDateText(TypeDecorator[PartialDate]):
    """A date as far as it is known, as it is written: 2025, 2025-11, 2025-11-25."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:  # noqa: ARG002
        return None if value is None else _partial_date(value)


class QuarterText(TypeDecorator[Quarter]):
    """A quarter as it is written: 2026-Q4."""

    impl = String(7)
    cache_ok = True

    def process_bind_param(self, value: Quarter | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Quarter | None:  # noqa: ARG002
        return None if value is None else Quarter.parse(value)


class Numbers(TypeDecorator[NDArray[Any]]):
    """An array of integers, as it lies in memory; `kind` says how long each is, the lowest byte first: `<i4`."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: NDArray[Any] | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        return None if value is None else value.astype(self.kind).tobytes()

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> NDArray[Any] | None:  # noqa: ARG002
        return None if value is None else np.frombuffer(value, self.kind)


class Value(TypeDecorator[Any]):
    """A whole value of the domain, as JSON: for what is read and written together and never searched."""

    impl = JSON
    cache_ok = True

    def __init__(self, shape: Any) -> None:
        super().__init__(none_as_null=True)
        self.shape = shape
        self._adapter: TypeAdapter[Any] = TypeAdapter(shape)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else self._adapter.dump_python(value, mode="json", exclude_none=True)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else self._adapter.validate_python(value)


def one_of(members: type[enum.Enum]) -> Enum:
    """A closed set, by value; kept as text so that a new member needs no migration."""
    return Enum(
        members,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda each: [member.value for member in each],
    )
