"""Rich text: structured words, with no markup in them."""

from typing import Any

from mirps_bot.playground.blockkit.checks import (
    Check,
    Inspection,
    Shape,
    flag,
    integer,
    items,
    matching,
    one_of,
    record,
    text,
    typed,
)
from mirps_bot.playground.blockkit.composition import anything
from mirps_bot.playground.blockkit.elements import WEB_ADDRESS

STYLE = record({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), flag))
MENTION_STYLE = record({}, dict.fromkeys(("bold", "italic", "strike", "highlight", "client_highlight"), flag))
DATE_FORMAT = matching(
    r"[^{}]*(\{(day_divider_pretty|date_num|date_slash|date_long|date_long_full|date_long_pretty|date|date_pretty"
    r"|date_short|date_short_pretty|time|time_secs|ago)\}[^{}]*)+",
    "a format with at least one known token",
)


def _counted_words(value: Any, at: str, seen: Inspection) -> None:
    text(10**6)(value, at, seen)
    seen.characters += len(value) if isinstance(value, str) else 0


def _leaf(required: Shape, optional: Shape, style: Check = STYLE) -> Check:
    return record({"type": anything, **required}, {"style": style, **optional})


LEAVES: dict[str, Check] = {
    "text": _leaf({"text": _counted_words}, {}),
    "link": _leaf({"url": WEB_ADDRESS}, {"text": _counted_words}),
    "emoji": _leaf({"name": text(100)}, {"skin_tone": integer(1, 6), "unicode": text(100)}),
    "user": _leaf({"user_id": matching(r"[UW][A-Z0-9]+", "a user id")}, {}, MENTION_STYLE),
    "date": _leaf(
        {"timestamp": integer(0, 10**11), "format": DATE_FORMAT}, {"url": WEB_ADDRESS, "fallback": text(1000)}
    ),
}
BORDER: Shape = {"border": integer(0, 1)}
RUN = items(typed(LEAVES), 1, 10_000)
SECTION = record({"type": anything, "elements": RUN}, {})
PREFORMATTED = items(typed({kind: LEAVES[kind] for kind in ("text", "link")}), 1, 10_000)
LIST = record(
    {
        "type": anything,
        "elements": items(typed({"rich_text_section": SECTION}), 1, 10_000),
        "style": one_of("bullet", "ordered"),
    },
    {"indent": integer(0, 8), "offset": integer(0, 10_000), **BORDER},
)
CONTAINERS = items(
    typed(
        {
            "rich_text_section": SECTION,
            "rich_text_list": LIST,
            "rich_text_quote": record({"type": anything, "elements": RUN}, BORDER),
            "rich_text_preformatted": record({"type": anything, "elements": PREFORMATTED}, BORDER),
        }
    ),
    1,
    10_000,
)
