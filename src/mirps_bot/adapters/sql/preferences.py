"""How people want to be reached."""

from sqlalchemy import Connection, select

from mirps_bot.adapters.sql.statements import row_of, upsert
from mirps_bot.adapters.sql.tables import preferences
from mirps_bot.domain.ids import PersonId
from mirps_bot.domain.preference import Preference


class SqlPreferences:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, person: PersonId) -> Preference:
        query = select(preferences.c.by_mail, preferences.c.mutes_digests)
        row = self._connection.execute(query.where(preferences.c.person == person)).first()
        return Preference(**row._asdict()) if row else Preference()

    def save(self, person: PersonId, preference: Preference) -> None:
        upsert(self._connection, preferences, [{"person": person} | row_of(preference)])
