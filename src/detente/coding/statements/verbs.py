"""Attributions made by a verb: "said", "told reporters that", "called for", "thanked ... for"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.coding.statements import clauses
from detente.coding.statements.hearers import audience_of, passed_by
from detente.coding.statements.lexicon import VerbFrame, cues
from detente.coding.statements.objects import other_content, passive_content
from detente.coding.statements.page import CharSpan, Page, Relation
from detente.coding.statements.said import clause_content, joined
from detente.coding.statements.sources import is_person, name_span, speaks
from detente.coding.statements.wording import (
    asks_for_cover,
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
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_TOLD = 3  # words before a quotation that make it the end of what was said
_THAT_AFTER = re.compile(r"[ \t]+that\b")
_AS = re.compile(r"[ \t]+as\Z")
_OPENING = frozenset({"“", '"', "‘", "«"})
_LOOSE = frozenset(" ,\t\n\u00a0–—-")
_GAP_AFTER = re.compile(r"[\s,:–—-]*(?:that\s+)?")
_CONTENT = frozenset({"ccomp", "parataxis", "conj", "punct", "cc", "mark", "dep", "discourse"})


def verb_relations(page: Page) -> list[Relation]:
    """One relation for each verb of saying that stands outside quotation marks and has content."""
    found = []
    for token in page.doc:
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        frame = _frame(token)
        if frame is None or _only_relays(token) or page.quotation_at(token.idx) is not None:
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
    if found is None and base in {"put", "make"}:  # "as he put it", "made clear that"
        found = next(
            (verbs[f] for c in token.children if (f := f"{base} {c.lower_}") in verbs), None
        )
    if found is None and any(
        cues().phrase(base, cues().base(o)) for o in clauses.children(token, "obj")
    ):
        return VerbFrame(base, "actor", "no", "no", "no", frozenset())
    return found


def _relation(page: Page, verb: Word, frame: VerbFrame) -> Relation | None:
    saying = _saying(page, verb, frame)
    if saying is None:
        return None
    block, quoted, closing = saying
    passive = clauses.is_passive(verb)
    source = _speaker(page, verb, saying)
    if source is not None and (source.lower_ in _NARRATOR or clauses.is_nobody(source)):
        return None
    acts = source is not None and speaks(page, source)
    if frame.who == "actor" and source is not None and not acts:
        return None
    if frame.who == "person" and not (source is not None and is_person(page, source)):
        return None
    relation = Relation(
        verb.i,
        _cue_span(verb, frame),
        source.i if source is not None else None,
        name_span(page, source, verb) if source is not None else None,
        [],
        f"verb:{frame.lemma}",
        clause=block,
    )
    inverted = closing is not None and source is not None and source.i > verb.i
    if inverted and relation.source is not None:  # said the minister, an old hand at talks
        relation.clause = block[0], max(block[1], relation.source[1])
    _hear(page, verb, frame, relation)
    content: list[CharSpan] = []
    if frame.clause != "no" and (acts or quoted or frame.who == "any"):
        content = clause_content(page, verb, block, quoted, frame)
        if closing is not None:
            content = _whole(page, verb, quoted, closing)
    content = [_past_hearer(page, span, relation.audience) for span in content]
    if frame.object == "audience":  # told "Morning Talk" that ...
        content = [s for s in content if not _THAT_AFTER.match(page.text, s[1])]
    relation.takes_quotation = bool(quoted) and bool(content)
    if not content and acts:
        find = passive_content if passive else other_content
        content = find(page, verb, frame, relation)
    if not content and frame.clause == "yes" and source is not None and not passive:
        rest = rest_of_sentence(page, verb)
        content = [(rest[0], next_speaker(page, *rest))] if rest is not None else []
    if not content or (source is None and passive and not quoted):
        return None
    relation.content = joined(page, verb, content, block)
    if not relation.content or asks_for_cover(page, verb, relation.content):
        return None
    return relation


def _saying(
    page: Page, verb: Word, frame: VerbFrame
) -> tuple[CharSpan, list[CharSpan], CharSpan | None] | None:
    """The clause of a verb of saying, the quotations beside it, and the clause again where it ends
    its sentence or is put into it; ``None`` where the verb says nothing."""
    closing = closing_cue(page, verb) if frame.clause == "yes" else None
    block = closing or cue_block(verb.head if quoted_as(verb) else verb)
    inside = page.quotation_at(block[1] - 1)
    if inside is not None and inside.start > verb.idx:
        block = block[0], inside.start
    quoted = _adjacent_quotations(page, verb, block)
    beside = named_before(page, verb) if frame.clause != "no" else None
    if beside is not None and not quoted:
        block = beside[0], max(beside[1], block[1] if block[0] >= beside[0] else 0)
        quoted = _adjacent_quotations(page, verb, block)
        closing = closing or (block if quoted else None)
    if frame.clause == "quote":
        quoted = [q for q in quoted if len(page.text[q[0] : q[1]].split()) > 2]
    if frame.object == "audience":
        quoted = [q for q in quoted if not _THAT_AFTER.match(page.text, q[1])]
    if not quoted and (clauses.is_negated(verb) or clauses.is_unreal(verb)):
        return None
    return block, quoted, closing


def _speaker(
    page: Page, verb: Word, saying: tuple[CharSpan, list[CharSpan], CharSpan | None]
) -> Word | None:
    """The head of the words that name who speaks: by the parse, or by the order of the words where
    the parse finds nobody in the verb's own sentence."""
    block, quoted, closing = saying
    source = _source(page, verb)
    passive = clauses.is_passive(verb)
    low = page.sentence(verb)[0]
    if source is not None and source.i < verb.i and source.idx < low and not quoted:
        source = subject_before(page, verb) or source
    if source is None and not passive and verb.tag_ in _FINITE:
        source = subject_before(page, verb)
    if quoted and source is None and page.text[verb.idx - 2 : verb.idx - 1] in _MARKS:
        source = _named_in(page, (verb.idx, block[1]), verb)
    outside = source is None or (closing is not None and not _within(source, closing))
    if closing is not None and outside and not passive:
        source = _named_in(page, closing, verb)
    return source


def _within(word: Word, span: CharSpan) -> bool:
    return span[0] <= word.idx < span[1]


def _hear(page: Page, verb: Word, frame: VerbFrame, relation: Relation) -> None:
    """Note who hears the words and who passes them on."""
    passive = clauses.is_passive(verb)
    relation.audience = [t.i for t in audience_of(verb, frame, passive)]
    if frame.object == "audience" and not relation.audience and not passive:
        told = told_next(page, verb)
        relation.audience = [told] if told is not None else []
    relation.passed_by = [t.i for t in passed_by(verb)]
    if quoted_as(verb):
        relay = clauses.agent(verb.head) if clauses.is_passive(verb.head) else None
        relay = relay or clauses.child(verb.head, "nsubj")
        if relay is not None and relay.idx < page.sentence(verb.head)[0]:
            relay = subject_before(page, verb.head) or relay
        relation.passed_by += [relay.i] if relay is not None else []


def _whole(page: Page, verb: Word, quoted: list[CharSpan], closing: CharSpan) -> list[CharSpan]:
    """What a clause of saying behind or within its sentence belongs to: the quotation beside it, or
    the whole sentence where that only ends in quotation marks ("It "broke the law," he said")."""
    start = page.sentence(verb)[0]
    if not quoted:
        return _told_around(page, verb, closing)
    first = min(quoted)
    before = page.trim((start, first[0]))
    if first[1] > closing[0] or len(page.text[before[0] : before[1]].split()) < _TOLD:
        return quoted
    if any(q.end < first[0] - 1 for q in page.quotations_in(before)):
        return quoted
    return [(before[0], first[1]), *(q for q in quoted if q != first)]


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
    if quoted_as(verb):
        quoted = "nsubj:pass" if clauses.is_passive(verb.head) else "obj"
        return next((c for c in verb.head.children if c.dep_ == quoted), None)
    if clauses.child(verb, "nsubj") is None and verb.tag_ in _FINITE | {"VBN"}:
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


def quoted_as(verb: Word) -> bool:
    """Whether the verb is that of "was quoted as saying" or "cited him as saying"."""
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
    put = _AS.search(text, max(0, last - 4), last)  # "No deal," as an envoy put it
    last = put.start() if put is not None else last
    before = page.quotation_at(last - 1)
    if (
        before is not None
        and before.end == last
        and text[before.inner_end - 1] != "."
        and (verb.tag_ != "VBG" or quoted_as(verb) or _has(verb, "aux"))
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


def _has(verb: Word, relation: str) -> bool:
    return any(c.dep_ == relation for c in verb.children)


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
