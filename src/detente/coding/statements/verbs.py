"""Attributions made by a verb: "said", "told reporters that", "called for", "thanked ... for"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.coding.statements import clauses
from detente.coding.statements.hearers import audience_of, passed_by
from detente.coding.statements.lexicon import VerbFrame, cues
from detente.coding.statements.objects import other_content
from detente.coding.statements.page import CharSpan, Page, Relation
from detente.coding.statements.sources import speaks
from detente.coding.statements.wording import (
    after_that,
    closing_cue,
    named_before,
    next_speaker,
    own_subject,
    rest_of_sentence,
    subject_before,
    told_next,
)

if TYPE_CHECKING:
    from detente.language.words import Word

_NARRATOR = frozenset({"i", "we", "you", "this", "that", "what"})
_MARKS = frozenset({"”", '"', "'", "’", "»", ","})
_OPENING = frozenset({"“", '"', "‘", "«"})
_LOOSE = frozenset(" ,\t\n\u00a0–—-")
_GAP_AFTER = re.compile(r"[\s,:–—-]*(?:that\s+)?")
_AND_THAT = re.compile(r",?[ \t]+(?:and|but)[ \t]+that[ \t]+(?=\w)")
_JOINS_QUOTE = re.compile(r",?[ \t]*(?:(?:but|and|because|as|so|or|while)[ \t]+)?(?:that[ \t]+)?")
_CONTENT = frozenset({"ccomp", "parataxis", "conj", "punct", "cc", "mark", "dep", "discourse"})


def verb_relations(page: Page) -> list[Relation]:
    """One relation for each verb of saying that stands outside quotation marks and has content."""
    found = []
    for token in page.doc:
        if token.pos_ not in {"VERB", "AUX"} or page.quotation_at(token.idx) is not None:
            continue
        frame = _frame(token)
        if frame is None or _only_relays(token):
            continue
        relation = _relation(page, token, frame)
        if relation is not None:
            found.append(relation)
    return found


def _only_relays(verb: Word) -> bool:
    """Whether the verb is that of "as quoted by": who passes on, not who speaks."""
    before = verb.words[verb.i - 1].lower_ if verb.i else ""
    return before == "as" and cues().base(verb) in cues().words("relay") and verb.tag_ == "VBN"


def _frame(token: Word) -> VerbFrame | None:
    verbs = cues().verbs
    base = cues().base(token)
    if base in {"call", "speak"}:  # the verbs that the table lists with a preposition
        for c in clauses.children(token, "obl"):
            found = verbs.get(f"{base} {clauses.preposition(c)}") if c.i > token.i else None
            if found is not None:
                return found
    found = verbs.get(clauses.lemma(token)) or verbs.get(base)
    if found is None and any(
        cues().phrase(base, cues().base(o)) for o in clauses.children(token, "obj")
    ):
        return VerbFrame(base, "actor", "no", "no", "no", frozenset())
    return found


def _relation(page: Page, verb: Word, frame: VerbFrame) -> Relation | None:
    closing = closing_cue(page, verb) if frame.clause == "yes" else None
    block = closing or cue_block(verb)
    quoted = _adjacent_quotations(page, verb, block)
    beside = named_before(page, verb) if frame.clause != "no" else None
    if beside is not None and not quoted:
        block = beside[0], max(beside[1], block[1] if block[0] >= beside[0] else 0)
        quoted = _adjacent_quotations(page, verb, block)
        closing = closing or (block if quoted else None)
    if frame.clause == "quote":
        quoted = [q for q in quoted if len(page.text[q[0] : q[1]].split()) > 2]
    if not quoted and (clauses.is_negated(verb) or clauses.is_unreal(verb)):
        return None
    passive = clauses.is_passive(verb)
    source = _source(page, verb)
    if source is None and verb.tag_ in {"VBD", "VBZ", "VBP", "VBN"}:
        source = subject_before(page, verb)
    if quoted and source is None and page.text[verb.idx - 2 : verb.idx - 1] in _MARKS:
        source = _named_in(page, (verb.idx, block[1]), verb)
    if closing is not None and (source is None or not closing[0] <= source.idx < closing[1]):
        source = _named_in(page, closing, verb)
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
    relation.audience = [t.i for t in audience_of(verb, frame, passive)]
    if frame.object == "audience" and not relation.audience and not passive:
        told = told_next(page, verb)
        relation.audience = [told] if told is not None else []
    relation.passed_by = [t.i for t in passed_by(verb)]
    if _quoted_as(verb) and not clauses.is_passive(verb.head):
        relay = clauses.subject(verb.head)
        relation.passed_by += [relay.i] if relay is not None else []
    content: list[CharSpan] = []
    if frame.clause != "no" and (acts or quoted or frame.who == "any"):
        content = _clause_content(page, verb, block, quoted, frame)
        if closing is not None:
            content = quoted or _told_around(page, verb, closing)
    content = [_past_hearer(page, span, relation.audience) for span in content]
    relation.takes_quotation = bool(quoted) and bool(content)
    if not content and acts and not passive:
        content = other_content(page, verb, frame, relation)
    if not content and frame.clause == "yes" and source is not None and not passive:
        rest = rest_of_sentence(page, verb)
        content = [(rest[0], next_speaker(page, *rest))] if rest is not None else []
    if not content:
        return None
    if source is None and passive and not quoted:
        return None
    if source is not None and source.lower_ in _NARRATOR:
        return None
    relation.content = _joined(page, content, block)
    return relation if relation.content else None


def _told_around(page: Page, verb: Word, clause: CharSpan) -> list[CharSpan]:
    """The sentence without the clause of saying that ends it or is put into it."""
    start, end = page.sentence(verb)
    before, after = (start, clause[0]), (clause[1], end)
    opens = page.token_at(clause[1] + 2) if clause[1] + 2 < end else None
    goes_on = opens is not None and page.text[clause[1]] == "," and opens.tag_ != "VBG"
    if not goes_on:
        return [before]
    return [before, (after[0], next_speaker(page, *after))]


def _source(page: Page, verb: Word) -> Word | None:
    """Who speaks; for "is quoted as saying" and "cited him as saying" the one who is quoted."""
    if _quoted_as(verb):
        quoted = "nsubj:pass" if clauses.is_passive(verb.head) else "obj"
        return next((c for c in verb.head.children if c.dep_ == quoted), None)
    if clauses.child(verb, "nsubj") is None and verb.tag_ in {"VBD", "VBZ", "VBP", "VBN"}:
        linked = verb.dep_.split(":")[0] in {"conj", "parataxis", "advcl", "ccomp"}
        before = own_subject(page, verb) if linked else None
        if before is not None:
            return before
    return clauses.subject(_carrier(verb))


def _carrier(verb: Word) -> Word:
    """For ", saying ..." the verb of saying above: the participle has no subject of its own."""
    above = verb.head
    while above.dep_ == "ccomp":
        above = above.head
    before = [
        t.text for t in verb.words[max(0, verb.i - 2) : verb.i] if t.text not in _MARKS - {","}
    ]
    hung = verb.tag_ == "VBG" and verb.dep_.startswith("advcl") and before[-1:] == [","]
    frame = cues().verbs.get(cues().base(above))
    return above if hung and frame is not None and above.i < verb.i else verb


def _past_hearer(page: Page, span: CharSpan, audience: list[int]) -> CharSpan:
    """A clause that the parse has begun with the hearer ("told reporters the port was shut")."""
    for i in audience:
        hearer = page.doc[i]
        if span[0] <= hearer.idx < span[0] + 24 and i + 1 < len(page.doc):
            after = hearer.nbor()
            begins = after.pos_ in {"DET", "PRON", "PROPN", "NOUN", "NUM"} or after.text in _OPENING
            if begins and page.quotation_at(hearer.idx) is None:
                return after.idx, span[1]
    return span


def _quoted_as(verb: Word) -> bool:
    marked = any(c.lower_ == "as" for c in clauses.children(verb, "mark", "case"))
    return marked and verb.tag_ == "VBG" and cues().base(verb.head) in cues().words("relay")


def cue_block(verb: Word) -> CharSpan:
    """The clause of a verb of saying without what was said: "she told reporters on Monday"."""
    left, right = verb, verb
    for c in verb.children:
        if c.dep_.split(":")[0] in _CONTENT or c.dep_ in {"advcl", "xcomp"}:
            continue
        left = c.left_edge if c.left_edge.i < left.i else left
        right = c.right_edge if c.right_edge.i > right.i else right
    return left.idx, right.idx + len(right)


def _cue_span(verb: Word, frame: VerbFrame) -> CharSpan:
    end = verb.idx + len(verb)
    if " " in frame.lemma:
        word = frame.lemma.split()[-1]
        for token in verb.words[verb.i + 1 : verb.i + 4]:
            if token.lower_ == word:
                end = token.idx + len(token)
    return verb.idx, end


def _adjacent_quotations(page: Page, verb: Word, block: CharSpan) -> list[CharSpan]:
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
    page: Page, verb: Word, block: CharSpan, quoted: list[CharSpan], frame: VerbFrame
) -> list[CharSpan]:
    content = list(quoted)
    if frame.clause in {"yes", "belief"} or quoted:
        found = list(_clauses_of(page, verb, block, frame))
        content += [s for s in found if not quoted or page.quotations_in(s) or s[1] <= block[0]]
    if not content and frame.clause == "yes":
        content += _around(page, verb, block)
    return content


def _clauses_of(page: Page, verb: Word, block: CharSpan, frame: VerbFrame) -> Iterator[CharSpan]:
    for c in clauses.children(verb, "ccomp", "parataxis"):
        span = page.sentence_part(clauses.span_of(c), verb)
        if c.dep_.startswith("parataxis") and not _is_said(page, span, block):
            continue
        if clauses.is_infinitive(c) and frame.infinitive == "other":
            continue
        if c.i < verb.i:
            yield span[0], min(span[1], block[0])
            continue
        that = after_that(page, verb, c.i)
        start = that if that is not None else clauses.after_mark(c, span[0])
        start = max(start, verb.idx + len(verb))
        if not _speaks_itself(c) and not _others_between(page, verb, c):
            yield start, next_speaker(page, start, span[1])


def _speaks_itself(clause: Word) -> bool:
    """Whether a clause hung on a verb of saying is the next speaker's: "..., but he warned"."""
    frame = cues().verbs.get(cues().base(clause))
    linked = clauses.child(clause, "cc") is not None and clauses.child(clause, "nsubj") is not None
    return linked and frame is not None and frame.clause == "yes"


def _others_between(page: Page, verb: Word, clause: Word) -> bool:
    """Whether another verb of saying stands between a verb and a clause hung on it."""
    verbs = cues().verbs
    for token in page.doc[verb.i + 1 : clause.left_edge.i]:
        frame = verbs.get(cues().base(token)) if token.pos_ == "VERB" else None
        if frame is not None and frame.clause == "yes" and page.quotation_at(token.idx) is None:
            return True
    return False


def _named_in(page: Page, block: CharSpan, verb: Word) -> Word | None:
    """The head of the noun phrase in a clause of saying whose subject the parse has missed."""
    first, last = page.token_at(block[0]).i, page.token_at(block[1] - 1).i
    names = [t for t in page.doc[first : last + 1] if t.pos_ in {"PROPN", "NOUN", "PRON"}]
    before = [t for t in names if t.i < verb.i]
    if not names:
        return None
    if not before:
        return names[0]
    head = before[-1]
    while first <= head.head.i < verb.i and head.head.i != head.i:
        head = head.head
    return head if head.pos_ in {"PROPN", "NOUN", "PRON"} else before[-1]


def _is_said(page: Page, span: CharSpan, block: CharSpan) -> bool:
    if span[0] >= block[1]:
        return ":" in page.text[block[1] : span[0]] or page.quotation_at(span[0]) is not None
    return span[1] <= block[0]


def _around(page: Page, verb: Word, block: CharSpan) -> list[CharSpan]:
    """The sentence around "the statement said" where the verb has no clause of its own."""
    subject = clauses.child(verb, "nsubj")
    if subject is None or clauses.child(verb, "obj") is not None:
        return []
    start, end = page.sentence(verb)
    before, after = (start, block[0]), (block[1], end)
    text = page.text
    inserted = text[max(0, block[0] - 8) : block[0]].rstrip().endswith((",", "–", "—", "”", '"'))
    goes_on = text[block[1] : block[1] + 1] == ","
    if not inserted or len(text[before[0] : before[1]].split()) < 3:
        return []
    if verb.dep_.startswith(("acl", "advcl", "conj")) and not goes_on:
        return []
    rest = text[after[0] : after[1]].strip(' ,.;:–—"”')
    return [before, after] if goes_on and rest else [before]


def _joined(page: Page, content: list[CharSpan], block: CharSpan) -> list[CharSpan]:
    """Content pieces grown to their quotation marks, trimmed, and merged where they overlap."""
    pieces: list[CharSpan] = []
    for span in sorted(content):
        span = page.snap(page.trim(page.snap(span)))
        span = _with_quotation_after(page, _with_and_that(page, span, block), block)
        if span[1] <= span[0]:
            continue
        if pieces and span[0] <= pieces[-1][1] + 1:
            pieces[-1] = (pieces[-1][0], max(span[1], pieces[-1][1]))
        else:
            pieces.append(span)
    return pieces


def _with_and_that(page: Page, span: CharSpan, block: CharSpan) -> CharSpan:
    """Content after its cue runs on into a second that-clause: "that A, and that B"."""
    if span[0] < block[1] or page.quotation_at(span[1]) is not None:
        return span
    match = _AND_THAT.match(page.text, span[1])
    if match is None:
        return span
    clause = page.token_at(match.end()).head
    if clause.i < page.token_at(match.end()).i:
        clause = page.token_at(match.end())
        while clause.head.i > clause.i:
            clause = clause.head
    end = page.sentence_part(clauses.span_of(clause), clause)[1]
    return (span[0], end) if end > match.end() else span


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
