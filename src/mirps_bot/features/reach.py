"""How somebody is reached: with digests or without, in chat or by e-mail."""

from dataclasses import replace

from mirps_bot.dialogue import Choice, Outbound, Press, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import Action, ActionName

ON, OFF = "on", "off"


def mute(visit: Visit, words: str) -> Outbound:
    """No more digests, from now on; what an entity owes is reminded of all the same."""
    return _mute(visit, ON)


def press_mute(visit: Visit, press: Press) -> Outbound:
    (wanted,) = press.action.arguments
    return _mute(visit, wanted)


def mail(visit: Visit, words: str) -> Outbound:
    """Which way messages come now, and the button that changes it."""
    if visit.person is None or not may(visit.person, Right.CHOOSE_WAY):
        return Tell(phrase="not_on_roster")
    by_mail = visit.unit.preferences.of(visit.person.id).by_mail
    if not visit.has_mail and not by_mail:
        return Tell(phrase="mail_unavailable")
    return Tell(
        phrase="mail_now",
        values={"by_mail": by_mail, "email": visit.person.email},
        choices=(_mail_choice(by_mail),),
    )


def press_mail(visit: Visit, press: Press) -> Outbound:
    (wanted,) = press.action.arguments
    if visit.person is None or not may(visit.person, Right.CHOOSE_WAY):
        return Tell(phrase="not_on_roster")
    if wanted == ON and not visit.has_mail:
        return Tell(phrase="mail_unavailable")
    kept = visit.unit.preferences.of(visit.person.id)
    visit.unit.preferences.save(visit.person.id, replace(kept, by_mail=wanted == ON))
    return mail(visit, "")


def _mute(visit: Visit, wanted: str) -> Outbound:
    if visit.person is None or not may(visit.person, Right.CHOOSE_WAY):
        return Tell(phrase="not_on_roster")
    kept = visit.unit.preferences.of(visit.person.id)
    visit.unit.preferences.save(visit.person.id, replace(kept, mutes_digests=wanted == ON))
    return Tell(
        phrase="digests_muted" if wanted == ON else "digests_heard",
        choices=(_mute_choice(wanted == ON),),
    )


def _mute_choice(is_on: bool) -> Choice:
    other = OFF if is_on else ON
    return Choice(phrase=f"mute_{other}", action=Action(ActionName.MUTE, (other,)))


def _mail_choice(is_on: bool) -> Choice:
    other = OFF if is_on else ON
    return Choice(phrase=f"mail_{other}", action=Action(ActionName.MAIL, (other,)))
