"""The reading model as a spaCy pipeline: a factory a task, each replaceable by another's.

``detente_encoder`` reads; the others write what it read into the Doc: ``detente_tagger`` (tags,
features, lemmas), ``detente_parser`` (heads, relations, sentences), ``detente_names`` (entities),
``detente_statements`` (span groups). Leave one out, or put another component in its place.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from detente.language.encoder import labels, model_version
from detente.language.lemmas import lemma
from detente.language.paragraphs import paragraph_ends
from detente.language.reading import Reading, read_words

__all__ = ["load", "model_version", "reading_of", "sentence_vectors"]

ROLES = ("source", "cue", "content")
COMPONENTS = (
    "detente_encoder",
    "detente_tagger",
    "detente_parser",
    "detente_names",
    "detente_statements",
)
TYPES_KEY, QUADS_KEY, VECTORS_KEY, PARTIES_KEY = (
    "detente_event_types",
    "detente_event_classes",
    "detente_sentence_vectors",
    "detente_parties",
)


class _Readings:
    """Readings that wait between the encoder and the components that write them into the Doc.

    Kept beside the Docs and not in ``user_data``, which must stay plain data for DocBin.
    """

    def __init__(self) -> None:
        self._waiting: dict[int, tuple[Doc, Reading, list[int]]] = {}

    def put(self, doc: Doc, reading: Reading, index: list[int]) -> None:
        if len(self._waiting) > 4096:  # Docs that never came by a writer
            self._waiting.clear()
        self._waiting[id(doc)] = (doc, reading, index)

    def get(self, doc: Doc) -> tuple[Reading, list[int]]:
        held = self._waiting.get(id(doc))
        if held is None or held[0] is not doc:
            self.put(doc, *_read(doc))
            held = self._waiting[id(doc)]
        return held[1], held[2]

    def drop(self, doc: Doc) -> None:
        self._waiting.pop(id(doc), None)


_readings = _Readings()


def _read(doc: Doc) -> tuple[Reading, list[int]]:
    texts = [t.text for t in doc]
    index = [i for i, text in enumerate(texts) if not text.isspace()]
    return read_words([texts[i] for i in index], paragraph_ends(doc, index)), index


def reading_of(doc: Doc) -> Reading:
    """What the model reads in a Doc, whatever components it went through; space tokens are left
    out of it."""
    return _readings.get(doc)[0]


@Language.factory("detente_encoder", assigns=["doc.tensor"])
def make_encoder(nlp: Language, name: str) -> EncoderComponent:
    """spaCy's factory of the ``detente_encoder`` component."""
    return EncoderComponent()


class EncoderComponent:
    """Runs the model. ``doc.tensor`` has a row a token; ``doc.user_data`` gets, a row a sentence,
    the sentence vectors and the scores of event types and classes."""

    def __call__(self, doc: Doc) -> Doc:
        """Read one Doc."""
        reading, index = _read(doc)
        _readings.put(doc, reading, index)
        if not index:
            return doc
        tensor = np.zeros((len(doc), len(reading.vectors[0])), np.float32)
        tensor[index] = np.stack(reading.vectors)
        doc.tensor = tensor  # type: ignore[assignment]
        doc.user_data[VECTORS_KEY] = np.stack(reading.sentence_vectors)
        doc.user_data[TYPES_KEY] = np.stack(reading.types)
        doc.user_data[QUADS_KEY] = np.stack(reading.quads)
        parties = np.zeros(len(doc), np.int8)
        number = {tag: n for n, tag in enumerate(labels().parties)}
        parties[index] = [number[p] for p in reading.parties]
        doc.user_data[PARTIES_KEY] = parties
        return doc


@Language.factory(
    "detente_tagger", assigns=["token.pos", "token.tag", "token.morph", "token.lemma"]
)
def make_tagger(nlp: Language, name: str) -> TaggerComponent:
    """spaCy's factory of the ``detente_tagger`` component."""
    return TaggerComponent()


class TaggerComponent:
    """Part of speech (UPOS and PTB), UD features, lemmas."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the tags."""
        if not len(doc):
            return doc
        reading, index = _readings.get(doc)
        add = doc.vocab.strings.add
        morphs = {f: doc.vocab.morphology.add(f) for f in dict.fromkeys([*reading.features, ""])}
        tags = dict.fromkeys([*reading.pos, *reading.xpos, "SPACE", "_SP"])
        number = {tag: add(tag) for tag in tags}
        rows = np.zeros((len(doc), 4), np.uint64)
        rows[:] = [number["SPACE"], number["_SP"], 0, morphs[""]]
        rows[:, 2] = doc.to_array("ORTH")
        if index:
            told = zip(index, reading.pos, reading.features, strict=True)
            rows[index, 0] = [number[pos] for pos in reading.pos]
            rows[index, 1] = [number[xpos] for xpos in reading.xpos]
            rows[index, 2] = [add(lemma(doc[i].text, pos, features)) for i, pos, features in told]
            rows[index, 3] = [morphs[features] for features in reading.features]
        return doc.from_array(["POS", "TAG", "LEMMA", "MORPH"], rows)  # type: ignore[arg-type]


@Language.factory("detente_parser", assigns=["token.head", "token.dep", "token.is_sent_start"])
def make_parser(nlp: Language, name: str) -> ParserComponent:
    """spaCy's factory of the ``detente_parser`` component."""
    return ParserComponent()


class ParserComponent:
    """Heads, UD relations and sentences. A space token hangs on the word before it."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the trees."""
        if not len(doc):
            return doc
        reading, index = _readings.get(doc)
        heads = np.zeros(len(doc), np.int64)
        rels = ["dep"] * len(doc)
        place = np.array(index, np.int64)
        for k, i in enumerate(index):
            heads[i] = place[reading.heads[k]]
            rels[i] = reading.rels[k]
        before = index[0] if index else 0
        words = set(index)
        for i in range(len(doc)):
            if i in words:
                before = i
            else:
                heads[i] = before
        if not index:
            rels[0] = "root"
        number = {r: doc.vocab.strings.add(r) for r in dict.fromkeys(rels)}
        rows = np.stack(
            [
                (heads - np.arange(len(doc))).astype(np.int32).astype(np.uint64),
                np.array([number[r] for r in rels], np.uint64),
            ],
            axis=1,
        )
        return doc.from_array(["HEAD", "DEP"], rows)  # type: ignore[arg-type]


@Language.factory("detente_names", assigns=["doc.ents"])
def make_names(nlp: Language, name: str) -> NamesComponent:
    """spaCy's factory of the ``detente_names`` component."""
    return NamesComponent()


class NamesComponent:
    """Named entities."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the entities; those that stand there already stay."""
        reading, index = _readings.get(doc)
        found = [Span(doc, index[a], index[b - 1] + 1, label) for a, b, label in reading.names]
        doc.ents = filter_spans([*doc.ents, *found])
        return doc


@Language.factory("detente_statements", assigns=["doc.spans"])
def make_statements(nlp: Language, name: str) -> StatementsComponent:
    """spaCy's factory of the ``detente_statements`` component."""
    return StatementsComponent()


class StatementsComponent:
    """Span groups ``source``, ``cue`` and ``content``; spans of one relation share ``id_``."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the groups."""
        reading, index = _readings.get(doc)
        for role in ROLES:
            doc.spans[role] = [
                Span(doc, index[a], index[b - 1] + 1, role, span_id=f"r{n}")
                for n, relation in enumerate(reading.relations, 1)
                for a, b in getattr(relation, role)
            ]
        _readings.drop(doc)
        return doc


def sentence_vectors(doc: Doc) -> np.ndarray:
    """One embedding a sentence, near to all-MiniLM-L6-v2's (sentences, 384)."""
    return cast(np.ndarray, doc.user_data[VECTORS_KEY])


def _abbreviations() -> list[str]:
    lines = resources.files("detente.language").joinpath("abbreviations.txt").read_text("utf-8")
    return [line for line in lines.splitlines() if not line.startswith("#")]


@lru_cache(maxsize=1)
def load() -> Language:
    """The whole pipeline, loaded once."""
    import spacy

    nlp = spacy.blank("en")
    nlp.max_length = 100_000_000  # the sources decide how long a report may be
    for abbreviation in _abbreviations():
        nlp.tokenizer.add_special_case(abbreviation, [{"ORTH": abbreviation}])  # type: ignore[union-attr]
    for component in COMPONENTS:
        nlp.add_pipe(component)
    return nlp
