"""Content of a verb of saying that is no clause: an infinitive, a phrase or the object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.statements import clauses
from detente.coding.statements.lexicon import VerbFrame, cues
from detente.coding.statements.page import CharSpan, Page, Relation
from detente.coding.statements.sources import actor_ids
from detente.coding.statements.wording import told_next
from detente.knowledge.nouns import noun_of

if TYPE_CHECKING:
    from detente.language.words import Word

_AT = frozenset({"at", "in", "above", "around", "between", "over"})
_OF_NOUN = frozenset({"for", "of", "against", "over", "about"})
"""Prepositions that rather join a noun to the noun before them than to a verb of saying."""


def other_content(page: Page, verb: Word, frame: VerbFrame, relation: Relation) -> list[CharSpan]:
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
            gerund = c.dep_ == "xcomp" and c.tag_ == "VBG"
            if c.i > verb.i and (gerund or clauses.is_infinitive(c)):
                end = clauses.end_of_said(c)
                return [page.sentence_part((clauses.span_of(c)[0], end), verb)]
    relative = _of_relative(page, verb, frame)
    if relative:
        return relative
    if frame.object in {"addressed", "target", "described"} or _as_phrase(verb, frame) is not None:
        found = _object_and_more(page, verb, frame, relation)
        if found:
            return found
    after = _after_preposition(page, verb, frame)
    if after is not None:
        return [after]
    obj = clauses.child(verb, "obj")
    if obj is not None and _says_object(page, frame, obj):
        end = _before_which(page, obj, _reach(verb, obj))
        return [page.sentence_part((obj.left_edge.idx, end), verb)]
    if page.in_title(verb) and frame.clause == "yes":
        start = verb.idx + len(verb)
        end = page.sentence(verb)[1]
        return [(start, end)] if len(page.text[start:end].split()) >= 2 else []
    return []


def _says_object(page: Page, frame: VerbFrame, obj: Word) -> bool:
    """Whether the object of a verb is what was said, by the frame and by what sort of thing it
    is."""
    if not _can_be_said(obj):
        return False
    if frame.either:
        return not (actor_ids(page, obj) or noun_of(obj.text) is not None)
    if frame.object == "claim":
        return cues().is_noun(cues().base(obj), "claim")
    if frame.object == "deed":
        return not (actor_ids(page, obj) or noun_of(obj.text) is not None)
    return frame.object == "content"


def _as_phrase(verb: Word, frame: VerbFrame) -> Word | None:
    """ "as a ploy" behind the object of a verb that takes one ("dismissed the offer as a ploy")."""
    if "as" not in frame.prepositions:
        return None
    for c in clauses.children(verb, "obl", "advcl", "xcomp"):
        if c.i > verb.i and c.left_edge.lower_ == "as" and c.left_edge.dep_ in {"case", "mark"}:
            return c
    return None


def _of_relative(page: Page, verb: Word, frame: VerbFrame) -> list[CharSpan]:
    """The noun that a relative clause says something of, and what it says: "a charge that the
    ministry dismissed as a lie"."""
    described = _as_phrase(verb, frame)
    if (
        described is None
        or verb.dep_ not in {"acl:relcl", "acl"}
        or frame.object not in {"claim", "described"}
    ):
        return []
    subject, obj, noun = clauses.child(verb, "nsubj"), clauses.child(verb, "obj"), verb.head
    if subject is None or "PronType=Rel" in str(subject.morph) or (obj and obj.i > verb.i):
        return []
    if frame.object == "claim" and not _says_object(page, frame, noun):
        return []
    own = [*clauses.children(noun, "det", "amod", "compound", "nmod:poss", "nummod")]
    start = min((c.left_edge.idx for c in own if c.i < noun.i), default=noun.idx)
    about = (start, noun.idx + len(noun))
    return [about, page.sentence_part(clauses.span_of(described), verb)]


def _predicated(page: Page, verb: Word) -> CharSpan | None:
    """Object and predicate that the parse has read as one phrase ("labelled | the visit a
    ploy")."""
    for c in clauses.children(verb, "xcomp", "ccomp"):
        nominal = c.pos_ in {"NOUN", "ADJ", "PROPN"} and clauses.child(c, "mark") is None
        if nominal and c.left_edge.i == verb.i + 1 and any(t.i < c.i for t in c.children):
            return page.sentence_part(clauses.span_of(c), verb)
    return None


def passive_content(page: Page, verb: Word, frame: VerbFrame, relation: Relation) -> list[CharSpan]:
    """What somebody named after "by" said, with the subject of the passive as object: "The pull-out
    was announced by the ministry", "The raid was condemned by the League as a crime"."""
    subject = clauses.child(verb, "nsubj:pass")
    if subject is None or subject.i > verb.i or subject.pos_ == "PRON":
        return []
    if frame.lemma == "claim":  # an attack claimed is owned up to
        return []
    if frame.infinitive == "other":
        relation.audience = [subject.i]
        asked = _asked(page, verb, relation)
        return [asked] if asked is not None else []
    described = _as_phrase(verb, frame)
    blamed = frame.object in {"target", "claim", "described"} and described is not None
    condemned = frame.object == "target" and frame.clause == "yes"
    if not (blamed or condemned or _says_object(page, frame, subject)):
        return []
    spans = [clauses.span_of(subject)]
    if described is not None:
        spans.append(page.sentence_part(clauses.span_of(described), verb))
    return spans


def _phrase(page: Page, verb: Word, relation: Relation) -> list[CharSpan]:
    obj = clauses.child(verb, "obj")
    if obj is None:
        return []
    kind = cues().phrase(cues().base(verb), cues().base(obj))
    if kind is None:
        return []
    if kind == "count":
        figure = next((c for c in clauses.children(verb, "obl") if c.left_edge.lower_ in _AT), None)
        end = clauses.span_of(figure)[1] if figure is not None else 0
        return [page.sentence_part((obj.left_edge.idx, end), verb)] if end > obj.idx else []
    if kind == "noun":
        return [page.sentence_part((obj.left_edge.idx, _reach(verb, obj)), verb)]
    relation.cue = (verb.idx, obj.idx + len(obj))
    if obj.i + 2 >= len(page.doc) or page.doc[obj.i + 1].pos_ not in {"ADP", "SCONJ"}:
        return []
    first = page.doc[obj.i + 2]
    end = max(
        (clauses.span_of(c)[1] for c in (*obj.children, *verb.children) if c.i >= first.i),
        default=clauses.span_of(first)[1],
    )
    return [page.sentence_part((first.idx, _before_comma(page, first.idx, end)), verb)]


def _before_comma(page: Page, start: int, end: int) -> int:
    """The end of a phrase, cut at ", with ..." which tells what happened besides."""
    cut = page.text.find(", with ", start, end)
    return end if cut < 0 else cut


def _asked(page: Page, verb: Word, relation: Relation) -> CharSpan | None:
    """ "to leave" in "told the powers to leave"."""
    told = [c for i in relation.audience for c in clauses.children(page.doc[i], "acl")]
    for c in (*clauses.children(verb, "xcomp", "ccomp", "advcl"), *told):
        if c.i < verb.i or not clauses.is_infinitive(c):
            continue
        to = next(t for t in c.children if t.lower_ == "to" and t.dep_ == "mark")
        own = clauses.child(c, "nsubj")
        if own is not None and own.i < to.i and not relation.audience:
            relation.audience = [own.i]
        first = to.nbor(-1) if to.i and to.nbor(-1).lower_ == "not" else to
        return page.sentence_part((first.idx, clauses.end_of_said(c)), verb)
    return None


def _after_preposition(page: Page, verb: Word, frame: VerbFrame) -> CharSpan | None:
    obj = clauses.child(verb, "obj")
    if (
        obj is not None
        and frame.object not in {"content", "audience"}
        and "Reflex=Yes" not in str(obj.morph)
    ):
        return None
    about = list(clauses.children(obj, "nmod")) if frame.object == "audience" and obj else []
    for c in (*clauses.children(verb, "obl", "advcl", "xcomp"), *about):
        if c.i < verb.i:
            continue
        first = c.left_edge
        if first.lower_ in frame.prepositions and first.dep_ in {"case", "mark"}:
            end = clauses.span_of(c)[1]
            for later in clauses.children(verb, "advcl", "xcomp"):
                if later.i > c.i and clauses.is_infinitive(later):
                    end = max(end, clauses.span_of(later)[1])
            return page.sentence_part((first.nbor().idx, _before_which(page, c, end)), verb)
    return None


def _object_and_more(
    page: Page, verb: Word, frame: VerbFrame, relation: Relation
) -> list[CharSpan]:
    obj = clauses.child(verb, "obj", "iobj")
    if obj is None and (told := told_next(page, verb)) is not None:
        obj = page.doc[told]
    if obj is None and frame.object == "described":
        both = _predicated(page, verb)
        return [both] if both is not None else []
    if obj is None or obj.i < verb.i:
        return []
    end = clauses.span_of(obj)[1]
    more = False
    links = frame.prepositions - {"for"} if frame.object == "described" else frame.prepositions
    for c in verb.children:
        if c.i <= obj.i:
            continue
        linked = clauses.preposition(c) in links or c.dep_ in {"xcomp", "ccomp"}
        gerund = c.dep_.startswith("advcl") and c.left_edge.lower_ in links
        if linked or gerund:
            end, more = max(end, clauses.span_of(c)[1]), True
    span = page.sentence_part((obj.left_edge.idx, end), verb)
    inside = any(
        clauses.preposition(n) in frame.prepositions for n in clauses.children(obj, "nmod", "acl")
    )
    if frame.object == "described" and not more and not page.quotations_in(span):
        return []
    if frame.object == "target" and frame.prepositions and not (more or inside):
        return [span] if frame.clause == "yes" and not actor_ids(page, obj) else []
    if frame.object == "addressed":
        relation.audience = [obj.i]
    return [span]


def _reach(verb: Word, obj: Word) -> int:
    """Where an object ends, with a clause or phrase right after it that the parse hung on the verb:
    "claimed responsibility for the raid"."""
    end = clauses.span_of(obj)[1]
    for c in clauses.children(verb, "obj", "xcomp", "ccomp", "obl"):
        if c.i <= obj.i or c.left_edge.i != obj.right_edge.i + 1:
            continue
        if c.dep_ in {"obj", "xcomp", "ccomp"} or clauses.preposition(c) in _OF_NOUN:
            end = clauses.span_of(c)[1]
    return end


def _before_which(page: Page, obj: Word, end: int) -> int:
    """The end of an object, cut at a "which" clause: that is the reporter's, not the speaker's."""
    for token in page.doc[obj.i + 1 : page.token_at(end - 1).i + 1]:
        bare = token.lower_ == "which" and token.nbor(-1).pos_ != "ADP"
        if bare and page.quotation_at(token.idx) is None:
            return int(token.idx)
    return end


def _can_be_said(obj: Word) -> bool:
    known = cues()
    if obj.pos_ not in {"NOUN", "PROPN", "VERB", "NUM", "ADJ"}:
        return False
    base = cues().base(obj)
    return not known.is_noun(base, "document") or any(
        c.dep_.startswith(("acl", "nmod")) for c in obj.children if c.i > obj.i
    )
