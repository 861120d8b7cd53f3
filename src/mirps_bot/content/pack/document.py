"""The meeting pack in one language: what is to be printed for a meeting, or of a working group."""

from collections.abc import Iterator

from mirps_bot.content.compose import Composer
from mirps_bot.content.pack.matching import contributions, matching
from mirps_bot.content.pack.meeting import ahead, in_short, rests_on, what_it_is
from mirps_bot.content.pack.pledges import listed, standing
from mirps_bot.content.pack.reports import came_in, heard, joint
from mirps_bot.content.pack.words import Words
from mirps_bot.content.wording import Reader
from mirps_bot.domain.dates import local_day
from mirps_bot.domain.pack import Pack
from mirps_bot.view.document import Document, Item, Title

CHAPTERS = (
    what_it_is,
    in_short,
    standing,
    came_in,
    heard,
    joint,
    contributions,
    matching,
    ahead,
    listed,
    rests_on,
)


def compose_pack(pack: Pack, title: str, reader: Reader, composer: Composer) -> Document:
    """`title` says what it is of, in one line."""
    words = Words(composer.wording(reader), reader, composer, pack.languages)
    subject = words.sentence("pack_subject" if pack.event else "pack_subject_group")
    day = local_day(pack.as_of, reader.time_zone)
    of = pack.event.id if pack.event else pack.group.id if pack.group else ""
    return Document(
        name=title,
        subject=subject,
        language=reader.language.value,
        items=(Title(_of(pack, words) or title, subject), *_items(pack, words)),
        foot=words.sentence("pack_foot", as_of=pack.as_of),
        page=words.fact("page"),
        file=f"{words.fact('file')}-{of}-{day}.docx",
    )


def _items(pack: Pack, words: Words) -> Iterator[Item]:
    for chapter in CHAPTERS:
        yield from chapter(pack, words)


def _of(pack: Pack, words: Words) -> str | None:
    named = pack.event.title if pack.event else pack.group.names if pack.group else None
    return words.say.name(named) if named else None
