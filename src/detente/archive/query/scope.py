"""Filters as conditions on an archive's tables, their names resolved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.archive.columns import TABLES
from detente.archive.store import Archive
from detente.casefile.views.filters import Filters
from detente.casefile.views.parties import Known, Party, resolve_among
from detente.casefile.views.scope import check_types, sources_among
from detente.errors import ArchiveError, FilterError, MissingExtraError

NAMES = 200_000
"""Names among which a reader's words are looked for: those that are told most."""
NOT_MERGED = "nothing is merged here: each telling counts by itself (`detente add` merges)"
_ENTITY = "concat_ws(chr(9), {0}.kind, {0}.name, {0}.country)"


class Scope:
    """An archive that is asked, and what its rows must meet. ``rows`` runs a query with the tables
    by their names; ``kept`` has a report of each text."""

    def __init__(self, archive: Archive, filters: Filters) -> None:
        self.name, self.filters = archive.name, filters
        self._connection = _opened(archive)
        self.actor = self._party(filters.actor)
        self.with_ = self._party(filters.with_)
        check_types(filters)
        self._keep()
        self.notes = (
            *(
                f"{asked} is taken for {party.label}"
                for asked, party in ((filters.actor, self.actor), (filters.with_, self.with_))
                if party and asked and party.label.casefold() != asked.casefold()
            ),
            NOT_MERGED,
        )

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties that were asked for."""
        return tuple(party for party in (self.actor, self.with_) if party)

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The rows that a query gives."""
        found = self._connection.execute(query, list(values))
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Make a table, say."""
        self._connection.execute(statement, list(values))

    def period(self, first: str, last: str) -> list[tuple[str, list[Any]]]:
        """Whether what lies between two days can lie within the period."""
        found: list[tuple[str, list[Any]]] = []
        if self.filters.first:
            found.append((f"{last} >= CAST(? AS DATE)", [self.filters.first]))
        if self.filters.last:
            found.append((f"{first} <= CAST(? AS DATE)", [self.filters.last]))
        return found

    def is_party(self, party: Party, row: str) -> tuple[str, list[Any]]:
        """Whether an actor, a row of ``actors`` by this name, is a party."""
        if party.code:
            return f"{row}.country = ?", [party.code]
        return f"list_contains(?, {_ENTITY.format(row)})", [list(party.entities)]

    def takes_part(self, party: Party, entry: str, *ids: str) -> tuple[str, list[Any]]:
        """Whether a party is among the actors that columns of an entry's row name."""
        is_one, values = self.is_party(party, "a")
        among = " OR ".join(f"list_contains({entry}.{column}, a.id)" for column in ids)
        return (
            f"EXISTS (SELECT 1 FROM actors a WHERE a.key = {entry}.key AND ({among}) AND {is_one})",
            values,
        )

    def types(self, row: str) -> list[tuple[str, list[Any]]]:
        """Whether an event is of the types that were asked for."""
        found, values = [], list[Any]()
        for asked in self.filters.types:
            condition, value = type_of(asked, row)
            found.append(condition)
            values += value
        return [(f"({' OR '.join(found)})", values)] if found else []

    def _party(self, asked: str | None) -> Party | None:
        if not asked:
            return None

        def is_code(code: str) -> bool:
            return bool(self.rows("SELECT 1 FROM actors WHERE country = ? LIMIT 1", [code]))

        return resolve_among(asked, is_code, self._known)

    def _known(self) -> list[Known]:
        from detente.knowledge.folding import name_words

        rows = self.rows(
            f"SELECT {_ENTITY.format('a')} AS id, name, kind, country, "
            "arg_max(office, published) FILTER (office IS NOT NULL) AS office "
            "FROM actors a WHERE name IS NOT NULL GROUP BY ALL "
            f"ORDER BY count(*) DESC, id LIMIT {NAMES}"
        )
        return [Known(**row, words=name_words(row["name"])) for row in rows]

    def _keep(self) -> None:
        """One report of each text: the first."""
        condition, values = "TRUE", list[Any]()
        if self.filters.source:
            known = self.rows("SELECT DISTINCT source FROM reports ORDER BY source")
            try:
                chosen = sources_among(self.filters.source, [row["source"] for row in known])
            except FilterError as error:
                raise FilterError(str(error).replace("casefile", "archive")) from None
            condition, values = (
                "list_contains(?, coalesce(source, ''))",
                [[n or "" for n in chosen]],
            )
        self.run(
            "CREATE TEMP TABLE kept AS SELECT "
            "arg_min(key, (coalesce(published, DATE '9999-12-31'), key)) AS key, "
            "count(*) AS reports "
            f"FROM reports WHERE {condition} GROUP BY report",
            values,
        )


def where(conditions: Sequence[tuple[str, list[Any]]]) -> tuple[str, list[Any]]:
    """All of some conditions, and their values."""
    told = " AND ".join(condition for condition, _ in conditions) or "TRUE"
    return told, [value for _, values in conditions for value in values]


def type_of(asked: str, row: str) -> tuple[str, list[Any]]:
    """Whether an event is of one type: ``threaten``, ``sanction-expel``."""
    name, _, mode = asked.partition("-")
    if mode:
        return f"({row}.type = ? AND {row}.mode = ?)", [name.upper(), mode]
    return f"{row}.type = ?", [name.upper()]


def _opened(archive: Archive) -> Any:
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("a query needs DuckDB: pip install 'detente[archive]'") from None
    if archive.about() is None:
        raise ArchiveError(f"{archive.name} is no archive of detente archive read")
    parts = archive.parts()
    if not parts:
        raise ArchiveError(f"{archive.name} has no partition yet")
    connection = duckdb.connect()
    root = archive.root
    if not archive.is_local:
        connection.register_filesystem(archive.files)
        root = archive.files.unstrip_protocol(root)
    for table in TABLES:
        files = ", ".join(_quoted(f"{root}/{part}/{table}.parquet") for part in parts)
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet([{files}])")
    return connection


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
