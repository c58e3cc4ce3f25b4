"""Reading a Universal Dependencies parse: subjects, objects and obliques wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.coding.events.lexicon import lexicon

if TYPE_CHECKING:
    from detente.language.words import Word

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
OBLIQUES = frozenset({"obl", "obl:agent", "obl:tmod", "obl:unmarked", "nmod", "advcl", "acl"})
COMPLEMENTS = frozenset({"xcomp", "ccomp"})
MODIFIERS = frozenset({"amod", "compound", "nmod:desc", "nmod:unmarked", "flat", "nmod:poss"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
FIRST_PERSON = frozenset(
    {"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"}
)
_NO_AGENT = frozenset({"to", "for", "with", "from", "in", "at"})
"""What the parse may take for who did it, and is to whom or where it was done."""
_APPOSED = frozenset({"appos", "nmod:desc", "nmod:unmarked", "flat"})
# Verbs whose infinitive keeps the subject of the verb above, object or not.
SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "offer", "swear"})


def lemma_of(token: Word) -> str:
    """The token's lemma; the lexicon's own inflections mend a lemma that the tagger got wrong."""
    return lexicon().forms.get(token.lower_) or token.base


def belongs(token: Word, group: str) -> bool:
    """Whether a noun is one of a group of the lexicon, also where it looks like a form of a verb
    ("bombing")."""
    words = lexicon().groups[group]
    return lemma_of(token) in words or token.lower_ in words


def children(token: Word, *deps: str) -> list[Word]:
    """Children that hang by one of these relations, in text order."""
    return [c for c in token.children if c.dep_ in deps]


def has_subject(token: Word) -> bool:
    """Whether a subject hangs on the token itself."""
    return not SUBJECTS.isdisjoint([c.dep_ for c in token.children])


def conjuncts(token: Word) -> list[Word]:
    """The token and everything coordinated with it below, also where the coordination hangs on the
    name behind a title ("Secretary Jane Roe and Minister John Doe"); not the subject of a next
    clause."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and _own_predicate(child) is None:
            found += conjuncts(child)
        elif child.i > token.i and _names(child):
            found += conjuncts(child)[1:]
    return found


def _names(part: Word) -> bool:
    return (
        part.pos_ == "PROPN"
        and part.dep_ in ("flat", "nmod:desc", "nmod", "appos")
        and not any(c.dep_ == "case" for c in part.children)
    )


def _own_predicate(noun: Word) -> Word | None:
    """The verb that a noun starts a clause with though the parse joins it to the object before:
    "beat the rebels and Borduria would move in"."""
    if noun.pos_ not in ("NOUN", "PROPN", "PRON") or noun.head.dep_ not in ("obj", "conj"):
        return None
    last = noun.right_edge
    if last.i + 1 >= noun.sent.end:
        return None
    helper = last.nbor()
    verb = helper.head
    if helper.dep_ not in ("aux", "aux:pass") or verb.pos_ != "VERB" or helper.tag_ == "VBG":
        return None
    has_subject = any(c.dep_ in SUBJECTS or c.dep_ == "mark" for c in verb.children)
    return None if has_subject or verb.i < helper.i else verb


_LEANINGS = frozenset({"anti", "pro", "non"})


def leaning(token: Word) -> str | None:
    """What stands before a name that tells only for or against whom something is: "anti" of "an
    anti-Bordurian march"."""
    if token.i < 2 or token.nbor(-1).text != "-":
        return None
    before = token.nbor(-2).lower_
    return before if before in _LEANINGS else None


def preposition(token: Word) -> str | None:
    """The first preposition of a noun or clause ("with" in "with Iran"), lower case."""
    for child in token.children:
        if child.dep_ in ("case", "mark") and child.i < token.i:
            return child.lower_
    return None


_SOURCES = frozenset({"according", "due", "thanks", "owing", "prior"})
"""Before "to" they make a preposition of another meaning."""
FOR_SOMEBODY = frozenset(
    {"support", "behalf", "favor", "favour", "defence", "defense", "aid", "coordination",
     "cooperation", "conjunction", "response", "retaliation"}
)  # fmt: skip
"""With "in", "on", "of" they make one too: "in support of Borduria" is not in Borduria."""
_TOGETHER = frozenset({"along", "together"})
"""Before "with" they join a party to another."""


def prepositions(token: Word) -> frozenset[str]:
    """All case markers of a noun: "out of Syria" has "out" and "of"."""
    found: set[str] = set()
    for child in (*token.children, *_strayed(token)):
        if child.dep_ in ("case", "mark"):
            found.add(child.lower_)
            found.update(c.lower_ for c in child.children if c.dep_ == "fixed")
    if found & _SOURCES:
        found.discard("to")
    if found & FOR_SOMEBODY:
        found -= {"in", "of", "on", "to", "with"}
    if found & _TOGETHER:
        found.discard("with")
    return frozenset(found)


def _strayed(title: Word) -> list[Word]:
    """Prepositions before a title that the parse hangs on the name behind it: "with Borduria's
    president Rudolf Berg"."""
    if title.dep_ not in ("obl", "nmod", "obl:agent") or title.pos_ not in ("NOUN", "PROPN"):
        return []
    names = [c for c in title.children if c.i > title.i and c.dep_ in _APPOSED]
    return [c for n in names for c in n.children if c.dep_ == "case" and c.i < title.i]


def oblique(token: Word, prep: str) -> list[Word]:
    """Nouns behind this preposition below the token, also below its light noun or clause."""
    found = [
        part
        for child in token.children
        if child.dep_ in OBLIQUES and prep in prepositions(child)
        for part in conjuncts(child)
    ]
    if not found and token.dep_ == "conj" and token.pos_ == token.head.pos_:
        later = [c for c in token.head.children if c.i > token.i]
        found = [c for c in later if c.dep_ in OBLIQUES and prep in prepositions(c)]
    return found


def owners(noun: Word) -> list[Word]:
    """Whose it is, also where the parse hangs the owner on the verb ("Borduria's two airstrikes
    hit")."""
    own = children(noun, "nmod:poss")
    if own or noun.pos_ != "NOUN":
        return own
    before = [
        w
        for w in noun.head.children
        if w.i < noun.i and w.pos_ in ("NOUN", "PROPN") and w.right_edge.lower_ in ("'s", "’s", "'")
    ]
    return [w for w in before[-1:] if w.right_edge.i + 1 == noun.left_edge.i]


def _headline_passive(verb: Word, deps: set[str]) -> bool:
    """A headline leaves out the "was" of "Journalist killed in Strelsau"."""
    if verb.sent.start != 0 or verb.tag_ not in ("VBD", "VBN"):
        return False
    if deps & {"obj", "iobj", "ccomp", "xcomp", "aux", "advcl"} or not deps & SUBJECTS:
        return False
    at = any(c.dep_ == "obl" and preposition(c) == "at" for c in verb.children)
    return lemma_of(verb) in lexicon().groups["suffered"] and not (at and verb.lower_ == "shot")


def is_passive(verb: Word) -> bool:
    """Whether the verb is passive or a bare past participle behind its noun."""
    if not _looks_passive(verb):
        return False
    return lemma_of(verb) not in lexicon().groups["disposed"] or _by_somebody(verb)


def _looks_passive(verb: Word) -> bool:
    deps = {c.dep_ for c in verb.children}
    if deps & {"nsubj:pass", "aux:pass"} or _headline_passive(verb, deps):
        return True
    if verb.dep_ == "conj" and not deps & SUBJECTS and "aux" not in deps and "obj" not in deps:
        return verb.tag_ == "VBN" and is_passive(verb.head)
    if verb.dep_ in ("xcomp", "ccomp") and verb.tag_ == "VBN" and not deps & {"aux", "obj", "cop"}:
        return verb.head.pos_ == "VERB" and preposition(verb) is None  # "saw a general killed"
    if deps & {"aux", "nsubj"}:
        return False  # "an admission that soldiers had fought"
    return (
        verb.dep_ in ("acl", "advcl", "amod")
        and (
            verb.tag_ == "VBN" or ("Part" in verb.morph.get("VerbForm", []) and verb.tag_ != "VBG")
        )
        and ("obj" not in deps or (verb.dep_ == "acl" and _by_somebody(verb)))
    )


def _by_somebody(verb: Word) -> bool:
    """Whether "by" tells who did it ("nurses held hostage by rebels")."""
    return any(c.dep_ in ("obl", "obl:agent") and preposition(c) == "by" for c in verb.children)


def antecedent(token: Word) -> Word:
    """The noun that a relative pronoun stands for; any other token stands for itself."""
    if token.lower_ not in RELATIVE:
        return token
    clause = token.head
    for _ in range(4):
        if clause.dep_ in ("acl:relcl", "acl"):
            return clause.head
        if clause.dep_ not in ("conj", "xcomp", "ccomp"):
            return token
        clause = clause.head
    return token


def _own_subjects(verb: Word) -> list[Word]:
    own = [c for c in verb.children if c.dep_ in SUBJECTS and not _misread_object(c)]
    found = [antecedent(part) for child in own for part in conjuncts(child)]
    if found:
        found += [p for top in (verb, *own) for p in _companions(top) if p not in found]
    return found or _cut_off_subject(verb)


def _companions(top: Word) -> list[Word]:
    """Who does it too: "Borduria, along with its allies"."""
    tops = [c for c in children(top, "obl", "nmod") if "with" in {w.lower_ for w in c.children}]
    joined = [c for c in tops if _TOGETHER & {w.lower_ for w in c.children}]
    adverbs = [c for c in children(top, "advmod") if c.lower_ in _TOGETHER]
    joined += [c for adverb in adverbs for c in children(adverb, "obl")]
    return [part for noun in joined for part in conjuncts(noun)]


def _cut_off_subject(verb: Word) -> list[Word]:
    """The subject that the parse joined to the object of the clause before."""
    helpers = [c for c in children(verb, "aux", "aux:pass") if c.i < verb.i]
    if not helpers or helpers[0].i <= verb.sent.start:
        return []
    here = helpers[0].nbor(-1)
    for noun in (here, *ancestors(here)):
        if noun.dep_ == "conj" and noun.i < verb.i and _own_predicate(noun) is verb:
            return [noun]
    return []


def _misread_object(noun: Word) -> bool:
    """Whether a "subject" is the object of a verb: it stands behind the verb and another subject
    before ("Berg accused Minister Lund"), or before what marks the clause ("accused Lund of
    lying")."""
    verb = noun.head
    others = [c for c in verb.children if c.dep_ in SUBJECTS and c.i < verb.i < noun.i]
    if others and verb.pos_ == "VERB" and not children(verb, "obj", "ccomp"):
        return True
    marks = [c for c in verb.children if c.dep_ == "mark" and c.lower_ in ("of", "to")]
    return bool(marks) and verb.head.i < noun.i < marks[0].i and verb.head.pos_ == "VERB"


def _misread_objects(verb: Word) -> list[Word]:
    """Objects of a verb that the parse hangs elsewhere, see ``_misread_object``; also a noun behind
    the verb that is made to describe the subject before it ("Berg told Minister Lund that ...")."""
    if verb.pos_ != "VERB" or children(verb, "obj", "iobj"):
        return []
    own = children(verb, *sorted(SUBJECTS))
    below = [s for c in children(verb, "advcl", "xcomp", "ccomp") for s in children(c, "nsubj")]
    found = [s for s in (*own, *below) if _misread_object(s)]
    for subject in own:
        if subject.i < verb.i and subject.head is verb:
            strays = [c for c in children(subject, *sorted(_APPOSED)) if c.i > verb.i]
            found += [c for c in strays if not prepositions(c)]
    return [p for top in found for p in conjuncts(top)]


def grammatical_subjects(verb: Word, depth: int = 0) -> list[Word]:
    """The subject as the grammar has it, shared or controlled from above where there is none."""
    if verb.dep_ == "acl:relcl" and (writers := writers_of(verb)):
        return writers
    own = _own_subjects(verb)
    if own or depth > 5:
        return own
    if verb.tag_ == "VBG" and any(c.dep_ == "det" for c in verb.children):
        return []  # "called the shelling a crime": a deed with an article is not the caller's
    above = verb.head
    if verb.dep_ == "xcomp":
        objects = [p for c in children(above, "obj", "iobj") for p in conjuncts(c)]
        if objects and lemma_of(above) not in SUBJECT_CONTROL:
            return objects
        if is_passive(above):
            return grammatical_subjects(above, depth + 1)
        called = [p for p in oblique(above, "on") if lemma_of(above) == "call"]
        return called or grammatical_subjects(above, depth + 1)
    if verb.dep_ in ("conj", "advcl", "parataxis", "ccomp") and above.i != verb.i:
        if verb.dep_ == "advcl" and preposition(verb) in ("if", "unless"):
            return []
        if judged := _judged(verb):
            return judged
        if verb.dep_ == "conj" and above.pos_ in ("NOUN", "PROPN"):  # "by a raid or by bombing X"
            above = clause_of(above)
        return grammatical_subjects(above, depth + 1)
    if verb.dep_ == "acl:relcl":
        return []
    if verb.dep_ == "acl":
        if above.lower_ == "those" and (meant := _own_subjects(above)):
            return meant  # "Borduria is among those calling for talks"
        if writers := writers_of(verb):
            return writers
        return [] if verb.tag_ == "VBN" and is_passive(verb) else [above]
    if verb.dep_ == "amod":
        return [above] if verb.tag_ == "VBG" else []
    return []


def _judged(clause: Word) -> list[Word]:
    """Whose doing it is that somebody is blamed, thanked or punished for, or kept from ("assailed
    Borduria for holding a drill"): theirs, not the subject's."""
    verb = clause.head
    if clause.dep_ != "advcl" or clause.tag_ != "VBG" or verb.pos_ != "VERB":
        return []
    if preposition(clause) not in ("for", "of", "from"):
        return []
    objects = patients(verb) or oblique(verb, "at") or oblique(verb, "against")
    return [t for t in objects if t.i < clause.i]


def writers_of(clause: Word) -> list[Word]:
    """Whose words they are: "posted a message blaming Borduria", "signed an order that bans"."""
    text = clause.head
    issued = clause.dep_ == "acl:relcl" and lemma_of(text.head) in lexicon().groups["issue"]
    does = issued and any(
        c.dep_ == "nsubj" and c.lower_ in ("that", "which") for c in clause.children
    )
    if not (clause.tag_ == "VBG" or does) or text.dep_ != "obj" or text.head.pos_ != "VERB":
        return []
    if lemma_of(text) not in lexicon().groups["utterance"] or children(text, "nmod:poss"):
        return []
    return [] if oblique(text, "from") or oblique(text, "by") else agents(text.head)


def agents(verb: Word) -> list[Word]:
    """Who does it: the subject of an active verb, the by-phrase of a passive."""
    if is_passive(verb):
        agent = [c for c in children(verb, "obl:agent") if preposition(c) not in _NO_AGENT]
        return oblique(verb, "by") or agent
    return grammatical_subjects(verb)


def patients(verb: Word) -> list[Word]:
    """To whom or what it is done: objects of an active verb, the subject of a passive."""
    if is_passive(verb):
        if verb.dep_ in ("acl", "amod"):
            return [verb.head]
        found = _own_subjects(verb) or grammatical_subjects(verb)
        return found + [p for c in children(verb, "obj") for p in conjuncts(c)]
    found = [p for c in children(verb, "obj") for p in conjuncts(c)]
    if not found and verb.dep_ == "acl:relcl" and _own_subjects(verb):
        pronouns = [c for c in children(verb, "obj") if c.lower_ in RELATIVE]
        gap = not children(verb, "ccomp", "xcomp", "obl") or bool(pronouns)
        return [verb.head] if gap and verb.head not in _own_subjects(verb) else []
    if not found and verb.dep_ == "conj" and verb.pos_ == verb.head.pos_ == "VERB":
        # "attacked and destroyed the base": the object hangs on one of them
        found = [p for c in children(verb.head, "obj") if c.i > verb.i for p in conjuncts(c)]
    if not found and verb.pos_ == "VERB":  # "destroy and obliterate the base"
        joined = [c for c in children(verb, "conj") if c.i - verb.i <= 3 and c.pos_ == "VERB"]
        found = [p for v in joined[:1] for c in children(v, "obj") for p in conjuncts(c)]
    return [antecedent(t) for t in found or _misread_objects(verb)]


def visitor(verb: Word) -> Word | None:
    """Whom an attributive "visiting" describes ("met visiting Minister Berg"): its noun, also where
    the parse makes a clause of it whose object it seems to be."""
    if verb.tag_ != "VBG":
        return None
    if verb.dep_ == "amod":
        return verb.head
    if verb.head.i != verb.i - 1 or verb.head.pos_ != "VERB" or children(verb.head, "obj", "iobj"):
        return None
    named = [c for c in children(verb, "obj", "obl") if c.pos_ == "PROPN" and c.i > verb.i]
    return named[0] if named and not prepositions(named[0]) else None


def complement_clauses(token: Word) -> list[Word]:
    """Heads of the clauses that say what was said, asked or promised."""
    found = [p for c in children(token, *sorted(COMPLEMENTS)) for p in conjuncts(c)]
    return found or [c for c in children(token, "acl", "advcl") if c.pos_ in ("VERB", "AUX")]


def ancestors(token: Word) -> Iterator[Word]:
    """The heads above a token, the nearest first."""
    while token.head.i != token.i:
        token = token.head
        yield token


def clause_of(token: Word) -> Word:
    """The verb or predicate of the clause that the token stands in."""
    here = token
    while here.head.i != here.i:
        if here.pos_ in ("VERB", "AUX") or any(c.dep_ in (*SUBJECTS, "cop") for c in here.children):
            return here
        here = here.head
    return here


_NOT = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without"})
_DENIABLE = SUBJECTS | {"obj"}


def is_negated(token: Word) -> bool:
    """Whether "not", "never" or "no" stands directly with the token, or with the verb above a
    verb's infinitive ("did not want to attack")."""
    return negation(token) is not None


def negation(token: Word) -> Word | None:
    """The word that negates it, see ``is_negated``."""
    for child in token.children:
        if child.lower_ in _NOT:
            return child
        if child.dep_ in _DENIABLE:
            for word in child.children:
                if word.lower_ == "no":
                    return word
    return negation(token.head) if token.dep_ == "xcomp" else None
