"""The invented people of the demo, and the rooms they meet in."""

import tomllib
from pathlib import Path

from mirps_bot.content.facts import load_facts
from mirps_bot.content.load import Content
from mirps_bot.content.roster import read_roster
from mirps_bot.domain.language import Language, Names
from mirps_bot.domain.person import Role
from mirps_bot.playground import Profile, Room, Tip
from mirps_bot.ports import RosterRow

_HERE = Path(__file__).parent
_LOCALES = {Language.ES: "es-LA", Language.EN: "en-US", Language.PT: "pt-BR", Language.FR: "fr-FR"}


def demo_people() -> tuple[RosterRow, ...]:
    rows, faults = read_roster(_HERE / "people.csv", [each.id for each in load_facts().entities])
    if faults:
        raise ValueError("; ".join(map(str, faults)))
    return rows


def demo_profiles(people: tuple[RosterRow, ...], content: Content) -> tuple[Profile, ...]:
    """The people as the workspace knows them; ids in the order of the roster, from U001MIRPS on."""
    entities = {each.id: each.names for each in load_facts().entities}
    return tuple(
        Profile(
            id=f"U{number:03d}MIRPS",
            name=row.name,
            email=row.email,
            tz=row.time_zone,
            locale=_LOCALES[row.language],
            title=entities[row.entity].in_language(row.language),
            note=_note(row, entities[row.entity], content),
            tips=_tips(row),
        )
        for number, row in enumerate(people, 1)
    )


def _tips(row: RosterRow) -> tuple[Tip, ...]:
    told = tomllib.loads((_HERE / "tips.toml").read_text(encoding="utf-8"))["tip"]
    return tuple(
        Tip(
            label=Names(**each["label"]).in_language(row.language),
            text=Names(**each["text"]).in_language(row.language) if "text" in each else "",
        )
        for each in told
        if row.role in each.get("roles", list(Role))
    )


def _note(row: RosterRow, entity: Names, content: Content) -> str:
    role = content.phrases.labels["role"][row.role].in_language(row.language)
    return f"{entity.in_language(row.language)} · {role}"


def demo_rooms(people: tuple[RosterRow, ...]) -> tuple[Room, ...]:
    ids = {row.email: f"U{number:03d}MIRPS" for number, row in enumerate(people, 1)}
    secretariat = tuple(ids[row.email] for row in people if row.entity in ("unhcr", "oas"))
    states = tuple(ids[row.email] for row in people if row.entity in ("mx", "cr", "hn", "pa"))
    return (
        Room(id="C001MIRPS", name="mirps-general", topic="Plataforma de Apoyo", members=tuple(ids.values())),
        Room(id="C002MIRPS", name="mirps-asilo", topic="Grupo de trabajo", members=states + secretariat),
        Room(
            id="C003MIRPS", name="mirps-secretaria", topic="ACNUR y OEA", members=secretariat, is_private=True
        ),
    )
