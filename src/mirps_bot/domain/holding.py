"""What is kept of a person, by what it is kept for."""

from enum import StrEnum


class Holding(StrEnum):
    ROSTER = "roster"
    ACCOUNT = "account"
    DRAFTS = "drafts"
    FOLLOWS = "follows"
    FEED = "feed"
    VISITS = "visits"
    QUESTION = "question"
    REPORTED = "reported"
    """What was said officially, with its author's name."""
    CHOICES = "choices"
    """How messages come."""
    ABSENCES = "absences"
    SENT = "sent"
    OTHER = "other"
