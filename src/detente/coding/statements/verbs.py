"""Attributions made by a verb: "said", "told reporters that", "called for", "thanked ... for"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.coding.statements import clauses
from detente.coding.statements.lexicon import VerbFrame, cues
from detente.coding.statements.page import CharSpan, Page, Relation
from detente.coding.statements.sources import speaks

if TYPE_CHECKING:
    from spacy.tokens import Token

_NARRATOR = frozenset({"i", "we", "you", "one", "this", "that", "what"})
_LOOSE = frozenset(" ,\t\n\u00a0–—-")
_GAP_AFTER = re.compile(r"[\s,:–—-]*(?:that\s+)?")
_JOINS_QUOTE = re.compile(r",?\s*(?:(?:but|and|because|as|so|or|while)\s+)?(?:that\s+)?")
_CONTENT = frozenset({"ccomp", "parataxis", "conj", "punct", "cc", "mark", "dep", "discourse"})
_WORD_BEFORE_CONTENT = frozenset({"that", "for"})


def verb_relations(page: Page) -> list[Relation]:
    """One relation for each verb of saying that stands outside quotation marks and has content."""
    found = []
    for token in page.doc:
        if token.pos_ not in {"VERB", "AUX"} or page.quotation_at(token.idx) is not None:
            continue
        frame = _frame(token)
        if frame is None:
            continue
        relation = _relation(page, token, frame)
        if relation is not None:
            found.append(relation)
    return found


def _frame(token: Token) -> VerbFrame | None:
    verbs = cues().verbs
    found = verbs.get(clauses.lemma(token))
    if found is not None:
        return found
    base = token.lemma_.lower()
    preposition = next(
        (clauses.preposition(c) for c in clauses.children(token, "obl") if c.i > token.i), ""
    )
    return verbs.get(f"{base} {preposition}") or verbs.get(base)


def _relation(page: Page, verb: Token, frame: VerbFrame) -> Relation | None:
    block = cue_block(verb)
    quoted = _adjacent_quotations(page, verb, block)
    if not quoted and (clauses.is_negated(verb) or clauses.is_unreal(verb)):
        return None
    passive = clauses.is_passive(verb)
    source = _source(verb)
    acts = source is not None and speaks(page, source)
    relation = Relation(
        verb.i,
        _cue_span(verb, frame),
        source.i if source is not None else None,
        clauses.noun_phrase(source) if source is not None else None,
        [],
        f"verb:{frame.lemma}",
        clause=block,
    )
    relation.audience = [t.i for t in _audience(verb, frame, passive)]
    relation.passed_by = [t.i for t in _passed_by(verb)]
    content: list[CharSpan] = []
    if frame.clause != "no" and (acts or quoted or frame.who == "any"):
        content = _clause_content(page, verb, block, quoted, frame)
    relation.takes_quotation = bool(quoted) and bool(content)
    if not content and acts and not passive:
        content = _other_content(page, verb, frame, relation)
    if not content:
        return None
    if source is None and passive and not quoted:
        return None
    if source is not None and source.lower_ in _NARRATOR:
        return None
    relation.content = _joined(page, content, block)
    return relation if relation.content else None


def _source(verb: Token) -> Token | None:
    if (
        verb.tag_ == "VBG"
        and clauses.child(verb, "mark") is not None
        and verb.head.lemma_
        in {
            "quote",
            "cite",
            "report",
        }
    ):
        return next((c for c in verb.head.children if c.dep_ == "nsubj:pass"), None)
    return clauses.subject(verb)


def cue_block(verb: Token) -> CharSpan:
    """The clause of a verb of saying without what was said: "the minister told reporters on Monday"."""
    left, right = verb, verb
    for c in verb.children:
        if c.dep_.split(":")[0] in _CONTENT or c.dep_ in {"advcl", "xcomp"}:
            continue
        left = c.left_edge if c.left_edge.i < left.i else left
        right = c.right_edge if c.right_edge.i > right.i else right
    return left.idx, right.idx + len(right)


def _cue_span(verb: Token, frame: VerbFrame) -> CharSpan:
    end = verb.idx + len(verb)
    if " " in frame.lemma:
        word = frame.lemma.split()[-1]
        for token in verb.doc[verb.i + 1 : verb.i + 4]:
            if token.lower_ == word:
                end = token.idx + len(token)
    return verb.idx, end


def _adjacent_quotations(page: Page, verb: Token, block: CharSpan) -> list[CharSpan]:
    """Quotations that end right before the clause of a verb of saying or begin right after it."""
    found = []
    text = page.text
    last = block[0]
    while last > 0 and text[last - 1] in _LOOSE:
        last -= 1
    before = page.quotation_at(last - 1)
    if (
        before is not None
        and before.end == last
        and text[before.inner_end - 1] != "."
        and (verb.tag_ != "VBG" or any(c.dep_ == "aux" for c in verb.children))
        and page.paragraph_of(last - 1) == page.paragraph_of(block[0])
    ):
        found.append((before.start, before.end))
    gap = _GAP_AFTER.match(text, block[1])
    after = page.quotation_at(gap.end()) if gap is not None else None
    if after is not None and gap is not None and after.start == gap.end():
        same = page.paragraph_of(after.start) == page.paragraph_of(block[0])
        if same or ":" in gap.group():
            found.append((after.start, after.end))
    return found


def _clause_content(
    page: Page, verb: Token, block: CharSpan, quoted: list[CharSpan], frame: VerbFrame
) -> list[CharSpan]:
    content = list(quoted)
    if frame.clause in {"yes", "belief"} or quoted:
        content += _clauses_of(page, verb, block, frame)
    if not content and frame.clause == "yes":
        content += _around(page, verb, block)
    return content


def _clauses_of(page: Page, verb: Token, block: CharSpan, frame: VerbFrame) -> Iterator[CharSpan]:
    for c in clauses.children(verb, "ccomp", "parataxis"):
        span = page.sentence_part(clauses.span_of(c), verb)
        if c.dep_.startswith("parataxis") and not _is_said(page, span, block):
            continue
        if _infinitive_with_subject(c) and frame.infinitive == "other":
            continue
        if c.i < verb.i:
            yield span[0], min(span[1], block[0])
        else:
            yield (
                max(_after_mark(c, span[0]), verb.idx + len(verb)),
                _before_next_cue(page, c, span[1]),
            )


def _is_said(page: Page, span: CharSpan, block: CharSpan) -> bool:
    if span[0] >= block[1]:
        return ":" in page.text[block[1] : span[0]] or page.quotation_at(span[0]) is not None
    return span[1] <= block[0]


def _infinitive_with_subject(clause: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "mark" for c in clause.children)


def _after_mark(clause: Token, start: int) -> int:
    """Where a that-clause begins once "that" is left out."""
    first = clause.doc[clause.left_edge.i]
    while not first.is_alpha and first.i < clause.i and first.text not in "\"“‘«'":
        first = first.nbor()
    if first.lower_ in _WORD_BEFORE_CONTENT and first.dep_ == "mark":
        return int(first.nbor().idx)
    return max(start, int(first.idx))


def _before_next_cue(page: Page, clause: Token, end: int) -> int:
    """Where content ends when the parse has hung the next speaker's clause on it.

    "said there was time, but he warned that ..." is two statements, unless "that" is said again.
    """
    verbs = cues().verbs
    for c in clauses.children(clause, "conj", "parataxis", "advcl"):
        frame = verbs.get(c.lemma_.lower())
        if c.i < clause.i or frame is None or frame.clause != "yes":
            continue
        if page.quotation_at(c.idx) is not None:
            continue
        marks = {m.lower_ for m in clauses.children(c, "mark", "cc")}
        own = clauses.child(c, "nsubj")
        if "that" in marks or own is None or own.pos_ not in {"PRON", "PROPN"}:
            continue
        if clauses.child(c, "ccomp") is not None:
            return min(end, int(c.left_edge.idx))
    return end


def _around(page: Page, verb: Token, block: CharSpan) -> list[CharSpan]:
    """The sentence around "the statement said" where the verb has no clause of its own."""
    subject = clauses.child(verb, "nsubj")
    if subject is None or clauses.child(verb, "obj") is not None:
        return []
    start, end = page.sentence(verb)
    before, after = (start, block[0]), (block[1], end)
    text = page.text
    inserted = text[: block[0]].rstrip().endswith((",", "–", "—", "”", '"'))
    if not inserted or len(text[before[0] : before[1]].split()) < 3:
        return []
    if verb.dep_.startswith(("acl", "advcl", "conj")) and not text[block[1] :].startswith(","):
        return []
    rest = text[after[0] : after[1]].strip(' ,.;:–—"”')
    return [before, after] if text[block[1] :].startswith(",") and rest else [before]


def _other_content(page: Page, verb: Token, frame: VerbFrame, relation: Relation) -> list[CharSpan]:
    """Content that is no clause: an infinitive, a prepositional phrase or the object."""
    found = _phrase(page, verb, relation)
    if found:
        return found
    if frame.infinitive == "other":
        asked = _asked(page, verb, relation)
        if asked is not None:
            return [asked]
    if frame.infinitive == "own":
        for c in clauses.children(verb, "xcomp", "advcl"):
            if c.i > verb.i and _infinitive_with_subject(c):
                return [page.sentence_part(clauses.span_of(c), verb)]
    after = _after_preposition(page, verb, frame)
    if frame.object in {"addressed", "target", "described"}:
        return _object_and_more(page, verb, frame, relation)
    if after is not None:
        return [after]
    obj = clauses.child(verb, "obj")
    if frame.object == "content" and obj is not None and _can_be_said(obj):
        return [page.sentence_part((obj.left_edge.idx, _reach(verb, obj)), verb)]
    if page.in_title(verb) and frame.clause == "yes":
        start = verb.idx + len(verb)
        end = page.sentence(verb)[1]
        return [(start, end)] if len(page.text[start:end].split()) >= 2 else []
    return []


def _phrase(page: Page, verb: Token, relation: Relation) -> list[CharSpan]:
    obj = clauses.child(verb, "obj")
    if obj is None:
        return []
    kind = cues().phrase(verb.lemma_.lower(), obj.lemma_.lower())
    if kind is None:
        return []
    if kind == "noun":
        return [page.sentence_part((obj.left_edge.idx, _reach(verb, obj)), verb)]
    relation.cue = (verb.idx, obj.idx + len(obj))
    for c in sorted([*obj.children, *verb.children], key=lambda t: t.i):
        if c.i > obj.i and c.dep_.split(":")[0] in {"nmod", "obl", "acl", "advcl", "ccomp"}:
            start = _after_mark(c, c.left_edge.idx)
            case = clauses.child(c, "case")
            if case is not None and case.i < c.i:
                start = case.nbor().idx
            return [page.sentence_part((start, clauses.span_of(c)[1]), verb)]
    return []


def _asked(page: Page, verb: Token, relation: Relation) -> CharSpan | None:
    """ "to leave" in "told the powers to leave"."""
    for c in clauses.children(verb, "xcomp", "ccomp", "advcl"):
        if c.i < verb.i or not _infinitive_with_subject(c):
            continue
        to = next(t for t in c.children if t.lower_ == "to" and t.dep_ == "mark")
        own = clauses.child(c, "nsubj")
        if own is not None and own.i < to.i and not relation.audience:
            relation.audience = [own.i]
        first = to.nbor(-1) if to.i and to.nbor(-1).lower_ == "not" else to
        return page.sentence_part((first.idx, clauses.span_of(c)[1]), verb)
    return None


def _after_preposition(page: Page, verb: Token, frame: VerbFrame) -> CharSpan | None:
    obj = clauses.child(verb, "obj")
    if obj is not None and frame.object == "no" and "Reflex=Yes" not in str(obj.morph):
        return None
    for c in clauses.children(verb, "obl", "advcl", "xcomp"):
        if c.i < verb.i:
            continue
        first = c.left_edge
        if first.lower_ in frame.prepositions and first.dep_ in {"case", "mark"}:
            end = clauses.span_of(c)[1]
            for later in clauses.children(verb, "advcl", "xcomp"):
                if later.i > c.i and _infinitive_with_subject(later):
                    end = max(end, clauses.span_of(later)[1])
            return page.sentence_part((first.nbor().idx, end), verb)
    return None


def _object_and_more(
    page: Page, verb: Token, frame: VerbFrame, relation: Relation
) -> list[CharSpan]:
    obj = clauses.child(verb, "obj", "iobj")
    if obj is None or obj.i < verb.i:
        return []
    end = clauses.span_of(obj)[1]
    more = False
    for c in verb.children:
        if c.i <= obj.i:
            continue
        linked = clauses.preposition(c) in frame.prepositions or c.dep_ in {"xcomp", "ccomp"}
        gerund = c.dep_.startswith("advcl") and c.left_edge.lower_ in frame.prepositions
        if linked or gerund:
            end, more = max(end, clauses.span_of(c)[1]), True
    span = page.sentence_part((obj.left_edge.idx, end), verb)
    inside = any(
        clauses.preposition(n) in frame.prepositions for n in clauses.children(obj, "nmod", "acl")
    )
    if frame.object == "described" and not page.quotations_in(span):
        return []
    if frame.lemma in {"accuse", "blame", "threaten"} and not (more or inside):
        return []
    if frame.object == "addressed":
        relation.audience = [obj.i]
    return [span]


def _reach(verb: Token, obj: Token) -> int:
    """Where an object ends, with what the parse hung on the verb right after it ("... that ...")."""
    end = clauses.span_of(obj)[1]
    for c in clauses.children(verb, "xcomp", "ccomp", "obl"):
        if c.i > obj.i and c.left_edge.i == obj.right_edge.i + 1 and c.dep_ in {"xcomp", "ccomp"}:
            end = clauses.span_of(c)[1]
    return end


def _can_be_said(obj: Token) -> bool:
    known = cues()
    if obj.pos_ not in {"NOUN", "PROPN", "VERB", "NUM", "ADJ"}:
        return False
    base = obj.lemma_.lower()
    return not known.is_noun(base, "document") or any(
        c.dep_.startswith(("acl", "nmod")) for c in obj.children if c.i > obj.i
    )


def _audience(verb: Token, frame: VerbFrame, passive: bool) -> Iterator[Token]:
    if passive:
        if frame.object == "audience":
            yield from (c for c in verb.children if c.dep_ == "nsubj:pass")
        return
    told = frame.object == "audience"
    for c in verb.children:
        if c.i > verb.i and (c.dep_ == "iobj" or (told and c.dep_ == "obj")):
            yield c
        elif c.dep_ == "obl" and clauses.preposition(c) == "to" and "to" not in frame.prepositions:
            yield c
        elif (
            c.dep_ == "obl" and clauses.preposition(c) in {"on", "upon"} and "call " in frame.lemma
        ):
            yield c
        elif c.dep_ == "obl" and clauses.preposition(c) in {"in", "during"}:
            known = cues()
            if known.is_noun(c.lemma_.lower(), "occasion") or c.lemma_.lower() == "letter":
                yield from (
                    n
                    for n in clauses.children(c, "nmod")
                    if clauses.preposition(n) in {"with", "to"}
                )


def _passed_by(verb: Token) -> Iterator[Token]:
    """Who passed the words on: "in a statement delivered via the press secretary"."""
    for c in verb.children:
        if not c.dep_.startswith("obl"):
            continue
        if clauses.preposition(c) in {"via", "through"}:
            yield c
        for a in clauses.children(c, "acl", "nmod"):
            inside = [a] if a.dep_.startswith("nmod") else list(clauses.children(a, "obl"))
            yield from (n for n in inside if clauses.preposition(n) in {"via", "through"})


def _joined(page: Page, content: list[CharSpan], block: CharSpan) -> list[CharSpan]:
    """Content pieces grown to their quotation marks, trimmed, and merged where they overlap."""
    pieces: list[CharSpan] = []
    for span in sorted(content):
        span = page.snap(page.trim(page.snap(span)))
        span = _with_quotation_after(page, span, block)
        if span[1] <= span[0]:
            continue
        if pieces and span[0] <= pieces[-1][1] + 1:
            pieces[-1] = (pieces[-1][0], max(span[1], pieces[-1][1]))
        else:
            pieces.append(span)
    return pieces


def _with_quotation_after(page: Page, span: CharSpan, block: CharSpan) -> CharSpan:
    """Content after its cue runs on into a quotation that only "but" or a comma parts from it."""
    if span[0] < block[1]:
        return span
    gap = _JOINS_QUOTE.match(page.text, span[1])
    if gap is None or page.quotation_at(span[1] - 1) is not None:
        return span
    after = page.quotation_at(gap.end())
    if after is not None and after.start == gap.end() > span[1]:
        return span[0], after.end
    return span
