"""Who does it to whom: the parties in the slots that a lexicon entry names, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from detente.coding.events.frames import Frame, fillers
from detente.coding.events.lexicon import Entry, lexicon
from detente.coding.events.ontology import ontology
from detente.coding.events.parties import Parties
from detente.coding.events.syntax import (
    ancestors,
    children,
    clause_of,
    grammatical_subjects,
    lemma_of,
    oblique,
    patients,
    visitor,
)
from detente.record import Statement

if TYPE_CHECKING:
    from detente.language.words import Word

_PLAIN = frozenset({"it", "him", "her", "them"})
_TO_MEET = frozenset({"AGREE", "REQUEST", "REJECT"})
NOUN_WHO = ("by", "poss", "between", "light", "mod", "of")
NOUN_WHOM = ("on", "against", "with", "to", "for", "in")
Filled: TypeAlias = "tuple[str, Word | None] | None"
"""The slot that gave a party, and its word."""


class Roles(NamedTuple):
    """Who does it to whom, each with the slot that told it."""

    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    who_by: Filled = None
    whom_by: Filled = None


def roles_of(frame: Frame, parties: Parties, statement: Statement | None) -> Roles:
    """The parties of a frame."""
    entry = frame.entry
    noun = entry.kind == "noun"
    who_slots = entry.who or (NOUN_WHO if noun else ("subj",))
    whom_slots = entry.whom or (NOUN_WHOM if noun else ("obj",))
    symmetric = "sym" in entry.flags
    guest = visitor(frame.head) if "visit" in entry.flags else None
    if guest is not None:  # "told visiting Chancellor Scholz": the host speaks
        host = parties.of_all(grammatical_subjects(clause_of(guest.head)))
        visiting = parties.of(guest)
        whom = tuple(i for i in host if i not in visiting)
        return Roles(visiting, whom, ("guest", guest), ("host", None))
    who, who_by = _first(frame, who_slots, parties, statement, strict=False, target=False)
    if who and who_by and who_by[0] == "subj" and (teller := _not_oneself(frame, parties, who)):
        who, who_by = teller, ("subj", None)
    # Nobody threatens or sanctions himself.
    own = parties.countries(who) if entry.type in ("THREATEN", "SANCTION") else frozenset()
    whom, whom_by = _first(
        frame,
        whom_slots,
        parties,
        statement,
        strict=symmetric,
        target=_has_target(entry),
        others=own,
        own=_of_state(who, parties),
    )
    open_to_all = not symmetric and "none" not in whom_slots and not noun
    if open_to_all and not parties.named(whom):
        below = below_object(frame, parties, parties.countries(who))
        whom, whom_by = below if below[0] else (whom, whom_by)
    told = who, whom
    who, whom = _by_sense(frame, parties, who, whom)
    who_by = who_by if told[0] == who else None
    whom_by = whom_by if told[1] == whom else ("by sense", None)
    if symmetric:
        if noun and not who:  # "they agreed on a truce after talks"
            both = parties.of_all(grammatical_subjects(clause_of(frame.head)))
            if len(parties.countries(both)) > 1:
                who, who_by = both, ("clause subject", None)
        return Roles(tuple(dict.fromkeys(who + whom)), (), who_by or whom_by, None)
    if "incontent" not in entry.flags:  # "we abandoned them" blames oneself
        whom = tuple(i for i in whom if i not in who)
    return Roles(who, whom, who_by, whom_by if whom else None)


def _not_oneself(frame: Frame, parties: Parties, who: tuple[str, ...]) -> tuple[str, ...]:
    """Who does it if a plain pronoun as object means the subject that the parse shares from a
    clause before: it would be "itself", so the subject is that of the verb of saying above ("Berg
    said Borduria broke the truce and urged it to stop")."""
    verb = frame.head
    if verb.dep_ != "conj" or verb.head.dep_ != "ccomp":
        return ()
    own = [c for c in children(verb, "obj", "iobj") if c.lower_ in _PLAIN]
    if not own or parties.of_all(own) != who:
        return ()
    return parties.of_all(grammatical_subjects(verb.head.head))


def below_object(
    frame: Frame, parties: Parties, own: frozenset[str]
) -> tuple[tuple[str, ...], Filled]:
    """Whom the first name below the object means, however deep, that is of another country than
    the actor's: "welcomed the resumption of ties with X", "restrictions on flying to X"."""
    if ontology()[frame.entry.type].quad == 4 and frame.entry.type != "SANCTION":
        return (), None  # who is struck stands nearer; a place in the victim's story is no victim
    for top in patients(frame.head):
        names = [t for t in top.subtree if t.i > top.i and t.pos_ in ("PROPN", "NOUN", "ADJ")]
        for token in names:
            if not _inside_phrase(token, top):
                continue
            ids = parties.of(token) if parties.is_actor(token) else ()
            if ids and parties.countries(ids) - own:
                return ids, ("below the object", token)
    return (), None


def _inside_phrase(token: Word, top: Word) -> bool:
    """Whether only prepositions and gerunds lead down to it, no relative or finite clause."""
    for above in (token, *ancestors(token)):
        if above.i == top.i:
            return True
        if above.dep_ in ("acl:relcl", "advcl", "parataxis", "appos", "ccomp"):
            return False
    return False


def _by_sense(
    frame: Frame, parties: Parties, who: tuple[str, ...], whom: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the sense of a type tells beyond the slots: bombs, strikes that hit, talks, demands."""
    entry, noun = frame.entry, frame.entry.kind == "noun"
    if entry.type == "ASSAULT" and not noun:
        who, whom = _bombed(frame, parties, who, whom)
    if not whom and noun and entry.type == "ASSAULT":
        whom = parties.of_all(_struck_by(frame.head), target=True)
    if not whom and entry.type in _TO_MEET:
        whom = _to_meet(frame.head, parties, who)
    if entry.type == "REQUEST":
        whom = _asked_of(frame, parties, who, whom)
    return who, whom


def _asked_of(
    frame: Frame, parties: Parties, who: tuple[str, ...], whom: tuple[str, ...]
) -> tuple[str, ...]:
    """Whose doing is demanded ("called for Borduria's withdrawal"), or whom a letter goes to
    ("wrote to Borduria asking to ...")."""
    groups = lexicon().groups
    for noun in frame.words:
        if noun.pos_ == "NOUN" and lemma_of(noun) in groups["yieldnouns"]:
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


def _has_target(entry: Entry) -> bool:
    """Whether what is done falls on a place and so on whose it is ("plants in Syldavia")."""
    if "sym" in entry.flags:
        return False
    return ontology()[entry.type].quad == 4 or entry.type in ("AID", "CONSULT", "SUPPORT")


def _first(
    frame: Frame,
    slots: tuple[str, ...],
    parties: Parties,
    statement: Statement | None,
    *,
    strict: bool,
    target: bool,
    others: frozenset[str] = frozenset(),
    own: frozenset[str] = frozenset(),
) -> tuple[tuple[str, ...], Filled]:
    """Actors of the first slot that has any; ``strict`` takes only words that name somebody, and
    actors of the countries in ``others`` do not count."""
    vague: tuple[tuple[str, ...], Filled] | None = None
    for slot in slots:
        tokens: list[Word] = []
        if slot == "speaker":
            ids = _speaker(frame, statement, parties)
        else:
            tokens = fillers(frame, slot, parties)
            if strict:
                tokens = [t for t in tokens if lemma_of(t) not in lexicon().groups["media"]]
            if strict and slot == "obj":
                tokens = [t for t in tokens if parties.is_actor(t)]
            ids = parties.of_all(tokens, target=target and slot != "subj")
            if own and frame.entry.type == "REQUEST" and _aside(slot, frame.entry):
                ids = tuple(i for i in ids if not parties.countries((i,)) <= own)
        if ids and not (others and parties.countries(ids) <= others):
            by = slot, tokens[0] if tokens else None
            if ontology()[frame.entry.type].quad == 4 or parties.named(ids):
                return ids, by
            vague = vague or (ids, by)  # "approved sending troops to Borduria"
    return vague or ((), None)


def _aside(slot: str, entry: Entry) -> bool:
    """Whether a slot is a preposition that the pattern itself does not ask for."""
    asked_for = any(slot in part.words or part.prep == slot for part in entry.parts)
    return slot not in ("subj", "obj", "iobj", "clause") and not asked_for


def _of_state(who: tuple[str, ...], parties: Parties) -> frozenset[str]:
    """The state that officials act for; they hardly ask it themselves ("called for talks on all of
    Ruritania's concerns")."""
    actors = [a for i in who if (a := parties.actor(i)) is not None]
    official = bool(actors) and all(a.kind == "state" or "GOV" in a.sectors for a in actors)
    return parties.countries(who) if official else frozenset()


def _speaker(frame: Frame, statement: Statement | None, parties: Parties) -> tuple[str, ...]:
    if statement is not None and statement.speaker:
        return (statement.speaker,)
    for above in ancestors(frame.head):
        if lemma_of(above) in lexicon().groups["hearsay"]:
            return parties.of_all(fillers(Frame(above, frame.entry), "subj", parties))
    return ()
