"""What stands beside a verb of saying as its content: clauses, and the quotations in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.coding.statements import clauses
from detente.coding.statements.lexicon import VerbFrame, cues
from detente.coding.statements.page import CharSpan, Page
from detente.coding.statements.wording import after_that, next_speaker

if TYPE_CHECKING:
    from detente.language.words import Word

_AND_THAT = re.compile(r",?[ \t]+(?:and|but)[ \t]+that[ \t]+(?=\w)")
_JOINS_QUOTE = re.compile(r",?[ \t]*(?:(?:but|and|because|as|so|or|while)[ \t]+)?(?:that[ \t]+)?")


def clause_content(
    page: Page, verb: Word, block: CharSpan, quoted: list[CharSpan], frame: VerbFrame
) -> list[CharSpan]:
    """The quotations beside a verb of saying and its clauses, else the sentence around it."""
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
        span = span[0], min(span[1], clauses.end_of_said(c))
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


def joined(page: Page, verb: Word, content: list[CharSpan], block: CharSpan) -> list[CharSpan]:
    """Content pieces grown to their quotation marks, trimmed, and merged where they overlap."""
    pieces: list[CharSpan] = []
    for span in sorted(content):
        span = page.snap(page.trim(page.snap(span)))
        span = _with_quotation_after(page, _with_and_that(page, span, block), verb)
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


def _with_quotation_after(page: Page, span: CharSpan, verb: Word) -> CharSpan:
    """Content after its cue runs on into a quotation that only "but" or a comma parts from it."""
    if span[0] < verb.idx:
        return span
    gap = _JOINS_QUOTE.match(page.text, span[1])
    if gap is None or page.quotation_at(span[1] - 1) is not None:
        return span
    after = page.quotation_at(gap.end())
    if after is not None and after.start == gap.end() > span[1]:
        return span[0], after.end
    return span
