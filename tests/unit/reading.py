"""What a view says, and what a round of deliveries brought whom."""

from tests.unit.desk import Desk, view_of
from tests.unit.postman import Brought

from mirps_bot.dialogue import Answer
from mirps_bot.parcels import Parcel
from mirps_bot.view.blocks import Bullets, Facts, Note, Paragraph, View, text_of


def words(view: View) -> str:
    """Line by line; facts as `label: value`."""
    found = []
    for block in view.blocks:
        match block:
            case Paragraph(spans) | Note(spans):
                found.append(text_of(spans))
            case Bullets(items):
                found += [text_of(each) for each in items]
            case Facts(rows):
                found += [f"{label.strip()}: {text_of(spans)}" for label, spans in rows]
            case _:
                pass
    return "\n".join(found)


def said(answer: Answer) -> str:
    return words(view_of(answer))


def brought_to(desk: Desk, email: str, brought: list[Brought]) -> list[View]:
    """What this person got in their direct messages, but for what programmes send."""
    inbox = desk.inbox(email)
    parcels = [each.what for each in brought if isinstance(each.what, Parcel) and each.what.to == inbox]
    return [each.view for each in parcels if each.person is None]
