"""The people and rooms a workspace starts with."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from mirps_bot.playground.wire import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """Something to try on the page. `text` is what to type; empty: the clock is what to try."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A person of the workspace; `note` and `tips` are shown on the page only, never to the bot."""

    id: str
    name: str
    email: str = ""
    tz: str = "UTC"
    locale: str = "en-US"
    title: str = ""
    note: str = ""
    is_guest: bool = False
    is_deactivated: bool = False
    tips: tuple[Tip, ...] = ()

    @property
    def handle(self) -> str:
        """The name in the form Slack sends along as `username`."""
        return self.name.lower().replace(" ", ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A channel; `has_bot` is false where nobody has invited the app."""

    id: str
    name: str
    topic: str = ""
    members: tuple[str, ...] = ()
    has_bot: bool = True
    is_private: bool = False
    is_archived: bool = False


def user_object(profile: Profile, *, team: str, now: datetime, shows_email: bool, shows_locale: bool) -> Json:
    """The person as users.info tells it; the zone's offset is the one that holds at `now`."""
    local = now.astimezone(ZoneInfo(profile.tz))
    offset = local.utcoffset()
    card = {"real_name": profile.name, "display_name": profile.name, "title": profile.title, "team": team}
    user: Json = {
        "id": profile.id,
        "team_id": team,
        "name": profile.handle,
        "deleted": profile.is_deactivated,
        "real_name": profile.name,
        "tz": profile.tz,
        "tz_label": local.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "profile": {**card, "email": profile.email} if shows_email else card,
        "is_admin": False,
        "is_owner": False,
        "is_restricted": profile.is_guest,
        "is_ultra_restricted": False,
        "is_bot": False,
        "is_app_user": False,
        "updated": int(now.timestamp()),
    }
    return {**user, "locale": profile.locale} if shows_locale else user
