"""Yes and no, in the words of four languages."""

from mirps_bot.domain.form import Problem
from mirps_bot.domain.lexicon import fold
from mirps_bot.parsing.padding import is_padding

LONGEST = 80
"""A longer answer says more than yes or no."""


def _without_padding(text: str) -> tuple[str, ...]:
    return tuple(word for word in fold(text).split() if not is_padding(word))


_SAID = {
    True: (
        "si", "claro", "correcto", "exacto", "afirmativo", "cierto", "vale", "de acuerdo", "por supuesto",
        "yes", "y", "yep", "yeah", "correct", "right", "sure", "of course", "ok", "okay",
        "sim", "s", "certo", "isso", "exato", "com certeza",
        "oui", "exact", "d'accord", "bien sur",
    ),
    False: (
        "no", "n", "negativo", "para nada", "todavia no", "aun no", "not yet", "nope",
        "nao", "ainda nao", "de jeito nenhum", "non", "pas encore", "pas du tout",
    ),
}  # fmt: skip
_KNOWN = {answer: frozenset(map(_without_padding, said)) for answer, said in _SAID.items()}


def read_yes_no(text: str) -> bool | Problem:
    words = _without_padding(text) if len(text) <= LONGEST else ()
    for answer, known in _KNOWN.items():
        if words in known or (words and known.issuperset((word,) for word in words)):
            return answer
    return Problem(phrase="not_yes_or_no")
