"""Reading the same things for many messages, once."""

from collections.abc import Callable, Collection, Iterable
from typing import Any, cast

from mirps_bot.domain.ids import EntityId
from mirps_bot.ports.storage import UnitOfWork

ANEW = frozenset({"lead", "lead_alone", "reminded"})
"""Leading reminders, which writes, and how many are sent or led by now."""

OF_ENTITIES = frozenset({"last_of", "open_of", "parts_since", "planned"})
"""What is read of several entities, the first argument, as quickly as of one."""


def reading_once(unit: UnitOfWork, entities: Iterable[EntityId] = ()) -> UnitOfWork:
    """The same unit of work, where what it was asked before is answered as before, but for what leading reminders
    changes: for reading, and for leading them. It is not committed. What it is asked of one of these entities it reads
    of them all, since that will be asked next.
    """
    return cast("UnitOfWork", _Unit(unit, frozenset(entities)))


class _Unit:
    def __init__(self, unit: UnitOfWork, entities: frozenset[EntityId]) -> None:
        self._unit = unit
        self._entities = entities

    def __getattr__(self, name: str) -> object:
        """Only when asked for the first time: from then on it is an attribute like any other."""
        repository = _Repository(getattr(self._unit, name), self._entities)
        setattr(self, name, repository)
        return repository


class _Repository:
    def __init__(self, repository: object, entities: frozenset[EntityId]) -> None:
        self._repository = repository
        self._entities = entities

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self._repository, name)
        if name not in ANEW:
            method = _once(method)
        if name in OF_ENTITIES:
            method = _of_all(method, self._entities)
        setattr(self, name, method)
        return method


def _of_all(method: Callable[..., Any], entities: frozenset[EntityId]) -> Callable[..., Any]:
    def ask(asked: Collection[EntityId], *arguments: object, **named: object) -> Any:
        wanted = entities if entities.issuperset(asked) else frozenset(asked)
        return method(wanted, *arguments, **named)

    return ask


def _once(method: Callable[..., Any]) -> Callable[..., Any]:
    found: dict[object, Any] = {}

    def ask(*arguments: object, **named: object) -> Any:
        question = (arguments, *named.items())
        try:
            return found[question]
        except KeyError:
            found[question] = answer = method(*arguments, **named)
            return answer
        except TypeError:  # what can't be told apart is asked each time
            return method(*arguments, **named)

    return ask
