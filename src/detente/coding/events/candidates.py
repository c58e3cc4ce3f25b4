"""From a frame in the text to a candidate event: its parties, type and mode, or none at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.coding.events.frames import Frame, fillers, light_subjects
from detente.coding.events.lexicon import Entry, lexicon
from detente.coding.events.ontology import ontology
from detente.coding.events.parties import Parties
from detente.coding.events.syntax import (
    FIRST_PERSON,
    ancestors,
    children,
    clause_of,
    complement_clauses,
    grammatical_subjects,
    is_passive,
    lemma_of,
    oblique,
    patients,
    preposition,
    visitor,
)
from detente.coding.status import status_of
from detente.record import EventStatus, EventType, Statement

if TYPE_CHECKING:
    from detente.language.words import Word

NOUN_WHO = ("by", "poss", "between", "light", "mod", "of")
NOUN_WHOM = ("on", "against", "with", "to", "for", "in")
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})
_TO_MEET = frozenset({"AGREE", "REQUEST", "REJECT"})
_PERFORMATIVE = frozenset({"want", "wish", "like", "let"})
_OUGHT = frozenset({"should", "must", "ought"})
_GERUND_MARKS = frozenset(
    {"for", "of", "from", "against", "without", "about", "on", "toward", "in"}
)


@dataclass(frozen=True)
class Candidate:
    """An event as one place in the text tells it.

    ``weak`` candidates name no party ("the attack") and live only as a mention of another event.
    ``statement`` is the statement whose content tells it; ``speaker`` is who performs a speech act.
    """

    frame: Frame
    type: EventType
    mode: str | None
    who: tuple[str, ...]
    whom: tuple[str, ...]
    status: EventStatus
    statement: Statement | None
    weak: bool
    definite: bool
    sentence: int = 0  # index of the first token of the head's sentence
    origin: str = "lexicon"

    @property
    def head(self) -> Word:
        """The trigger's head word."""
        return self.frame.head


def candidate(frame: Frame, parties: Parties) -> Candidate | None:
    """The event that a frame tells, or ``None`` if it is not an event here."""
    entry, head = frame.entry, frame.head
    flags = entry.flags
    statement = parties.statement_at(head)
    if _unrealised(head) or asked(head) or not _allowed(frame, statement):
        return None
    who, whom = _roles(frame, parties, statement)
    if "foreign" in flags and not _about_others(who, whom, parties):
        return None
    if not _fits(frame, who, whom, parties):
        return None
    status = status_of(head)
    if flags & {"neg", "eval"}:
        status = "happened"
    nouns = (head, *(w for w in frame.words if w.pos_ == "NOUN"))
    definite = any(c.lower_ in _DEFINITE for n in nouns for c in n.children)
    definite = definite or "refers" in flags
    return Candidate(
        frame=frame,
        type=entry.type,
        mode=entry.mode,
        who=who,
        whom=whom,
        status=status,
        statement=statement,
        weak=_is_weak(frame, who, whom, parties),
        definite=definite,
        sentence=head.sent.start,
    )


def _fits(frame: Frame, who: tuple[str, ...], whom: tuple[str, ...], parties: Parties) -> bool:
    """Whether the parties are such as the entry asks for."""
    flags, head = frame.entry.flags, frame.head
    if "both" in flags and not whom:
        return False
    if "person" in flags:
        kinds = {a.kind for i in who if (a := parties.actor(i)) is not None}
        subjects = {lemma_of(t) for t in fillers(frame, "subj", parties)}
        return "person" in kinds or bool(subjects & lexicon().groups["delegation"])
    if "agree" in flags and len(who) < 2:
        # one who "agrees that ..." has an opinion; one who "agrees to ..." undertakes something
        terms = any(fillers(frame, slot, parties) for slot in ("to", "on", "with", "upon"))
        return terms or bool(fillers(frame, "obj", parties)) or infinitive_of(head) is not None
    if "host" in flags:
        guests = fillers(frame, "obj", parties)
        kinds = {a.kind for i in whom if (a := parties.actor(i)) is not None}
        return "person" in kinds or any(
            lemma_of(t) in lexicon().groups["delegation"] for t in guests
        )
    if frame.entry.type == "ASSAULT" and _accident(frame, parties):
        return False
    if frame.entry.type == "SUPPORT" and who:
        owners = [o for t in fillers(frame, "obj", parties) for o in children(t, "nmod:poss")]
        return not owners or not set(parties.of_all(owners)) & set(who)
    return True


def _roles(
    frame: Frame, parties: Parties, statement: Statement | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    entry = frame.entry
    noun = entry.kind == "noun"
    who_slots = entry.who or (NOUN_WHO if noun else ("subj",))
    whom_slots = entry.whom or (NOUN_WHOM if noun else ("obj",))
    symmetric = "sym" in entry.flags
    guest = visitor(frame.head) if "visit" in entry.flags else None
    if guest is not None:  # "told visiting Chancellor Scholz": the host speaks
        host = parties.of_all(grammatical_subjects(clause_of(guest.head)))
        visiting = parties.of(guest)
        return visiting, tuple(i for i in host if i not in visiting)
    who = _first(frame, who_slots, parties, statement, strict=False, target=False)
    # Nobody threatens or sanctions himself.
    own = parties.countries(who) if entry.type in ("THREATEN", "SANCTION") else frozenset()
    whom = _first(
        frame,
        whom_slots,
        parties,
        statement,
        strict=symmetric,
        target=_has_target(entry),
        others=own,
    )
    if entry.type == "ASSAULT" and not noun:
        who, whom = _bombed(frame, parties, who, whom)
    if not whom and noun and entry.type == "ASSAULT":
        whom = parties.of_all(_struck_by(frame.head), target=True)
    if not whom and entry.type in _TO_MEET:
        whom = _to_meet(frame.head, parties, who)
    if entry.type == "REQUEST":
        whom = _asked_of(frame, parties, who, whom)
    if symmetric:
        if noun and not who:  # "they agreed on a truce after talks"
            both = parties.of_all(grammatical_subjects(clause_of(frame.head)))
            who = both if len(parties.countries(both)) > 1 else ()
        return tuple(dict.fromkeys(who + whom)), ()
    if "incontent" in entry.flags:
        return who, whom  # "we abandoned them" blames oneself
    return who, tuple(i for i in whom if i not in who)


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
) -> tuple[str, ...]:
    """Actors of the first slot that has any; ``strict`` takes only words that name somebody, and
    actors of the countries in ``others`` do not count."""
    for slot in slots:
        if slot == "speaker":
            ids = _speaker(frame, statement, parties)
        else:
            tokens = fillers(frame, slot, parties)
            if strict:
                tokens = [t for t in tokens if lemma_of(t) not in lexicon().groups["media"]]
            if strict and slot == "obj":
                tokens = [t for t in tokens if parties.is_actor(t)]
            ids = parties.of_all(tokens, target=target and slot != "subj")
        if ids and not (others and parties.countries(ids) <= others):
            return ids
    return ()


def _speaker(frame: Frame, statement: Statement | None, parties: Parties) -> tuple[str, ...]:
    if statement is not None and statement.speaker:
        return (statement.speaker,)
    for above in ancestors(frame.head):
        if lemma_of(above) in lexicon().groups["hearsay"]:
            return parties.of_all(fillers(Frame(above, frame.entry), "subj", parties))
    return ()


def _allowed(frame: Frame, statement: Statement | None) -> bool:
    """Whether the entry may be used here: judgements only in somebody's words, deals by name."""
    flags, head = frame.entry.flags, frame.head
    if "void" in flags:
        return False
    if flags & {"eval", "incontent"} and (statement is None or statement.speaker is None):
        return False
    if "inf" in flags and infinitive_of(head) is None:
        return False
    if head.dep_ == "amod" and head.tag_ != "VBG":
        return False
    if frame.entry.kind == "noun" and (_is_name(head) or _hypothetical(head)):
        return False
    if "main" in flags and head.dep_ in ("advcl", "acl", "acl:relcl"):
        return False
    return head.dep_ != "amod" or frame.entry.type == "CONSULT"


def _unrealised(head: Word) -> bool:
    """Purposes, plans and wishes ("to combat", "efforts to destroy", "wants to leave") are no
    events, nor are gerunds that name an idea ("in favour of leaving")."""
    groups = lexicon().groups
    if head.pos_ not in ("VERB", "AUX"):
        return head.dep_ == "nmod" and lemma_of(head.head) in groups["unreal"]
    if any(c.dep_ == "aux" and c.lower_ in _OUGHT for c in head.children):
        return True
    here = head
    while here.dep_ == "conj" and here.head.pos_ == here.pos_:
        here = here.head
    if here.dep_ == "advcl" and preposition(here) in ("if", "unless"):
        return True
    marks = {c.lower_ for c in here.children if c.dep_ in ("mark", "aux") and c.i < here.i}
    above = lemma_of(here.head)
    if "to" in marks and here.tag_ != "VBG":
        if here.dep_ == "xcomp":
            if above in _PERFORMATIVE and _first_person(here.head):
                return False  # "I want to thank"
            return above not in groups["implicative"] | groups["schedule"]
        if here.dep_ in ("advcl", "acl"):
            return above not in groups["motion"]
        return here.dep_ in ("csubj", "ccomp", "nsubj")
    if here.dep_ in ("advcl", "acl") and here.tag_ == "VBG":
        return bool(marks & _GERUND_MARKS or preposition(here) in _GERUND_MARKS)
    return False


def asked(head: Word) -> bool:
    """Whether it is what somebody asks or does not tell ("asked whether Russia would attack")."""
    for token in (head, *ancestors(head)):
        if token.dep_ in ("ccomp", "acl", "advcl", "conj") and preposition(token) == "whether":
            return True
    return False


def _is_name(head: Word) -> bool:
    """Whether the noun is part of a name, such as a war or an operation of the past."""
    return head.ent_type_ == "EVENT" or (
        head.pos_ == "PROPN" and head.is_title and head.sent.start != 0
    )


def _accident(frame: Frame, parties: Parties) -> bool:
    """Whether the harm is done by a crash, a fire or the weather, and by nobody."""
    causes = lexicon().groups["accident"]
    if any(lemma_of(t) in causes for t in fillers(frame, "subj", parties)):
        return True
    if lemma_of(frame.head) not in lexicon().groups["harm"] or frame.entry.kind != "verb":
        return False
    return any(lemma_of(t) in causes for t in frame.head.sent)


def _hypothetical(head: Word) -> bool:
    return any(c.lower_ in ("any", "no", "every") for c in children(head, "det"))


def _first_person(verb: Word) -> bool:
    return any(s.lower_ in FIRST_PERSON for s in grammatical_subjects(verb))


def _about_others(who: tuple[str, ...], whom: tuple[str, ...], parties: Parties) -> bool:
    return bool(who and whom and not parties.countries(who) & parties.countries(whom))


def _is_weak(frame: Frame, who: tuple[str, ...], whom: tuple[str, ...], parties: Parties) -> bool:
    """Whether too little is known of the parties for an event of its own."""
    entry = frame.entry
    if not who and not whom:
        told = entry.kind == "verb" and "any" in entry.flags
        return not (told and (fillers(frame, "subj", parties) or fillers(frame, "obj", parties)))
    if entry.kind == "noun":
        if entry.type in ("CONSULT", "COOPERATE") and "sym" in entry.flags:
            first = next((a for i in who if (a := parties.actor(i)) is not None), None)
            body = first is not None and first.kind == "organisation"
            return len(who) < 2 and not body and not light_subjects(frame.head)
        if ontology()[entry.type].quad == 4:
            return False
        return not who
    if "discuss" in entry.flags:
        return len(who) < 2
    if "dealnoun" in entry.flags:
        return not light_subjects(frame.head)
    if "abstract" in entry.flags:
        named = ("between", "against", "by", "poss", "on")
        return not any(fillers(frame, slot, parties) for slot in named)
    if entry.type == "REQUEST" or (ontology()[entry.type].speech and not is_passive(frame.head)):
        return not who
    if entry.type in ("CONSULT", "COOPERATE", "AID", "MOBILIZE"):
        return not who and not is_passive(frame.head)
    return "party" in entry.flags and not (who and whom)


def trigger_span(found: Candidate) -> tuple[int, int]:
    """Offsets of the trigger: the head with the pattern's own words near it."""
    head = found.head
    near = [t for t in (head, *found.frame.words) if abs(t.i - head.i) <= 6]
    first, last = min(near, key=lambda t: t.i), max(near, key=lambda t: t.i)
    return first.idx, last.idx + len(last)


def settle(found: Candidate, parties: Parties) -> Candidate:
    """Apply the codebook's rules for what is only announced: cooperation to come is AGREE, a
    retreat to come is CONCEDE, violence that the speaker himself announces is THREATEN (PLOVER
    manual, AGREE, CONCEDE, RETREAT, THREATEN)."""
    if found.status not in ("planned", "conditional"):
        return found
    if found.frame.entry.kind == "noun" and found.type == "CONSULT":
        return found
    own = _speaks_for_actor(found, parties)
    entry = ontology()[found.type]
    if found.type == "RETREAT" or (entry.future and (own or found.status == "planned")):
        kind: EventType = entry.future or found.type
        speech: EventStatus = "planned" if kind == "CONCEDE" or not own else "happened"
        return replace(found, type=kind, mode=None, status=speech)
    if own and found.type in ("ASSAULT", "COERCE", "SANCTION") and found.origin == "lexicon":
        return replace(found, type="THREATEN", mode=None, status="happened", origin="own future")
    return found


def _speaks_for_actor(found: Candidate, parties: Parties) -> bool:
    said = found.statement
    if said is None or said.speaker is None:
        return False
    return said.speaker in found.who or bool(
        parties.countries((said.speaker,)) & parties.countries(found.who)
    )


def infinitive_of(token: Word) -> Word | None:
    """The verb of the infinitive that a verb or adjective governs ("ready to work")."""
    for clause in complement_clauses(token):
        if any(c.lower_ == "to" for c in children(clause, "mark", "aux")):
            return clause
    return None
