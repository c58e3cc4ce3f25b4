"""Who speaks: from the words that name a source to an actor of the report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.coding.statements import clauses
from detente.coding.statements.lexicon import cues

if TYPE_CHECKING:
    from detente.coding.statements.page import CharSpan, Page
    from detente.language.words import Word

_PERSONAL = frozenset({"he", "she", "they", "i", "we", "who", "both", "it"})
_ONE = frozenset({"he", "she", "i"})
_SPEAKING_ENTITIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_ISSUED_BY = frozenset({"by", "from", "of", "for"})
_INSIDE = ("appos", "flat", "compound", "conj")
_PARTITIVE = frozenset({"one", "some", "several", "many", "most", "two"})
_NAME_REACH = 14  # words between an office and the name set off behind it
_TITLE_REACH = 5  # words of a rank or office between the comma and the name
_STOPS = frozenset({".", ";", ":", "”", '"', "“"})
_BELONGS = ("nmod:poss", "compound", "amod", "nmod")


def actor_ids(page: Page, head: Word) -> tuple[str, ...]:
    """Actors that a noun phrase points at: its head, or the name that stands beside its head."""
    index = page.grounding.actors
    found = index.at(head)
    if found:
        return found
    for c in clauses.children(head, *_INSIDE):
        found = index.at(c)
        if found and c.dep_ != "compound":
            return found
    if head.lower_ in _PARTITIVE:  # "one of these groups, the Front"
        for part in clauses.children(head, "nmod"):
            for name in clauses.children(part, "appos"):
                if index.at(name):
                    return index.at(name)
    if head.dep_ in {"flat", "appos", "flat:name"}:
        return index.at(head.head)
    return ()


def name_behind(page: Page, head: Word, cue: int | None) -> tuple[str, ...]:
    """The person named behind an office: "a spokesman for the embassy, Jan Novak, said".

    Read off the words, since the parse often hangs the name on the last noun of the phrase, or
    takes what a participle before the subject speaks to for the subject ("Briefing the Council,
    Ana Ruiz, the envoy, said"): a body has no person in apposition.
    """
    if head.pos_ not in {"NOUN", "PROPN"} or head.ent_type_ == "PERSON":
        return ()
    index = page.grounding.actors
    for token in page.doc[head.i + 1 : head.i + _NAME_REACH]:
        if token.i == cue or token.pos_ in {"VERB", "AUX", "CCONJ"} or token.text in _STOPS:
            return ()
        named = token.ent_type_ == "PERSON" and _set_off(page, token, head)
        found = index.at(token) if named else ()
        if found and index.get(found[0]).kind == "person" and _closed(page, token, cue):
            return found
    return ()


def _set_off(page: Page, name: Word, head: Word) -> bool:
    """Whether a comma, and at most titles after it, stand before a name."""
    for before in reversed(page.doc[max(head.i, name.i - _TITLE_REACH) : name.i]):
        if before.text == ",":
            return True
        if not before.text[:1].isupper() or before.ent_type_ == "PERSON":
            return False
    return False


def _closed(page: Page, name: Word, cue: int | None) -> bool:
    """Whether a name is followed by a comma, the cue or the end of the sentence."""
    at = name.i
    while at < len(page.doc) and page.doc[at].ent_type_ == "PERSON":
        at += 1
    return at < len(page.doc) and (at == cue or page.doc[at].text in {",", "."})


def is_document(token: Word) -> bool:
    """Whether a noun is something written or delivered that can be said to say things."""
    return cues().is_noun(cues().base(token), "document")


def speaks(page: Page, head: Word) -> bool:
    """Whether the noun phrase names somebody or a document, and not a thing."""
    if head.lower_ in _PERSONAL or is_document(head) or actor_ids(page, head):
        return True
    start, end = head.left_edge.i, head.i + 1
    if any(t.ent_type_ in _SPEAKING_ENTITIES for t in (head, *clauses.children(head, *_INSIDE))):
        return True
    described = any(t.ent_type_ in _SPEAKING_ENTITIES for t in page.doc[start:end])
    return described and "Number=Plur" in str(head.morph)


def name_span(page: Page, head: Word, verb: Word | None = None) -> CharSpan:
    """The words that name a source: its noun phrase within its sentence, up to the verb of saying
    where the parse runs on, and without the dateline."""
    start, end = clauses.noun_phrase(head)
    low = page.sentence(head)[0]
    start = max(start, low) if head.idx >= low else start
    if verb is not None and head.i < verb.i:
        end = max(head.idx + len(head), min(end, verb.idx))
    while end > head.idx + len(head) and page.text[end - 1] in ", \n":
        end -= 1
    return start, end


def is_person(page: Page, head: Word) -> bool:
    """Whether a noun phrase names one person."""
    if head.lower_ in _ONE or head.ent_type_ == "PERSON":
        return True
    index = page.grounding.actors
    return any(index.get(i).kind == "person" for i in actor_ids(page, head))


def issuer(page: Page, document: Word) -> Word | None:
    """Who put out a document: "a statement released by X", "X's tweet", "the Turkish statement"."""
    for c in _origins(document):
        if actor_ids(page, c) or page.grounding.actors.at(c):
            return c
    return None


def known_before(document: Word) -> bool:
    """Whether the noun takes up a document named before: "the statement", not "a statement"."""
    definite = any(c.lower_ in {"the", "this", "that"} for c in clauses.children(document, "det"))
    return definite and not any(
        clauses.preposition(c) == "by" for c in clauses.children(document, "nmod")
    )


def _origins(document: Word) -> Iterator[Word]:
    if document.dep_ == "obj" and cues().base(document.head) in cues().words("issue"):
        own = clauses.subject(document.head)
        if own is not None:
            yield own
    for c in clauses.children(document, "acl"):
        if cues().base(c) not in cues().words("issue"):
            continue
        by = clauses.agent(c)
        if by is not None:
            yield by
        yield from (o for o in clauses.children(c, "obl") if clauses.preposition(o) in _ISSUED_BY)
    for c in clauses.children(document, "nmod"):
        if c.dep_ == "nmod:poss" or clauses.preposition(c) in _ISSUED_BY:
            yield c
    for c in clauses.children(document, "nmod:poss", "compound", "amod", "appos"):
        yield c
        yield from clauses.children(c, "compound", "amod")


def passes_on(page: Page, head: Word | None, inner: Word | None) -> bool:
    """Whether a source passes on the words of another (``inner``) and does not speak about them.

    Documents and news media do; a ministry or a spokesperson does for its own side only.
    """
    if head is None:
        return False
    if is_document(head) or cues().base(head) in cues().words("passer"):
        return True
    index = page.grounding.actors
    theirs = {index.get(i).country for i in actor_ids(page, inner)} if inner is not None else set()
    for actor_id in actor_ids(page, head):
        actor = index.get(actor_id)
        if "JRN" in actor.sectors:
            return True
        office = (actor.office or "").lower()
        speaks_for_others = actor.kind == "organisation" or any(
            word in office for word in cues().words("passer")
        )
        if speaks_for_others and (actor.country is None or actor.country in theirs):
            return True
    return any(
        cues().base(t) in cues().words("passer")
        for t in clauses.children(head, "appos", "compound")
    )


def side(page: Page, head: Word) -> tuple[str, ...]:
    """The body that a nameless source belongs to: "German" of "German officials"."""
    index = page.grounding.actors
    for c in clauses.children(head, *_BELONGS):
        if c.dep_ == "nmod" and clauses.preposition(c) not in {
            "of",
            "from",
            "for",
            "in",
            "at",
            "with",
        }:
            continue
        found = index.at(c) or next((index.at(g) for g in c.children if index.at(g)), ())
        if found:
            return found
    return ()
