"""Words that people shorten as they type."""

import re
from collections.abc import Mapping

_ALONE = re.compile(r"(?:(?<=[\s¿¡(])|^)[^\W_]+(?:['’][^\W_]+)?(?=[\s?!.,;)]|$)")
"""A word that is no part of something else: no field's value, no part of a number."""


def written_out(line: str, shorthand: Mapping[str, str]) -> str:
    """With what its shortened words stand for. What is all of a line is left: it may be a code, as on a button."""
    if not shorthand or " " not in line.strip():
        return line
    whole = _ALONE.sub(lambda found: shorthand.get(_key(found[0]), found[0]), line)
    return line if whole == line else " ".join(whole.split())


def _key(typed: str) -> str:
    """The same at the beginning of a sentence; capitals are a code's: EU."""
    typed = typed.replace("’", "'")
    return typed.lower() if typed.istitle() or typed[1:].islower() else typed
