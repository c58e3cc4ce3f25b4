"""What was said in an archive: by whom, to whom, about whom, in which words."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from detente.archive.query.evidence import actors_of, iso, names, of_archive
from detente.archive.query.scope import Scope, type_of, where
from detente.archive.store import Archive
from detente.casefile.fulltext import Term, terms
from detente.casefile.views import quotes as casefile
from detente.casefile.views.filters import TYPES, Filters
from detente.casefile.views.table import Row, View
from detente.errors import FilterError

COLUMNS = of_archive(casefile.COLUMNS)
_ENDINGS = ("ings", "ing", "ies", "ied", "ers", "er", "es", "ed", "s", "e", "y")
_SHORTEST = 3
"""Letters that stay of a word whose ending is taken off."""
_PLACED_FROM, _PLACED_TO = "coalesce(s.date_from, s.published)", "coalesce(s.date_to, s.published)"
_PICKED = """
CREATE OR REPLACE TEMP TABLE picked AS
SELECT s.*, {placed} AS placed FROM statements s JOIN kept k ON k.key = s.key WHERE {condition}
"""
_ROWS = """
SELECT p.*, r.source AS published_by FROM (
    SELECT * FROM picked ORDER BY placed {latest} NULLS {nulls}, key {latest}, start {latest},
    id {latest} LIMIT {limit}) p
JOIN reports r ON r.key = p.key ORDER BY placed NULLS FIRST, p.key, p.start, p.id
"""


def quotes(
    archive: Archive,
    words: str | None = None,
    filters: Filters | None = None,
    limit: int | None = None,
) -> View:
    """The statements, first to last; with ``limit`` the last so many."""
    filters = filters or Filters()
    plain = Filters(filters.since, filters.until, filters.actor, filters.with_, None,
                    filters.source)  # fmt: skip
    scope = Scope(archive, plain)
    conditions = scope.period(_PLACED_FROM, _PLACED_TO)
    if scope.actor:
        is_one, values = scope.is_party(scope.actor, "a")
        conditions.append(
            ("EXISTS (SELECT 1 FROM actors a WHERE a.key = s.key AND a.id = s.speaker_id "
             f"AND {is_one})", values)
        )  # fmt: skip
    if scope.with_:
        conditions.append(scope.takes_part(scope.with_, "s", "audience_ids", "about_ids"))
    if filters.types:
        kinds = [_of_kind(asked) for asked in filters.types]
        told = " OR ".join(condition for condition, _ in kinds)
        conditions.append((f"({told})", [value for _, values in kinds for value in values]))
    if words:
        conditions += [
            ("regexp_matches(strip_accents(lower(s.content)), ?)", [pattern(term)])
            for term in terms(words)
        ]
    condition, values = where(conditions)
    scope.run(_PICKED.format(placed=_PLACED_FROM, condition=condition), values)
    (counted,) = scope.rows("SELECT count(*) AS n FROM picked")
    latest = ("DESC", "LAST") if limit is not None else ("", "FIRST")
    found = scope.rows(
        _ROWS.format(
            latest=latest[0], nulls=latest[1], limit=counted["n"] if limit is None else limit
        )
    )
    actors = actors_of(scope, "picked")
    asked = ({"words": words} if words else {}) | filters.told()
    rows = [_row(row, actors) for row in found]
    return View("quotes", scope.name, COLUMNS, rows, counted["n"], asked, scope.notes)


def pattern(term: Term) -> str:
    """A term as a regular expression over small letters without accents."""
    from detente.knowledge.folding import fold

    told = [fold(word) for word in term.words]
    if len(told) > 1:
        return r"\b" + r"\W+".join(told) + r"\b"
    (word,) = told
    if term.begins:
        return rf"\b{word}"
    stem = next(
        (word[: -len(e)] for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST),
        word,
    )
    return (
        rf"\b{stem}({'|'.join(_ENDINGS)})?\b"
        if stem != word or len(word) > _SHORTEST
        else (rf"\b{word}\b")
    )


def _of_kind(asked: str) -> tuple[str, list[Any]]:
    if asked in casefile.KINDS:
        return "s.kind = ?", [asked]
    if asked in casefile.PROMISES:
        return (
            "EXISTS (SELECT 1 FROM commitments c WHERE c.key = s.key AND c.statement = s.id "
            "AND c.kind = ?)",
            [asked],
        )
    if asked.partition("-")[0].upper() in TYPES:
        condition, values = type_of(asked, "e")
        return (
            "EXISTS (SELECT 1 FROM events e WHERE e.key = s.key AND e.start >= s.start "
            f'AND e."end" <= s."end" AND {condition})',
            values,
        )
    known = (*casefile.KINDS, *casefile.PROMISES, *(name.lower() for name in TYPES))
    close = get_close_matches(asked, known, n=3)
    told = f"near it: {', '.join(close)}" if close else f"there are: {', '.join(known)}"
    raise FilterError(f"--type {asked}: no such type; {told}")


def _row(row: dict[str, Any], actors: Any) -> Row:
    key = row["key"]
    speaker = actors.get((key, row["speaker_id"])) or {}
    return {
        "date": row["date"],
        "date_from": iso(row["date_from"]),
        "date_to": iso(row["date_to"]),
        "speaker": speaker.get("name"),
        "speaker_code": speaker.get("country"),
        "office": speaker.get("office"),
        "cue": row["cue"],
        "kind": row["kind"],
        "words": row["content"],
        "quotes": row["quotes"],
        "to": names(actors, key, row["audience_ids"]),
        "about": names(actors, key, row["about_ids"]),
        "report": key,
        "source": row["published_by"],
        "published": iso(row["published"]),
        "start": row["start"],
        "end": row["end"],
        "statement": row["id"],
    }
