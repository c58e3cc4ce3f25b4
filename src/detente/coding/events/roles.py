"""Who does it to whom: the parties in the slots that a lexicon entry names, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detente.coding.events.frames import Filled, Frame, core, fillers
from detente.coding.events.lexicon import Entry, lexicon
from detente.coding.events.ontology import ontology
from detente.coding.events.parties import Parties
from detente.coding.events.sense import against_below, below_object, blamed_for, by_sense
from detente.coding.events.syntax import (
    agents,
    ancestors,
    belongs,
    children,
    clause_of,
    grammatical_subjects,
    lemma_of,
    oblique,
    patients,
    preposition,
    visitor,
)
from detente.record import Actor, Statement

if TYPE_CHECKING:
    from detente.language.words import Word

_PLAIN = frozenset({"it", "him", "her", "them"})
_OF_ARMS = frozenset({"MOBILIZE", "RETREAT", "CONCEDE", "AGREE"})
_AT_TALKS = frozenset({"after", "following", "during", "in", "at", "before"})
_TELLING = frozenset(
    {"tell", "ask", "urge", "warn", "explain", "assure", "inform", "promise", "say", "thank",
     "discuss", "demand", "call", "remind", "invite", "offer", "agree", "press"}
)  # fmt: skip
"""What those do who talk with each other."""
_AMID = frozenset({"after", "following", "amid", "despite", "before"})
_SITES = frozenset({"in", "at", "near", "over"})
_ARMED = frozenset({"MIL", "REB", "PRM"})
_ATTACKS = frozenset(
    {"attack", "assault", "offensive", "invasion", "incursion", "onslaught", "raid", "ambush"}
)
NOUN_WHO = ("by", "poss", "between", "light", "mod", "of")
NOUN_WHOM = ("on", "against", "with", "to", "for", "in")


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
    if not parties.countries(who) and (their := _of_announcer(frame, parties, statement)):
        who, who_by = their, ("speaker", None)
    if who and who_by and who_by[0] == "subj" and (teller := _not_oneself(frame, parties, who)):
        who, who_by = teller, ("subj", None)
    if not who and noun and entry.type == "ASSAULT":
        who = _fighting(frame, parties)
        who_by = ("of", None) if who else None
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
        taken=frozenset() if symmetric or "incontent" in entry.flags else frozenset(who),
    )
    open_to_all = not symmetric and "none" not in whom_slots and not noun
    if open_to_all and not parties.named(whom):
        below = below_object(frame, parties, parties.countries(who))
        whom, whom_by = below if below[0] else (whom, whom_by)
    if not who and not symmetric and whom_by and whom_by[0] == "between":
        symmetric = True  # "fighting between X and Y"
    told = who, whom
    who, whom = by_sense(frame, parties, who, whom)
    who_by = who_by if told[0] == who else None
    whom_by = whom_by if told[1] == whom else ("by sense", None)
    if symmetric:
        if noun and set(who) <= set(whom):  # "they agreed on a truce after talks"
            both = parties.of_all(grammatical_subjects(clause_of(frame.head)))
            if not who and not whom and _held(frame):
                both = _at_talks(frame, parties) or both
            many = not who and len(parties.countries(both)) > 1
            if many or (whom and _took_part(frame, both, parties)):
                who, who_by = both, ("clause subject", None)
        if whom_by and whom_by[0] in _SITES:  # "fighting in Borduria" befalls it
            return Roles(who, tuple(i for i in whom if i not in who), who_by, whom_by)
        return Roles(tuple(dict.fromkeys(who + whom)), (), who_by or whom_by, None)
    if "incontent" not in entry.flags:  # "we abandoned them" blames oneself
        whom = tuple(i for i in whom if i not in who)
    return Roles(who, whom, who_by, whom_by if whom else None)


def _of_announcer(frame: Frame, parties: Parties, statement: Statement | None) -> tuple[str, ...]:
    """Whose troops go home where nobody is named: those of the ministry or army that tells it; it
    would name others ("the Bordurian army said that some units had begun to withdraw")."""
    if frame.entry.type != "RETREAT" or frame.entry.kind != "verb" or statement is None:
        return ()
    speaker = parties.actor(statement.speaker or "")
    if speaker is None or not speaker.country or not _of_arms(speaker):
        return ()
    moved = [t for t in (*agents(frame.head), *patients(frame.head)) if _bare_troops(t)]
    return (speaker.id,) if moved else ()


def _of_arms(speaker: Actor) -> bool:
    """Whether an army or a ministry of defence speaks."""
    ministry = speaker.kind == "organisation" and "defen" in speaker.name.lower()
    return ministry or "MIL" in speaker.sectors


def _bare_troops(token: Word) -> bool:
    named = any(c.pos_ == "PROPN" for c in token.subtree)
    return lemma_of(core(token)) in lexicon().groups["troops"] and not named


def _fighting(frame: Frame, parties: Parties) -> tuple[str, ...]:
    """Whose attack it is where armed men stand behind "of" ("the offensive of the Bordurian army"),
    unless the noun says what is done to somebody ("the killing of soldiers")."""
    if belongs(frame.head, "undergone") or not frame.entry.who:
        return ()
    found = parties.of_all(oblique(frame.head, "of"))
    actors = [a for i in found if (a := parties.actor(i)) is not None]
    armed = all(a.kind != "person" and _ARMED & set(a.sectors) for a in actors)
    return found if actors and armed and lemma_of(frame.head) in _ATTACKS else ()


def _held(frame: Frame) -> bool:
    """Whether a clause is told to be spoken in or after the talks: "in a call, Rudolf told ..."."""
    head = frame.head
    at_it = preposition(head) in _AT_TALKS and head.dep_ == "obl"
    return frame.entry.type == "CONSULT" and at_it and lemma_of(head.head) in _TELLING


def _took_part(frame: Frame, subjects: tuple[str, ...], parties: Parties) -> bool:
    """Whether the subject of the clause was at the talks it is told with: "after talks with
    Rudolf, Amalia said"."""
    head = frame.head
    if frame.entry.type != "CONSULT" or preposition(head) not in _AT_TALKS or head.dep_ != "obl":
        return False
    actors = [a for i in subjects if (a := parties.actor(i)) is not None]
    return bool(actors) and all(a.kind in ("person", "state") for a in actors)


def _not_oneself(frame: Frame, parties: Parties, who: tuple[str, ...]) -> tuple[str, ...]:
    """Who does it where the subject that the parse shares from a clause before cannot: the subject
    of the verb of saying above does. A plain pronoun as object would else be "itself" ("Berg said
    Borduria broke the truce and urged it to stop"), and no thing speaks ("said the move was
    wrong, and condemned ...")."""
    verb = frame.head
    if verb.dep_ != "conj" or verb.head.dep_ != "ccomp":
        return ()
    subjects = fillers(frame, "subj", parties)
    if ontology()[frame.entry.type].speech and not any(parties.is_actor(t) for t in subjects):
        return parties.of_all(grammatical_subjects(verb.head.head))
    own = [c for c in children(verb, "obj", "iobj") if c.lower_ in _PLAIN]
    if not own or parties.of_all(own) != who:
        return ()
    return parties.of_all(grammatical_subjects(verb.head.head))


def _at_talks(frame: Frame, parties: Parties) -> tuple[str, ...]:
    """Who speaks to whom in the clause that tells of a call or talks: "in an hour-long call, Rudolf
    told Amalia to ...", "after talks with Rudolf, Amalia said"."""
    clause = clause_of(frame.head)
    subjects = grammatical_subjects(clause)
    objects = [t for t in children(clause, "iobj", "obj") if lemma_of(clause) != "discuss"]
    hearers = [*objects, *oblique(clause, "to"), *oblique(clause, "with")]
    told = parties.of_all([*subjects, *hearers])
    actors = [a for i in told if (a := parties.actor(i)) is not None]
    return tuple(a.id for a in actors if a.kind in ("person", "state"))


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
    taken: frozenset[str] = frozenset(),
) -> tuple[tuple[str, ...], Filled]:
    """Actors of the first slot that has any; ``strict`` takes only words that name somebody,
    actors of the countries in ``others`` do not count, nor those ``taken`` for the other side."""
    vague: tuple[tuple[str, ...], Filled] | None = None
    for slot in slots:
        tokens: list[Word] = []
        if slot == "speaker" and preposition(frame.head) in _AMID:
            continue  # "resigned after criticism" tells not whose
        if slot == "speaker":
            ids = _speaker(frame, statement, parties)
        else:
            tokens = fillers(frame, slot, parties)
            if strict:
                tokens = [t for t in tokens if lemma_of(t) not in lexicon().groups["media"]]
            if strict and slot == "obj":
                tokens = [t for t in tokens if parties.is_actor(t)]
            if frame.entry.type in _OF_ARMS:
                tokens = [t for t in tokens if slot == "subj" or not _own_quarters(t)]
            if taken and frame.entry.type in _OF_ARMS:
                tokens = [t for t in tokens if not _own_forces(t, taken, parties)]
            ids = parties.of_all(tokens, target=target and slot != "subj")
            if frame.entry.type in ("ACCUSE", "REJECT") and slot in ("obj", "for", "over"):
                ids = blamed_for(tokens, parties, ids)
            ids = tuple(i for i in ids if i not in taken)
            if taken and frame.entry.type in _OF_ARMS:
                ids = tuple(i for i in ids if not _armed_of(i, taken, parties))
            if own and frame.entry.type == "REQUEST" and _aside(slot, frame.entry):
                ids = tuple(i for i in ids if not parties.countries((i,)) <= own)
        countries = parties.countries(ids)
        sited = slot in _SITES or any(belongs(t, "violence") for t in tokens)
        if ids and sited and (deep := against_below(frame, parties, taken)):
            return deep, (slot, None)  # "conducted strikes in X using aircraft against Y"
        if ids and not (countries and countries <= others):
            by = slot, tokens[0] if tokens else None
            if ontology()[frame.entry.type].quad == 4 or parties.named(ids):
                return ids, by
            vague = vague or (ids, by)  # "approved sending troops to Borduria"
    return vague or ((), None)


def _own_forces(token: Word, who: frozenset[str], parties: Parties) -> bool:
    """Whether they are what a state sends or pulls back: "sent its troops into Borduria"."""
    groups = lexicon().groups
    if lemma_of(core(token)) not in groups["troops"] | groups["weapons"]:
        return False
    return parties.countries(parties.of(token)) <= parties.countries(who)


def _own_quarters(token: Word) -> bool:
    """Whether it is where troops come from: "returned to their bases"."""
    own = any(o.lower_ in ("its", "their") for o in children(token, "nmod:poss"))
    return own and belongs(token, "quarters")


def _armed_of(actor_id: str, who: frozenset[str], parties: Parties) -> bool:
    """Whether an actor is the forces of those who act: "the withdrawal of its troops"."""
    actor = parties.actor(actor_id)
    armed = actor is not None and actor.kind != "state" and "MIL" in actor.sectors
    return armed and bool(parties.countries((actor_id,)) & parties.countries(who))


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
