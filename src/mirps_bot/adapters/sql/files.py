"""Files that belong to updates."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, or_, select, update

from mirps_bot.adapters.sql.statements import row_of
from mirps_bot.adapters.sql.tables import files
from mirps_bot.domain.attachment import Attachment, Coming, Document, FileState
from mirps_bot.domain.ids import UpdateId


class SqlFiles:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, now: datetime, *, limit: int, lease: timedelta) -> tuple[Coming, ...]:
        open_ = (
            select(files.c.update)
            .where(
                files.c.state == FileState.COMING,
                or_(files.c.held_until.is_(None), files.c.held_until <= now),
            )
            .order_by(files.c.update)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("open")
        )
        rows = self._connection.execute(
            update(files)
            .where(files.c.update.in_(select(open_.c.update)))
            .values(held_until=now + lease, attempt=files.c.attempt + 1)
            .returning(files)
        )
        taken = [
            Coming(
                update=row.update,
                attachment=Attachment(id=row.source, name=row.name),
                author=row.author,
                attached_at=row.attached_at,
                attempt=row.attempt,
            )
            for row in rows
        ]
        return tuple(sorted(taken, key=lambda each: each.update))

    def settle(self, update_: UpdateId, document: Document, *, at: datetime) -> bool:
        is_open = (files.c.update == update_) & (files.c.state == FileState.COMING)
        settled = row_of(document, without={"name"}) | {"settled_at": at, "held_until": None}
        return self._connection.execute(update(files).where(is_open).values(settled)).rowcount == 1
