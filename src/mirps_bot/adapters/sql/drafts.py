"""Replies that their authors have not yet confirmed."""

from datetime import datetime

from sqlalchemy import Connection, Select, delete, insert, select, update

from mirps_bot.adapters.sql.tables import drafts
from mirps_bot.domain.draft import Draft, Heard
from mirps_bot.domain.ids import DraftId, EntityId, PersonId, PledgeId


class SqlDrafts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(
        self,
        *,
        author: PersonId,
        entity: EntityId,
        pledge: PledgeId | None,
        text: str,
        heard: Heard,
        said_at: datetime,
    ) -> Draft:
        statement = insert(drafts).values(
            author=author, entity=entity, pledge=pledge, text=text, heard=heard, said_at=said_at
        )
        row = self._connection.execute(statement.returning(drafts)).one()
        return Draft(**row._asdict())

    def find(self, draft: DraftId) -> Draft | None:
        return self._first(select(drafts).where(drafts.c.id == draft))

    def hold(self, draft: DraftId) -> Draft | None:
        return self._first(select(drafts).where(drafts.c.id == draft).with_for_update())

    def of_author(self, author: PersonId) -> tuple[Draft, ...]:
        query = select(drafts).where(drafts.c.author == author)
        rows = self._connection.execute(query.order_by(drafts.c.said_at.desc(), drafts.c.id.desc()))
        return tuple(Draft(**row._asdict()) for row in rows)

    def correct(self, draft: Draft) -> None:
        said = {"pledge": draft.pledge, "heard": draft.heard, "shown_at": draft.shown_at}
        self._connection.execute(update(drafts).where(drafts.c.id == draft.id).values(said))

    def forget(self, before: datetime) -> int:
        return self._connection.execute(delete(drafts).where(drafts.c.said_at < before)).rowcount

    def remove(self, draft: DraftId) -> bool:
        return self._connection.execute(delete(drafts).where(drafts.c.id == draft)).rowcount == 1

    def _first(self, query: Select[*tuple[object, ...]]) -> Draft | None:
        row = self._connection.execute(query).first()
        return None if row is None else Draft(**row._asdict())
