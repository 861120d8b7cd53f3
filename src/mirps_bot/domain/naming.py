"""What is said of one answer by its name or its number: la etapa es en curso, cambia el monto a 5 mil dólares."""

import re
from collections.abc import Iterable, Iterator

from mirps_bot.domain.form import Field, FieldKind
from mirps_bot.domain.lexicon import fold

_WORD = re.compile(r"[^\W_]+")
_CHANGE = frozenset(
    {
        "cambia", "cambiar", "cambie", "corrige", "corregir", "corrija", "pon", "poner", "ponga",
        "change", "set", "make", "correct", "put",
        "muda", "mudar", "mude", "corrigir", "altere", "alterar", "coloque",
        "changez", "changer", "mets", "mettez", "corrigez", "corriger",
    }
)  # fmt: skip
_BEFORE = _CHANGE | {
    "y", "e", "and", "et", "no", "non", "nao", "el", "la", "the", "o", "a", "le", "l", "en", "in", "em", "dans",
    "numero", "number", "respuesta", "answer", "resposta", "reponse",
}  # fmt: skip
_IS = frozenset(
    {
        "es", "son", "era", "eran", "fue", "fueron", "esta", "por", "is", "are", "was", "were", "to", "sao", "foi",
        "foram", "est", "sont", "etait", "a", "e", "para", "pour",
    }
)  # fmt: skip
_OF_TWO_PARTS = (FieldKind.AMOUNT, FieldKind.QUANTITY)


def told_of(fields: Iterable[Field], words: str, *, are_numbered: bool = False) -> dict[str, str]:
    """Which of these fields the words give a value to, by key, and the value as it is written. None is preferred: of
    several that may be meant, each is told.
    """
    names = list(_all_names(fields, are_numbered=are_numbered))
    found = list(_WORD.finditer(words))
    spoken = [fold(each[0]) for each in found]
    at = next((place for place, word in enumerate(spoken) if word not in _BEFORE), len(spoken))
    named = [(name, key) for name, key in names if tuple(spoken[at : at + len(name)]) == name]
    longest = max((len(name) for name, _ in named), default=0)
    meant = {key for name, key in named if len(name) == longest}
    at_value = at + longest
    if not meant or at_value >= len(spoken):
        return {}
    sign = words[found[at_value - 1].end() : found[at_value].start()]
    says_so = ":" in sign or "=" in sign
    if not says_so and spoken[at_value] in _IS:
        says_so, at_value = True, at_value + 1
    # A name alone, and what follows it, may ask for something.
    if at_value == len(spoken) or (not says_so and _CHANGE.isdisjoint(spoken[:at])):
        return {}
    others = {key for name, key in names if not name[0].isdecimal() and _holds(spoken[at_value:], name)}
    value = words[found[at_value - 1].end() :].lstrip(" \t\n:=").rstrip()
    return dict.fromkeys((*sorted(meant), *sorted(others - meant)), value)


def _all_names(fields: Iterable[Field], *, are_numbered: bool) -> Iterator[tuple[tuple[str, ...], str]]:
    for number, each in enumerate(fields, 1):
        yield from ((name, each.key) for name in _names(each))
        if are_numbered:
            yield (str(number),), each.key


def _names(field: Field) -> Iterator[tuple[str, ...]]:
    """Its label; of what is counted or paid, the first word of it too, before what it is of."""
    for each in field.label.all():
        label = tuple(fold(each).split())
        if label:
            yield label
            yield label[:1] if field.kind in _OF_TWO_PARTS else label


def _holds(words: list[str], name: tuple[str, ...]) -> bool:
    return any(tuple(words[at : at + len(name)]) == name for at in range(len(words)))
