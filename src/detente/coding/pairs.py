"""What one named party does to another in one sentence: the model's judgement with its words.

The model is asked with both parties marked in the sentence; the words that tell it, and whether it
came about, are looked up in the events that the rules code in the same sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.coding.events.ontology import TYPES, ontology
from detente.coding.status import status_of
from detente.language.encoder import labels, pair_scores
from detente.language.pairs import Spans, marks, occurrences
from detente.language.pieces import MAX_PIECES, pieces_of
from detente.language.reading import softmax
from detente.language.words import words_of
from detente.record import Event, EventStatus, EventType, Mention, PairCode

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from detente.language.words import Word

_TELLING = frozenset({"VERB", "NOUN", "ADJ"})


def code_pair_in(doc: Doc, events: Sequence[Event], source: str, target: str) -> PairCode:
    """What ``source`` does to ``target`` in a sentence that the pipeline read. ``events`` are those
    that the rules code in it."""
    text = doc.text
    sides = occurrences(text, source), occurrences(text, target)
    words = [w for w in words_of(doc) if not w.text.isspace()]
    probabilities, weights = _judge(words, *sides)
    kind = max(TYPES, key=lambda t: probabilities[t])
    evidence, status = _evidence(words, weights, kind, events, sides)
    return PairCode(
        sentence=text,
        source=_mentions(text, sides[0]),
        target=_mentions(text, sides[1]),
        type=kind,
        quad=ontology()[kind].quad,
        probabilities=probabilities,
        status=status,
        evidence=_mentions(text, [evidence] if evidence else []),
    )


def _mentions(text: str, spans: Spans) -> tuple[Mention, ...]:
    return tuple(Mention(start=a, end=b, text=text[a:b]) for a, b in spans)


def _judge(
    words: Sequence[Word], source: Spans, target: Spans
) -> tuple[dict[EventType, float], dict[int, float]]:
    """Probabilities of the types, and how much each word counted, by the offset of the word."""
    if not words:
        return dict.fromkeys(TYPES, 1 / len(TYPES)), {}
    offsets = [(w.idx, w.idx + len(w)) for w in words]
    begin, end = _window(words, [*source, *target])
    marked = marks(offsets[begin:end], source, target)
    scores, weights = pair_scores([w.text for w in words[begin:end]], marked)
    shares = dict(zip(labels().types, softmax(scores).tolist(), strict=True))
    return (
        {t: shares[t] for t in TYPES},
        {w.idx: float(x) for w, x in zip(words[begin:end], weights, strict=True)},
    )


def _window(words: Sequence[Word], parties: Spans) -> tuple[int, int]:
    """The words that the model reads: all, or of a very long sentence what fits from just before
    the first party on."""
    room = MAX_PIECES - 2
    sizes = [len(pieces_of(w.text)) for w in words]
    begin = 0
    if sum(sizes) > room and parties:
        first = min(a for a, _ in parties)
        begin = max(0, sum(w.idx + len(w) <= first for w in words) - 20)
    end = begin
    while end < len(words) and sum(sizes[begin : end + 1]) <= room:
        end += 1
    return begin, end


def _evidence(
    words: Sequence[Word],
    weights: dict[int, float],
    kind: EventType,
    events: Sequence[Event],
    sides: tuple[Spans, Spans],
) -> tuple[tuple[int, int] | None, EventStatus]:
    """The words that tell it, and its status: those of the coded event of that type that the model
    looked at most, else the verb or noun outside the parties that it looked at most."""
    fitting = [e for e in events if e.type == kind]
    if fitting:
        seen = lambda e: sum(
            x for at, x in weights.items() if e.trigger.start <= at < e.trigger.end
        )
        best = max(fitting, key=seen)
        return (best.trigger.start, best.trigger.end), best.status
    telling = [
        w
        for w in words
        if w.pos_ in _TELLING and not any(a <= w.idx < b for side in sides for a, b in side)
    ]
    if not telling:
        return None, "happened"
    word = max(telling, key=lambda w: weights.get(w.idx, 0.0))
    return (word.idx, word.idx + len(word)), status_of(word)
