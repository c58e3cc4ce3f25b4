"""Statements found by their words: FTS5 on SQLite, text search on PostgreSQL.

Both indexes follow the table of statements by themselves (migration 0002), know English endings
(*withdraw* finds *withdrawing*) and no stop words.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, literal_column, select, table, text

from detente.casefile import schema
from detente.errors import FilterError

_INDEX = "statement_words"
"""On SQLite; on PostgreSQL the index is found by the expression that it is of."""
_TERM = re.compile(r'["“”„]([^"“”„]*)["“”„]?|(\S+)')
_WORD = re.compile(r"[^\W_]+")


class Term(NamedTuple):
    """Words that stand together, as they were written too; the last may be only the beginning of
    one."""

    words: tuple[str, ...]
    begins: bool
    written: str


def terms(asked: str) -> list[Term]:
    """What is searched: each word, "words in quotation marks" together, beginn* of a word. Raises
    ``FilterError`` if there is no word in it."""
    found = []
    for match in _TERM.finditer(asked):
        written = match[1] if match[1] is not None else match[2]
        if words := tuple(_WORD.findall(written)):
            begins = match[1] is None and written.endswith("*")
            found.append(Term(words, begins, written.replace("\0", " ")))
    if not found:
        raise FilterError(f"there is no word to search for in {asked!r}")
    return found


def said(connection: Connection, asked: str) -> ColumnElement[bool]:
    """Whether a row of ``schema.statements`` has all that is searched. What is asked is data: no
    character of it is read as an operator by the database."""
    parts = terms(asked)
    content = schema.statements.c.content
    if connection.dialect.name == "sqlite":
        match = " ".join(f'"{" ".join(t.words)}"{"*" if t.begins else ""}' for t in parts)
        rows: Select[Any] = select(literal_column("rowid")).select_from(table(_INDEX))
        return schema.statements.c.id.in_(
            rows.where(text(f"{_INDEX} MATCH :asked").bindparams(asked=match))
        )
    wanted: ColumnElement[Any] | None = None
    for term in parts:
        if term.begins and len(term.words) == 1:
            query = func.to_tsquery(_CONFIGURATION, f"{term.words[0]}:*")
        else:
            query = func.phraseto_tsquery(_CONFIGURATION, term.written)
        wanted = query if wanted is None else wanted.op("&&")(query)
    return func.to_tsvector(_CONFIGURATION, content).op("@@")(wanted)


_CONFIGURATION: ColumnElement[str] = literal_column("'detente'::regconfig")
