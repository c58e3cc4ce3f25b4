"""Who does it to whom by the sense of a type, beyond the slots of its pattern: bombs, strikes that
hit, talks, demands, what is threatened or cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.events.frames import Filled, Frame, fillers, sufferers
from detente.coding.events.lexicon import lexicon
from detente.coding.events.ontology import ontology
from detente.coding.events.parties import Parties
from detente.coding.events.syntax import (
    ancestors,
    belongs,
    children,
    complement_clauses,
    leaning,
    lemma_of,
    oblique,
    patients,
    preposition,
)

if TYPE_CHECKING:
    from detente.language.words import Word

_OF_DEEDS = frozenset({"THREATEN", "AGREE", "CONCEDE", "REJECT"})
_TO_MEET = frozenset({"AGREE", "REQUEST", "REJECT"})
_TOWARDS = ("to", "with", "against", "from", "on")
_WHERE = frozenset({"in", "at", "near", "across"})
_BEFALLEN = frozenset({"on", "in", "of", "against", "at", "near", "to", "into"})


def below_object(
    frame: Frame, parties: Parties, own: frozenset[str]
) -> tuple[tuple[str, ...], Filled]:
    """Whom the first name below the object means, however deep, that is of another country than
    the actor's: "welcomed the resumption of ties with X", "restrictions on flying to X"."""
    if ontology()[frame.entry.type].quad == 4 and frame.entry.type != "SANCTION":
        return (), None  # who is struck stands nearer; a place in the victim's story is no victim
    if len(own) > 1 and _deals(frame):
        return (), None  # those who sign a treaty sign it with each other
    for token in _to_be_done(frame):
        ids = parties.of(token)
        if ids and parties.countries(ids) - own:
            return ids, ("to be done", token)
    blamed = frame.entry.type in ("ACCUSE", "REJECT") and frame.entry.mode != "investigate"
    for top in patients(frame.head):
        if _person(top, parties):
            continue  # "charged a man over the deaths of three Bordurians"
        names = [t for t in top.subtree if t.i > top.i and t.pos_ in ("PROPN", "NOUN", "ADJ")]
        for token in names:
            if ontology()[frame.entry.type].quad in (1, 2) and _fought(token, top):
                continue  # "commitment to combating Borduria" is none to Borduria
            if frame.entry.mode != "investigate" and preposition(token) in _WHERE:
                continue  # "proposals on security in Borduria" are not to Borduria
            if not _inside_phrase(token, top) or (blamed and not _does(token, top)):
                continue
            ids = parties.of(token) if parties.is_actor(token) else ()
            if ids and parties.countries(ids) - own:
                return ids, ("below the object", token)
    return (), None


def _to_be_done(frame: Frame) -> list[Word]:
    """Whom what is agreed or asked for is to befall: "signed an accord to supply Borduria", "called
    for a boycott of Borduria", "appealed for calm in Borduria"."""
    head, groups = frame.head, lexicon().groups
    if frame.entry.type == "REQUEST":
        wanted = [w for w in oblique(head, "for") if w.pos_ == "NOUN"]
        quiet = [w for w in wanted if lemma_of(w) in groups["peace"]]
        blows = [w for w in wanted if lemma_of(w) in groups["blow"]]
        return [
            *(p for w in quiet for p in oblique(w, "in")),
            *(p for w in wanted for p in oblique(w, "against")),
            *(p for w in blows for on in ("on", "of") for p in oblique(w, on)),
        ]
    if frame.entry.type not in ("AGREE", "SUPPORT"):
        return []
    deals = _deals(frame)
    clauses = children(head, "advcl") if deals and deals[0].i > head.i else []
    clauses += [c for w in deals for c in children(w, "acl")]
    meant = [c for c in clauses if any(m.lower_ == "to" for m in children(c, "mark"))]
    return [p for c in meant for p in (*patients(c), *oblique(c, "to"))]


def _deals(frame: Frame) -> list[Word]:
    return [w for w in frame.words if lemma_of(w) in lexicon().groups["deal"]]


def against_below(frame: Frame, parties: Parties, taken: frozenset[str]) -> tuple[str, ...]:
    """Whom an attack is told to be against somewhere below in its clause."""
    if frame.entry.type != "ASSAULT":
        return ()
    head = frame.head
    light = lemma_of(head.head) in lexicon().groups["light"]
    top = head.head if frame.entry.kind == "noun" and head.dep_ == "obj" and light else head
    for token in top.subtree:
        if token.i > head.i and preposition(token) == "against":
            ids = tuple(i for i in parties.of(token, target=True) if i not in taken)
            if parties.countries(ids):
                return ids
    return ()


def blamed_for(tokens: list[Word], parties: Parties, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Who is blamed where a deed is: whose it is, never whom it befell ("condemned the bombing of
    Borduria", "deplores acts against Borduria"). ``ids`` are those that the words name."""
    kept: list[str] = []
    for token in tokens:
        found = parties.of(token)
        act = token.pos_ == "NOUN" and not parties.is_actor(token)
        if act and (belongs(token, "violence") or oblique(token, "against")):
            beside = [token, *oblique(token, "of")]  # "the killing of X by Y" hangs "by" on X
            makers = [t for top in beside for t in oblique(top, "by")] + oblique(token, "from")
            makers += [] if belongs(token, "undergone") else children(token, "nmod:poss")
            names = [c for c in children(token, "amod", "compound") if not leaning(c)]
            makers += [c for c in names if not parties.only_a_place(c)]
            found = parties.of_all(makers)
            kept += [i for i in found if i not in kept]
        else:
            kept += [i for i in found if i in ids and i not in kept]
    return tuple(kept)


def _person(token: Word, parties: Parties) -> bool:
    """Whether a noun itself means a person or group of people."""
    actors = [a for i in parties.of(token) if (a := parties.actor(i)) is not None]
    return parties.is_actor(token) and any(a.kind in ("person", "group") for a in actors)


def _does(token: Word, deed: Word) -> bool:
    """Whether a name below a deed is not that of whom it was done to: who condemns an attack on
    Borduria blames no Bordurian."""
    for above in (token, *ancestors(token)):
        if above.i == deed.i:
            return True
        if above.dep_ in ("nmod", "obl") and above.head.pos_ != "PROPN":
            befallen = preposition(above) in _BEFALLEN
            if befallen and belongs(above.head, "violence"):
                return False
    return True


def _fought(token: Word, top: Word) -> bool:
    """Whether a name below an object is that of whom it is directed against."""
    for above in (token, *ancestors(token)):
        if above.i == top.i:
            return False
        if preposition(above) == "against" or lemma_of(above) in lexicon().groups["combat"]:
            return True
    return False


def _inside_phrase(token: Word, top: Word) -> bool:
    """Whether only prepositions and gerunds lead down to it, no relative or finite clause."""
    for above in (token, *ancestors(token)):
        if above.i == top.i:
            return True
        if above.dep_ in ("acl:relcl", "advcl", "parataxis", "appos", "ccomp"):
            return False
    return False


def by_sense(
    frame: Frame, parties: Parties, who: tuple[str, ...], whom: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the sense of a type tells beyond the slots: bombs, strikes that hit, talks, demands."""
    entry, noun = frame.entry, frame.entry.kind == "noun"
    if entry.type == "ASSAULT" and not noun:
        who, whom = _bombed(frame, parties, who, whom)
    if not parties.countries(whom) and noun and ontology()[entry.type].quad in (3, 4):
        whom = _beside(frame, parties, who) or whom
    if not whom and not noun:
        whom = against_below(frame, parties, frozenset(who))
    if not whom and noun and entry.type == "ASSAULT":
        whom = parties.of_all(_struck_by(frame.head), target=True)
    if not whom and not noun and entry.type in _OF_DEEDS:
        whom = _of_deed(frame, parties, who)
    if not whom and entry.type == "THREATEN":
        whom = _on_condition(frame, parties, who)
    if not noun and entry.type in ("SANCTION", "COERCE") and not parties.countries(whom):
        whom = _cut_off(frame, parties, who) or whom
    if not whom and entry.type in _TO_MEET:
        whom = _to_meet(frame.head, parties, who)
    if entry.type == "REQUEST":
        whom = _asked_of(frame, parties, who, whom)
    return who, whom


def _beside(frame: Frame, parties: Parties, who: tuple[str, ...]) -> tuple[str, ...]:
    """Whom a noun of conflict befalls by the words before it or by who bears it: "an anti-Bordurian
    blockade", "the Borduria invasion", "Rudolf's arrest", "Borduria faced attacks"."""
    before = [t for slot in ("victim", "anti", "named") for t in fillers(frame, slot, parties)]
    found = parties.of_all(before + sufferers(frame.head), target=True)
    return tuple(i for i in found if i not in who)


def _cut_off(frame: Frame, parties: Parties, who: tuple[str, ...]) -> tuple[str, ...]:
    """To or from whom something is closed or stopped: "closed the border with Borduria"."""
    own = parties.countries(who)
    sides = ("from",) if frame.entry.mode == "withdraw" else ("with", "to", "from", "against")
    for prep in sides:
        found = parties.of_all(fillers(frame, prep, parties), target=True)
        if parties.countries(found) - own:
            return tuple(i for i in found if i not in who)
    return ()


def _of_deed(frame: Frame, parties: Parties, who: tuple[str, ...]) -> tuple[str, ...]:
    """To whom the deed would be done that is threatened, promised or refused: "threatened to attack
    Borduria", "refused to hand the man over to Borduria"."""
    own = parties.countries(who)
    for clause in complement_clauses(frame.head):
        if clause.dep_ != "xcomp":
            continue
        beside = [t for prep in _TOWARDS for t in oblique(clause, prep)]
        for tokens in (patients(clause), children(clause, "iobj"), beside):
            found = parties.of_all(tokens, target=frame.entry.type == "THREATEN")
            if found and parties.countries(found) - own:
                return tuple(i for i in found if i not in who)
    return ()


def _on_condition(frame: Frame, parties: Parties, who: tuple[str, ...]) -> tuple[str, ...]:
    """Whom a threat is for by what it hangs on: "will act if talks fail to make Borduria yield"."""
    own = parties.countries(who)
    for top in [frame.head, *complement_clauses(frame.head)]:
        for clause in children(top, "advcl"):
            if preposition(clause) not in ("if", "unless"):
                continue
            named = [t for t in clause.subtree if t.pos_ in ("PROPN", "ADJ") and not leaning(t)]
            found = [i for t in named if parties.is_actor(t) for i in parties.of(t)]
            others = tuple(i for i in found if parties.countries((i,)) - own)
            if others:
                return others[:1]
    return ()


def _asked_of(
    frame: Frame, parties: Parties, who: tuple[str, ...], whom: tuple[str, ...]
) -> tuple[str, ...]:
    """Whose doing is demanded ("called for Borduria's withdrawal"), or whom a letter goes to
    ("wrote to Borduria asking to ...")."""
    groups = lexicon().groups
    for noun in frame.words:
        wanted = frame.entry.mode in ("change", "yield") or lemma_of(noun) in groups["yieldnouns"]
        if noun.pos_ == "NOUN" and wanted:
            owners = [o for o in children(noun, "nmod:poss") if parties.is_actor(o)]
            if owners:
                return parties.of_all(owners)
    above = frame.head.head
    if frame.head.tag_ == "VBG" and not parties.countries(whom):
        missives = [w for w in (above, above.head, *patients(above)) if w.i != frame.head.i]
        for missive in missives:
            if lemma_of(missive) in groups["missive"]:
                hearers = parties.of_all(oblique(missive, "to"))
                return tuple(i for i in hearers if i not in who) or whom
    return whom


def _bombed(
    frame: Frame, parties: Parties, who: tuple[str, ...], whom: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A "Borduria bomb" that kills went off in Borduria: a bomb is named after the place."""
    bombs = lexicon().groups["bomb"]
    subjects = [t for t in fillers(frame, "subj", parties) if lemma_of(t) in bombs]
    named = parties.of_all([c for t in subjects for c in children(t, "compound")])
    if not named or set(who) - set(named):
        return who, whom
    return (), whom or named


def _struck_by(noun: Word) -> list[Word]:
    """What an attack hits where it is the subject: "the strikes engaged two units"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or lemma_of(verb) not in lexicon().groups["striking"]:
        return []
    return patients(verb)


def _to_meet(head: Word, parties: Parties, who: tuple[str, ...]) -> tuple[str, ...]:
    """The other side of talks that somebody wants, calls for or refuses: "signalled that it is
    ready to resume talks with Borduria"."""
    talks = lexicon().groups["talks"]
    own = parties.countries(who)
    for noun in head.subtree:
        if lemma_of(noun) not in talks or noun.pos_ != "NOUN" or noun.i < head.i:
            continue
        sides = parties.of_all([*oblique(noun, "with"), *oblique(noun, "between")])
        others = tuple(i for i in sides if i not in who and not parties.countries((i,)) <= own)
        if others:
            return others
    return ()
