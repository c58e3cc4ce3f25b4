"""What the order of words tells about who says what, whatever the parse has made of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.coding.statements.lexicon import cues
from detente.coding.statements.page import CharSpan, Page
from detente.coding.statements.sources import speaks

if TYPE_CHECKING:
    from detente.language.words import Word

_NOMINAL = frozenset({"PROPN", "NOUN", "PRON"})
_PHRASAL = _NOMINAL | {"DET", "ADJ", "ADP", "PART", "NUM", "ADV", "CCONJ"}
_BREAKS = frozenset({",", "”", '"', "—", "–"})
_ENDS = frozenset({".", "!", "?"})
_NO_NAME = frozenset({"which", "who", "that", "whom", "and", "but", "while", "or", "as"})
_LINKS = frozenset({"but", "while", "and", "whereas", "although"})
_NAMING = frozenset({"compound", "flat", "appos"})
_GOVERNED = frozenset({"nmod", "obl", "compound", "flat", "appos", "amod", "conj"})
_REACH = 14  # words that a clause of saying may have before its verb, or before "that"


def closing_cue(page: Page, verb: Word) -> CharSpan | None:
    """The clause of saying that ends its sentence or is put into it.

    "..., the ministry said in a statement." or "..., said the minister, ...".
    """
    first = _start_of_clause(page, verb)
    last = _end_of_clause(page, verb)
    if first is None or last is None:
        return None
    inverted = first == verb.i
    named = page.doc[verb.i + 1 : last + 1] if inverted else page.doc[first : verb.i]
    if not any(t.pos_ in _NOMINAL for t in named) or named[0].lower_ in _NO_NAME:
        return None
    quoted = page.quotations_in((page.sentence(verb)[0], verb.idx))
    if inverted and not quoted and named[0].pos_ == "ADP" and _has_speaker_before(page, verb):
        return None  # "Ana Ruiz, the envoy, appealed to Norway" is no "..., said the envoy"
    if not inverted and last > verb.i and page.doc[verb.i + 1].pos_ not in {"ADP", "ADV"}:
        return None
    start = page.sentence(verb)[0]
    told = page.doc[page.token_at(start).i : first]
    if page.doc[last + 1 : last + 2] and page.doc[last + 1].text == ",":  # it is put in
        after = page.token_at(page.sentence(verb)[1] - 1).i
        told = [*told, *page.doc[last + 2 : after + 1]]
    if len(told) < 4 or not any(t.pos_ in {"VERB", "AUX"} for t in told):
        return None
    end = page.doc[last]
    return page.doc[first].idx, end.idx + len(end)


def _has_speaker_before(page: Page, verb: Word) -> bool:
    """Whether the parse gives a verb a subject before it that can speak, and none behind it."""
    subjects = [c for c in verb.children if c.dep_.split(":")[0] == "nsubj"]
    return bool(subjects) and all(s.i < verb.i and speaks(page, s) for s in subjects)


def named_before(page: Page, verb: Word) -> CharSpan | None:
    """The verb and the nominal words before it, if a quotation ends where they begin."""
    first = verb
    for token in reversed(page.doc[max(0, verb.i - _REACH) : verb.i]):
        if token.pos_ not in _PHRASAL or token.is_space or page.quotation_at(token.idx) is not None:
            break
        first = token
    at = first.idx
    while at > 0 and page.text[at - 1] in " ,":
        at -= 1
    ended = at > 0 and page.quotation_at(at - 1) is not None
    named = any(t.pos_ in _NOMINAL for t in page.doc[first.i : verb.i])
    return (first.idx, verb.idx + len(verb)) if ended and named else None


def _start_of_clause(page: Page, verb: Word) -> int | None:
    for i in range(verb.i - 1, max(-1, verb.i - _REACH), -1):
        token = page.doc[i]
        if token.text in _BREAKS:
            return i + 1
        if token.pos_ in {"VERB", "SCONJ"} or token.is_space or token.text in _ENDS:
            return None
    return None


def _end_of_clause(page: Page, verb: Word) -> int | None:
    """Index of the last word before the full stop, if only short phrases come before it."""
    last = verb.i
    for token in page.doc[verb.i + 1 : verb.i + _REACH]:
        if token.text in _ENDS or token.is_space or token.text == ",":
            return last
        if token.pos_ not in _PHRASAL or page.quotation_at(token.idx) is not None:
            return None
        last = token.i
    return last if last + 1 == len(page.doc) else None


def next_speaker(page: Page, start: int, end: int) -> int:
    """Where content ends because another clause of saying or the reporter's comment begins.

    "that it was a good sign, adding ..." and "that there was time, but he warned that ..." hold two
    statements each. "and that ..." carries on the first; ", the latest sign" is the reporter's.
    """
    verbs = cues().verbs
    first = page.token_at(start).i
    for token in page.doc[first + 2 : page.token_at(max(start, end - 1)).i + 1]:
        if page.quotation_at(token.idx) is not None or not _after_comma(page, token):
            continue
        frame = verbs.get(cues().base(token))
        if token.tag_ == "VBG" and frame is not None and frame.clause == "yes":
            return int(token.idx)
        if token.lower_ in _LINKS and _speaks_next(page, token):
            return int(token.idx)
        if token.lower_ in {"the", "a", "an", "in"} and _comments(page, token):
            return int(token.idx)
    return end


def _comments(page: Page, first: Word) -> bool:
    """Whether ", the latest sign that" or ", a move that" begins here."""
    words = [t.lower_ for t in page.doc[first.i + 1 : first.i + 3]]
    if first.lower_ == "the" and words[:1] == ["latest"]:
        return True
    nouns = [w for w in words if w in cues().words("comment")]
    return first.lower_ != "the" and bool(nouns)


def _after_comma(page: Page, token: Word) -> bool:
    before = [t.text for t in page.doc[max(0, token.i - 2) : token.i]]
    return "," in before[-1:] or (before[-1:] in (["”"], ['"']) and "," in before)


def _speaks_next(page: Page, link: Word) -> bool:
    verbs = cues().verbs
    named = False
    for token in page.doc[link.i + 1 : link.i + 9]:
        frame = verbs.get(cues().base(token))
        if token.pos_ == "VERB":
            finite = token.tag_ in {"VBD", "VBZ", "VBP"}
            says = frame is not None and (frame.clause == "yes" or frame.object != "no")
            return named and finite and says
        if token.pos_ not in _PHRASAL or token.lower_ == "that":
            return False
        named = named or token.pos_ in {"PRON", "PROPN"}
    return False


def after_that(page: Page, verb: Word, limit: int) -> int | None:
    """Where a that-clause begins, if "that" follows the verb before the word at ``limit``."""
    for token in page.doc[verb.i + 1 : min(limit, verb.i + _REACH)]:
        if token.lower_ == "that" and token.pos_ == "SCONJ":
            return int(token.nbor().idx) if token.i + 1 < len(page.doc) else None
        if token.pos_ == "VERB" and token.tag_ not in {"VBG", "VBN"}:
            return None
        if token.text in _ENDS or page.quotation_at(token.idx) is not None:
            return None
    return None


def told_next(page: Page, verb: Word) -> int | None:
    """The first actor named right after a verb of telling."""
    for token in page.doc[verb.i + 1 : verb.i + 9]:
        if token.pos_ in {"SCONJ", "ADP", "PUNCT"} or token.tag_ in {"VBD", "VBZ", "VBP"}:
            return None
        if page.grounding.actors.at(token):
            return int(token.i)
    return None


def subject_before(page: Page, verb: Word) -> Word | None:
    """The last name before a finite verb in its sentence that no preposition or noun governs.

    Where the parse leaves none, the last one that opens the sentence or follows a comma.
    """
    first = page.token_at(page.sentence(verb)[0]).i
    opening: Word | None = None
    for token in reversed(page.doc[first : verb.i]):
        finite = token.tag_ in {"VBD", "VBZ", "VBP"} and token.head.i != verb.i
        if finite or page.quotation_at(token.idx) is not None:
            break
        if token.pos_ not in _NOMINAL or not speaks(page, token):
            continue
        if _head_of_name(token, verb).dep_.split(":")[0] not in _GOVERNED:
            return token
        if opening is None and _opens(page, token, first):
            opening = token
    return opening


def _head_of_name(token: Word, verb: Word) -> Word:
    while token.dep_.split(":")[0] in _NAMING and token.head.i < verb.i:
        token = token.head
    return token


def _opens(page: Page, token: Word, first: int) -> bool:
    """Whether only words of its own name stand between a word and a comma or the beginning."""
    for before in reversed(page.doc[first : token.i]):
        if before.text == ",":
            return True
        if before.pos_ not in {"PROPN", "NOUN", "DET", "ADJ"} and not before.is_title:
            return False
    return True


def own_subject(page: Page, verb: Word) -> Word | None:
    """The noun phrase right before a coordinated verb: such a verb shares no other's subject."""
    at = verb.i - 1
    while at > 0 and page.doc[at].pos_ in {"ADV", "AUX"}:
        at -= 1
    token = page.doc[at]
    if token.pos_ not in _NOMINAL or page.quotation_at(token.idx) is not None:
        return None
    while token.dep_.split(":")[0] in _NAMING | {"conj"} and token.head.i < token.i:
        between = page.doc[token.head.i : token.i]
        if any(t.lower_ in _LINKS - {"and"} or t.pos_ == "VERB" for t in between):
            break
        token = token.head
    return token if speaks(page, token) else None


def asks_for_cover(page: Page, verb: Word, content: Sequence[CharSpan]) -> bool:
    """Whether a source only asks the reporter not to be named."""
    start, end = content[0]
    said = page.doc[page.token_at(start).i : page.token_at(max(start, end - 1)).i + 1]
    words = [cues().base(t) for t in said[:4]]
    if "anonymity" in words[:2]:
        return True
    asks = cues().base(verb) in {"ask", "request"} and words[:1] == ["not"]
    return asks and bool(cues().words("unnamed") & set(words))


def rest_of_sentence(page: Page, verb: Word) -> CharSpan | None:
    """The words after a verb of saying that the parse left without content."""
    sentence = page.sentence(verb)
    start = after_that(page, verb, len(page.doc))
    if start is None:
        following = page.doc[verb.i + 1 : verb.i + 2]
        if not len(following) or following[0].pos_ in {"ADP", "PUNCT", "CCONJ", "SPACE", "PART"}:
            return None
        if following[0].lower_ == "by":  # "responded by saying": the next verb has the content
            return None
        start = int(following[0].idx)
    if start >= sentence[1]:
        return None
    span = (start, sentence[1])
    told = page.doc[page.token_at(start).i : page.token_at(span[1] - 1).i + 1]
    return span if any(t.pos_ in {"VERB", "AUX"} for t in told) else None
