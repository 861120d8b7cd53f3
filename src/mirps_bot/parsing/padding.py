"""Words around a value that change nothing about it: articles, `about`, and what voice typing leaves behind."""

import re

from mirps_bot.parsing.tokens import bare

_PADDING = frozenset(
    {
        "de", "d", "of", "en", "in", "em", "dans", "un", "una", "um", "uma", "une", "a", "an", "the", "la",
        "el", "los", "las", "o", "os", "as", "le", "les", "l", "es", "is", "e", "est", "son", "sao", "sont",
        "total", "monto", "suma", "valor", "amount", "sum", "montant", "somme", "fueron", "foram", "por",
        "para", "aprox", "aproximadamente", "approx", "approximately", "about", "around", "some", "unos",
        "unas", "uns", "umas", "alrededor", "cerca", "environ", "quelque", "approximativement", "eh",
        "este", "pues", "bueno", "mmm", "hm", "uh", "er", "euh", "ben", "hum", "ne", "ta", "bom", "favor",
        "gracias", "please", "thanks", "obrigado", "obrigada", "merci", "creo", "yo", "diria", "como",
        "casi", "ya", "think", "i", "almost", "nearly", "roughly", "acho", "eu", "que", "quase", "je",
        "crois", "presque",
    }
)  # fmt: skip
_MORE_OR_LESS = re.compile(r"\b(?:mas o menos|more or less|mais ou menos|plus ou moins)\b")
_STRANGE_MARK = re.compile(r"[^\w\s.,:;!?¡¿()~≈=/\"'’]")


def strange_words(text: str) -> list[str] | None:
    """The words that do say something; None: a mark among them does."""
    if _STRANGE_MARK.search(text):
        return None
    if said := _MORE_OR_LESS.search(bare(text)):
        text = text[: said.start()] + text[said.end() :]
    return [word for word in re.findall(r"\w+", text) if not is_padding(bare(word))]


def is_padding(word: str) -> bool:
    return word in _PADDING
