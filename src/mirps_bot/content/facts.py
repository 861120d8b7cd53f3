"""The platform's public facts: entities, areas, groups, pledges, and records of every other kind."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from mirps_bot.content.reading import ContentError, Fault, fault, read_kinds
from mirps_bot.content.records import RECORDS
from mirps_bot.domain.dates import is_time_zone
from mirps_bot.domain.entity import Area, Entity, Group
from mirps_bot.domain.glossary import Scheme
from mirps_bot.domain.pledge import Pledge
from mirps_bot.domain.record import Record
from mirps_bot.domain.reporting import KeyOutcome

REFERENCE = Path(__file__).parent.parent / "reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    entities: tuple[Entity, ...]
    areas: tuple[Area, ...]
    groups: tuple[Group, ...]
    pledges: tuple[Pledge, ...]
    records: tuple[Record, ...]


Item = Entity | Area | Group | Pledge | Record

FILES: Mapping[str, Mapping[str, type[Item]]] = {
    "entities.toml": {"entity": Entity},
    "areas.toml": {"scheme": Scheme, "area": Area},
    "groups.toml": {"group": Group},
    "pledges_multi_stakeholder.toml": {"pledge": Pledge, "key_outcome": KeyOutcome},
    "pledges.toml": {"pledge": Pledge},
    **RECORDS,
}

NAMES: Mapping[str, str] = {
    **dict.fromkeys(("entity", "entities", "target_countries", "participants", "lead", "chair"), "entity"),
    **dict.fromkeys(("host", "country", "administrator"), "entity"),
    **dict.fromkeys(("pledge", "pledges", "supports", "part_of", "overlaps"), "pledge"),
    "areas": "area",
    "scheme": "scheme",
    "mechanisms": "mechanism",
}
"""Keys whose values are ids, and of which kind, in whatever record they stand."""


@dataclass(slots=True)
class _Shelf:
    """What was read so far, in file order, each item with its kind and file."""

    items: list[tuple[str, Path, Item]] = field(default_factory=list)

    def of(self, kind: str) -> Iterator[Any]:
        return (item for each, _, item in self.items if each == kind)


@cache
def load_facts(folder: Path = REFERENCE) -> Facts:
    """Raises ContentError with every fault of every file."""
    faults: list[Fault] = []
    shelf = _Shelf()
    for name, kinds in FILES.items():
        for kind, found in read_kinds(folder / name, kinds, faults).items():
            shelf.items += [(kind, folder / name, item) for item in found]
    if not faults:
        faults += [*_twice(shelf), *_unknown_names(shelf), *_unknown_zones(shelf)]
    if faults:
        raise ContentError(faults)
    return Facts(
        entities=tuple(shelf.of("entity")),
        areas=tuple(shelf.of("area")),
        groups=tuple(shelf.of("group")),
        pledges=tuple(shelf.of("pledge")),
        records=tuple(item for _, _, item in shelf.items if isinstance(item, Record)),
    )


def _twice(shelf: _Shelf) -> Iterator[Fault]:
    counts = Counter((kind, item.id) for kind, _, item in shelf.items)
    for kind, path, item in shelf.items:
        if counts[kind, item.id] > 1:
            yield fault(
                path, f"{kind} '{item.id}', id", f"stands {counts[kind, item.id]} times; give each its own"
            )


def _unknown_names(shelf: _Shelf) -> Iterator[Fault]:
    known = {(kind, item.id) for kind, _, item in shelf.items}
    for kind, path, item in shelf.items:
        for part in (item, getattr(item, "counts", None)):
            for key, named in NAMES.items():
                for each in _listed(getattr(part, key, None)):
                    if (named, each) not in known:
                        yield fault(path, f"{kind} '{item.id}', {key}", f"there is no {named} '{each}'")


def _unknown_zones(shelf: _Shelf) -> Iterator[Fault]:
    for kind, path, item in shelf.items:
        for zone in _listed(getattr(item, "time_zones", None)):
            if not is_time_zone(zone):
                yield fault(path, f"{kind} '{item.id}', time_zones", f"'{zone}' is not a time zone")


def _listed(value: str | Iterable[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())
