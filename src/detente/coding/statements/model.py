"""Attributions that the reading model marked: spans of source, cue and content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.statements import clauses
from detente.coding.statements.lexicon import cues
from detente.coding.statements.page import CharSpan, Page, Relation
from detente.coding.statements.sources import is_person
from detente.language.words import Stretch

if TYPE_CHECKING:
    from detente.language.words import Word

_NAMES = frozenset({"PROPN", "NOUN", "PRON"})


def model_relations(page: Page) -> list[Relation]:
    """One relation for each cue with content of its own among the reading model's spans."""
    sources, cue_spans, contents = (_by_id(page, g) for g in ("source", "cue", "content"))
    found = []
    for name, pieces in contents.items():
        source = sources.get(name, [None])[0]
        for cue, share in _shares(sorted(cue_spans.get(name, []), key=_start), pieces):
            spans = [page.snap(page.trim(_without_that(piece))) for piece in share]
            spans = _near(page, cue, sorted(s for s in spans if s[1] > s[0]))
            if spans:
                found.append(_relation(page, source, cue, _merged(spans)))
    return found


def _relation(
    page: Page, source: Stretch | None, cue: Stretch | None, content: list[CharSpan]
) -> Relation:
    verb = cue.root if cue is not None else None
    head = _head(source) if source is not None else None
    name = _name(page, source)
    if verb is not None and (head is None or head.sent.start != verb.sent.start):
        own = clauses.subject(verb) if verb.pos_ == "VERB" else None
        if own is not None:
            head, name = own, clauses.noun_phrase(own)
    return Relation(
        verb.i if verb is not None else None,
        _chars(cue),
        head.i if head is not None else None,
        name,
        content,
        "model",
        clause=_chars(cue),
    )


def _near(page: Page, cue: Stretch | None, spans: list[CharSpan]) -> list[CharSpan]:
    """Content in the cue's sentence or in quotation marks, without stray single words."""
    if cue is None:
        return spans
    low, high = page.sentence(cue[0])
    return [
        (start, end)
        for start, end in spans
        if page.quotation_at(start) is not None
        or (low <= start < high and len(page.text[start:end].split()) > 1)
    ]


def _shares(
    cue_spans: list[Stretch], pieces: list[Stretch]
) -> list[tuple[Stretch | None, list[Stretch]]]:
    """Each cue with the content that belongs to it: "said A, but he warned B" is two statements.

    Content goes to the last cue before it, content before all cues to the first. Cues without
    content of their own ("said in a statement") are dropped when others have some.
    """
    known = cues()
    verbs = [c for c in cue_spans if any(cues().base(t) in known.verbs for t in c)]
    if len(verbs) < 2:
        return [(_best_cue(cue_spans), pieces)]
    shares: dict[int, list[Stretch]] = {}
    for piece in sorted(pieces, key=_start):
        before = [i for i, cue in enumerate(verbs) if cue.start < piece.start]
        shares.setdefault(before[-1] if before else 0, []).append(piece)
    return [(verbs[i], share) for i, share in sorted(shares.items())]


def _start(span: Stretch) -> int:
    return int(span.start)


def _by_id(page: Page, group: str) -> dict[str, list[Stretch]]:
    found: dict[str, list[Stretch]] = {}
    for span in page.doc.doc.spans.get(group, ()):
        found.setdefault(span.id_, []).append(Stretch(page.doc, span.start, span.end))
    return found


def _best_cue(spans: list[Stretch]) -> Stretch | None:
    """The cue with a verb or noun of saying in it, else the first."""
    known = cues()
    for span in spans:
        if any(cues().base(t) in known.verbs or t.lower_ == "according" for t in span):
            return span
    return spans[0] if spans else None


def _head(source: Stretch) -> Word:
    hanging = [t for t in source if not source.start <= t.head.i < source.end or t.head is t]
    names = [t for t in hanging if t.pos_ in _NAMES]
    root = names[0] if len(hanging) > 1 and names else source.root
    if root.dep_ == "case" and source[0].lower_ == "according":
        return root.head
    return root


def _without_that(piece: Stretch) -> CharSpan:
    first = piece[0]
    if len(piece) > 1 and first.lower_ == "that" and first.dep_ == "mark":
        return piece[1].idx, piece.end_char
    return piece.start_char, piece.end_char


def _name(page: Page, source: Stretch | None) -> CharSpan | None:
    if source is None:
        return None
    start, end = source.start_char, source.end_char
    while end > start + 1 and page.text[end - 1] in ",;: ":
        end -= 1
    return start, end


def _chars(span: Stretch | None) -> CharSpan | None:
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
    if clauses.is_negated(token) or clauses.is_unreal(token) or clauses.is_passive(token):
        return False
    frame = known.verbs.get(clauses.lemma(token)) or known.verbs.get(cues().base(token))
    if frame is not None:
        if frame.who == "person" and not _person_speaks(page, relation):
            return False
        if frame.clause == "quote":
            return relation.takes_quotation
        return frame.clause == "yes" or frame.object != "no"
    if token.lower_ == "according":
        return True
    return token.pos_ == "NOUN" and bool(known.nouns.get(known.base(token)))


def _person_speaks(page: Page, relation: Relation) -> bool:
    source = relation.source_token
    return source is not None and is_person(page, page.doc[source])


def says_nouns(page: Page, relation: Relation) -> bool:
    """Whether the model's cue can have a noun phrase as content ("announced a withdrawal")."""
    if relation.cue_token is None:
        return False
    frame = cues().verbs.get(cues().base(page.doc[relation.cue_token]))
    return frame is None or frame.object in {"content", "addressed", "target"}
