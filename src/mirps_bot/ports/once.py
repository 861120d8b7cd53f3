"""Reading the same things for many messages, once."""

from collections.abc import Callable
from typing import Any, cast

from mirps_bot.ports.storage import UnitOfWork

ANEW = frozenset({"lead", "reminded"})
"""Leading reminders, which writes, and how many are sent or led by now."""


def reading_once(unit: UnitOfWork) -> UnitOfWork:
    """The same unit of work, where what it was asked before is answered as before, but for what leading reminders
    changes: for reading, and for leading them. It is not committed.
    """
    return cast("UnitOfWork", _Unit(unit))


class _Unit:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    def __getattr__(self, name: str) -> object:
        """Only when asked for the first time: from then on it is an attribute like any other."""
        repository = _Repository(getattr(self._unit, name))
        setattr(self, name, repository)
        return repository


class _Repository:
    def __init__(self, repository: object) -> None:
        self._repository = repository

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._repository, name)
        method = method if name in ANEW else _once(method)
        setattr(self, name, method)
        return method


def _once(method: Callable[..., Any]) -> Callable[..., Any]:
    found: dict[object, Any] = {}

    def ask(*arguments: object, **named: object) -> Any:
        question = (arguments, *named.items())
        try:
            is_known = question in found
        except TypeError:  # what can't be told apart is asked each time
            return method(*arguments, **named)
        if not is_known:
            found[question] = method(*arguments, **named)
        return found[question]

    return ask
