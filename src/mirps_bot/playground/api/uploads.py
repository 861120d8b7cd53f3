"""Files: ask for an address, send the content there, share what was sent; see what others shared."""

from mirps_bot.playground.api.call import Call, invalid
from mirps_bot.playground.api.places import place_to_post
from mirps_bot.playground.identity import BOT_USER_ID
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.wire import Json

LARGEST = 1024**3
LONGEST_ALT_TEXT = 1000


def get_upload_url(call: Call) -> Json:
    alt_text = call.arguments.text("alt_txt")
    if len(alt_text) > LONGEST_ALT_TEXT:
        raise Refused("alt_txt_too_large")
    name = call.arguments.required("filename")
    if "/" in name:
        raise invalid("must be a name without a path [json-pointer:/filename]")
    file_id, ticket = call.workspace.files.announce(
        name=name,
        size=call.arguments.number("length", 0, 1, LARGEST),
        alt_text=alt_text,
        created=int(call.workspace.now().timestamp()),
    )
    return {"ok": True, "upload_url": f"{call.site}/upload/{ticket}", "file_id": file_id}


def info(call: Call) -> Json:
    file = call.workspace.files.find(call.arguments.required("file"))
    return {"ok": True, "file": file.as_object(call.site)}


def complete_upload(call: Call) -> Json:
    listed = call.arguments.parsed("files", "invalid_arguments")
    if not isinstance(listed, list) or not listed or not all(isinstance(one, dict) for one in listed):
        raise invalid("must be a list of files [json-pointer:/files]")
    conversation = place_to_post(call, "channel_id") if "channel_id" in call.arguments else None
    shared = [call.workspace.files.complete(one.get("id", ""), one.get("title")) for one in listed]
    files = [file.as_object(call.site) for file in shared]
    if conversation is not None:
        call.workspace.post(
            conversation,
            BOT_USER_ID,
            thread_ts=call.arguments.text("thread_ts") or None,
            text=call.arguments.text("initial_comment"),
            subtype="file_share",
            files=files,
        )
    return {"ok": True, "files": files}
