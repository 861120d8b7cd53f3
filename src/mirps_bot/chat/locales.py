"""How platforms tell which language somebody reads, and where their clocks are."""

from mirps_bot.domain.dates import is_time_zone
from mirps_bot.domain.language import Language


def read_language(locale: object) -> Language | None:
    """They write es-ES, es-419, pt-BR and so on; None for a language in which the bot does not speak."""
    try:
        return Language(str(locale or "")[:2].lower())
    except ValueError:
        return None


def read_zone(told: object) -> str | None:
    """None for one that the time zone database does not know."""
    zone = str(told or "")
    return zone if is_time_zone(zone) else None
