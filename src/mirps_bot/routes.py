"""The table of contents: what people can ask, press and send, and what answers it."""

from collections.abc import Callable, Mapping

from mirps_bot.dialogue import Outbound, Press, Show
from mirps_bot.domain.delivery import Story
from mirps_bot.domain.paper import PaperKind
from mirps_bot.features import (
    absence,
    attendance,
    calendar,
    changes,
    cities,
    clearance,
    confirmation,
    contact,
    contribute,
    correction,
    digest,
    directory,
    document,
    draft,
    drafts,
    failures,
    feed,
    filing,
    follow,
    fund,
    glossary,
    groups,
    help,
    home,
    hours,
    joint,
    language,
    learning,
    ledger,
    mechanisms,
    mine,
    needs,
    news,
    nudge,
    occasions,
    offers,
    outreach,
    papers,
    plans,
    pledges,
    postponed,
    practice,
    presidency,
    privacy,
    question,
    reach,
    register,
    reminder,
    replies,
    review,
    snooze,
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
from mirps_bot.features.lists import coming_period_options
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import ActionName

COMMANDS: Mapping[str, Callable[[Visit, str], Outbound]] = {
    "practice": practice.answer,
    "contact": contact.answer,
    "learning": learning.answer,
    "outreach": outreach.answer,
    "review": review.answer,
    "help": help.answer,
    "home": home.answer,
    "mine": mine.answer,
    "update": update.answer,
    "pledges": pledges.answer,
    "groups": groups.answer,
    "next": calendar.next_event,
    "calendar": calendar.answer,
    "digest": digest.answer,
    "drafts": drafts.answer,
    "contribute": contribute.answer,
    "attendance": attendance.answer,
    "absence": absence.answer,
    "snoozed": postponed.answer,
    "ledger": ledger.answer,
    "mute": reach.mute,
    "mail": reach.mail,
    "feed": feed.answer,
    "follow": follow.answer,
    "privacy": privacy.answer,
    "unfollow": follow.unfollow,
    "language": language.answer,
    "zone": zone.answer,
    "hours": hours.answer,
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

WRITING = frozenset({"follow", "unfollow", "language", "mute", "zone", "hours"})
"""The commands that change something themselves; the others only read, and need not wait for whoever writes."""

READING_ALL = frozenset(
    {
        "cities", "directory", "figures", "follow", "glossary", "groups", "help", "ledger", "mechanisms",
        "obligations", "plans", "pledges", "practice", "review", "strategy", "support", "unfollow", "unknown",
    }
)  # fmt: skip
"""The commands that look for every word they are handed, or say that they don't know it, or show all there is."""

OWN_NUMBERS = {"a": "correct", "n": "needs", "o": "offers", "t": "review"}
"""The command that each of our own numbers (A-00041, N-0001) asks by itself, by its letter."""

TAKING_NUMBERS = frozenset(
    {"calendar", "clearance", "contribute", "correct", "follow", "joint", "ledger", "unfollow", "update"}
)
"""The commands that may be asked about one pledge, or one event by its id; any other line with a pledge's number asks
for that pledge.
"""

ACTIONS: Mapping[ActionName, Callable[[Visit, Press], Outbound]] = {
    ActionName.NO_CHANGE: confirmation.confirm,
    ActionName.REVOKE: confirmation.revoke,
    ActionName.REPLY: replies.reply,
    ActionName.SETTLE: replies.settle,
    ActionName.CLOSE_NEED: needs.close,
    ActionName.CLOSE_OFFER: offers.close,
    ActionName.NUDGE: joint.nudge,
    ActionName.CLEAR: clearance.clear,
    ActionName.NAME_CLEARER: clearance.name,
    ActionName.SNOOZE: snooze.press,
    ActionName.WAKE: postponed.wake,
    ActionName.ATTEND: attendance.press,
    ActionName.REMOVE_ABSENCE: absence.remove,
    ActionName.KEEP_WORDS: draft.press_keep,
    ActionName.FILE_DRAFT: draft.file,
    ActionName.REREAD_DRAFT: draft.reread,
    ActionName.EDIT_DRAFT: draft.edit,
    ActionName.ACCEPT_PAPER: review.accept,
    ActionName.DISCARD_DRAFT: draft.discard,
    ActionName.MUTE: reach.press_mute,
    ActionName.MAIL: reach.press_mail,
    ActionName.REMIND_SILENT: nudge.press,
    ActionName.FOLLOW: follow.press_follow,
    ActionName.UNFOLLOW: follow.press_unfollow,
    ActionName.OPEN_FEED: feed.open_feed,
    ActionName.CLOSE_FEED: feed.close_feed,
    ActionName.EXPORT_DATA: privacy.export,
    ActionName.ERASE_DATA: privacy.erase,
    ActionName.SPEAK: language.press,
    ActionName.SET_ZONE: zone.press,
}
"""What buttons do, but for asking, sharing and opening a form, which go the way of the command they stand for."""

FORMS: Mapping[str, FormEntry] = {
    "update": FormEntry(start=update.start, submit=update.submit, redraw=update.redraw),
    "correct": FormEntry(start=correction.start, submit=correction.submit),
    "joint": FormEntry(start=joint.start, submit=joint.submit),
    "clearance": FormEntry(start=clearance.start, submit=clearance.submit),
    "contribute": FormEntry(
        start=contribute.start,
        submit=contribute.submit,
        lists={
            "towards": contribute.towards,
            "states": contribute.states,
            "periods": coming_period_options,
        },
    ),
    "absence": FormEntry(
        start=absence.start, submit=absence.submit, lists={"people": absence.people_options}
    ),
    "snoozed": FormEntry(start=snooze.start, submit=snooze.submit),
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
    "practice": papers.entry(PaperKind.PRACTICE, "areas"),
    "contact": FormEntry(
        start=contact.start, submit=contact.submit, lists={"holders": papers.holder_options}
    ),
    "learning": papers.entry(PaperKind.LEARNING, "areas", "quarters"),
    "outreach": papers.entry(PaperKind.OUTREACH),
    "review": FormEntry(start=review.start, submit=review.submit),
}
"""What the forms of commands/*/form.toml do; opening, lists, reading and correcting are the same for all."""

STORIES: Mapping[Story, Callable[[Visit, str], Show | None]] = {
    Story.NEED: needs.tell,
    Story.JOINT: joint.tell,
    Story.RECEIPT: filing.tell,
    Story.CALENDAR: calendar.tell_file,
}
"""What messages go on telling."""

TEMPLATES: Mapping[str, type] = {
    "help/answer": help.Help,
    "help/courtesy": help.Courtesy,
    "home/answer": home.Front,
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
    "calendar/file": calendar.CalendarFile,
    "privacy/answer": privacy.Privacy,
    "privacy/export": privacy.Export,
    "follow/answer": follow.Following,
    "follow/news": news.News,
    "update/receipt": filing.Receipt,
    "update/document": document.Settled,
    "correct/list": correction.Correctable,
    "correct/one": correction.OneVersion,
    "correct/receipt": filing.Corrected,
    "clearance/overview": clearance.Overview,
    "clearance/one": clearance.Pending,
    "joint/list": joint.JointList,
    "joint/one": joint.OneJoint,
    "joint/nudge": joint.Nudge,
    "drafts/question": question.Question,
    "drafts/review": question.Review,
    "drafts/list": drafts.Drafts,
    "drafts/handed": drafts.Handed,
    "drafts/help_wanted": drafts.HelpWanted,
    "contribute/receipt": contribute.Receipt,
    "update/confirmed": confirmation.Confirmed,
    "update/revoked": confirmation.Revoked,
    "update/draft": draft.Reading,
    "update/answered": reminder.Answered,
    "needs/list": needs.NeedList,
    "needs/one": needs.OneNeed,
    "needs/ask": replies.Asked,
    "offers/list": offers.OfferList,
    "offers/one": offers.OneOffer,
    "absence/list": absence.AbsenceList,
    "snoozed/list": postponed.PostponedList,
    "uncovered_absence/message": occasions.Uncovered,
    "calendar/changed": changes.Changed,
    "calendar/gone": changes.Gone,
    "attendance/list": attendance.AttendanceList,
    "attendance/noted": attendance.Noted,
    **dict.fromkeys(
        (
            "quarterly_meeting/invitation",
            "quarterly_meeting/message",
            "quarterly_meeting/agenda",
            "quarterly_meeting/soon",
            "quarterly_meeting/follow_up",
            "reporting_deadline/message",
            "reporting_deadline/silent",
            "event_to_fix/message",
            "learning_event/message",
            "chair_handover/message",
        ),
        reminder.Prompt,
    ),
    "ledger/list": ledger.History,
    "ledger/snoozed": ledger.Snoozed,
    "digest/issue": digest.Summary,
    "failures_digest/message": failures.Failures,
    "review/one": papers.OnePaper,
    "review/list": papers.PaperList,
}
"""Every template, and the data it is given."""
