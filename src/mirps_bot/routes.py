"""The table of contents: what people can ask, press and send, and what answers it."""

from collections.abc import Callable, Mapping

from mirps_bot.dialogue import Outbound, Press, Show
from mirps_bot.domain.delivery import Story
from mirps_bot.features import (
    calendar,
    cities,
    clearance,
    confirmation,
    correction,
    digest,
    directory,
    draft,
    feed,
    filing,
    follow,
    fund,
    glossary,
    groups,
    help,
    joint,
    language,
    ledger,
    mechanisms,
    mine,
    needs,
    news,
    offers,
    plans,
    pledges,
    presidency,
    register,
    reminder,
    replies,
    strategy,
    update,
    zone,
)
from mirps_bot.features.board import (
    any_state_options,
    area_options,
    member_options,
    quarter_options,
    state_options,
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
    "needs": needs.answer,
    "offers": offers.answer,
    "joint": joint.answer,
    "correct": correction.answer,
    "clearance": clearance.answer,
}
"""Each key is a folder of commands/."""

WRITING = frozenset({"follow", "unfollow", "language", "zone"})
"""The commands that change something themselves; the others only read, and need not wait for whoever writes."""

ACTIONS: Mapping[ActionName, Callable[[Visit, Press], Outbound]] = {
    ActionName.NO_CHANGE: confirmation.confirm,
    ActionName.REVOKE: confirmation.revoke,
    ActionName.SNOOZE: reminder.snooze,
    ActionName.REPLY: replies.reply,
    ActionName.SETTLE: replies.settle,
    ActionName.CLOSE_NEED: needs.close,
    ActionName.CLOSE_OFFER: offers.close,
    ActionName.NUDGE: joint.nudge,
    ActionName.CLEAR: clearance.clear,
    ActionName.NAME_CLEARER: clearance.name,
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
    "correct": FormEntry(start=correction.start, submit=correction.submit),
    "joint": FormEntry(start=joint.start, submit=joint.submit),
    "clearance": FormEntry(start=clearance.start, submit=clearance.submit),
    "needs": FormEntry(
        start=needs.start,
        submit=needs.submit,
        lists={"states": state_options, "areas": area_options, "quarters": quarter_options},
    ),
    "offers": FormEntry(
        start=offers.start,
        submit=offers.submit,
        lists={
            "members": member_options,
            "states": any_state_options,
            "areas": area_options,
            "quarters": quarter_options,
        },
    ),
}
"""What the forms of commands/*/form.toml do; opening, lists, reading and correcting are the same for all."""

STORIES: Mapping[Story, Callable[[Visit, str], Show | None]] = {
    Story.NEED: needs.tell,
    Story.JOINT: joint.tell,
}
"""What messages go on telling."""

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
    "update/receipt": filing.Receipt,
    "correct/list": correction.Correctable,
    "correct/one": correction.OneVersion,
    "correct/receipt": filing.Corrected,
    "clearance/overview": clearance.Overview,
    "clearance/one": clearance.Pending,
    "joint/list": joint.JointList,
    "joint/one": joint.OneJoint,
    "joint/nudge": joint.Nudge,
    "update/confirmed": confirmation.Confirmed,
    "update/revoked": confirmation.Revoked,
    "update/draft": draft.Reading,
    "update/answered": reminder.Answered,
    "needs/list": needs.NeedList,
    "needs/one": needs.OneNeed,
    "needs/ask": replies.Asked,
    "offers/list": offers.OfferList,
    "offers/one": offers.OneOffer,
    "quarterly_meeting/message": reminder.Prompt,
    "reporting_deadline/message": reminder.Prompt,
    "ledger/list": ledger.History,
    "digest/issue": digest.Summary,
}
"""Every template, and the data it is given."""
