"""Files that people attach to their updates."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

KEPT_AS_THEY_ARE = {
    "sqlite": [
        """
        CREATE TRIGGER files_are_settled_once BEFORE UPDATE ON files WHEN OLD.state <> 'coming'
        BEGIN SELECT RAISE(ABORT, 'files are settled once'); END
        """,
        """
        CREATE TRIGGER files_are_never_removed BEFORE DELETE ON files
        BEGIN SELECT RAISE(ABORT, 'files are never removed'); END
        """,
    ],
    "postgresql": [
        """
        CREATE TRIGGER files_are_settled_once BEFORE UPDATE ON files
        FOR EACH ROW WHEN (OLD.state <> 'coming') EXECUTE FUNCTION refuse_change()
        """,
        """
        CREATE TRIGGER files_are_never_removed BEFORE DELETE OR TRUNCATE ON files
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """,
    ],
}


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("update", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("author", sa.Integer, nullable=False),
        sa.Column("attached_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True)),
        sa.Column("media_type", sa.String),
        sa.Column("size", sa.Integer),
        sa.Column("sha256", sa.String),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("update", name="pk_files"),
        sa.ForeignKeyConstraint(["update"], ["updates.id"], name="fk_files_update_updates"),
        sa.ForeignKeyConstraint(["author"], ["people.id"], name="fk_files_author_people"),
    )
    is_coming = sa.text("state = 'coming'")
    op.create_index(
        "ix_files_coming", "files", ["update"], sqlite_where=is_coming, postgresql_where=is_coming
    )
    for statement in KEPT_AS_THEY_ARE[op.get_bind().dialect.name]:
        op.execute(statement)
