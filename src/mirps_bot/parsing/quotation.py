"""What is said back of a text that can't be taken."""

from collections.abc import Mapping

QUOTED = 60
"""Characters: enough to recognise one's own words."""


def quoted(text: str) -> Mapping[str, str]:
    return {"typed": text.strip()[:QUOTED]}
