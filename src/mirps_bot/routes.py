"""The table of contents: what people can ask, press and send, and what answers it."""

from collections.abc import Callable, Mapping

from mirps_bot.dialogue import ChoosableOption, Outbound, Press, Redraw, Submission
from mirps_bot.domain.form import Form
from mirps_bot.domain.person import Person
from mirps_bot.features import (
    calendar,
    confirmation,
    digest,
    draft,
    groups,
    help,
    mine,
    pledges,
    reminder,
    update,
)
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
}
"""Each key is a folder of commands/."""

ACTIONS: Mapping[ActionName, Callable[[Visit, Press], Outbound]] = {
    ActionName.NO_CHANGE: confirmation.confirm,
    ActionName.SNOOZE: reminder.snooze,
    ActionName.FILE_DRAFT: draft.file,
    ActionName.EDIT_DRAFT: draft.edit,
    ActionName.DISCARD_DRAFT: draft.discard,
}
"""What buttons do, but for asking, sharing and opening a form, which go the way of the command they stand for."""

FORMS: Mapping[str, Callable[[Visit, Form, Submission], Outbound]] = {"update": update.submit}
REDRAWS: Mapping[str, Callable[[Visit, Redraw], Outbound]] = {"update": update.redraw}

OPTIONS: Mapping[tuple[str, str], Callable[[Visit, Person, str], tuple[ChoosableOption, ...]]] = {
    ("update", "pledge"): update.pledge_options,
}
"""What a form's field can be set to, narrowed by what is typed in it."""

TEMPLATES: Mapping[str, type] = {
    "help/answer": help.Help,
    "mine/answer": mine.Mine,
    "pledges/list": pledges.PledgeList,
    "pledges/one": pledges.OnePledge,
    "groups/list": groups.GroupList,
    "groups/one": groups.OneGroup,
    "next/answer": calendar.NextEvent,
    "calendar/answer": calendar.Agenda,
    "update/receipt": update.Receipt,
    "update/confirmed": confirmation.Confirmed,
    "update/draft": draft.Reading,
    "update/answered": reminder.Answered,
    "quarterly_meeting/message": reminder.Prompt,
    "reporting_deadline/message": reminder.Prompt,
    "weekly_digest/message": digest.Summary,
}
"""Every template, and the data it is given."""
