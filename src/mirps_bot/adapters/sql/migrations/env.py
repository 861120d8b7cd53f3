"""Runs migrations on the connection that `schema.upgrade` hands over.

To write one: alembic -x url=sqlite:///a_scratch_file revision --autogenerate -m "Why"
"""

from alembic import context
from sqlalchemy import Connection, make_url

from mirps_bot.adapters.sql.storage import PATIENCE, open_engine
from mirps_bot.adapters.sql.tables import metadata


def run(connection: Connection) -> None:
    # SQLite can't change a column: Alembic copies the table instead.
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


handed_over: Connection | None = context.config.attributes.get("connection")
if handed_over is not None:
    run(handed_over)
else:
    url = make_url(context.get_x_argument(as_dictionary=True)["url"])
    with open_engine(url, PATIENCE).begin() as opened:
        run(opened)
