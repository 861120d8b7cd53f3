"""The table of contents: what people can ask, press and send, and what answers it."""

from collections.abc import Callable, Mapping

from mirps_bot.dialogue import Outbound, Press
from mirps_bot.features import (
    calendar,
    confirmation,
    digest,
    draft,
    follow,
    groups,
    help,
    language,
    ledger,
    mine,
    pledges,
    reminder,
    update,
    zone,
)
from mirps_bot.features.forms import FormEntry
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import ActionName

COMMANDS: Mapping[str, Callable[[Visit, str], Outbound]] = {
    "help": help.answer,
    "mine": mine.answer,
    "update": update.answer,
    "pledges": pledges.answer,
    "groups": groups.answer,
    "next": calendar.next_event,
    "calendar": calendar.answer,
    "digest": digest.answer,
    "ledger": ledger.answer,
    "follow": follow.answer,
    "unfollow": follow.unfollow,
    "language": language.answer,
    "zone": zone.answer,
}
"""Each key is a folder of commands/."""

WRITING = frozenset({"follow", "unfollow", "language", "zone"})
"""The commands that change something themselves; the others only read, and need not wait for whoever writes."""

ACTIONS: Mapping[ActionName, Callable[[Visit, Press], Outbound]] = {
    ActionName.NO_CHANGE: confirmation.confirm,
    ActionName.REVOKE: confirmation.revoke,
    ActionName.SNOOZE: reminder.snooze,
    ActionName.FILE_DRAFT: draft.file,
    ActionName.EDIT_DRAFT: draft.edit,
    ActionName.DISCARD_DRAFT: draft.discard,
    ActionName.FOLLOW: follow.press_follow,
    ActionName.UNFOLLOW: follow.press_unfollow,
    ActionName.SPEAK: language.press,
    ActionName.SET_ZONE: zone.press,
}
"""What buttons do, but for asking, sharing and opening a form, which go the way of the command they stand for."""

FORMS: Mapping[str, FormEntry] = {
    "update": FormEntry(start=update.start, submit=update.submit, redraw=update.redraw),
}
"""What the forms of commands/*/form.toml do; opening, lists, reading and correcting are the same for all."""

TEMPLATES: Mapping[str, type] = {
    "help/answer": help.Help,
    "mine/answer": mine.Mine,
    "pledges/list": pledges.PledgeList,
    "pledges/one": pledges.OnePledge,
    "groups/list": groups.GroupList,
    "groups/one": groups.OneGroup,
    "next/answer": calendar.NextEvent,
    "calendar/answer": calendar.Agenda,
    "follow/answer": follow.Following,
    "update/receipt": update.Receipt,
    "update/confirmed": confirmation.Confirmed,
    "update/revoked": confirmation.Revoked,
    "update/draft": draft.Reading,
    "update/answered": reminder.Answered,
    "quarterly_meeting/message": reminder.Prompt,
    "reporting_deadline/message": reminder.Prompt,
    "ledger/list": ledger.History,
    "weekly_digest/message": digest.Summary,
}
"""Every template, and the data it is given."""
