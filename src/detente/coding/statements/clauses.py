"""Questions to the parse (UD v2 relations as in EWT and GUM): whose verb, which words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.coding.statements.lexicon import cues
from detente.knowledge.nouns import noun_of

if TYPE_CHECKING:
    from detente.language.words import Word

SUBJECTS = frozenset({"nsubj", "csubj", "nsubj:outer", "nsubj:pass"})
_NOT_YET = frozenset(
    {"may", "might", "could", "would", "should", "will", "shall", "must", "'ll", "wo"}
)
_WORD_BEFORE_CONTENT = frozenset({"that", "for"})
_NOT = frozenset({"not", "n't", "never", "n’t"})
_NEITHER = frozenset({"neither", "nor"})
_NOBODY = frozenset({"nobody", "none", "neither", "no-one"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_MODAL_LEMMAS = frozenset({"may", "might", "could", "would", "should", "will", "shall", "must"})
_INHERITING = frozenset({"conj", "xcomp", "advcl", "parataxis", "ccomp"})
_FREE_INFINITIVES = frozenset(
    {"go", "continue", "use", "proceed", "come", "rush", "write", "appear"}
)


def children(token: Word, *relations: str) -> Iterator[Word]:
    """Children with one of these relations, subtypes included when only the main type is given."""
    for child in token.children:
        if child.dep_ in relations or child.dep_.split(":")[0] in relations:
            yield child


def child(token: Word, *relations: str) -> Word | None:
    """The first such child."""
    return next(children(token, *relations), None)


def subject(verb: Word) -> Word | None:
    """Who does what the verb says: its own subject, or the one it shares with the verb above it.

    A participle after a noun takes the noun; a passive verb takes its agent.
    """
    seen = 0
    token = verb
    while seen < 8:
        seen += 1
        if is_passive(token):
            return agent(token) if token is verb else child(token, "nsubj")
        subjects = [c for c in token.children if c.dep_ in SUBJECTS]
        own = next((c for c in reversed(subjects) if c.i < token.i), None)
        own = own or _inverted(subjects)
        if own is not None and token.tag_ == "VBG" and own.i > token.i:
            own = None  # a participle has its subject before it
        if own is not None:
            return _antecedent(own, token)
        if token.dep_.startswith("acl"):
            return token.head
        if joins_main_verb(token):
            token = token.head.head
            continue
        if token.dep_ in _INHERITING or token.dep_.startswith("advcl"):
            controlled = child(token.head, "obj", "iobj") if token.dep_ == "xcomp" else None
            if controlled is not None:
                return controlled
            if token.dep_ == "ccomp" and not _bare(token):
                return None
            token = token.head
            continue
        return None
    return None


def _inverted(subjects: list[Word]) -> Word | None:
    """The subject behind its verb; of a title and a name that the parse has taken for two, the
    name ("said Gen. | Ana Ruiz")."""
    if not subjects:
        return None
    first = subjects[0]
    beside = [s for s in subjects[1:] if s.i == first.i + 1 and s.ent_type_ == "PERSON"]
    return beside[0] if beside else first


def _bare(verb: Word) -> bool:
    return "VerbForm=Ger" in str(verb.morph) or verb.tag_ == "VBG"


def _antecedent(own: Word, verb: Word) -> Word:
    """The noun that a relative pronoun stands for."""
    if own.lower_ not in {"who", "which", "that"} or own.pos_ not in {"PRON", "DET"}:
        return own
    above = verb
    while above.dep_ == "conj":
        above = above.head
    if above.dep_.startswith("acl"):
        return above.head
    before = own.words[max(0, own.i - 1)]
    if before.text == ",":
        before = own.words[max(0, own.i - 2)]
    return before if before.pos_ in {"NOUN", "PROPN"} else own


def is_passive(verb: Word) -> bool:
    """Whether the verb is in the passive; a participle without auxiliary or subject is, too.

    So is what looks like a past tense in an adverbial clause without a subject ("Asked whether
    ..."): a finite clause has one (Huddleston & Pullum 2002, ch. 14).
    """
    relations = {c.dep_ for c in verb.children}
    if "aux:pass" in relations:
        return True
    if verb.tag_ == "VBD" and verb.dep_.startswith("advcl"):
        return not relations & {"nsubj", "csubj", "aux"}
    if verb.tag_ != "VBN" or "aux" in relations:
        return False
    return not relations & {"nsubj", "csubj"} and not verb.dep_.startswith(("conj", "ROOT", "root"))


def agent(verb: Word) -> Word | None:
    """The "by" phrase of a passive verb."""
    for c in verb.children:
        if c.dep_ == "obl:agent" or (c.dep_ == "obl" and preposition(c) == "by"):
            return c
    return None


def preposition(noun: Word) -> str:
    """The preposition of a noun phrase in lower case; empty if it has none."""
    case = child(noun, "case")
    return case.lower_ if case is not None else ""


def is_negated(verb: Word) -> bool:
    """Whether the verb itself is negated, or its subject is nobody ("no group claimed")."""
    for c in verb.children:
        if c.lower_ in _NOT and c.dep_.startswith("advmod"):
            return True
        if c.lower_ in _NEITHER and (c.dep_.startswith("cc") or c.dep_ == "advmod"):
            return True
        if c.dep_ in SUBJECTS and is_nobody(c):
            return True
    return False


def is_nobody(noun: Word) -> bool:
    """Whether a noun phrase names nobody: "no group", "neither side", "none of them"."""
    if noun.lower_ in _NOBODY:
        return True
    return any(c.lower_ in {"no", "neither"} and c.dep_ == "det" for c in noun.children)


def joins_main_verb(verb: Word) -> bool:
    """Whether a verb that the parse joins to the words said belongs with the word of saying.

    Conjuncts share their form (Huddleston & Pullum 2002, ch. 15): a finite verb without a subject
    cannot be joined to an infinitive ("urged them to wait and offered help"), nor one in the tense
    of the word of saying to a clause in another tense ("noted that it stands ready and called").
    """
    said = verb.head
    if verb.dep_ != "conj" or verb.tag_ not in _FINITE or said.head.i == said.i:
        return False
    if any(c.dep_ in SUBJECTS or c.dep_.startswith("aux") for c in verb.children):
        return False
    if is_infinitive(said):
        return said.dep_ in {"xcomp", "ccomp", "advcl"}
    if said.dep_ != "ccomp" or verb.tag_ != said.head.tag_:
        return False
    return _tense(said) != verb.tag_ or (_reports(verb) and _other_subject(verb, said))


def _reports(verb: Word) -> bool:
    return cues().base(verb) in cues().verbs


def _other_subject(verb: Word, said: Word) -> bool:
    """Whether a verb of saying cannot share the subject of the words said: that is no one who
    speaks, or a comma parts the two, as no comma parts two predicates of one subject."""
    cc = child(verb, "cc")
    comma = cc is not None and cc.words[max(0, cc.i - 1)].text == ","
    parted = comma or (cc is not None and cc.i > 1 and cc.words[cc.i - 2].text == ",")
    own = child(said, "nsubj")
    thing = own is not None and own.pos_ == "NOUN" and not own.ent_type_
    return parted or (thing and own is not None and noun_of(own.text) is None)


def _tense(verb: Word) -> str:
    """The tag of the word that carries the tense of a clause."""
    first = next((c for c in verb.children if c.dep_.split(":")[0] in {"aux", "cop"}), verb)
    return first.tag_


def end_of_said(clause: Word) -> int:
    """Where the words below a clause end, without a conjunct that belongs to the verb above."""
    end = span_of(clause)[1]
    for c in clause.children:
        if c.i > clause.i and joins_main_verb(c):
            end = min(end, c.left_edge.idx)
    return end


def is_unreal(verb: Word) -> bool:
    """Whether the saying lies ahead or is only possible: "is expected to announce"."""
    for c in verb.children:
        if c.dep_ == "aux" and (c.lower_ in _NOT_YET or c.lemma_.lower() in _MODAL_LEMMAS):
            return True
    infinitive = any(c.lower_ == "to" and c.dep_ == "mark" for c in verb.children)
    if not infinitive:
        return False
    return not (verb.dep_ in {"xcomp", "advcl"} and verb.head.lemma_.lower() in _FREE_INFINITIVES)


def lemma(verb: Word) -> str:
    """The lemma with the particle of a particle verb: "point out"."""
    base = cues().base(verb)
    particle = child(verb, "compound:prt")
    return f"{base} {particle.lower_}" if particle is not None else base


def span_of(token: Word) -> tuple[int, int]:
    """Offsets of all words below a word."""
    last = token.right_edge
    return token.left_edge.idx, last.idx + len(last)


def noun_phrase(head: Word) -> tuple[int, int]:
    """Offsets of a name with its title and appositions, without relative clauses and loose ends."""
    left, right = head, head
    for token in _phrase_tokens(head):
        outer_case = token.dep_ in {"case", "cc"} and token.head.i == head.i and token.i < head.i
        if outer_case or token.dep_ == "fixed":
            continue
        left = token if token.i < left.i else left
        right = token if token.i > right.i else right
    start, end = left.idx, right.idx + len(right)
    text = head.words.text
    opened = text.count("(", start, end) > text.count(")", start, end)
    return start, end + 1 if opened and text[end : end + 1] == ")" else end


def _phrase_tokens(head: Word) -> Iterator[Word]:
    yield head
    for c in head.children:
        if c.dep_ in _PHRASE and not (c.dep_ == "appos" and c.i < head.i):
            yield from _phrase_tokens(c)


def is_infinitive(clause: Word) -> bool:
    """Whether the clause has "to" before its verb."""
    return any(c.lower_ == "to" and c.dep_ == "mark" for c in clause.children)


def after_mark(clause: Word, start: int) -> int:
    """Where a that-clause begins once "that" is left out."""
    first = clause.words[clause.left_edge.i]
    while first.is_punct and first.i < clause.i and first.text not in "\"“‘«'([":
        first = first.nbor()
    if first.lower_ in _WORD_BEFORE_CONTENT and first.dep_ == "mark":
        return int(first.nbor().idx)
    return max(start, int(first.idx))


_PHRASE = frozenset(
    {
        "compound", "flat", "flat:name", "flat:foreign", "amod", "nmod", "nmod:poss", "nmod:desc",
        "nmod:unmarked", "det", "nummod", "case", "fixed", "appos", "conj", "cc",
    }
)  # fmt: skip
