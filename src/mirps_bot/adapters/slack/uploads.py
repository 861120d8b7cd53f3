"""Handing a file to Slack: announced, sent to an address of its own, completed."""

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient


async def upload(
    client: AsyncWebClient,
    content: bytes,
    *,
    name: str,
    title: str,
    alt_text: str | None = None,
    channel: str | None = None,
    thread: str | None = None,
) -> str:
    """The file's id. It stands in the channel as a message of its own; without one, nobody sees it by itself.

    Raises SlackApiError, aiohttp.ClientError and TimeoutError.
    """
    announced = await client.files_getUploadURLExternal(filename=name, length=len(content), alt_txt=alt_text)
    address, file = (str(announced.get(part) or "") for part in ("upload_url", "file_id"))
    if client.session is None:
        raise aiohttp.ClientConnectionError("the client has no session of its own")
    async with client.session.post(address, data=content) as answer:
        answer.raise_for_status()
    await client.files_completeUploadExternal(
        files=[{"id": file, "title": title}], channel_id=channel, thread_ts=thread
    )
    return file
