"""Files: the bot's are announced first, then sent, then shared; people attach theirs at once."""

import mimetypes
import secrets
from dataclasses import asdict, dataclass

from mirps_bot.playground.identity import BOT_USER_ID
from mirps_bot.playground.keep import Keep
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.wire import Json

PICTURES = (".png", ".jpg", ".jpeg", ".gif")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file's description; `is_shared` once an upload was completed."""

    id: str
    name: str
    title: str
    size: int
    alt_text: str
    created: int
    is_shared: bool = False
    user: str = BOT_USER_ID

    def as_object(self, site: str) -> Json:
        """The file as messages carry it, with its address at `site`."""
        address = f"{site}/files/{self.id}"
        return {
            "id": self.id,
            "created": self.created,
            "user": self.user,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title,
            "mimetype": mimetypes.guess_type(self.name)[0] or "application/octet-stream",
            "filetype": self.name.rpartition(".")[2],
            "size": self.size,
            "alt_txt": self.alt_text,
            "url_private": address,
            "url_private_download": f"{site}/download/{self.id}",
            "permalink": address,
        }


class Files:
    """Descriptions by id, contents beside them; each upload has a secret of its own."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep
        self._files = {key: StoredFile(**value) for key, value in keep.all("file")}
        self._contents: dict[str, bytes] = dict(keep.all("content"))
        self._tickets: dict[str, str] = {}

    def announce(self, *, name: str, size: int, alt_text: str, created: int) -> tuple[str, str]:
        """The id of a file to come, and the secret with which its content may be sent."""
        file_id, ticket = _new_id(), secrets.token_urlsafe(18)
        self._files[file_id] = StoredFile(
            id=file_id, name=name, title=name, size=size, alt_text=alt_text, created=created
        )
        self._tickets[ticket] = file_id
        return file_id, ticket

    def receive(self, ticket: str, content: bytes) -> StoredFile:
        """Raises Refused for an unknown ticket or a content of another length than was announced."""
        file = self._files.get(self._tickets.get(ticket, ""))
        if file is None:
            raise Refused("invalid_upload_url")
        if len(content) != file.size:
            raise Refused("file_upload_size_mismatch")
        del self._tickets[ticket]
        self._contents[file.id] = content
        self._keep.put("content", file.id, content)
        return file

    def complete(self, file_id: str, title: str | None) -> StoredFile:
        """Raises Refused when the file's content never arrived or it was completed before."""
        file = self._files.get(file_id)
        if file is None or file_id not in self._contents or file.is_shared:
            raise Refused("file_not_found")
        described = asdict(file) | {"title": title or file.name, "is_shared": True}
        self._files[file_id] = StoredFile(**described)
        self._keep.put("file", file_id, described)
        return self._files[file_id]

    def attach(self, user: str, name: str, content: bytes, created: int) -> StoredFile:
        """A person's own file, for a form or a message of theirs."""
        file = StoredFile(
            id=_new_id(),
            name=name,
            title=name,
            size=len(content),
            alt_text="",
            created=created,
            is_shared=True,
            user=user,
        )
        self._files[file.id], self._contents[file.id] = file, content
        self._keep.put("content", file.id, content)
        self._keep.put("file", file.id, asdict(file))
        return file

    def own(self, user: str, file_id: str) -> StoredFile:
        """Raises Refused unless this person attached it."""
        file = self.find(file_id)
        if file.user != user:
            raise Refused("file_not_found")
        return file

    def find(self, file_id: str) -> StoredFile:
        """Raises Refused unless the upload of this file was completed."""
        if not self.is_shared(file_id):
            raise Refused("file_not_found")
        return self._files[file_id]

    def is_shared(self, file_id: str) -> bool:
        return file_id in self._files and self._files[file_id].is_shared

    def is_picture(self, file_id: str) -> bool:
        """Whether it can stand in a block."""
        return self.is_shared(file_id) and self._files[file_id].name.lower().endswith(PICTURES)

    def content(self, file_id: str) -> bytes:
        return self._contents[file_id]


def _new_id() -> str:
    return f"F{secrets.token_hex(5).upper()}"
