"""How far a text is on its way from a draft to the record."""

from enum import StrEnum


class ClearanceState(StrEnum):
    WAITING = "waiting"
    CLEARED = "cleared"
    """It is official."""
    RETURNED = "returned"
    """It is its author's draft again: with a comment, or because nobody can clear it any more."""
