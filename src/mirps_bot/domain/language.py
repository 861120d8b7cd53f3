"""The four working languages, and texts that may lack some of them."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    ES = "es"
    EN = "en"
    PT = "pt"
    FR = "fr"


FALLBACK: dict[Language, tuple[Language, ...]] = {
    Language.ES: (Language.ES, Language.EN, Language.PT, Language.FR),
    Language.EN: (Language.EN, Language.ES, Language.FR, Language.PT),
    Language.PT: (Language.PT, Language.ES, Language.EN, Language.FR),
    Language.FR: (Language.FR, Language.ES, Language.EN, Language.PT),
}
"""Where to look, in order, when a text is missing in a person's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """One text in up to four languages; at least one is present."""

    es: str | None = None
    en: str | None = None
    pt: str | None = None
    fr: str | None = None

    def __post_init__(self) -> None:
        if not any((self.es, self.en, self.pt, self.fr)):
            raise ValueError("a name needs at least one language")

    def in_language(self, language: Language) -> str:
        """The text in this language, else in the nearest one that has it: never blank."""
        return self._text(language) or self._text(self.nearest_to(language))

    def nearest_to(self, language: Language) -> Language:
        """The language that `in_language` answers in."""
        return next(each for each in FALLBACK[language] if self._text(each))

    def _text(self, language: Language) -> str:
        return getattr(self, language) or ""

    def all(self) -> tuple[str, ...]:
        """Every text present, without repetitions."""
        return tuple(dict.fromkeys(text for text in (self.es, self.en, self.pt, self.fr) if text))
