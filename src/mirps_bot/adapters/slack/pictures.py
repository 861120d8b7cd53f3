"""Pictures for messages, uploaded once for as long as the process lives."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from mirps_bot.adapters.slack import limits
from mirps_bot.adapters.slack.failures import reason
from mirps_bot.adapters.slack.uploads import upload
from mirps_bot.chat.shortening import shorten
from mirps_bot.view.blocks import Image, View
from mirps_bot.view.pictures import Grid

log = logging.getLogger(__name__)

PATIENCE = 3
"""How often Slack may say that it does not know a picture yet: it takes them in some time after they are complete."""


class Pictures:
    """What can't be uploaded is left out, and its words stand in its place: no message waits for a picture for long."""

    def __init__(self, client: AsyncWebClient, draw: Callable[[Grid], bytes]) -> None:
        self._client = client
        self._draw = draw
        self._files: dict[Image, str] = {}
        self._doubts: dict[Image, int] = {}

    async def of(self, view: View) -> Mapping[Image, str]:
        """The file of each picture in this view that can be shown."""
        images = [each for each in view.blocks if isinstance(each, Image)]
        for image in images:
            if image not in self._files and self._doubts.get(image, 0) < PATIENCE:
                try:
                    self._files[image] = await self._upload(image)
                except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
                    why = reason(error) if isinstance(error, SlackApiError) else type(error).__name__
                    log.warning("a picture can't be uploaded (%s), its words are shown", why)
        return {image: self._files[image] for image in images if image in self._files}

    def doubt(self, images: Iterable[Image]) -> None:
        """Slack refused a message with these: too often, and it goes out without them."""
        for image in images:
            self._doubts[image] = self._doubts.get(image, 0) + 1
            if self._doubts[image] >= PATIENCE:
                del self._files[image]

    async def _upload(self, image: Image) -> str:
        content = await asyncio.to_thread(self._draw, image.picture)
        return await upload(
            self._client,
            content,
            name="chart.png",
            title=image.picture.title,
            alt_text=shorten(image.alt, limits.FILE_ALT_TEXT),
        )
