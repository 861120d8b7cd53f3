"""Learning events and workshops: proposed by form; once accepted, in the calendar with a day still to be confirmed."""

from mirps_bot.dialogue import Outbound, Tell
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.dates import PartialDate, Period
from mirps_bot.domain.ids import EventId
from mirps_bot.domain.language import Names
from mirps_bot.domain.paper import Paper, PaperKind
from mirps_bot.features.papers import start
from mirps_bot.features.visit import Visit


def answer(visit: Visit, words: str) -> Outbound:
    if visit.person is None:
        return Tell(phrase="not_on_roster")
    return start(visit, visit.person, {}, kind=PaperKind.LEARNING)


def take_effect(visit: Visit, paper: Paper) -> None:
    """In the calendar, to be confirmed, under its author's words."""
    answers, period = paper.answers, Period.parse(paper.answers["when"])
    author = visit.unit.people.find(paper.author)
    title = Names(**{author.language.value if author else "es": answers["title"]})
    is_quarter = period.quarter is not None
    event = Event(
        id=EventId(f"proposed-{paper.id}"),
        title=title,
        kind=EventKind(answers["kind"]),
        status=EventStatus.TO_BE_CONFIRMED,
        quarters=(period.quarter,) if period.quarter else (),
        start=None if is_quarter else period.partial or PartialDate.parse(str(period.first)),
        end=None if is_quarter or period.partial else PartialDate.parse(str(period.last)),
        place=answers.get("place"),
        source=paper.number,
    )
    visit.unit.events.save([event])
