"""Who wrote what others read: a name for those who may know of the people, else their entity alone."""

from dataclasses import replace

from mirps_bot.domain.access import Right, may
from mirps_bot.domain.paper import Paper
from mirps_bot.domain.person import Person
from mirps_bot.domain.update import Update


def update_for(reader: Person | None, update: Update) -> Update:
    """Without its author's name, if that is not for the reader."""
    return update if may(reader, Right.READ_CONTACTS, (update.entity,)) else replace(update, author_name="")


def paper_for(reader: Person | None, paper: Paper) -> Paper:
    """Without the names of its author and of who decided on it, if these are not for the reader."""
    if may(reader, Right.READ_CONTACTS, (paper.entity,)):
        return paper
    decision = replace(paper.decision, author_name="") if paper.decision else None
    return replace(paper, author_name="", decision=decision)
