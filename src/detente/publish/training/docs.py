"""Records as spaCy documents with their spans, for training with spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from detente.record import Record, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, DocBin

GROUPS = {
    "names": "words that point at an actor; label: its kind",
    "places": "words that name a place",
    "times": "expressions of time; label: their type",
    "source": "words that name a speaker",
    "cue": "words that make a statement",
    "content": "what was said; label: direct, indirect, mixed",
    "quotes": "what of it stands in quotation marks",
    "events": "words that tell of an event; label: its type",
    "commitments": "what was promised, threatened ...; label: its kind",
    "conditions": "on what condition",
}
"""The span groups of a document. Spans of one entry share its id (``span.id_``)."""


def to_docbin(records: Iterable[Record]) -> DocBin:
    """The records as documents of spaCy's blank English pipeline (``spacy.blank("en")``), whose
    words the reading model has too. Spans that begin or end within a word take all of it."""
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("en")
    found = DocBin(attrs=["ORTH", "SPACY"], store_user_data=True)
    for record in records:
        found.add(to_doc(record, nlp))
    return found


def to_doc(record: Record, nlp: Language) -> Doc:
    """One record as a document; ``doc.user_data["report"]`` is the id of its report."""
    doc = nlp.make_doc(record.report.text)
    doc.user_data["report"] = record.report.id
    found: dict[str, list[object]] = {name: [] for name in GROUPS}
    for group, label, entry, span in _spans(record):
        made = doc.char_span(span.start, span.end, label, alignment_mode="expand", span_id=entry)
        if made is not None:
            found[group].append(made)
    for name, spans in found.items():
        doc.spans[name] = spans  # type: ignore[assignment]
    return doc


def _spans(record: Record) -> Iterator[tuple[str, str, str, Span]]:
    """The group, label and id of each span."""
    for actor in record.actors:
        yield from (("names", actor.kind, actor.id, each) for each in actor.mentions)
    for place in record.places:
        yield from (("places", "place", place.id, each) for each in place.mentions)
    for time in record.times:
        yield "times", time.type, time.id, time
    for told in record.statements:
        if told.source:
            yield "source", "source", told.id, told.source
        if told.cue:
            yield "cue", "cue", told.id, told.cue
        yield from (("content", told.kind, told.id, each) for each in told.content)
        yield from (("quotes", "quote", told.id, each) for each in told.quotes)
    for event in record.events:
        others = [each for each in event.mentions if each != event.trigger]
        yield from (("events", event.type, event.id, each) for each in (event.trigger, *others))
    for step in record.commitments:
        yield "commitments", step.kind, step.id, step.content
        if step.condition:
            yield "conditions", "condition", step.id, step.condition
