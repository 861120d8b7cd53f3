"""A rehearsal as one page that needs nothing beside it."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, StrictUndefined


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One message, every word of it ready to be read: `when` where its reader is, `to` whom or where."""

    when: str
    to: str
    language: str
    summary: str
    text: str


def rehearsal_page(
    *,
    language: str,
    words: Mapping[str, str],
    heat_map: bytes,
    campaigns: Sequence[tuple[str, int]],
    days: Sequence[tuple[str, Sequence[Told]]],
    reasons: Sequence[tuple[str, int]],
) -> str:
    """Whatever people wrote is shown as words, never read as markup."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string((Path(__file__).parent / "rehearsal.html.j2").read_text("utf-8"))
    return template.render(
        language=language,
        words=words,
        heat_map=b64encode(heat_map).decode(),
        campaigns=campaigns,
        days=days,
        reasons=reasons,
    )
