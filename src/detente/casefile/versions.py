"""Which version of the tables a casefile has, and how it comes to ours."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from detente.errors import CasefileError

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Engine

NEWEST = "0005"
"""The version of the tables that this code makes: Alembic knows it too, but takes a tenth of a
second to load."""
FULL_TEXT = ("statement_words", "ix_statements_words")
"""How the index of full text is called on SQLite, with its further tables, and on PostgreSQL."""


@cache
def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "detente.casefile:migrations")
    return config


def in_schema(name: str | None, kind: str, _: object = None) -> bool:
    """Whether the tables that Alembic finds are those it knows of: full text has its own."""
    return not (name or "").startswith(FULL_TEXT)


def version(connection: Connection) -> str | None:
    """The version of a casefile's tables; ``None`` of what is no casefile."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def is_empty(connection: Connection) -> bool:
    """Whether the database has no table at all."""
    return not inspect(connection).get_table_names()


def migrate(connection: Connection) -> None:
    """Bring the tables to the newest version, within the connection's transaction."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    finally:
        del config.attributes["connection"]


def check_version(connection: Connection) -> bool:
    """Whether the tables are of this code's version; ``False`` of an older one. Raises
    ``CasefileError`` of a newer one and of what is no casefile."""
    found = version(connection)
    if found is None:
        raise CasefileError("that is no casefile: make one with `detente case new`")
    if found == NEWEST:
        return True
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found not in known:
        raise CasefileError(
            f"the casefile was written by a newer Détente (its tables are of version {found}): "
            "install that one, or work on a backup made by the older"
        )
    return False


def upgrade(engine: Engine) -> None:
    """Bring an older casefile to this version, whole or not at all."""
    from detente.casefile.engine import writing

    with writing(engine) as connection:
        if not check_version(connection):
            migrate(connection)
