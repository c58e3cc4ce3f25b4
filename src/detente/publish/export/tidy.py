"""Détente's own flat tables, for CSV and Parquet: events, pairs, statements, commitments.

Names fit Stata (small letters, at most 32), no cell holds a list or a line break, and no id or code
can be taken for a number. A claim stays a claim: its status and who makes it have columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from detente.coding.cameo import cameo_code, cameo_codes
from detente.edtf import days
from detente.publish.export.columns import Column, Row, once, state_of, told
from detente.record import Actor

_STATUSES = "happened, ongoing, planned, possible, conditional, claimed, denied"
Who = Callable[[Row], "Iterable[str | None]"]


def _text(
    name: str, value: Callable[[Row], Any], meaning: str, values: str = "", free: bool = False
) -> Column:
    return Column(name, "text", value, meaning, values, free)


def _of_report(field: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row.view.record.report, field)


def _of_entry(field: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row.entry, field)


def _key(row: Row) -> str:
    return row.view.key(row.entry.id)


def _statement_key(row: Row) -> str | None:
    said: str | None = row.event.statement
    return row.view.key(said) if said else None


def _report(what: str) -> tuple[Column, ...]:
    return (
        _text(f"{what}_id", _key, f"id of the {what} among all reports", "report id, _, id"),
        _text("report", lambda r: f"r{r.view.record.report.id}", "r and the id of the report"),
        Column("published", "date", _of_report("published"), "day of publication"),
        _text("source", _of_report("source"), "publisher of the report", free=True),
        _text("title", _of_report("title"), "title of the report", free=True),
        _text("url", _of_report("url"), "address of the report", free=True),
    )


def _made_by() -> tuple[Column, ...]:
    def of(field: str) -> Callable[[Row], Any]:
        return lambda row: getattr(row.view.record.made_by, field)

    return (
        _text("made_by_code", lambda r: _marked("v", of("code")(r)), "v, version of Détente"),
        _text(
            "made_by_model", lambda r: f"m{r.view.record.made_by.model}", "m, version of the model"
        ),
        _text(
            "made_by_knowledge", lambda r: _marked("k", of("knowledge")(r)), "k, of the knowledge"
        ),
        _text("made_by_ontology", lambda r: _marked("o", of("ontology")(r)), "o, of your ontology"),
    )


def _marked(letter: str, value: str | None) -> str | None:
    return f"{letter}{value}" if value else None


def _date(field: str, name: str, what: str) -> tuple[Column, ...]:
    def span(row: Row) -> tuple[str, str] | None:
        return days(getattr(row.entry, field))

    def edge(number: int) -> Callable[[Row], str | None]:
        return lambda row: found[number] if (found := span(row)) else None

    return (
        _text(name, lambda r: _marked("", getattr(r.entry, field)), f"{what}, as recorded", "EDTF"),
        Column(f"{name}_start", "date", edge(0), f"first day that it can mean: {what}"),
        Column(f"{name}_end", "date", edge(1), f"last day that it can mean: {what}"),
    )


def _iso3(actor: Actor) -> str | None:
    return actor.country if state_of(actor.country) else None


def _cow(actor: Actor) -> int | None:
    state = state_of(actor.country)
    return state.cow if state else None


def _parties(name: str, ids: Who, what: str) -> tuple[Column, ...]:
    """Several actors in one row: each value once, "; " between."""

    def of(value: Callable[[Actor], Iterable[str | None]]) -> Callable[[Row], str | None]:
        return lambda row: told(once(v for a in row.view.who(ids(row)) for v in value(a)))

    return (
        _text(name, of(lambda a: [a.name]), f"{what}: names, '; ' between", free=True),
        _text(f"{name}_code", of(lambda a: [a.country]), f"{what}: states or bodies acted for",
              "ISO 3166-1 alpha-3, or a body's code such as NATO"),
        _text(f"{name}_iso3", of(lambda a: [_iso3(a)]), f"{what}: states acted for",
              "ISO 3166-1 alpha-3 (XKX for Kosovo)"),
        _text(f"{name}_cow", of(lambda a: [str(c) if (c := _cow(a)) is not None else None]),
              f"{what}: Correlates of War state numbers", "one is a number, several are text"),
        _text(f"{name}_sectors", of(lambda a: a.sectors), f"{what}: PLOVER sectors"),
        Column(f"n_{name}s", "integer", lambda r: len(r.view.who(ids(r))), f"{what}: how many"),
    )  # fmt: skip


def _party(name: str, actor: Callable[[Row], Actor | None], what: str) -> tuple[Column, ...]:
    """One actor in one row."""

    def of(value: Callable[[Actor], Any]) -> Callable[[Row], Any]:
        return lambda row: value(found) if (found := actor(row)) else None

    return (
        _text(name, of(lambda a: a.name), f"{what}: name", free=True),
        _text(f"{name}_id", of(lambda a: a.id), f"{what}: id in the record"),
        _text(f"{name}_kind", of(lambda a: a.kind), f"{what}: kind",
              "person, state, organisation, group"),
        _text(f"{name}_code", of(lambda a: a.country), f"{what}: state or body acted for",
              "ISO 3166-1 alpha-3, or a body's code such as NATO"),
        _text(f"{name}_iso3", of(_iso3), f"{what}: state acted for", "ISO 3166-1 alpha-3"),
        Column(f"{name}_cow", "integer", of(_cow), f"{what}: Correlates of War state number"),
        _text(f"{name}_sector", of(lambda a: next(iter(a.sectors), None)),
              f"{what}: first sector", "PLOVER sector code"),
        _text(f"{name}_sectors", of(lambda a: told(a.sectors)), f"{what}: all sectors"),
        _text(f"{name}_office", of(lambda a: a.office), f"{what}: office", free=True),
        _text(f"{name}_wikidata", of(lambda a: a.wikidata), f"{what}: Wikidata id"),
    )  # fmt: skip


def _place(field: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row.view.place(row.event), field, None)


def _place_of(value: Callable[[Any], Any]) -> Callable[[Row], Any]:
    def found(row: Row) -> Any:
        place = row.view.place(row.event)
        state = state_of(place.country) if place else None
        return value(state) if state else None

    return found


def _cameo(row: Row) -> str:
    return cameo_code(row.event.type, row.event.mode, row.event.contexts)


def _told(row: Row) -> int:
    spans = (row.event.trigger, *row.event.mentions)
    return len({(span.start, span.end) for span in spans})


def _claimed(field: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row.view.speaker(row.event.claimed_by), field, None)


_WHAT = (
    *_date("date", "date", "when"),
    _text("type", _of_entry("type"), "PLOVER type", "AGREE ... ASSAULT"),
    _text("mode", _of_entry("mode"), "PLOVER mode", "see detente ontology show"),
    Column("quad_class", "integer", _of_entry("quad"), "quad class",
           "1 verbal, 2 material cooperation, 3 verbal, 4 material conflict"),
    Column("intensity", "number", _of_entry("intensity"), "PLOVER score", "-10 to 10"),
    _text("cameo", lambda r: f"C{_cameo(r)}", "C and the CAMEO code", "C020 ... C204"),
    Column("goldstein", "number", lambda r: cameo_codes()[_cameo(r)].goldstein,
           "Goldstein score of the CAMEO code", "-10 to 10"),
    _text("contexts", lambda r: told(r.event.contexts), "PLOVER contexts, '; ' between"),
    _text("status", _of_entry("status"), "how sure the report is", _STATUSES),
    _text("claimed_by", _of_entry("claimed_by"), "who says so, not the reporter: statement id"),
    _text("claimed_by_name", _claimed("name"), "its speaker: name", free=True),
    _text("claimed_by_code", _claimed("country"), "its speaker: state or body acted for"),
)  # fmt: skip
_WHERE = (
    _text("place", _place("name"), "where", free=True),
    _text("place_admin1", _place("admin1"), "first-level division", free=True),
    _text("place_iso3", _place_of(lambda s: s.code), "state of the place", "ISO 3166-1 alpha-3"),
    Column("place_cow", "integer", _place_of(lambda s: s.cow), "Correlates of War state number"),
    Column("latitude", "number", _place("latitude"), "degrees north"),
    Column("longitude", "number", _place("longitude"), "degrees east"),
)
_WORDS = (
    _text("quantities", lambda r: told(r.view.words(q) for q in r.event.quantities),
          "counts and sums, in the report's words, '; ' between", free=True),
    _text("words", lambda r: r.view.words(r.event.trigger), "the words that tell it", free=True),
    Column("n_mentions", "integer", _told, "how often the report tells it"),
    Column("confidence", "number", _of_entry("confidence"), "how sure Détente is", "0 to 1"),
    Column("text_start", "integer", lambda r: r.event.trigger.start,
           "where the words begin: code points from the start of the report's text"),
    Column("text_end", "integer", lambda r: r.event.trigger.end, "where they end, exclusive"),
    *_made_by(),
)  # fmt: skip


def _edges(spans: Callable[[Row], Any]) -> tuple[Column, ...]:
    return (
        Column("text_start", "integer", lambda r: min(s.start for s in spans(r)),
               "where the words begin: code points from the start of the report's text"),
        Column("text_end", "integer", lambda r: max(s.end for s in spans(r)),
               "where they end, exclusive"),
    )  # fmt: skip


TABLES: dict[str, tuple[Column, ...]] = {
    "events": (
        *_report("event"),
        *_WHAT,
        *_parties("actor", lambda r: r.event.actors, "who acts"),
        *_parties("recipient", lambda r: r.event.recipients, "whom it is done to"),
        *_WHERE,
        *_WORDS,
    ),
    "pairs": (
        *_report("event"),
        *_WHAT,
        *_party("actor", lambda r: r.source, "who acts"),
        *_party("recipient", lambda r: r.target, "whom it is done to"),
        Column("reciprocal", "integer", lambda r: int(r.reciprocal),
               "1 where several do it together, so that each pair is there both ways", "0, 1"),
        *_WHERE,
        *_WORDS,
    ),
    "statements": (
        *_report("statement"),
        *_date("date", "date", "when it was said"),
        *_party("speaker", lambda r: r.view.actors.get(r.event.speaker or ""), "who speaks"),
        _text("kind", _of_entry("kind"), "in whose words", "direct, indirect, mixed"),
        _text("content", lambda r: told((r.view.words(s) for s in r.event.content), " ... "),
              "what was said, pieces with ' ... ' between", free=True),
        _text("quotes", lambda r: told((r.view.words(s) for s in r.event.quotes), " ... "),
              "the parts in quotation marks", free=True),
        _text("source_words", lambda r: r.view.words(r.event.source),
              "the words that name the speaker", free=True),
        _text("cue", lambda r: r.view.words(r.event.cue), "told, announced, ...", free=True),
        *_parties("hearer", lambda r: r.event.audience, "to whom"),
        _text("occasion", lambda r: r.event.occasion and r.view.key(r.event.occasion),
              "event_id of the meeting, call or conference"),
        _text("via", _of_entry("via"), "actor or statement that passed it on: id in the record"),
        *_edges(lambda r: r.event.content),
        *_made_by(),
    ),
    "commitments": (
        *_report("commitment"),
        _text("kind", _of_entry("kind"), "kind",
              "promise, offer, announcement, threat, warning, demand, proposal, refusal, denial"),
        *_parties("actor", lambda r: r.event.by, "who commits itself"),
        *_parties("recipient", lambda r: r.event.to, "to whom"),
        _text("content", lambda r: r.view.words(r.event.content), "what", free=True),
        _text("condition", lambda r: r.view.words(r.event.condition),
              "on what condition", free=True),
        *_date("deadline", "deadline", "until when"),
        _text("statement_id", _statement_key, "its statement; empty where the report tells it"),
        _text("event_id", lambda r: r.event.event and r.view.key(r.event.event), "its event"),
        Column("confidence", "number", _of_entry("confidence"), "how sure Détente is", "0 to 1"),
        *_edges(lambda r: [r.event.content]),
        *_made_by(),
    ),
}  # fmt: skip
