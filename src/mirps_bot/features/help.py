"""What can be asked, in the reader's own words."""

from dataclasses import dataclass

from mirps_bot.dialogue import Choice, Show
from mirps_bot.domain.command import Topic
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.person import Person
from mirps_bot.features.visit import Visit

ASKS = ("mine", "next", "help")
LONGEST = 12
"""Words that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """`person` None: not on the roster; may ask, not report. `topic`: only what belongs to it. `asked`: the words
    that may name the one command that somebody wants to know about.
    """

    person: Person | None
    topics: tuple[Topic, ...]
    topic: Topic | None
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Courtesy:
    """`said`: greeting, thanks, parting, refusal."""

    said: tuple[str, ...]


def answer(visit: Visit, words: str) -> Show:
    asked = tuple(fold(words).split()[:LONGEST])
    topics = tuple(each for each in Topic if _concerns(each, visit.person))
    return Show(
        template="help/answer",
        data=Help(
            person=visit.person,
            topics=topics,
            topic=next((each for each in topics if asked == (each,)), None),
            asked=asked,
        ),
        choices={
            "topics": tuple(Choice.asking(f"help {each.value}", "help_topic", topic=each) for each in topics)
        },
    )


def return_courtesy(visit: Visit, words: str) -> Show | None:
    """An answer in kind to what is said out of courtesy; None: something else is said too."""
    read = visit.labels["courtesy"].read(words)
    if not read.terms or not visit.lexicon.ask_for_nothing(read.rest):
        return None
    said = tuple(name for _, name in read.terms)
    if "refusal" in said and (read.rest or "parting" in said):
        return None  # no es eso, não entendi
    return _courtesy(visit, said)


def acknowledge(visit: Visit) -> Show:
    """An answer to what says nothing in words: a thumb up."""
    return _courtesy(visit, ("parting",))


def _courtesy(visit: Visit, said: tuple[str, ...]) -> Show:
    return Show(
        template="help/courtesy",
        data=Courtesy(said=said),
        choices={"ask": ways_in(visit)},
    )


def ways_in(visit: Visit) -> tuple[Choice, ...]:
    """What may be asked first."""
    return tuple(Choice.asking(each) for each in ASKS if visit.person or each != "mine")


def is_kind(visit: Visit, words: str) -> bool:
    """Whether a greeting or thanks are all that is said."""
    read = visit.labels["courtesy"].read(words)
    said = {name for _, name in read.terms}
    return bool(said) and said <= {"greeting", "thanks"} and visit.lexicon.ask_for_nothing(read.rest)


def _concerns(topic: Topic, person: Person | None) -> bool:
    match topic:
        case Topic.DUTIES:
            return person is not None
        case Topic.SECRETARIAT:
            return person is not None and person.is_secretariat
        case _:
            return True
