"""Full text of statements. Written by hand: Alembic knows neither FTS5 nor text search."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

_SQLITE = (
    "CREATE VIRTUAL TABLE statement_words USING fts5(content, content='statements', "
    "content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER statement_words_in AFTER INSERT ON statements BEGIN "
    "INSERT INTO statement_words(rowid, content) VALUES (new.id, new.content); END",
    "CREATE TRIGGER statement_words_out AFTER DELETE ON statements BEGIN "
    "INSERT INTO statement_words(statement_words, rowid, content) "
    "VALUES ('delete', old.id, old.content); END",
    "CREATE TRIGGER statement_words_anew AFTER UPDATE OF content ON statements BEGIN "
    "INSERT INTO statement_words(statement_words, rowid, content) "
    "VALUES ('delete', old.id, old.content); "
    "INSERT INTO statement_words(rowid, content) VALUES (new.id, new.content); END",
)
# English endings, but no stop words: "will not" can be searched.
_POSTGRESQL = (
    "CREATE TEXT SEARCH DICTIONARY detente (TEMPLATE = snowball, Language = english)",
    "CREATE TEXT SEARCH CONFIGURATION detente (COPY = simple)",
    "ALTER TEXT SEARCH CONFIGURATION detente ALTER MAPPING FOR asciiword, asciihword, "
    "hword_asciipart, word, hword, hword_part WITH detente",
    "CREATE INDEX ix_statements_words ON statements "
    "USING gin (to_tsvector('detente'::regconfig, content))",
)


def upgrade() -> None:
    """To this version."""
    here = op.get_bind().dialect.name
    for command in _SQLITE if here == "sqlite" else _POSTGRESQL:
        op.execute(command)
