"""When a person may be reminded: on working days, within their hours."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mirps_bot.domain.absence import Absence
from mirps_bot.domain.dates import local_moment
from mirps_bot.domain.delivery import Reason
from mirps_bot.domain.holiday import is_working_day, nearest_working_day
from mirps_bot.domain.person import Person


def is_closed(person: Person, moment: datetime) -> Reason | None:
    """Why not to disturb this person now; weekends count as holidays."""
    local = moment.astimezone(ZoneInfo(person.time_zone))
    if not is_working_day(local.date(), person.entity, person.time_zone):
        return Reason.HOLIDAY
    return None if person.works_from <= local.time() < person.works_until else Reason.NIGHT


def opens_at(person: Person, moment: datetime) -> datetime:
    """The first moment from this one on at which the person works, UTC."""
    if is_closed(person, moment) is None:
        return moment
    zone = ZoneInfo(person.time_zone)
    local = moment.astimezone(zone)
    day = local.date() if local.time() < person.works_from else local.date() + timedelta(days=1)
    return local_moment(working_day_from(person, day), person.works_from, zone)


def working_day_from(person: Person, day: date) -> date:
    """This day, or the next one on which the person works."""
    return nearest_working_day(day, person.entity, person.time_zone, 1)


def back_at(person: Person, absence: Absence) -> datetime:
    """When the person works again after an absence, UTC."""
    day_after = absence.until + timedelta(days=1)
    return opens_at(person, local_moment(day_after, time(0), ZoneInfo(person.time_zone)))
