"""Attributions that the reading model marked: spans of source, cue and content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.statements import clauses
from detente.coding.statements.lexicon import cues
from detente.coding.statements.page import CharSpan, Page, Relation

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token


def model_relations(page: Page) -> list[Relation]:
    """One relation for each relation id among the reading model's spans that has content."""
    sources, cue_spans, contents = (_by_id(page, g) for g in ("source", "cue", "content"))
    found = []
    for name, pieces in contents.items():
        source = sources.get(name, [None])[0]
        cue = _best_cue(cue_spans.get(name, []))
        spans = [page.snap(page.trim(_without_that(piece))) for piece in pieces]
        spans = sorted(s for s in spans if s[1] > s[0])
        if not spans:
            continue
        head = _head(source) if source is not None else None
        verb = cue.root if cue is not None else None
        found.append(
            Relation(
                verb.i if verb is not None else None,
                _chars(cue),
                head.i if head is not None else None,
                _chars(source),
                _merged(spans),
                "model",
                clause=_chars(cue),
            )
        )
    return found


def _by_id(page: Page, group: str) -> dict[str, list[DocSpan]]:
    found: dict[str, list[DocSpan]] = {}
    for span in page.doc.spans.get(group, ()):
        found.setdefault(span.id_, []).append(span)
    return found


def _best_cue(spans: list[DocSpan]) -> DocSpan | None:
    """The cue with a verb or noun of saying in it, else the first."""
    known = cues()
    for span in spans:
        if any(t.lemma_.lower() in known.verbs or t.lower_ == "according" for t in span):
            return span
    return spans[0] if spans else None


def _head(source: DocSpan) -> Token:
    root: Token = source.root
    if root.dep_ == "case" and source[0].lower_ == "according":
        return root.head
    return root


def _without_that(piece: DocSpan) -> CharSpan:
    first = piece[0]
    if len(piece) > 1 and first.lower_ == "that" and first.dep_ == "mark":
        return piece[1].idx, piece.end_char
    return piece.start_char, piece.end_char


def _chars(span: DocSpan | None) -> CharSpan | None:
    return None if span is None else (span.start_char, span.end_char)


def _merged(spans: list[CharSpan]) -> list[CharSpan]:
    pieces = spans[:1]
    for span in spans[1:]:
        if span[0] <= pieces[-1][1] + 1:
            pieces[-1] = (pieces[-1][0], max(pieces[-1][1], span[1]))
        else:
            pieces.append(span)
    return pieces


def is_speech_cue(page: Page, relation: Relation) -> bool:
    """Whether the model's cue is a word of saying, and not of thinking, wanting or planning."""
    if relation.cue_token is None:
        return False
    known = cues()
    token = page.doc[relation.cue_token]
    frame = known.verbs.get(clauses.lemma(token)) or known.verbs.get(token.lemma_.lower())
    if frame is not None:
        return frame.clause != "no" or frame.object != "no"
    base = token.lemma_.lower()
    return token.lower_ == "according" or bool(known.nouns.get(base))
