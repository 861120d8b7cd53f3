"""What stands right before a name, and how another name is joined to it: de and o are do, à and les are aux."""

from dataclasses import dataclass

from mirps_bot.domain.lexicon import fold
from mirps_bot.search.intents import WORD

_CONTRACTED = {
    ("de", "el"): "del", ("a", "el"): "al",
    ("de", "o"): "do", ("de", "a"): "da", ("de", "os"): "dos", ("de", "as"): "das",
    ("em", "o"): "no", ("em", "a"): "na", ("em", "os"): "nos", ("em", "as"): "nas",
    ("a", "o"): "ao", ("a", "os"): "aos",
    ("por", "o"): "pelo", ("por", "a"): "pela", ("por", "os"): "pelos", ("por", "as"): "pelas",
    ("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux",
}  # fmt: skip
_TAKEN_APART = {short: both for both, short in _CONTRACTED.items()} | {"d": ("de", "")}
_ARTICLES = frozenset({"el", "la", "los", "las", "the", "o", "os", "as", "le", "les", "l"})
_A = "a"
"""An article in Portuguese, else a preposition."""
_PREPOSITIONS = frozenset(
    {
        "de", "of", "en", "em", "in", "on", "sobre", "about", "sur", "para", "pra", "for", "pour", "por", "by", "par",
        "com", "con", "with", "avec", "to", "from", "sin", "sem", "sans", "without", "entre", "between",
    }
)  # fmt: skip
_STAND_FOR_THINGS = frozenset(
    {"lo", "ones", "those", "what", "ceux", "celles", "celui", "celle", "aqueles", "aquelas"}
)
_BEFORE_A_VOWEL = frozenset("aeiouh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What stands before a name, from the character `start` on; without any, where the name begins."""

    start: int
    preposition: str = ""
    article: str = ""
    typed: str = ""


def lead_of(line: str, name: int, *, a_is_article: bool) -> Lead:
    """Of the name that begins at this character."""
    words = list(WORD.finditer(line, 0, name))[-2:]
    folded = [fold(each[0]) for each in words]
    if not words or line[words[-1].end() : name].strip(" '’"):
        return Lead(start=name)
    *before, last = folded
    if last in _TAKEN_APART:
        preposition, article = _TAKEN_APART[last]
        return Lead(start=words[-1].start(), preposition=preposition, article=article, typed=last)
    if last in _PREPOSITIONS or (last == _A and not a_is_article):
        return Lead(start=words[-1].start(), preposition=words[-1][0], typed=last)
    if last not in _ARTICLES and last != _A:
        return Lead(start=name)
    if before and (before[0] in _PREPOSITIONS or before[0] == _A):
        return Lead(start=words[0].start(), preposition=words[0][0], article=last, typed=before[0])
    return Lead(start=words[-1].start(), article=last, typed=last)


def is_preposition(word: str) -> bool:
    """Folded; with its article too."""
    return word in _PREPOSITIONS or word in _TAKEN_APART


def is_small(word: str) -> bool:
    """Whether a folded word is an article, a preposition or what stands for a thing said before: los de, the ones."""
    return is_preposition(word) or word in _ARTICLES or word in _STAND_FOR_THINGS


def joined(preposition: str, article: str, name: str, *, is_french: bool = False) -> str:
    """With one space between, and none where they are written together."""
    if article == "l":
        return f"{preposition} l'{name}".strip()
    if is_french and preposition == "de" and not article and fold(name)[:1] in _BEFORE_A_VOWEL:
        return f"d'{name}"
    both = _CONTRACTED.get((preposition.casefold(), article), f"{preposition} {article}")
    return " ".join((*both.split(), name))
