"""From a frame in the text to a candidate event: its parties, type and mode, or none at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.coding.events.exclusions import (
    accident,
    asked,
    asks_for_cover,
    hypothetical,
    infinitive_of,
    is_name,
    mere_opinion,
    orders_own,
    told_by_rule,
    unrealised,
    with_the_press,
)
from detente.coding.events.frames import Filled, Frame, fillers, light_subjects
from detente.coding.events.lexicon import lexicon
from detente.coding.events.ontology import ontology
from detente.coding.events.parties import Parties
from detente.coding.events.roles import roles_of
from detente.coding.events.syntax import (
    children,
    is_passive,
    lemma_of,
    oblique,
    writers_of,
)
from detente.coding.status import status_and_cue
from detente.record import EventStatus, EventType, Statement

if TYPE_CHECKING:
    from detente.language.words import Word

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})
_SPOKEN = frozenset({"REQUEST", "ACCUSE", "SUPPORT", "REJECT"})
_DECIDED = frozenset({"SANCTION", "COERCE", "REQUEST", "REJECT"})
"""What is done once it is decided."""
_WHOEVER = frozenset({"those", "anyone", "anybody", "people", "everyone"})


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
    who_by: Filled = None
    whom_by: Filled = None
    cue: Word | None = None  # the word that shows the status

    @property
    def head(self) -> Word:
        """The trigger's head word."""
        return self.frame.head


def candidate(frame: Frame, parties: Parties) -> Candidate | None:
    """The event that a frame tells, or ``None`` if it is not an event here."""
    entry, head = frame.entry, frame.head
    flags = entry.flags
    statement = parties.statement_at(head)
    if unrealised(head) or asked(head) or asks_for_cover(head):
        return None
    if not _allowed(frame, statement):
        return None
    roles = roles_of(frame, parties, statement)
    who, whom = roles.who, roles.whom
    if "foreign" in flags and not _about_others(who, whom, parties):
        return None
    if not _fits(frame, who, whom, parties) or _broken(frame):
        return None
    status, cue = status_and_cue(head)
    if flags & {"neg", "eval", "incontent"}:
        status, cue = "happened", None
    if cue is not None and entry.type in _DECIDED and lemma_of(cue) in _groups("decision"):
        status, cue = "happened", None  # "the decision to close the border"
    kind, mode = entry.type, entry.mode
    refusal = "willing" in flags or _not_complied(head)
    if status == "denied" and refusal and entry.type in ("AGREE", "CONCEDE", "SUPPORT"):
        kind, mode, status = "REJECT", None, "happened"  # "not prepared to meet"
    nouns = (head, *(w for w in frame.words if w.pos_ == "NOUN" and _names_deed(w)))
    definite = any(c.lower_ in _DEFINITE or _of_a_day(c) for n in nouns for c in n.children)
    definite = definite or "refers" in flags or _done_in_it(frame)
    return Candidate(
        frame=frame,
        type=kind,
        mode=mode,
        who=who,
        whom=whom,
        status=status,
        statement=statement,
        weak=_is_weak(frame, who, whom, parties),
        definite=definite,
        sentence=head.sent.start,
        who_by=roles.who_by,
        whom_by=roles.whom_by,
        cue=cue,
    )


def _done_in_it(frame: Frame) -> bool:
    """Whether harm is told of as done in what was told before: "were injured in the blast"."""
    head = frame.head
    if frame.entry.type != "ASSAULT" or lemma_of(head) not in lexicon().groups["harm"]:
        return False
    deeds = [t for prep in ("in", "by", "during") for t in oblique(head, prep)]
    definite = [t for t in deeds if any(c.lower_ in _DEFINITE for c in t.children)]
    return any(e.type == "ASSAULT" for t in definite for e in lexicon().find("noun", lemma_of(t)))


def _broken(frame: Frame) -> bool:
    """Whether a truce is named only as what somebody broke."""
    head = frame.head
    broken = head.dep_ in ("obj", "nsubj:pass") and lemma_of(head.head) in _groups("breaking")
    return frame.entry.kind == "noun" and frame.entry.type == "RETREAT" and broken


def _groups(name: str) -> frozenset[str]:
    return lexicon().groups[name]


def _not_complied(head: Word) -> bool:
    """Whether it is a word of complying: "did not accede to it"; "not agreed on it yet" is not."""
    if lemma_of(head) == "agree" and infinitive_of(head) is None and not oblique(head, "to"):
        return False
    yet = any(c.lower_ == "yet" for c in head.children)
    return lemma_of(head) in lexicon().groups["comply"] and not yet


def _names_deed(noun: Word) -> bool:
    """Whether the noun itself names what is done ("the attack" that was carried out), and not what
    it is done to ("the phone" that was seized)."""
    return bool(lexicon().find("noun", lemma_of(noun)))


def _fits(frame: Frame, who: tuple[str, ...], whom: tuple[str, ...], parties: Parties) -> bool:
    """Whether the parties are such as the entry asks for."""
    flags, head = frame.entry.flags, frame.head
    if "both" in flags and not whom:
        return False
    if "mention" in flags:
        beside = any(c.dep_ in ("det", "nmod:poss") for c in head.children)
        if head.tag_ != "NN" or not beside:
            return False  # "calls" may be a verb, or pleas
    if frame.entry.type == "REQUEST" and orders_own(head) and infinitive_of(head) is not None:
        return False
    if "acting" in flags and not parties.countries(who + whom):
        return False  # "handed the paper to the clerk"
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
    if frame.entry.type in ("CONSULT", "AGREE") and with_the_press(frame, parties):
        return False
    if frame.entry.type == "ASSAULT" and accident(frame, parties):
        return False
    if frame.entry.type == "SUPPORT" and who:
        kind_words = lexicon().groups["good"] | lexicon().groups["mourning"]  # "his sympathy"
        objects = [t for t in fillers(frame, "obj", parties) if lemma_of(t) not in kind_words]
        owners = [o for t in objects for o in children(t, "nmod:poss")]
        return not owners or not set(parties.of_all(owners)) & set(who)
    return True


def _allowed(frame: Frame, statement: Statement | None) -> bool:
    """Whether the entry may be used here: judgements only in somebody's words, deals by name."""
    flags, head = frame.entry.flags, frame.head
    if "void" in flags:
        return False
    if flags & {"eval", "incontent"} and (statement is None or statement.speaker is None):
        return False
    if "eval" in flags and head.dep_ == "acl:relcl" and head.head.lower_ in _WHOEVER:
        return False  # "those who are responsible"
    if "inf" in flags and infinitive_of(head) is None:
        return False
    if frame.entry.kind == "verb" and (told_by_rule(head) or mere_opinion(head)):
        return False
    if head.dep_ == "amod" and head.tag_ != "VBG":
        return False
    if frame.entry.kind == "noun" and (is_name(head) or hypothetical(head)):
        return False
    if "main" in flags and head.dep_ in ("advcl", "acl", "acl:relcl"):
        return bool(writers_of(head))
    return head.dep_ != "amod" or frame.entry.type == "CONSULT"


def _about_others(who: tuple[str, ...], whom: tuple[str, ...], parties: Parties) -> bool:
    return bool(who and whom and not parties.countries(who) & parties.countries(whom))


def _of_a_day(word: Word) -> bool:
    """Whether a day makes a noun definite: "Monday's attack"."""
    return word.dep_ == "nmod:poss" and lemma_of(word) in lexicon().groups["days"]


def _is_weak(frame: Frame, who: tuple[str, ...], whom: tuple[str, ...], parties: Parties) -> bool:
    """Whether too little is known of the parties for an event of its own."""
    entry = frame.entry
    if "mention" in entry.flags:
        return len(who) < 2
    if not who and not whom:
        told = (entry.kind == "verb" or entry.type == "PROTEST") and "any" in entry.flags
        if entry.kind == "noun":
            return not (told and light_subjects(frame.head))
        return not (told and (fillers(frame, "subj", parties) or fillers(frame, "obj", parties)))
    if entry.kind == "noun":
        if entry.type == "PROTEST" and light_subjects(frame.head):
            return False  # "landowners began a hunger strike"
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
    if entry.type == "REQUEST" and is_passive(frame.head) and parties.countries(whom):
        return False  # "the embassies were ordered to close"
    if _some_speak(frame) and parties.countries(whom):
        return False  # "economists called on Borduria to change course"
    if entry.type == "REQUEST" or (ontology()[entry.type].speech and not is_passive(frame.head)):
        return not who
    if entry.type in ("CONSULT", "COOPERATE", "AID", "MOBILIZE"):
        return not who and not is_passive(frame.head)
    return "party" in entry.flags and not (who and whom)


def _some_speak(frame: Frame) -> bool:
    """Whether people without a name do what only people do: they call, accuse, praise or refuse."""
    entry, head = frame.entry, frame.head
    if entry.kind != "verb" or entry.type not in _SPOKEN or is_passive(head):
        return False
    groups = lexicon().groups
    things = groups["document"] | groups["utterance"] | groups["rule"]
    subjects = children(head, "nsubj")
    return any(s.tag_ == "NNS" and lemma_of(s) not in things for s in subjects)


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
    if found.type == "MOBILIZE" and _joint_drill(found, parties):
        return replace(found, type="COOPERATE", mode=None)
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


def _joint_drill(found: Candidate, parties: Parties) -> bool:
    """Exercises of several states are cooperation (manual, MOBILIZE)."""
    words = {lemma_of(w) for w in (found.head, *found.frame.words)}
    return len(parties.countries(found.who)) > 1 and bool(words & lexicon().groups["drills"])


def _speaks_for_actor(found: Candidate, parties: Parties) -> bool:
    said = found.statement
    if said is None or said.speaker is None:
        return False
    return said.speaker in found.who or bool(
        parties.countries((said.speaker,)) & parties.countries(found.who)
    )
