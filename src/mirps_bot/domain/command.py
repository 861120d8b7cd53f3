"""What the help sorts commands by."""

from enum import StrEnum


class Topic(StrEnum):
    """In the order of the help."""

    DUTIES = "duties"
    """Reporting, and what is due."""
    PLEDGES = "pledges"
    CALENDAR = "calendar"
    PEOPLE = "people"
    """Who is who: entities, groups, offices."""
    PLANS = "plans"
    """Plans, strategy, money, words: what else is known."""
    ACCOUNT = "account"
    """What the bot knows of a person and does for them."""
    SECRETARIAT = "secretariat"
