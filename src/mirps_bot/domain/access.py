"""Who may see and do what: one table of rights, by role and by whose the thing is.

A new right is a member of `Right`, a row of `TABLE`, and its lines in the grid of tests/unit/domain/test_access.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mirps_bot.domain.ids import EntityId, PersonId
from mirps_bot.domain.person import Person, Role


class Right(StrEnum):
    SHARE = "share"
    """An answer, with everybody where it was asked."""
    REPORT = "report"
    """On a pledge, for one of the entities that made it."""
    SNOOZE = "snooze"
    """A reminder of an entity's."""
    HANDLE_DRAFT = "handle_draft"
    """See, file, edit and discard what its author has not yet said officially."""
    READ_DIGEST = "read_digest"
    READ_RESPONSE = "read_response"
    """Which entities were heard from before a meeting, and which are silent or away: what the digest before it tells
    those who take part.
    """
    NUDGE = "nudge"
    """Have whoever is silent reminded now."""
    CHOOSE_WAY = "choose_way"
    """How messages come: with digests or without, in chat or by e-mail."""
    FIX_DATE = "fix_date"
    """Put a day on an event whose source has none."""
    READ_LEDGER = "read_ledger"
    """What became of every reminder and digest, of everybody."""
    SUBSCRIBE = "subscribe"
    """Have the calendar fetched at a private address, or sent as a file."""
    TAKE_ALONG = "take_along"
    """Have pledges, and what was reported on them, sent as a file: as far as one may read them."""
    RECORD_ABSENCE = "record_absence"
    """That somebody of an entity is away, and who stands in."""
    ATTEND = "attend"
    """Say whether an entity takes part in a meeting."""
    READ_ATTENDANCE = "read_attendance"
    FOLLOW = "follow"
    """Hear of what changes in something."""
    HAND_IN = "hand_in"
    """A good practice, a change of contact, a proposal, an account: in an entity's name."""
    CHANGE_CONTACT = "change_contact"
    """Say who takes over as an entity's focal point or alternate."""
    READ_PAPER = "read_paper"
    """What an entity handed in, and what became of it."""
    REVIEW = "review"
    """Accept or return what was handed in."""
    READ_CONTACTS = "read_contacts"
    """Who the focal points of an entity are, how to reach them, and who stands in while they are away."""
    SEE_NEEDS = "see_needs"
    """What States need and members offer, without whom to contact."""
    SEE_CONTACT = "see_contact"
    """Whom to talk to about a need or an offer: of those it concerns."""
    MATCH = "match"
    """Post an entity's needs and offers, answer for it, and settle what came of it."""
    NAME_CLEARER = "name_clearer"
    """Say who clears what an entity reports."""
    CLEAR = "clear"
    """Make official, or return, what waits for a person to clear it."""


Who = Role | None
"""None: not on the roster."""

NOBODY: frozenset[Who] = frozenset()
SECRETARIAT: frozenset[Who] = frozenset({Role.SECRETARIAT})
REPORTERS: frozenset[Who] = frozenset(Role) - {Role.OBSERVER}
ANSWERING: frozenset[Who] = REPORTERS - {Role.ALTERNATE}
"""Who answers for an entity first."""
ROSTER: frozenset[Who] = frozenset(Role)


class Ownership(StrEnum):
    """Whose a thing is, seen by who asks: what belongs to a person is that person's alone, whatever their entity."""

    OWN = "own"
    OTHER = "other"
    NOBODYS = "nobodys"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Who may, of what is their own, somebody else's, or nobody's."""

    own: frozenset[Who]
    other: frozenset[Who]
    nobodys: frozenset[Who]

    def of(self, ownership: Ownership) -> frozenset[Who]:
        match ownership:
            case Ownership.OWN:
                return self.own
            case Ownership.OTHER:
                return self.other
            case Ownership.NOBODYS:
                return self.nobodys


TABLE: Mapping[Right, Rule] = {
    Right.SHARE: Rule(own=ROSTER, other=ROSTER, nobodys=ROSTER),
    Right.REPORT: Rule(own=REPORTERS, other=SECRETARIAT, nobodys=SECRETARIAT),
    Right.SNOOZE: Rule(own=REPORTERS, other=SECRETARIAT, nobodys=NOBODY),
    Right.HANDLE_DRAFT: Rule(own=ROSTER, other=NOBODY, nobodys=NOBODY),
    Right.READ_DIGEST: Rule(own=SECRETARIAT, other=SECRETARIAT, nobodys=SECRETARIAT),
    Right.READ_RESPONSE: Rule(own=REPORTERS, other=REPORTERS, nobodys=REPORTERS),
    Right.READ_LEDGER: Rule(own=SECRETARIAT, other=SECRETARIAT, nobodys=SECRETARIAT),
    Right.FIX_DATE: Rule(own=SECRETARIAT, other=SECRETARIAT, nobodys=SECRETARIAT),
    Right.NUDGE: Rule(own=SECRETARIAT, other=SECRETARIAT, nobodys=SECRETARIAT),
    Right.CHOOSE_WAY: Rule(own=ROSTER, other=NOBODY, nobodys=ROSTER),
    Right.SUBSCRIBE: Rule(own=ROSTER, other=NOBODY, nobodys=ROSTER),
    Right.TAKE_ALONG: Rule(own=ROSTER, other=ROSTER, nobodys=ROSTER),
    Right.RECORD_ABSENCE: Rule(own=REPORTERS, other=SECRETARIAT, nobodys=NOBODY),
    Right.ATTEND: Rule(own=REPORTERS, other=SECRETARIAT, nobodys=NOBODY),
    Right.READ_ATTENDANCE: Rule(own=SECRETARIAT, other=SECRETARIAT, nobodys=SECRETARIAT),
    Right.FOLLOW: Rule(own=ROSTER, other=ROSTER, nobodys=ROSTER),
    Right.HAND_IN: Rule(own=REPORTERS, other=NOBODY, nobodys=NOBODY),
    Right.CHANGE_CONTACT: Rule(own=REPORTERS, other=SECRETARIAT, nobodys=NOBODY),
    Right.READ_PAPER: Rule(own=REPORTERS, other=SECRETARIAT, nobodys=NOBODY),
    Right.REVIEW: Rule(own=SECRETARIAT, other=SECRETARIAT, nobodys=SECRETARIAT),
    Right.READ_CONTACTS: Rule(own=ROSTER, other=REPORTERS, nobodys=NOBODY),
    Right.SEE_NEEDS: Rule(own=ROSTER, other=ROSTER, nobodys=ROSTER),
    Right.SEE_CONTACT: Rule(own=REPORTERS, other=SECRETARIAT, nobodys=NOBODY),
    Right.MATCH: Rule(own=REPORTERS, other=SECRETARIAT, nobodys=NOBODY),
    Right.NAME_CLEARER: Rule(own=ANSWERING, other=NOBODY, nobodys=NOBODY),
    Right.CLEAR: Rule(own=REPORTERS, other=NOBODY, nobodys=NOBODY),
}


def may(person: Person | None, right: Right, owners: Iterable[EntityId | PersonId] = ()) -> bool:
    """Whether this person may do this to what these entities or persons own; nobody owns it if there are none."""
    return role_may(person.role if person else None, right, ownership(person, owners))


def role_may(role: Who, right: Right, ownership: Ownership) -> bool:
    """The same for everybody of a role at once, as for those who read one room."""
    return role in TABLE[right].of(ownership)


def ownership(person: Person | None, owners: Iterable[EntityId | PersonId]) -> Ownership:
    owners = frozenset(owners)
    if not owners:
        return Ownership.NOBODYS
    return Ownership.OWN if person and owners & {person.entity, person.id} else Ownership.OTHER
