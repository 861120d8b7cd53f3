"""The table of contents: what people can ask, press and send, and what answers it."""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass

from mirps_bot.dialogue import Outbound, Press, Show
from mirps_bot.domain.delivery import Story
from mirps_bot.domain.paper import PaperKind
from mirps_bot.features import (
    absence,
    attendance,
    breakdown,
    calendar,
    calendar_file,
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
    fix,
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
    pack,
    papers,
    plans,
    pledge_file,
    pledges,
    postponed,
    practice,
    presidency,
    privacy,
    prompts,
    question,
    reach,
    register,
    reminder,
    replies,
    responses,
    review,
    snooze,
    strategy,
    update,
    zone,
)
from mirps_bot.features.forms import FormEntry
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import ActionName


@dataclass(frozen=True, slots=True)
class Command:
    """What answers a command, and what is known of it before it does."""

    answer: Callable[[Visit, str], Outbound]
    _: KW_ONLY
    writes: bool = False
    """It changes something itself; the others only read, and need not wait for whoever writes."""
    change: Callable[[Visit, str], str | None] = lambda *_: None
    """What of these words says to what a setting would be changed, or what would be in a file; None: nothing would. It
    is offered, unless it is asked for plainly.
    """
    reads_all: bool = False
    """It looks for every word it is handed, or says that it doesn't know it, or shows all there is."""
    reads_whole: bool = False
    """It is handed every word of a plain question, those that ask for it too."""
    takes_number: bool = False
    """It may be asked about one pledge, or one event by its id; any other line with a pledge's number asks for that
    pledge.
    """
    letter: str | None = None
    """Of our own numbers (A-00041, N-0001) that ask it by themselves, in lower case."""


COMMANDS: Mapping[str, Command] = {
    "practice": Command(practice.answer, reads_all=True),
    "contact": Command(contact.answer),
    "learning": Command(learning.answer),
    "outreach": Command(outreach.answer),
    "review": Command(review.answer, reads_all=True, letter="t"),
    "help": Command(help.answer, reads_all=True),
    "home": Command(home.answer),
    "mine": Command(mine.answer),
    "update": Command(update.answer, takes_number=True),
    "pledges": Command(pledges.answer, reads_all=True, reads_whole=True),
    "export": Command(
        pledge_file.answer, writes=True, change=pledge_file.named_in, reads_all=True, takes_number=True
    ),
    "pack": Command(pack.answer, writes=True, reads_all=True, takes_number=True),
    "groups": Command(groups.answer, reads_all=True),
    "next": Command(calendar.next_event),
    "calendar": Command(calendar.answer, takes_number=True),
    "digest": Command(digest.answer, reads_whole=True),
    "responses": Command(responses.answer),
    "drafts": Command(drafts.answer),
    "contribute": Command(contribute.answer, takes_number=True),
    "attendance": Command(attendance.answer),
    "absence": Command(absence.answer, reads_whole=True),
    "fix": Command(fix.answer, reads_whole=True),
    "snoozed": Command(postponed.answer),
    "planned": Command(ledger.answer_planned, reads_all=True),
    "ledger": Command(ledger.answer, reads_all=True, takes_number=True),
    "mute": Command(reach.mute, writes=True, change=lambda *_: ""),
    "mail": Command(reach.mail),
    "feed": Command(feed.answer),
    "follow": Command(follow.answer, writes=True, change=follow.named_in, reads_all=True, takes_number=True),
    "privacy": Command(privacy.answer),
    "unfollow": Command(
        follow.unfollow, writes=True, change=follow.named_in, reads_all=True, takes_number=True
    ),
    "language": Command(language.answer, writes=True, change=language.named_in),
    "zone": Command(zone.answer, writes=True, change=zone.named_in),
    "hours": Command(hours.answer, writes=True, change=hours.named_in),
    "directory": Command(directory.answer, reads_all=True),
    "secretariat": Command(directory.secretariat, reads_all=True),
    "chair": Command(presidency.answer),
    "annual": Command(presidency.annual_meetings),
    "mechanisms": Command(mechanisms.answer, reads_all=True),
    "plans": Command(plans.answer, reads_all=True),
    "strategy": Command(strategy.answer, reads_all=True),
    "fund": Command(fund.answer),
    "support": Command(register.ways_of_support, reads_all=True),
    "cities": Command(cities.answer, reads_all=True),
    "figures": Command(register.figures, reads_all=True),
    "obligations": Command(register.obligations, reads_all=True),
    "glossary": Command(glossary.answer, reads_all=True),
    "unknown": Command(register.unknowns, reads_all=True),
    "needs": Command(needs.answer, letter="n"),
    "offers": Command(offers.answer, letter="o"),
    "joint": Command(joint.answer, takes_number=True),
    "correct": Command(correction.answer, takes_number=True, letter="a"),
    "clearance": Command(clearance.answer, takes_number=True),
}
"""Each key is a folder of commands/."""

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
    ActionName.UNFIX: fix.unfix,
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
    "contribute": FormEntry(start=contribute.start, submit=contribute.submit),
    "absence": FormEntry(start=absence.start, submit=absence.submit),
    "fix": FormEntry(start=fix.start, submit=fix.submit),
    "snoozed": FormEntry(start=snooze.start, submit=snooze.submit),
    "needs": FormEntry(start=needs.start, submit=needs.submit),
    "offers": FormEntry(start=offers.start, submit=offers.submit),
    "practice": papers.entry(PaperKind.PRACTICE),
    "contact": FormEntry(start=contact.start, submit=contact.submit),
    "learning": papers.entry(PaperKind.LEARNING),
    "outreach": papers.entry(PaperKind.OUTREACH),
    "review": FormEntry(start=review.start, submit=review.submit),
}
"""What the forms of commands/*/form.toml do; opening, reading and correcting are the same for all."""

STORIES: Mapping[Story, Callable[[Visit, str], Show | None]] = {
    Story.NEED: needs.tell,
    Story.JOINT: joint.tell,
    Story.RECEIPT: filing.tell,
    Story.CALENDAR: calendar_file.tell_file,
    Story.WORKBOOK: pledge_file.tell_file,
    Story.PACK: pack.tell_file,
}
"""What messages go on telling."""

TEMPLATES: Mapping[str, type] = {
    "help/answer": help.Help,
    "help/courtesy": help.Courtesy,
    "home/answer": home.Front,
    "mine/answer": mine.Mine,
    "pledges/breakdown": breakdown.Breakdown,
    "pledges/list": pledges.PledgeList,
    "pledges/one": pledges.OnePledge,
    "export/file": pledge_file.PledgeFile,
    "pack/file": pack.PackFile,
    "groups/list": groups.GroupList,
    "groups/one": groups.OneGroup,
    "directory/list": directory.EntityList,
    "directory/people": directory.PeopleList,
    "secretariat/list": directory.PeopleList,
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
    "calendar/file": calendar_file.CalendarFile,
    "privacy/answer": privacy.Privacy,
    "privacy/export": privacy.Export,
    "follow/answer": follow.Following,
    "follow/news": news.News,
    "update/receipt": filing.Receipt,
    "update/document": document.Settled,
    "correct/list": correction.Correctable,
    "correct/one": correction.OneVersion,
    "correct/receipt": filing.CorrectionReceipt,
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
    "update/answered": prompts.Answered,
    "needs/list": needs.NeedList,
    "needs/one": needs.OneNeed,
    "needs/ask": replies.Enquiry,
    "offers/list": offers.OfferList,
    "offers/one": offers.OneOffer,
    "absence/list": absence.AbsenceList,
    "absence/told": absence.AbsenceTold,
    "fix/list": fix.Dates,
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
    "planned/list": ledger.Planned,
    "ledger/snoozed": ledger.Snoozed,
    "digest/issue": digest.Summary,
    "responses/list": responses.Responses,
    "failures_digest/message": failures.Failures,
    "review/one": papers.OnePaper,
    "review/list": papers.PaperList,
}
"""Every template, and the data it is given."""
