"""The table of contents: what people can ask, press and send, and what answers it."""

from collections.abc import Callable, Mapping

from mirps_bot.dialogue import Outbound, Press
from mirps_bot.features import (
    calendar,
    cities,
    confirmation,
    digest,
    directory,
    draft,
    feed,
    follow,
    fund,
    glossary,
    groups,
    help,
    language,
    ledger,
    mechanisms,
    mine,
    news,
    plans,
    pledges,
    presidency,
    register,
    reminder,
    strategy,
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
    "feed": feed.answer,
    "follow": follow.answer,
    "unfollow": follow.unfollow,
    "language": language.answer,
    "zone": zone.answer,
    "directory": directory.answer,
    "chair": presidency.answer,
    "annual": presidency.annual_meetings,
    "mechanisms": mechanisms.answer,
    "plans": plans.answer,
    "strategy": strategy.answer,
    "fund": fund.answer,
    "support": register.ways_of_support,
    "cities": cities.answer,
    "figures": register.figures,
    "obligations": register.obligations,
    "glossary": glossary.answer,
    "unknown": register.unknowns,
}
"""Each key is a folder of commands/."""

WRITING = frozenset({"follow", "unfollow", "language", "zone"})
"""The commands that change something themselves; the others only read, and need not wait for whoever writes."""

ACTIONS: Mapping[ActionName, Callable[[Visit, Press], Outbound]] = {
    ActionName.NO_CHANGE: confirmation.confirm,
    ActionName.REVOKE: confirmation.revoke,
    ActionName.SNOOZE: reminder.snooze,
    ActionName.FILE_DRAFT: draft.file,
    ActionName.REREAD_DRAFT: draft.reread,
    ActionName.EDIT_DRAFT: draft.edit,
    ActionName.DISCARD_DRAFT: draft.discard,
    ActionName.FOLLOW: follow.press_follow,
    ActionName.UNFOLLOW: follow.press_unfollow,
    ActionName.OPEN_FEED: feed.open_feed,
    ActionName.CLOSE_FEED: feed.close_feed,
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
    "directory/list": directory.EntityList,
    "directory/people": directory.PeopleList,
    "directory/one": directory.OneEntity,
    "chair/year": presidency.Offices,
    "chair/list": presidency.OfficeHolders,
    "annual/list": presidency.Meetings,
    "mechanisms/list": mechanisms.MechanismList,
    "mechanisms/one": mechanisms.OneMechanism,
    "plans/list": plans.PlanList,
    "plans/one": plans.OnePlan,
    "strategy/outline": strategy.Outline,
    "strategy/one": strategy.OnePoint,
    "fund/answer": fund.FundAnswer,
    "support/list": register.WaysOfSupport,
    "cities/list": cities.CityList,
    "figures/answer": register.Figures,
    "obligations/list": register.Obligations,
    "glossary/list": glossary.TermList,
    "glossary/meanings": glossary.Meanings,
    "unknown/list": register.Unknowns,
    "next/answer": calendar.NextEvent,
    "calendar/answer": calendar.Agenda,
    "follow/answer": follow.Following,
    "follow/news": news.News,
    "update/receipt": update.Receipt,
    "update/confirmed": confirmation.Confirmed,
    "update/revoked": confirmation.Revoked,
    "update/draft": draft.Reading,
    "update/answered": reminder.Answered,
    "quarterly_meeting/message": reminder.Prompt,
    "reporting_deadline/message": reminder.Prompt,
    "ledger/list": ledger.History,
    "digest/issue": digest.Summary,
}
"""Every template, and the data it is given."""
