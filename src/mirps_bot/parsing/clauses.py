"""Sentences in parts, and the words that take what a part says back: not yet, if, we hope to, we need."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mirps_bot.parsing.tokens import bare


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A part of a composed text, bare, and where it stands."""

    text: str
    start: int


_END = re.compile(r"[;:!?\n]+|[.,](?![0-9])|\s(?:pero|but|porem|aunque|although)\s")

_NOT = (
    "no", "not", "nao", "ne", "n", "nunca", "never", "jamais", "sin", "without", "sem", "sans", "falta",
    "faltan", "tampoco", "ni", "nor", "pendiente", "pendientes", "pending", "pendente", "nem", "haven",
    "hasn", "didn", "don", "isn", "aren", "wasn", "won", "cannot",
)  # fmt: skip
_NOT_YET = (
    "si", "if", "cuando", "when", "once", "quando", "quand", "lorsque", "para", "to", "afin", "vamos a",
    "vamos", "allons", "will", "would", "should", "could", "may", "habra", "sera", "seran", "havera",
    "espera", "esperamos", "hope", "expect", "esperando", "prevemos", "preve", "previsto", "prevista",
    "planeamos", "plan", "plans", "planned", "intend", "pretendemos", "prevoit", "prevoyons", "proximo",
    "proxima", "next", "prochain", "prochaine", "deberia", "podria", "antes",
)  # fmt: skip
_WANTED = (
    "necesitamos", "necesita", "necesitan", "solicitamos", "solicita", "pedimos", "requerimos", "requiere",
    "faltan", "presupuesto", "presupuestado", "presupuestados", "need", "needs", "require", "requires",
    "request", "requested", "budget", "lack", "gap", "precisamos", "orcamento", "besoin", "cherchons",
    "demandons", "manque", "buscamos", "seek", "seeking", "brecha", "hasta", "up to", "restan", "remaining",
    "aprobado", "aprobados",
)  # fmt: skip

_CONDITION = re.compile(r"\s*(?:si|if|cuando|when|once|quando|quand|lorsque)\s", re.IGNORECASE)
"""A part that begins so holds for the next one too: si firman, empezamos."""


def _words(*lists: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{'|'.join(sorted({word for each in lists for word in each}, key=len, reverse=True))})\b"
    )


_TAKES_BACK = _words(_NOT, _NOT_YET)
_WANTING = _words(_NOT, _NOT_YET, _WANTED)
_WANTING_AFTER = re.compile(
    r"\b(?:no (?:se|ha|han|fue|fueron)|not|nao|n|pendientes?|pending|pendentes?|faltan|faltam|more|needed|requested"
    r"|necesari\w+|solicitad\w+|requerid\w+|previst\w+|planned|comprometid\w+|pledged)\b"
)


def clauses(text: str) -> Iterator[Clause]:
    """The parts of a composed text, between signs and words like `but`."""
    plain, at = bare(text), 0
    for end in _END.finditer(plain):
        if end[0] == "," and _CONDITION.match(text, at, end.start()):
            continue
        yield Clause(text=plain[at : end.start()], start=at)
        at = end.end()
    yield Clause(text=plain[at:], start=at)


def is_taken_back(before: str) -> bool:
    """Whether what stands before something in its part says that it isn't so, or not yet."""
    return bool(_TAKES_BACK.search(before))


def is_wanting(before: str, after: str) -> bool:
    """Whether what stands around money or things says that they are wanted or planned, not there."""
    return bool(_WANTING.search(before) or _WANTING_AFTER.search(after))
