"""A private address at which one's own calendar fetches the platform's."""

from mirps_bot.dialogue import Choice, Outbound, Press, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.features.calendar_file import file_choice
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

PATH = "/calendar/{secret}.ics"


def answer(visit: Visit, words: str) -> Outbound:
    """What stands; the address itself is shown once, when it is made, and never by words that are kept."""
    if visit.person is None or not may(visit.person, Right.SUBSCRIBE):
        return Tell(phrase="not_on_roster")
    if visit.public_url is None:
        return Tell(phrase="feed_unavailable", choices=(file_choice(),))
    since = visit.unit.feeds.opened_at(visit.person.id)
    return Tell(
        phrase="feed_now", values={"since": since}, choices=(_renew, _revoke) if since else (_create,)
    )


def open_feed(visit: Visit, press: Press) -> Outbound:
    if visit.person is None or not may(visit.person, Right.SUBSCRIBE):
        return Tell(phrase="not_on_roster")
    if visit.public_url is None:
        return Tell(phrase="feed_unavailable")
    secret = visit.unit.feeds.open(visit.person.id, at=visit.now)
    address = visit.public_url + PATH.format(secret=secret)
    return Tell(phrase="feed_opened", values={"address": address}, choices=(_revoke,))


def close_feed(visit: Visit, press: Press) -> Outbound:
    was_open = visit.person is not None and visit.unit.feeds.close(visit.person.id)
    return Tell(phrase="feed_closed" if was_open else "feed_none")


_create = Choice(phrase="open_feed", action=Action(ActionName.OPEN_FEED), emphasis=Emphasis.PRIMARY)
_renew = Choice(phrase="renew_feed", action=Action(ActionName.OPEN_FEED))
_revoke = Choice(phrase="close_feed", action=Action(ActionName.CLOSE_FEED))
