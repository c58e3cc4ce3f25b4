"""Pronouns that stand for actors: he, she, it, they and their forms, and "who"."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from detente.grounding.actors.documents import names_document
from detente.grounding.actors.draft import Draft, Registry, Seen
from detente.grounding.actors.joint import Joint, joints_before, take_joint
from detente.knowledge.nouns import is_plural

if TYPE_CHECKING:
    from detente.language.words import Word

_HE = frozenset(("he", "him", "his", "himself"))
_SHE = frozenset(("she", "her", "hers", "herself"))
_IT = frozenset(("it", "its", "itself"))
_THEY = frozenset(("they", "them", "their", "theirs", "themselves"))
_ANSWERING = frozenset(("answer", "counter", "rejoin", "reply", "respond", "retort"))
_FURTHEST = 4
"""Sentences that a pronoun looks back."""
_FADING = 0.5
"""A mention counts half as much with each sentence between (Lappin and Leass 1994)."""
_CLAUSE_MATE = 60.0
"""So much more the subject of its own clause counts for a possessive."""


def is_pronoun(word: str) -> bool:
    """Whether a lower-case word is a pronoun that this module resolves."""
    return word in _HE or word in _SHE or word in _IT or word in _THEY or word in ("who", "whom")


def resolve_pronoun(registry: Registry, at: int) -> None:
    """Let the pronoun at token ``at`` point at its most likely antecedent, if one stands out."""
    page = registry.page
    word = page.lower[at]
    if word in ("who", "whom"):
        _relative(registry, at)
        return
    if word in _IT and _expletive(registry, at):
        return
    document = _document_before(registry, at)
    if document is not None:  # who issued it speaks through it; else nobody is known to
        registry.point(at, *registry.at(document))
        return
    joined = _joined(registry, at)
    if joined is not None:
        registry.mention(joined, at, at + 1, why="the possessive belongs to what it is joined to")
        return
    scores = _scores(registry, at)
    if word in _THEY and _take_joint(registry, at, max((s[1] for s in scores), default=0.0)):
        return
    if not scores:
        if word in _THEY:
            _pair_before(registry, at)
        return
    best = max(scores, key=lambda item: (item[1], item[2]))
    if word in _THEY and best[0].kind == "organisation" and _many(registry, best[2], at):
        return
    registry.mention(best[0], at, at + 1, why=_outdone(best, scores))
    if best[0].kind == "person" and best[0].gender is None:  # "she" once is no "he" later
        best[0].gender = "male" if word in _HE else "female" if word in _SHE else None


def _document_before(registry: Registry, at: int) -> int | None:
    """The document that the sentence before is about, where a pronoun goes on with it: "The papers
    were handed over on Monday. They ask Borduria to"."""
    page = registry.page
    if page.lower[at] not in ("it", "they") or not _subject(registry, at) or page.quoted[at]:
        return None
    here = page.sentence[at]
    for i in range(at - 1, -1, -1):
        if page.sentence[i] == here:
            if _subject(registry, i):
                return None  # its own sentence has somebody nearer
            continue
        if page.sentence[i] < here - 1:
            return None
        token = page.tokens[i]
        if not _subject(registry, i) or token.head.dep_ != "root":
            continue
        plural = token.tag_ in ("NNS", "NNPS")
        if not names_document(registry, i) or plural != (page.lower[at] == "they"):
            return None
        said = (c for c in token.head.children if c.dep_ == "ccomp")
        tells = any(c.dep_.startswith("nsubj") for clause in said for c in clause.children)
        return None if tells else i  # "The paper said Borduria had moved troops. It"
    return None


def _many(registry: Registry, last: int, at: int) -> bool:
    """Whether the subject of a clause after a body's last mention is a plural that is no actor and
    that "they" may mean as well: "the Union said ten companies had been listed. They"."""
    page = registry.page
    between = (page.tokens[i] for i in range(last + 1, at))
    subjects = (t for t in between if t.dep_ in ("nsubj", "nsubj:pass") and t.pos_ == "NOUN")
    return any(t.tag_ == "NNS" and not registry.at(t.i) for t in subjects)


_Score: TypeAlias = tuple[Draft, float, int]


def _outdone(best: _Score, scores: list[_Score]) -> str:
    """Why a pronoun means the one it does: its salience, and whose comes next."""
    others = [item for item in scores if item is not best]
    if not others:
        return "the only one before that agrees in number and gender"
    second = max(others, key=lambda item: (item[1], item[2]))
    return (
        f"the most salient before that agrees ({best[1]:.0f}; next {second[0].name}, "
        f"{second[1]:.0f})"
    )


def _take_joint(registry: Registry, at: int, floor: float) -> bool:
    """Let "they" point at actors named together ("Scholz and Macron"), if these are more salient
    than any one group; whether they were."""
    page = registry.page
    best: tuple[float, Joint] | None = None
    for joint in joints_before(registry, at, sentences=2):
        if page.quoted[joint.at] != page.quoted[at]:
            continue
        clause = page.tokens[joint.at].head
        states = any(d.kind == "state" for d in joint.drafts) and not _subject(registry, at)
        if states and clause.i == page.tokens[at].head.i:
            continue
        distance = page.told[at] - page.told[joint.at]
        value = (100.0 + joint.weight) * _FADING**distance
        if best is None or value > best[0]:
            best = value, joint
    if best is None or best[0] <= floor:
        return False
    why = f"the {len(best[1].drafts)} named together before are the most salient"
    for draft in best[1].drafts:
        registry.mention(draft, at, at + 1, why=why)
    take_joint(registry, at, best[1].drafts)
    return True


def _joined(registry: Registry, at: int) -> Draft | None:
    """ "the United States and its allies": the possessive belongs to what it is joined to."""
    page = registry.page
    if page.lower[at] not in ("its", "his", "her", "their") or at < 2:
        return None
    if page.lower[at - 1] not in ("and", "or"):
        return None
    found = registry.at(at - 2)
    fits = [d for d in found if _agrees(d, page.lower[at]) or page.lower[at] == "their"]
    return fits[0] if fits else None


def _relative(registry: Registry, at: int) -> None:
    """ "who" points where the noun points that its clause belongs to."""
    clause = registry.page.tokens[at]
    for _ in range(4):
        if clause.dep_.startswith("acl"):
            registry.point(at, *registry.at(clause.head.i))
            return
        if clause.head.i == clause.i:
            return
        clause = clause.head


def _expletive(registry: Registry, at: int) -> bool:
    """Whether "it" stands for nothing: "it is possible that", "it remains to be seen"."""
    token = registry.page.tokens[at]
    if token.lower_ != "it":
        return False
    if token.dep_ == "expl":
        return True
    head = token.head
    if head.pos_ in ("ADJ", "NOUN", "ADV", "PROPN") and token.dep_ in ("nsubj", "nsubj:pass"):
        return True
    return any(c.dep_ in ("csubj", "ccomp") and token.dep_ == "nsubj:pass" for c in head.children)


def _scores(registry: Registry, at: int) -> list[tuple[Draft, float, int]]:
    """Each possible antecedent with its salience and the place of its last mention: in each
    sentence its best mention counts, fading with distance.

    Words inside and outside quotation marks are told by different people: a quotation's pronouns
    look for their antecedents within it, the reporter's subject pronouns outside of it, and its
    sentences do not count as distance for the reporter."""
    page = registry.page
    place = page.sentence if page.quoted[at] else page.told
    here = place[at]
    answers = _answers(registry, at)
    best: dict[tuple[int, int], Seen] = {}
    near = (s for s in registry.seen if s.at < at and _bound(registry, s.at, at))
    bound = {id(s.draft) for s in near}  # "Novak assured him": he is not Novak, wherever named
    for seen in registry.seen:
        distance = here - place[seen.at]
        if (
            seen.at >= at
            or not 0 <= distance <= _FURTHEST
            or not _agrees(seen.draft, page.lower[at])
        ):
            continue
        if page.quoted[at] != page.quoted[seen.at] and (page.quoted[at] or _subject(registry, at)):
            continue
        if id(seen.draft) in bound or (answers and "JRN" in seen.draft.sectors):
            continue
        key = (id(seen.draft), distance)
        if key not in best or best[key].weight < seen.weight:
            best[key] = seen
    totals: dict[int, tuple[Draft, float, int]] = {}
    for (_, distance), seen in best.items():
        value = (100.0 + seen.weight) * _FADING**distance
        value += _CLAUSE_MATE * _own_subject(registry, seen.at, at)
        draft, total, last = totals.get(id(seen.draft), (seen.draft, 0.0, -1))
        totals[id(seen.draft)] = (draft, total + value, max(last, seen.at))
    return list(totals.values())


def _answers(registry: Registry, at: int) -> bool:
    """Whether a pronoun answers, so that it is not the reporter who asked."""
    verb = registry.page.tokens[at].head
    return _subject(registry, at) and verb.lemma_.lower() in _ANSWERING


def _subject(registry: Registry, at: int) -> bool:
    return registry.page.tokens[at].dep_.startswith("nsubj")


def _own_subject(registry: Registry, antecedent: int, at: int) -> bool:
    """Whether a possessive stands in the clause whose subject the antecedent is: "Maas had phoned
    his colleague"."""
    page = registry.page
    token, other = page.tokens[at], page.tokens[antecedent]
    if token.dep_ != "nmod:poss" or not other.dep_.startswith("nsubj") or antecedent > at:
        return False
    above = token.head
    for _ in range(6):
        if above.i == other.head.i:
            return True
        if above.pos_ in ("VERB", "AUX") or above.head.i == above.i:
            return False
        above = above.head
    return False


def _agrees(draft: Draft, word: str) -> bool:
    """Number, gender and animacy."""
    if word in _HE or word in _SHE:
        wanted = "male" if word in _HE else "female"
        return draft.kind == "person" and draft.gender in (None, wanted)
    if word in _IT:
        return draft.kind in ("state", "organisation") or (
            draft.kind == "group" and not draft.plural
        )
    if draft.kind == "group":
        return draft.plural or is_plural(draft.name.split()[-1])
    return draft.kind == "organisation" and not draft.name.isupper() and "JRN" not in draft.sectors


def _bound(registry: Registry, antecedent: int, at: int) -> bool:
    """Whether grammar forbids it: subject and object of one verb are not the same unless reflexive,
    and nothing is its own possessor. A participle without a subject has that of the clause it
    stands in, so "Speaking to Novak, he said" is not Novak either."""
    page = registry.page
    pronoun, other = page.tokens[at], page.tokens[antecedent]
    if page.lower[at].endswith(("self", "selves")):
        return False
    if pronoun.dep_ == "nmod:poss" and pronoun.head.i == other.i:
        return True
    if pronoun.dep_ == "nmod:poss":
        return False
    verb = other.head
    if _subject(registry, at) and _controlled(verb, pronoun.head):
        return other.dep_ in ("obj", "iobj", "obl")
    return pronoun.head.i == verb.i and other.dep_ in ("nsubj", "nsubj:pass", "obj", "iobj")


def _controlled(participle: Word, verb: Word) -> bool:
    """Whether a participle has no subject but that of the verb it depends on."""
    if participle.tag_ != "VBG" or participle.head.i != verb.i or participle.i == verb.i:
        return False
    return participle.dep_.startswith("advcl") and not any(
        c.dep_.startswith(("nsubj", "csubj")) for c in participle.children
    )


def _pair_before(registry: Registry, at: int) -> None:
    """ "they" after two persons named together: both of them."""
    page = registry.page
    here = page.sentence[at]
    for back in (0, 1):
        people = {
            id(s.draft): s.draft
            for s in registry.seen
            if s.draft.kind == "person" and s.at < at and here - page.sentence[s.at] == back
            and page.quoted[s.at] == page.quoted[at]
        }  # fmt: skip
        if len(people) == 2:
            for draft in people.values():
                registry.mention(draft, at, at + 1, why="the two persons named just before")
            return
        if people:
            return
