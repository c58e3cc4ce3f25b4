"""Documents that speak: "the release said", "according to a statement from the ministry"."""

from __future__ import annotations

from detente.grounding.actors.draft import Draft, Registry
from detente.grounding.actors.phrases import Phrase
from detente.knowledge.names import state_entry
from detente.knowledge.nouns import noun_of, singular
from detente.knowledge.states import states

_MADE = frozenset(
    ("released", "issued", "made", "posted", "published", "delivered", "read", "sent", "given")
)
_OF_NOBODY = frozenset(("resolution", "treaty", "agreement", "accord", "bill", "law"))
"""They ask and forbid too, but speak for no one who issued them."""
_ISSUING = frozenset(
    ("release", "issue", "post", "publish", "deliver", "send", "hand", "present", "submit", "adopt")
)
_ANY_SORT = frozenset(("document", "paper", "text"))
_REACH = 10
"""The issuer stands no further than this many words behind the document."""


def take_document(registry: Registry, phrase: Phrase) -> None:
    """Let a document that is the source of a statement point at whoever issued it: its possessor,
    the state in its adjective, the body named before it ("a Defense Department news release") or
    behind it ("from the ministry"), the subject of the sentence that brought it up, or the issuer
    of the last document of its kind."""
    page = registry.page
    token = page.tokens[phrase.at]
    kind = singular(page.words[phrase.at])
    owner = phrase.owner or _within(registry, phrase) or _behind(registry, phrase)
    if owner is None and phrase.country in states():
        owner = _state(registry, phrase)
    owner = owner or _sender(registry, phrase)
    if owner is None and phrase.definite:
        owner = registry.issuers.get(kind) or _of_another_sort(registry, kind)
    if owner is None and token.dep_ in ("obl", "nmod") and not phrase.definite:
        owner = _subject(registry, phrase)
    if owner is None:
        registry.unissued.add(kind)
        return
    registry.issuers.pop(kind, None)  # the one issued last stands last
    registry.issuers[kind] = owner
    according = any(
        word in ("according", "per") for word in page.lower[phrase.start - 3 : phrase.start]
    )
    if according or token.dep_ in ("nsubj", "nsubj:pass"):
        registry.point(phrase.at, owner)


def _sender(registry: Registry, phrase: Phrase) -> Draft | None:
    """Who "sent Borduria a note", "has published a paper"."""
    token = registry.page.tokens[phrase.at]
    if token.dep_ != "obj" or token.head.lemma_.lower() not in _ISSUING:
        return None
    subject = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
    found = registry.at(subject.i) if subject is not None else []
    return found[0] if len(found) == 1 else None


def _of_another_sort(registry: Registry, kind: str) -> Draft | None:
    """ "The documents" are what was issued last, under whatever name: "its proposals"."""
    if kind not in _ANY_SORT or not registry.issuers or kind in registry.unissued:
        return None  # told of before, and of nobody known: it is that one
    return list(registry.issuers.values())[-1]


def names_document(registry: Registry, at: int) -> bool:
    """Whether a token is a listed word for a document."""
    token = registry.page.tokens[at]
    noun = noun_of(token.text) if token.pos_ == "NOUN" else None
    return noun is not None and (noun.kind == "document" or noun.lemma in _OF_NOBODY)


def _within(registry: Registry, phrase: Phrase) -> Draft | None:
    """The body named inside the phrase, before its head."""
    for at in range(phrase.at - 1, phrase.start - 1, -1):
        found = [d for d in registry.at(at) if d.kind != "group"]
        if found:
            return found[0]
    return None


def _behind(registry: Registry, phrase: Phrase) -> Draft | None:
    """ "a statement from the Russian Foreign Ministry", "a tweet on Monday by Pompeo"."""
    page = registry.page
    stop = min(len(page.words), phrase.at + _REACH)
    for at in range(phrase.at + 1, stop):
        if page.lower[at] in ("by", "from"):
            behind = range(at + 1, min(len(page.words), at + 8))
            return next((found[0] for i in behind if (found := registry.at(i))), None)
        acts = page.tokens[at].pos_ in ("VERB", "AUX") and page.lower[at] not in _MADE
        if acts or page.words[at] in (",", ".", ":"):
            return None
    return None


def _state(registry: Registry, phrase: Phrase) -> Draft | None:
    """The state in "the Turkish statement", taken up if the report does not name it elsewhere."""
    entry = state_entry(phrase.country or "")
    known = registry.state(entry.code or "")
    if known is not None:
        return known
    draft = registry.add(Draft(entry.name, "state", entry.code, wikidata=entry.wikidata))
    registry.mention(draft, phrase.first, phrase.first + 1)
    return draft


def _subject(registry: Registry, phrase: Phrase) -> Draft | None:
    """Who acts in the sentence that brings a document up: "Trump, in a statement, announced"."""
    head = registry.page.tokens[phrase.at].head
    for token in (head, head.head):
        subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
        if subject is not None and registry.at(subject.i):
            return registry.at(subject.i)[0]
    floor = registry.page.floor(phrase.at)
    for at in range(phrase.start - 1, floor - 1, -1):
        found = [d for d in registry.at(at) if d.kind != "group"]
        if found:
            return found[0]
    return None
