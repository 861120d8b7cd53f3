"""Identifiers. Facts carry readable keys from their source files; rows made by people carry numbers."""

import re
from typing import NewType

EntityId = NewType("EntityId", str)
GroupId = NewType("GroupId", str)
AreaId = NewType("AreaId", str)
PledgeId = NewType("PledgeId", str)
EventId = NewType("EventId", str)
PaperId = NewType("PaperId", int)
PersonId = NewType("PersonId", int)
UpdateId = NewType("UpdateId", int)
DraftId = NewType("DraftId", int)
AbsenceId = NewType("AbsenceId", int)
ContributionId = NewType("ContributionId", int)
SessionId = NewType("SessionId", int)
DeliveryId = NewType("DeliveryId", int)
NeedId = NewType("NeedId", int)
OfferId = NewType("OfferId", int)
MatchId = NewType("MatchId", int)
ClearanceId = NewType("ClearanceId", int)


def numbered(text: str, letter: str = "") -> int:
    """The number of a row, as a button carries it or, behind its letter, as people quote it (`A-00041`, `a41`, `A 41`).
    0, which no row has, where it is none.
    """
    prefix = rf"{letter}[-\s]*" if letter else ""
    found = re.fullmatch(rf"{prefix}0*([0-9]{{1,9}})", text.strip(), re.IGNORECASE)
    return int(found[1]) if found else 0


def number_in(text: str, letter: str) -> str:
    """What in a text is written as a number behind this letter, or stands alone as one; none: an empty text."""
    found = re.search(rf"\b{letter}[-\s]*\d{{1,9}}\b|^\s*\d+\s*$", text, re.IGNORECASE | re.ASCII)
    return found[0] if found else ""
