"""How platforms tell which language somebody reads."""

from mirps_bot.domain.language import Language


def read_language(locale: object) -> Language | None:
    """They write es-ES, es-419, pt-BR and so on; None for a language in which the bot does not speak."""
    try:
        return Language(str(locale or "")[:2].lower())
    except ValueError:
        return None
