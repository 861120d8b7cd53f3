"""A change of focal point or alternate: asked for by the entity, in force once the secretariat confirms it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from mirps_bot.dialogue import Ask, Correct, Outbound, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.dates import local_day
from mirps_bot.domain.form import Problem
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.language import Language
from mirps_bot.domain.paper import Paper, PaperKind, PaperState
from mirps_bot.domain.person import Person, Role
from mirps_bot.features import papers
from mirps_bot.features.forms import Context, Filled
from mirps_bot.features.reading import read
from mirps_bot.features.visit import Visit
from mirps_bot.ports import RosterRow, UnitOfWork


def answer(visit: Visit, words: str) -> Outbound:
    if visit.person is None:
        return Tell(phrase="not_on_roster")
    named = read(visit.lexicon, words).entities
    return start(visit, visit.person, {"entity": named[0]} if named else {})


def start(visit: Visit, person: Person, context: Context) -> Outbound:
    """For the entity that is named, if this person may speak of its contacts; else for their own."""
    given = {key: text for key, text in context.items() if key != "entity"}
    asked = papers.start(visit, person, given, kind=PaperKind.CONTACT)
    entity = _entity(visit, person, context)
    if not isinstance(asked, Ask) or entity == person.entity:
        return asked
    return replace(
        asked,
        context={**asked.context, "entity": entity},
        intro="contact_of",
        intro_values={"entity": entity},
    )


def submit(visit: Visit, person: Person, filled: Filled) -> Outbound:
    """Nobody is taken off another entity's roster by a form."""
    entity = _entity(visit, person, filled.context)
    email = _address(str(filled.values["email"]))
    if email is None:
        return Correct(form=filled.form.name, problems={"email": Problem(phrase="not_an_address")})
    known = visit.unit.people.by_email(email)
    if known and known.entity != entity:
        return Correct(form=filled.form.name, problems={"email": Problem(phrase="on_another_roster")})
    leaves = visit.unit.people.by_email(str(filled.values.get("leaves", "")))
    if leaves and leaves.entity != entity:
        return Correct(form=filled.form.name, problems={"leaves": Problem(phrase="of_another_entity")})
    filled = replace(filled, values={**filled.values, "email": email})
    return papers.hand_in(visit, person, filled, entity=entity)


def is_acceptable(visit: Visit, paper: Paper) -> bool:
    """Not if the new one got onto another entity's roster meanwhile."""
    known = visit.unit.people.by_email(paper.answers["email"])
    return known is None or known.entity == paper.entity


def accepted(visit: Visit, paper: Paper) -> None:
    """It holds from its day on: `due` tells when that has come."""
    if _since(paper) <= visit.today:
        take_effect(visit, paper)


def due(unit: UnitOfWork, now: datetime) -> tuple[Paper, ...]:
    """Those accepted whose day has come where their author is, the oldest first, and that do not hold yet."""
    papers = unit.papers.of(kind=PaperKind.CONTACT, state=PaperState.ACCEPTED)
    return tuple(each for each in reversed(papers) if _is_due(unit, each, now))


def _is_due(unit: UnitOfWork, paper: Paper, now: datetime) -> bool:
    author, arriving = unit.people.find(paper.author), unit.people.by_email(paper.answers["email"])
    if _since(paper) > local_day(now, author.time_zone if author else "UTC"):
        return False
    if arriving is None:
        return True
    return arriving.entity == paper.entity and not any(
        (each.person, each.since) == (arriving.id, _since(paper)) for each in unit.tenures.of(paper.entity)
    )


def take_effect(visit: Visit, paper: Paper) -> None:
    """The new one holds the office, whoever left it stays on the roster as an observer, and both days are kept."""
    answers, since = paper.answers, _since(paper)
    people, author = visit.unit.people, visit.unit.people.find(paper.author)
    leaving, before = people.by_email(answers.get("leaves", "")), people.by_email(answers["email"])
    zone = next((each.time_zone for each in (before, leaving, author) if each), "UTC")
    if leaving and leaving.entity == paper.entity:
        visit.unit.tenures.end(leaving, until=since - timedelta(days=1))
        people.save([_row(leaving, Role.OBSERVER)])
    people.save(
        [
            RosterRow(
                email=answers["email"],
                name=answers["name"],
                entity=paper.entity,
                role=Role(answers["role"]),
                language=Language(answers["language"]),
                time_zone=zone,
            )
        ]
    )
    if arriving := people.by_email(answers["email"]):
        visit.unit.tenures.begin(arriving, since=since)


def _since(paper: Paper) -> date:
    return date.fromisoformat(paper.answers["since"])


def _entity(visit: Visit, person: Person, context: Context) -> EntityId:
    named = EntityId(context.get("entity", ""))
    is_allowed = named in visit.entities and may(person, Right.CHANGE_CONTACT, (named,))
    return named if is_allowed else person.entity


def _row(person: Person, role: Role) -> RosterRow:
    return RosterRow(
        email=person.email,
        name=person.name,
        entity=person.entity,
        role=role,
        language=person.language,
        time_zone=person.time_zone,
    )


def _address(typed: str) -> str | None:
    name, at, host = typed.strip().casefold().partition("@")
    return (
        f"{name}@{host}" if name and at and "." in host and not any(map(str.isspace, name + host)) else None
    )
