"""The calendar in one language, for programs that show calendars.

What has no day is an entry of one day, at the beginning of its quarter or month, whose title says first that no day is
fixed: a program would draw three months as a bar across every week, and hide what has no day at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mirps_bot.content.compose import Composer
from mirps_bot.content.specs import Phrases
from mirps_bot.content.wording import Reader
from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.ids import EventId
from mirps_bot.domain.language import Language
from mirps_bot.view.almanac import Almanac, Certainty, Entry

DAY = timedelta(days=1)


def compose_almanac(
    events: Iterable[Event],
    revisions: Mapping[EventId, int],
    language: Language,
    composer: Composer,
    phrases: Phrases,
) -> Almanac:
    def say(phrase: str, **values: object) -> str:
        return composer.phrase(phrases.says[phrase], Reader(language=language, time_zone="UTC"), values)

    def entries(event: Event) -> Iterator[Entry]:
        for uid, start, end, is_fixed in _places(event):
            yield Entry(
                uid=f"{uid}@mirps-bot",
                revision=revisions.get(event.id, 0),
                title=say("almanac_title" if is_fixed else "almanac_to_be_fixed", event=event),
                text=say("almanac_text", event=event, is_fixed=is_fixed),
                start=start,
                end=end,
                place=event.place,
                link=event.link,
                certainty=_certainty(event),
            )

    return Almanac(
        name=say("almanac_name"),
        language=language.value,
        entries=tuple(entry for event in events for entry in entries(event)),
    )


def _places(event: Event) -> Iterator[tuple[str, date | datetime, date | datetime | None, bool]]:
    """Where it stands: its id there, its start, its end, and whether that is its own day.

    The first place has the event's id, so that fixing the day moves the entry that people have.
    """
    if event.starts_at and event.time_zone:
        zone = ZoneInfo(event.time_zone)
        ends = event.ends_at.astimezone(zone) if event.ends_at else None
        yield event.id, event.starts_at.astimezone(zone), ends, True
    elif event.day:
        yield event.id, event.day, event.last_day + DAY, True
    else:
        for number, (first, _) in enumerate(event.stretches):
            yield event.id if not number else f"{event.id}-{first}", first, first + DAY, False


def _certainty(event: Event) -> Certainty:
    match event.status:
        case EventStatus.CANCELLED:
            return Certainty.CANCELLED
        case EventStatus.TO_BE_CONFIRMED:
            return Certainty.TENTATIVE
        case EventStatus.CONFIRMED | EventStatus.HELD:
            return Certainty.CONFIRMED if event.day else Certainty.TENTATIVE
