"""How somebody wants to be reached."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """`by_mail`: reminders and digests come by e-mail instead of chat. Duties can't be muted, digests can."""

    by_mail: bool = False
    mutes_digests: bool = False
