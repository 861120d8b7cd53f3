"""Modals and Home."""

from typing import Literal

from mirps_bot.playground.api.call import Call, invalid
from mirps_bot.playground.blockkit import check_view
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.wire import Json


def open_view(call: Call) -> Json:
    view, trigger_id = _view(call, "modal"), call.arguments.required("trigger_id")
    user = call.triggers.holder(trigger_id)
    opened = call.workspace.modals.open(user, view)
    call.triggers.spend(trigger_id)
    return {"ok": True, "view": opened}


def push(call: Call) -> Json:
    view, trigger_id = _view(call, "modal"), call.arguments.required("trigger_id")
    user = call.triggers.holder(trigger_id)
    pushed = call.workspace.modals.push(user, view)
    call.triggers.spend(trigger_id)
    return {"ok": True, "view": pushed}


def update(call: Call) -> Json:
    view, modals = _view(call, "modal"), call.workspace.modals
    view_id, external_id = call.arguments.text("view_id"), call.arguments.text("external_id")
    if bool(view_id) == bool(external_id):
        raise invalid("exactly one of view_id and external_id is required")
    updated = modals.update(
        view_id or modals.find_external(external_id), view, call.arguments.text("hash") or None
    )
    return {"ok": True, "view": updated}


def publish(call: Call) -> Json:
    if not call.workspace.app.has_home:
        raise Refused("not_enabled")
    view, user = _view(call, "home"), call.workspace.profile(call.arguments.required("user_id")).id
    return {"ok": True, "view": call.workspace.publish_home(user, view, call.arguments.text("hash") or None)}


def _view(call: Call, kind: Literal["modal", "home"]) -> Json:
    if "view" not in call.arguments:
        raise invalid("missing required field: view")
    return check_view(call.arguments.parsed("view", "invalid_arguments"), kind, call.workspace.has_file)
