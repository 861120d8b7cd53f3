"""Pictures for messages, uploaded once for as long as the process lives."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from mirps_bot.adapters.slack import limits
from mirps_bot.adapters.slack.failures import UNREACHABLE, reason
from mirps_bot.adapters.slack.uploads import upload
from mirps_bot.chat.shortening import shorten
from mirps_bot.view.blocks import Image, View
from mirps_bot.view.pictures import Grid

log = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds in which Slack may say that it does not know a picture: it takes it in some time after it is complete."""

KEPT = 32
"""Pictures that are remembered: the same one is wanted again while a digest goes out."""


@dataclass(slots=True)
class _Upload:
    file: str | None
    """None: given up."""
    doubted_at: float | None = None


class Pictures:
    """What can't be uploaded is left out, and its words stand in its place: no message waits for a picture for long.

    `now`: seconds of a clock that only goes forward.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        draw: Callable[[Grid], bytes],
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._draw = draw
        self._now = now
        self._uploads: dict[Image, _Upload] = {}

    async def of(self, view: View) -> Mapping[Image, str]:
        """The file of each picture in this view that can be shown."""
        files: dict[Image, str] = {}
        for image in view.blocks:
            if isinstance(image, Image) and (file := await self._file(image)):
                files[image] = file
        return files

    def doubt(self, images: Iterable[Image]) -> None:
        """Slack refused a message with these: for too long, and it goes out without them."""
        for image in images:
            if upload := self._uploads.get(image):
                upload.doubted_at = upload.doubted_at or self._now()
                if self._now() - upload.doubted_at >= PATIENCE:
                    upload.file = None

    async def _file(self, image: Image) -> str | None:
        if image not in self._uploads:
            try:
                self._uploads[image] = _Upload(await self._upload(image))
            except UNREACHABLE as error:
                log.warning("a picture can't be uploaded (%s), its words are shown", reason(error))
                return None
            while len(self._uploads) > KEPT:
                del self._uploads[next(iter(self._uploads))]
        return self._uploads[image].file

    async def _upload(self, image: Image) -> str:
        content = await asyncio.to_thread(self._draw, image.picture)
        return await upload(
            self._client,
            content,
            name="chart.png",
            title=image.picture.title,
            alt_text=shorten(image.alt, limits.FILE_ALT_TEXT),
        )
