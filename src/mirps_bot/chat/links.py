"""Addresses that may be tapped."""

from urllib.parse import urlsplit

LONGEST = 3_000


def can_be_tapped(url: str) -> bool:
    """Web and mail addresses only: data must not bring other schemes along."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_address = bool(parts.hostname) if parts.scheme in ("https", "http") else parts.scheme == "mailto"
    return is_address and len(url) <= LONGEST and url.split() == [url]
