"""People, the team and the caller itself."""

from mirps_bot.playground.api.call import Call
from mirps_bot.playground.api.paging import page
from mirps_bot.playground.identity import APP_ID, BOT_ID, BOT_USER_ID, TEAM_ID
from mirps_bot.playground.people import Profile, user_object
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.wire import Json


def test_authentication(call: Call) -> Json:
    return {
        "ok": True,
        "url": f"{call.site}/",
        "team": call.workspace.team_name,
        "user": call.workspace.app.bot_name,
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def open_connection(call: Call) -> Json:
    if not call.workspace.app.uses_socket_mode:
        raise Refused("socket_mode_not_enabled")
    return {"ok": True, "url": call.open_socket()}


def info(call: Call) -> Json:
    user = call.arguments.required("user")
    if user == BOT_USER_ID:
        return {"ok": True, "user": _bot(call)}
    return {"ok": True, "user": _person(call, call.workspace.profile(user))}


def list_all(call: Call) -> Json:
    people = [_bot(call), *(_person(call, profile) for profile in call.workspace.profiles.values())]
    found, metadata = page(
        people, call.arguments.text("cursor"), call.arguments.number("limit", 1000, 1, 1000)
    )
    return {"ok": True, "members": list(found), "response_metadata": metadata}


def look_up_by_email(call: Call) -> Json:
    email = call.arguments.required("email").casefold()
    for profile in call.workspace.profiles.values():
        if profile.email.casefold() == email and not profile.is_deactivated:
            return {"ok": True, "user": _person(call, profile)}
    raise Refused("users_not_found")


def team_info(call: Call) -> Json:
    workspace = call.workspace
    names = {"name": workspace.team_name, "domain": workspace.domain}
    return {"ok": True, "team": {"id": TEAM_ID, **names, "url": f"{call.site}/"}}


def _person(call: Call, profile: Profile) -> Json:
    return user_object(
        profile,
        team=TEAM_ID,
        now=call.workspace.now(),
        shows_email="users:read.email" in call.workspace.app.scopes,
        shows_locale=call.arguments.flag("include_locale"),
    )


def _bot(call: Call) -> Json:
    bot = Profile(id=BOT_USER_ID, name=call.workspace.app.bot_name)
    card = _person(call, bot)
    return {**card, "is_bot": True, "profile": {**card["profile"], "bot_id": BOT_ID, "api_app_id": APP_ID}}
