"""The columns of an archive's tables: those of ``publish.columns``, and more for joins and periods.

``key`` tells a report from every other one. With ``id`` it tells an entry from every other one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from detente.edtf import days
from detente.publish.columns import COLUMNS, ENTRIES

if TYPE_CHECKING:
    from detente.casefile.reading import ReadReport
    from detente.record import Actor, Record, Statement

Kind: TypeAlias = Literal["text", "integer", "number", "date", "flag", "texts", "bytes"]


@dataclass(frozen=True)
class Given:
    """What is known of a report beside its record: ``where`` it was found, and on which day."""

    key: str
    where: str | None = None
    fetched: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Read:
    """A report as it was read."""

    given: Given
    read: ReadReport

    @property
    def record(self) -> Record:
        """What the report says."""
        return self.read.record


@dataclass(frozen=True)
class Column:
    """``value`` takes a report that was read and one of its entries."""

    name: str
    kind: Kind
    meaning: str
    value: Callable[[Read, Any], Any]


_KINDS: dict[type, Kind] = {str: "text", int: "integer", float: "number"}
_MEANINGS = {
    "report": "id of the report's text: same text, same id",
    "published": "day of publication",
    "id": "id of the entry in the report's record",
    "date": "ISO 8601 or EDTF",
    "start": "where its words begin in the report's text, in code points",
    "end": "where they end, exclusive",
    "type": "type; of a time that of TIMEX3",
    "mode": "mode of the type",
    "contexts": "PLOVER contexts",
    "quad": "1, 2 cooperation in words, in deeds; 3, 4 conflict",
    "intensity": "from -10, conflict, to 10, cooperation",
    "status": "how sure it is told to be",
    "claimed_by": "id of the statement that claims or denies it",
    "speaker": "who is reported as speaking",
    "source": "the words that name the speaker",
    "cue": "told, announced, ...",
    "kind": "kind of the entry",
    "content": "what was said or promised",
    "quotes": "the parts in quotation marks",
    "audience": "to whom it was said",
    "occasion": "id of the event at which it was said",
    "via": "id of the actor or statement that passed it on",
    "actor": "who acts",
    "recipient": "to whom it is done",
    "by": "who commits itself",
    "to": "to whom",
    "condition": "on what condition",
    "deadline": "until when, ISO 8601 or EDTF",
    "statement": "id of its statement",
    "event": "id of its event",
    "place": "where",
    "place_country": "state of the place",
    "latitude": "degrees north",
    "longitude": "degrees east",
    "quantities": "counts and sums, in the report's words",
    "trigger": "the words that tell it",
    "told": "how often the report tells it",
    "confidence": "how sure Détente is, 0 to 1",
    "text": "the words",
    "value": "TIMEX3 value",
    "anchor": "id of the time, or the day, that it was resolved against",
    "name": "name",
    "country": "state or body; of an actor that which it acts for",
    "sectors": "PLOVER sectors",
    "office": "office held",
    "aliases": "other names in the report",
    "wikidata": "id in Wikidata",
    "mentions": "how often the report names it",
    "admin1": "first division of the state",
}
_OF_SEVERAL = {"country": "states or bodies acted for", "sectors": "PLOVER sectors"}


def _meaning(name: str) -> str:
    if name in _MEANINGS:
        return _MEANINGS[name]
    who, _, what = name.rpartition("_")
    return f"{_MEANINGS[who]}: {_OF_SEVERAL[what]}"


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _key() -> Column:
    return Column("key", "text", "key of the report among all reports", lambda r, _: r.given.key)


def _shared(table: str) -> Iterable[Column]:
    """The columns that every table of Détente has for these entries."""
    for column in COLUMNS[table]:
        if column.name == "published":
            yield _published()
            continue

        def value(read: Read, entry: Any, column: Any = column) -> Any:
            return column.value(read.record, entry)

        yield Column(column.name, _KINDS[column.type], _meaning(column.name), value)


def _published() -> Column:
    return Column(
        "published", "date", _MEANINGS["published"], lambda r, _: _day(r.record.report.published)
    )


def _period(field: str = "date") -> tuple[Column, Column]:
    def edge(number: int) -> Callable[[Read, Any], date | None]:
        def value(_: Read, entry: Any) -> date | None:
            found = days(getattr(entry, field))
            return date.fromisoformat(found[number]) if found else None

        return value

    return (
        Column("date_from", "date", "first day that it can mean", edge(0)),
        Column("date_to", "date", "last day that it can mean", edge(1)),
    )


def _ids(name: str, meaning: str, of: Callable[[Read, Any], Iterable[str]]) -> Column:
    return Column(name, "texts", f"{meaning}: ids in actors", lambda r, e: list(of(r, e)))


def _claimant(read: Read, event: Any) -> str | None:
    return next((s.speaker for s in read.record.statements if s.id == event.claimed_by), None)


def named_in(statement: Statement, actors: Sequence[Actor]) -> Iterable[str]:
    """Whom the words of a statement name, its speaker aside."""
    for actor in actors:
        if actor.id != statement.speaker and any(
            piece.start <= mention.start and mention.end <= piece.end
            for mention in actor.mentions
            for piece in statement.content
        ):
            yield actor.id


def _of_report(field: str) -> Callable[[Read, Any], Any]:
    return lambda read, _: getattr(read.record.report, field)


def _of_dateline(field: str) -> Callable[[Read, Any], Any]:
    return lambda read, _: getattr(read.record.report.dateline, field, None)


def _of_maker(field: str) -> Callable[[Read, Any], Any]:
    return lambda read, _: getattr(read.record.made_by, field)


def _count(table: str) -> Callable[[Read, Any], int]:
    return lambda read, _: len(ENTRIES[table](read.record))


def record_json(record: Record) -> str:
    """A record without its text, which has a column of its own."""
    body = record.model_dump(mode="json")
    del body["report"]["text"]
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


_REPORTS = (
    _key(),
    Column("report", "text", _MEANINGS["report"], _of_report("id")),
    _published(),
    Column("title", "text", "title", _of_report("title")),
    Column("source", "text", "who published it", _of_report("source")),
    Column("url", "text", "address", _of_report("url")),
    Column("language", "text", "language of the text", _of_report("language")),
    Column("text", "text", "the text as it was given", _of_report("text")),
    Column("dateline_place", "text", "where it was filed", _of_dateline("place")),
    Column("dateline_country", "text", "state of that place", _of_dateline("country")),
    Column("dateline_date", "text", "when it was filed", _of_dateline("date")),
    *(Column(f"n_{t}", "integer", f"its rows in {t}", _count(t)) for t in ENTRIES),
    Column("notes", "texts", "what to know of this reading", lambda r, _: list(r.record.notes)),
    Column("found", "text", "file, line, address it was found at", lambda r, _: r.given.where),
    Column("fetched", "date", "day of the fetch, of what came over the net",
           lambda r, _: _day(r.given.fetched)),
    Column("note", "text", "what to know of its metadata", lambda r, _: r.given.note),
    Column("made_by_code", "text", "version of Détente", _of_maker("code")),
    Column("made_by_model", "text", "version of the reading model", _of_maker("model")),
    Column("made_by_knowledge", "text", "version of the tables", _of_maker("knowledge")),
    Column("made_by_ontology", "text", "version of your own ontology", _of_maker("ontology")),
    Column("record", "text", "the record as JSON, without the text",
           lambda r, _: record_json(r.record)),
    Column("vectors", "bytes", "what its events mean: 2 x 384 numbers of 16 bits each",
           lambda r, _: r.read.vectors.tobytes()),
)  # fmt: skip
_MORE: dict[str, tuple[Column, ...]] = {
    "statements": (
        *_period(),
        Column("speaker_id", "text", "who speaks: id in actors", lambda _, s: s.speaker),
        _ids("audience_ids", "to whom it was said", lambda _, s: s.audience),
        _ids("about_ids", "whom the words name", lambda r, s: named_in(s, r.record.actors)),
    ),
    "events": (
        *_period(),
        Column("reciprocal", "flag", "whether the actors do it to each other",
               lambda _, e: e.reciprocal),
        _ids("actor_ids", "who acts", lambda _, e: e.actors),
        _ids("recipient_ids", "to whom it is done", lambda _, e: e.recipients),
        Column("claimant_id", "text", "who claims or denies it: id in actors", _claimant),
    ),
    "commitments": (
        _ids("by_ids", "who commits itself", lambda _, c: c.by),
        _ids("to_ids", "to whom", lambda _, c: c.to),
    ),
    "times": _period("edtf"),
}  # fmt: skip

TABLES: dict[str, tuple[Column, ...]] = {
    "reports": _REPORTS,
    **{
        name: (_key(), *_shared(name), *_MORE.get(name, ()))
        for name in ("statements", "events", "commitments", "actors", "places", "times")
    },
}
"""The columns of each table, in order; ``errors`` has ``ERRORS``."""

ERRORS = (
    ("key", "key of the report, or of the failure where none was found"),
    ("found", "file, line, address"),
    ("why", "why it could not be had or read"),
)
