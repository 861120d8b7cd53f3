"""What commands of the terminal stand on."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from mirps_bot.adapters.sql.schema import OlderDatabase, upgrade
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.cli.ground import opened
from mirps_bot.content.load import Content
from mirps_bot.domain.calendar import Event


def test_what_is_only_looked_at_keeps_its_own_calendar_and_shape(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'bot.sqlite'}"
    prepared: list[str] = []

    def prepare(storage: SqlStorage, _: Content, __: Iterable[Event] | None) -> None:
        upgrade(storage)
        prepared.append("yes")

    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setattr("mirps_bot.bootstrap.prepare", prepare)
    for to_look, times in ((True, 1), (True, 1), (False, 2)):
        with opened(to_look=to_look):
            assert len(prepared) == times

    with create_engine(url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(OlderDatabase, match="db upgrade"), opened(to_look=True):
        pass
