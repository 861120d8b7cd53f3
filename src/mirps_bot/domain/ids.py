"""Identifiers. Facts carry readable keys from their source files; rows made by people carry numbers."""

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
