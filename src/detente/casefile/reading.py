"""A report read for a casefile: its record, and what its events mean as vectors."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.errors import CasefileError
from detente.record import Record, Report

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.tokens import Doc

    from detente.coding.own import Ontology
    from detente.knowledge.own import Knowledge

WIDTH = 384
"""Numbers in a vector of the encoder."""
_LEVEL = 6
_TEXT = {"report": {"text"}}


@dataclass(frozen=True)
class ReadReport:
    """``vectors`` has a row an event, in the record's order: the encoder's vector of the words that
    tell it, then that of their sentence (float16, 2 x 384)."""

    record: Record
    vectors: NDArray[np.float16]


def read_reports(
    reports: Iterable[Report],
    knowledge: Knowledge | str | Path | None = None,
    ontology: Ontology | str | Path | None = None,
) -> Iterator[ReadReport]:
    """Read reports one by one, in order."""
    from detente.coding.own_file import as_ontology
    from detente.knowledge.door import as_knowledge
    from detente.reader import code, pipeline

    own, own_codes = as_knowledge(knowledge), as_ontology(ontology)
    for report in reports:
        doc = pipeline()(report.text)
        record = code(doc, report, own, own_codes)
        yield ReadReport(record, event_vectors(record, doc))


def event_vectors(record: Record, doc: Doc) -> NDArray[np.float16]:
    """The meaning of a record's events (events, 768)."""
    from detente.language.pipeline import sentence_vectors

    result = np.zeros((len(record.events), 2 * WIDTH), np.float16)
    if not record.events:
        return result
    words: NDArray[np.float32] = np.asarray(doc.tensor)
    sentences = sentence_vectors(doc)
    starts = np.array([sent.start_char for sent in doc.sents])
    offsets = np.array([token.idx for token in doc])
    for row, event in enumerate(record.events):
        first, last = np.searchsorted(
            offsets, (event.trigger.start, event.trigger.end - 1), "right"
        )
        first = max(int(first) - 1, 0)
        result[row, :WIDTH] = words[first : max(int(last), first + 1)].mean(axis=0)
        sentence = int(np.searchsorted(starts, event.trigger.start, "right")) - 1
        result[row, WIDTH:] = sentences[min(max(sentence, 0), len(sentences) - 1)]
    return result


def pack(record: Record) -> bytes:
    """A record as a casefile keeps it: its text is kept with the report."""
    told = record.model_dump_json(exclude=_TEXT)
    return zlib.compress(told.encode("utf-8"), _LEVEL)


def unpack(body: bytes, text: str) -> Record:
    """The record that was packed, with its report's text; raises ``CasefileError``."""
    try:
        fields = json.loads(zlib.decompress(body).decode("utf-8", "surrogatepass"))
        fields["report"]["text"] = text
        return Record.model_validate(fields)
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise CasefileError(
            "a record is damaged: `detente case check` names its report, "
            "`detente case rebuild --read` reads it anew"
        ) from error


def vectors_from(data: bytes | None) -> NDArray[np.float16]:
    """The stored vectors (events, 768)."""
    return np.frombuffer(data or b"", np.float16).reshape(-1, 2 * WIDTH)
