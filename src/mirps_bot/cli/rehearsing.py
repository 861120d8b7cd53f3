"""Playing the days to come on a copy: what would go out, to whom, when, and in which words."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mirps_bot.cli.ground import AsJson, fail, opened_as_copy, told_kindly
from mirps_bot.domain.dates import local_day
from mirps_bot.domain.language import Language

if TYPE_CHECKING:
    from mirps_bot.adapters.sql.storage import SqlStorage
    from mirps_bot.content.compose import Composer
    from mirps_bot.content.wording import Reader
    from mirps_bot.knowledge import Knowledge
    from mirps_bot.rehearsal import Rehearsed

DAY = ["%Y-%m-%d"]


def rehearse(
    first: Annotated[datetime, typer.Option("--from", formats=DAY, help="The first day.")],
    last: Annotated[datetime, typer.Option("--to", formats=DAY, help="The last day.")],
    out: Annotated[Path | None, typer.Option(help="A folder for the page and the heat map.")] = None,
    language: Annotated[Language, typer.Option(help="Of the page.")] = Language.ES,
    only: Annotated[str | None, typer.Option(help="One programme or digest alone.")] = None,
    preview_to: Annotated[
        str | None,
        typer.Option(help="With --only: send its first message to this address, marked as a preview."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Play these days on a copy of the database, and show every message that would go out. Nothing is sent."""
    from mirps_bot.knowledge import Knowledge
    from mirps_bot.rehearsal import rehearse as play

    if last < first:
        fail("--to comes before --from", code=2)
    if preview_to and not only:
        fail("--preview-to needs --only: one campaign at a time", code=2)
    with told_kindly(), opened_as_copy() as (storage, copy, content):
        with copy.begin(reading=True) as unit:
            knowledge = Knowledge.gather(content, unit)
        told = [
            each for each in play(copy, knowledge, first.date(), last.date()) if only in (None, each.campaign)
        ]
        if out:
            _write(out, told, knowledge, first.date(), last.date(), language)
        if preview_to:
            _preview(storage, knowledge.composer, told, preview_to)
    _print_json(told) if as_json else _print(told)


def _print(told: Sequence["Rehearsed"]) -> None:
    for each in told:
        if each.view:
            where = each.person.name if each.person else f"#{each.room}"
            print(f"{_local(each)} {each.time_zone:24} {each.language or '--'} {where}: {each.summary}")
    reasons = Counter(str(each.reason) for each in told if each.reason)
    sent = sum(1 for each in told if each.view)
    why = "".join(f"; {count} not sent, {reason}" for reason, count in reasons.most_common())
    print(f"{sent} messages would go out{why}")


def _print_json(told: Sequence["Rehearsed"]) -> None:
    from mirps_bot.adapters.console.render import render_text

    print(
        json.dumps(
            [
                {
                    "at": each.at.isoformat(),
                    "local": _local(each),
                    "time_zone": each.time_zone,
                    "campaign": each.campaign,
                    "to": each.person.email if each.person else each.room,
                    "language": each.language,
                    "text": render_text(each.view) if each.view else None,
                    "reason": each.reason,
                }
                for each in told
            ],
            ensure_ascii=False,
        )
    )


def _write(
    out: Path,
    told: Sequence["Rehearsed"],
    knowledge: "Knowledge",
    first: date,
    last: date,
    language: Language,
) -> None:
    from mirps_bot.adapters.console.render import render_text
    from mirps_bot.adapters.drawing.heat_map import draw_heat_map
    from mirps_bot.adapters.paper.rehearsal import Told, rehearsal_page
    from mirps_bot.content.wording import Reader

    composer = knowledge.composer
    say = composer.wording(Reader(language=language, time_zone="UTC"))
    titles = {name: say.name(rule.title) for name, rule in knowledge.content.digests.items()}
    sent = [each for each in told if each.view]
    counts = Counter(local_day(each.at, each.time_zone) for each in sent)
    words = _words(composer, say.reader, first, last, counts, len(told) - len(sent))
    picture = draw_heat_map(counts, first, last, title=words["map"], months=say.months(), days=say.weekdays())
    days = [
        (
            say.weekday(day),
            [
                Told(
                    when=f"{_local(each)[-5:]} {say.city(each.time_zone)}",
                    to=each.person.name if each.person else f"#{each.room}",
                    language=each.language or "",
                    summary=each.summary,
                    text=render_text(each.view) if each.view else "",
                )
                for each in sent
                if local_day(each.at, each.time_zone) == day
            ],
        )
        for day in sorted(counts)
    ]
    page = rehearsal_page(
        language=language,
        words=words,
        heat_map=picture,
        campaigns=Counter(titles.get(each.campaign, each.campaign) for each in sent).most_common(),
        days=days,
        reasons=Counter(say.label(each.reason) for each in told if each.reason).most_common(),
    )
    out.mkdir(parents=True, exist_ok=True)
    (out / "heat_map.png").write_bytes(picture)
    (out / "rehearsal.html").write_text(page, encoding="utf-8")


def _words(
    composer: "Composer", reader: "Reader", first: date, last: date, counts: Counter[date], not_sent: int
) -> dict[str, str]:
    busiest = max(counts, key=lambda day: (counts[day], -day.toordinal()), default=None)
    values = {
        "first": first,
        "last": last,
        "sent": counts.total(),
        "not_sent": not_sent,
        "busiest": busiest,
        "most": counts[busiest] if busiest else 0,
    }
    names = (
        "title",
        "nothing_sent",
        "sent",
        "not_sent",
        "map",
        "by_campaign",
        "campaign",
        "messages",
        "why_not",
    )
    return {name: composer.said(f"rehearsal_{name}", reader, values) for name in names}


def _preview(storage: "SqlStorage", composer: "Composer", told: Sequence["Rehearsed"], address: str) -> None:
    """Owed to one person, in the words of whoever would get it first; what the buttons do is left out."""
    from mirps_bot.adapters.clock import SystemClock
    from mirps_bot.content.wording import Reader
    from mirps_bot.domain.delivery import Inbox, Owed, Prepared
    from mirps_bot.view.blocks import Note, Plain
    from mirps_bot.view.codec import dump_view

    sample = next((each for each in told if each.view), None)
    if sample is None or sample.view is None:
        fail("There is nothing to preview: no message of this campaign would go out in these days.")
    now = SystemClock().now()
    with storage.begin() as unit:
        person = unit.people.by_email(address)
        if person is None:
            fail(f"{address} is not on the roster", code=2)
        reader = Reader.of(person)
        note = composer.said("rehearsal_preview", reader, {"at": sample.at})
        view = sample.view.without_buttons().with_blocks(Note((Plain(note),)))
        owed = Owed.at_once(
            f"preview/{sample.key}/{person.id}@{now:%Y-%m-%dT%H:%M}",
            Prepared(to=Inbox(person=person.id), view=dump_view(view)),
            now,
            within=timedelta(days=1),
        )
        unit.deliveries.owe([owed])
        unit.commit()
    print(f"A preview is on its way to {address}, with the bot's next bell")


def _local(each: "Rehearsed") -> str:
    from zoneinfo import ZoneInfo

    return f"{each.at.astimezone(ZoneInfo(each.time_zone)):%Y-%m-%d %H:%M}"
