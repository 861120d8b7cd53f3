"""The acts the page can ask for, from JSON to the operations behind them."""

from collections.abc import Awaitable, Callable, Mapping

from mirps_bot.playground.controls import Controls
from mirps_bot.playground.payloads import MessagePlace, Place, ViewPlace
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.surfaces import Entered
from mirps_bot.playground.talk import Talk
from mirps_bot.playground.wire import Json

Act = Callable[[Json, Talk, Controls], Awaitable[Json]]


async def perform(body: Json, talk: Talk, controls: Controls) -> Json:
    """Does what the page asks on a person's behalf. Raises Refused for an act that is unknown or incomplete."""
    act = ACTS.get(str(body.get("act")))
    if act is None:
        raise Refused("unknown_act")
    return await act(body, talk, controls)


def _text(body: Json, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise Refused("invalid_arguments", messages=[f"[ERROR] missing required field: {name}"])
    return value


def _thread(body: Json) -> str | None:
    return _text(body, "thread_ts") if body.get("thread_ts") else None


def _files(body: Json) -> list[str]:
    files = body.get("files") or []
    if not isinstance(files, list):
        raise Refused("invalid_arguments", messages=["[ERROR] must be an array [json-pointer:/files]"])
    return list(map(str, files))


def _place(body: Json) -> Place:
    if body.get("view_id"):
        return ViewPlace(view_id=_text(body, "view_id"))
    return MessagePlace(channel=_text(body, "channel"), ts=_text(body, "ts"))


def _values(body: Json) -> Entered | None:
    values = body.get("values")
    if values is None:
        return None
    if not isinstance(values, dict) or not all(isinstance(entries, dict) for entries in values.values()):
        raise Refused(
            "invalid_arguments", messages=["[ERROR] must be an object of objects [json-pointer:/values]"]
        )
    return values


async def _say(body: Json, talk: Talk, _controls: Controls) -> Json:
    message = await talk.say(
        body["person"],
        _text(body, "channel"),
        _text(body, "text"),
        _thread(body),
        _files(body),
    )
    return {"ts": message["ts"]} if message is not None else {}


async def _command(body: Json, talk: Talk, _controls: Controls) -> Json:
    await talk.command(body["person"], _text(body, "channel"), _text(body, "text"), _thread(body))
    return {}


async def _press(body: Json, _talk: Talk, controls: Controls) -> Json:
    block_id, action_id = _text(body, "block_id"), _text(body, "action_id")
    chosen = body.get("selected", body.get("value"))
    await controls.press(body["person"], _place(body), block_id, action_id, chosen, _values(body))
    return {}


async def _suggest(body: Json, _talk: Talk, controls: Controls) -> Json:
    block_id, action_id, query = _text(body, "block_id"), _text(body, "action_id"), _text(body, "query")
    return await controls.suggest(body["person"], _place(body), block_id, action_id, query)


async def _submit(body: Json, _talk: Talk, controls: Controls) -> Json:
    errors = await controls.submit(body["person"], _text(body, "view_id"), _values(body) or {})
    return {"ok": False, "errors": errors} if errors else {}


async def _close(body: Json, _talk: Talk, controls: Controls) -> Json:
    await controls.close(body["person"], _text(body, "view_id"))
    return {}


async def _home(body: Json, _talk: Talk, controls: Controls) -> Json:
    controls.open_home(body["person"], "messages" if body.get("tab") == "messages" else "home")
    return {}


async def _read(body: Json, talk: Talk, _controls: Controls) -> Json:
    talk.read(body["person"], _text(body, "channel"), _text(body, "ts"))
    return {}


async def _edit(body: Json, talk: Talk, _controls: Controls) -> Json:
    talk.edit(body["person"], _text(body, "channel"), _text(body, "ts"), _text(body, "text"))
    return {}


async def _account(body: Json, talk: Talk, _controls: Controls) -> Json:
    talk.set_account(_text(body, "user"), is_active=body.get("is_active") is True)
    return {}


async def _delete(body: Json, talk: Talk, _controls: Controls) -> Json:
    talk.delete(body["person"], _text(body, "channel"), _text(body, "ts"))
    return {}


ACTS: Mapping[str, Act] = {
    "say": _say,
    "command": _command,
    "press": _press,
    "suggest": _suggest,
    "submit": _submit,
    "close": _close,
    "home": _home,
    "read": _read,
    "edit": _edit,
    "delete": _delete,
    "account": _account,
}
