"""Acts of speaking inside quoted or reported words: "they must leave", "we will strike back",
"it is time for others to help"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.events.candidates import Candidate
from detente.coding.events.exclusions import asked
from detente.coding.events.frames import Frame, fillers
from detente.coding.events.lexicon import Entry, lexicon
from detente.coding.events.modality import doubted, going_to
from detente.coding.events.parties import Parties
from detente.coding.events.sense import below_object
from detente.coding.events.syntax import (
    FIRST_PERSON,
    SUBJECTS,
    belongs,
    children,
    complement_clauses,
    grammatical_subjects,
    is_negated,
    is_passive,
    lemma_of,
    patients,
    preposition,
)
from detente.coding.status import status_of
from detente.record import EventType, Statement

if TYPE_CHECKING:
    from detente.language.words import Word, Words

_OBLIGATION = frozenset({"must", "should", "ought"})
_HAVE_TO = frozenset({"have", "need"})
_FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_NO_ORDERS = frozenset({"xcomp", "conj", "acl", "advcl", "acl:relcl", "csubj"})
_US = frozenset({"us", "'s", "’s"})
_DONE = frozenset({"did", "have", "has", "had"})
_POLITE = frozenset({"do", "not", "please", "now", "n't", "n’t"})
_PEOPLE = frozenset(
    {"they", "you", "those", "who", "everyone", "everybody", "others", "all", "he", "she"}
)


def speech_acts(words: Words, parties: Parties) -> list[Candidate]:
    """Demands, threats, offers and refusals that the words of a statement make."""
    found: list[Candidate] = []
    for token in words:
        if token.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
            continue
        statement = parties.statement_at(token)
        if statement is None or asked(token) or doubted(token):
            continue
        if not _has_stake(statement, parties):
            continue
        act = _demand(token, statement, parties) or _own_future(token, statement, parties)
        if act is None and never_done(token, statement, parties):
            act = _act(token, "REJECT", statement, (), "denial")
        if act is None and is_order(token, parties):
            act = _act(token, "REQUEST", statement, (), "order")
        if act is not None:
            found.append(act)
    return found


def _has_stake(statement: Statement, parties: Parties) -> bool:
    """Whether the speaker acts for a state or body; a news agency tells, it does not demand."""
    speaker = parties.actor(statement.speaker or "")
    return speaker is None or not {"MED", "JRN"} & set(speaker.sectors)


def _act(
    head: Word,
    kind: EventType,
    statement: Statement,
    whom: tuple[str, ...],
    origin: str,
    words: tuple[Word, ...] = (),
) -> Candidate:
    entry = Entry("verb", lemma_of(head), (), kind, None, ("speaker",), ("obj",), frozenset())
    who = (statement.speaker,) if statement.speaker else ()
    return Candidate(
        frame=Frame(head, entry, words),
        type=kind,
        mode=None,
        who=who,
        whom=tuple(i for i in whom if i not in who),
        status="happened",
        statement=statement,
        weak=statement.speaker is None,
        definite=False,
        sentence=head.sent.start,
        origin=origin,
    )


def _demand(token: Word, statement: Statement, parties: Parties) -> Candidate | None:
    """Somebody else "must", "should", "has to" do something; or "it is time" that he did."""
    if token.lower_ == "time" and (time_for := _time_to(token)) is not None:
        return _act(token, "REQUEST", statement, parties.of(time_for), "time to", (time_for,))
    if token.dep_ in ("acl", "acl:relcl"):
        return None
    modal = [c for c in children(token, "aux") if c.lower_ in _OBLIGATION]
    have_to = (
        token.dep_ == "xcomp"
        and lemma_of(token.head) in _HAVE_TO
        and not children(token.head, "obj")
    )
    if not modal and not have_to:
        return None
    subjects = grammatical_subjects(token.head if have_to else token)
    if not subjects or any(s.lower_ in FIRST_PERSON for s in subjects):
        return None
    whom = parties.of_all(subjects)
    if statement.speaker in whom or for_itself(whom, statement, parties):
        return None
    if is_passive(token):
        if not to_be_done(token, next(iter(modal), None)):
            return None
    elif not whom and not any(_can_act(s) for s in subjects):
        return None
    return _act(token, "REQUEST", statement, whom, "must", tuple(modal))


def never_done(token: Word, statement: Statement, parties: Parties) -> bool:
    """A misdeed that the speaker says his own side did not commit: "we have never shelled them"."""
    groups = lexicon().groups
    if token.pos_ != "VERB" or not is_negated(token) or is_passive(token):
        return False
    if lemma_of(token) not in groups["hostile"] | groups["harm"] | groups["misdeed"]:
        return False
    helpers = {c.lower_ for c in children(token, "aux")}
    never = any(c.lower_ == "never" for c in token.children) and token.tag_ in ("VBP", "VBZ")
    if not helpers & _DONE and token.tag_ != "VBD" and not never:
        return False
    return _own_side(token, statement, parties)


def _own_side(token: Word, statement: Statement, parties: Parties) -> bool:
    subjects = grammatical_subjects(token)
    own = parties.countries((statement.speaker or "",))
    we = any(s.lower_ in ("i", "we") for s in subjects)
    return we or bool(parties.countries(parties.of_all(subjects)) & own)


def for_itself(whom: tuple[str, ...], statement: Statement, parties: Parties) -> bool:
    """Whether what must be done is for the speaker's own state: "our country must be strong"."""
    own = parties.countries((statement.speaker or "",))
    actors = [a for i in whom if (a := parties.actor(i)) is not None]
    return bool(actors) and all(a.kind == "state" and a.country in own for a in actors)


def is_order(token: Word, parties: Parties) -> bool:
    """A bare imperative in quoted words: "Leave our land"."""
    if token.tag_ != "VB" or not parties.quoted(token) or token.dep_ in _NO_ORDERS:
        return False
    if any(c.dep_ in (*SUBJECTS, "aux", "mark") and c.lower_ != "do" for c in token.children):
        return False
    if lemma_of(token) == "let" and any(t.lower_ in _US for t in token.subtree):
        return False  # "let's talk"
    before = token.i - 1
    while before >= token.sent.start and token.words[before].lower_ in _POLITE:
        before -= 1
    if before >= token.sent.start and not token.words[before].is_punct:
        return False
    return lemma_of(token) in lexicon().groups["yield"] | lexicon().groups["wanted"]


def to_be_done(token: Word, ought: Word | None) -> bool:
    """Whether a passive says what others are to do: what "must be" done, unless only in the mind
    ("it must be said"), and what "should be" if it is a step that people demand."""
    groups = lexicon().groups
    if ought is not None and ought.lower_ == "must":
        return lemma_of(token) not in groups["minded"]
    return lemma_of(token) in groups["yield"] | groups["nice"] | groups["wanted"]


def _can_act(subject: Word) -> bool:
    people = {
        "power",
        "country",
        "nation",
        "government",
        "side",
        "party",
        "community",
        "leader",
        "ally",
    }
    people |= lexicon().groups["troops"]
    return subject.lower_ in _PEOPLE or lemma_of(subject) in people


def _time_to(token: Word) -> Word | None:
    if not any(c.dep_ == "cop" for c in token.children):
        return None
    for clause in complement_clauses(token):
        own = [c for c in clause.children if c.dep_ in SUBJECTS]
        beside = [c for c in token.children if c.dep_ in ("obl", "nmod") and c.i > token.i]
        return next(iter(own or beside), None)
    return None


def _own_future(token: Word, statement: Statement, parties: Parties) -> Candidate | None:
    """What the speaker says that he or his country will do, or never do."""
    future = {c.lower_ for c in token.children if c.dep_ == "aux"}
    reported = "would" in future and not parties.quoted(token)  # "said that it would leave"
    going = going_to(token) is not None
    if token.pos_ != "VERB" or not (future & _FUTURE or reported or going):
        return None
    subjects = grammatical_subjects(token)
    ids = parties.of_all(subjects)
    own = any(s.lower_ in ("i", "we") for s in subjects) or bool(
        parties.countries(ids) & parties.countries((statement.speaker or "",))
    )
    if not own:
        return None
    groups = lexicon().groups
    deed = next(iter(children(token, "xcomp")), token)
    lemma = lemma_of(deed if lemma_of(token) in groups["carrier"] else token)
    done = deed if lemma_of(token) in groups["carrier"] else token
    frame = Frame(done, Entry("verb", lemma, (), "AGREE", None, (), (), frozenset()))
    slots = ("obj", "against", "with", "to", "on", "if")
    named = ([t for t in fillers(frame, s, parties) if not _own_means(t, parties)] for s in slots)
    whom = next((i for tokens in named if (i := parties.of_all(tokens, target=True))), ())
    if not whom:
        whom, _ = below_object(frame, parties, parties.countries((statement.speaker or "",)))
    if is_negated(token):
        if lemma in groups["refusable"]:
            return _act(
                token, "REJECT", statement, whom or _hearers(statement, parties), "will not"
            )
        return None
    if lemma in groups["hostile"] or _ultimatum(token, deed, lemma):
        return _act(token, "THREATEN", statement, whom, "own future")
    whom = whom or _hearers(statement, parties)
    if lemma in groups["yield"]:
        return _act(token, "CONCEDE", statement, whom, "own future")
    if lemma in groups["nice"] and (going or status_of(token) == "planned"):
        return _act(token, "AGREE", statement, whom, "own future")
    return None


def _hearers(statement: Statement, parties: Parties) -> tuple[str, ...]:
    """Those of another state to whom it is said, and so undertaken or refused."""
    own = parties.countries((statement.speaker or "",))
    heard = [a for i in statement.audience if (a := parties.actor(i)) is not None]
    return tuple(a.id for a in heard if a.country and not {a.country} & own)


def _own_means(token: Word, parties: Parties) -> bool:
    """Whether it is what one moves, and nobody's else: "will begin withdrawing troops"."""
    moved = belongs(token, "troops") or belongs(token, "weapons")
    return moved and not parties.countries(parties.of(token))


def _ultimatum(token: Word, deed: Word, lemma: str) -> bool:
    """A retreat that is none: "will pull out its troops unless they ...", "will withdraw aid"."""
    groups = lexicon().groups
    if lemma not in groups["yield"]:
        return False
    nouns = {lemma_of(t) for verb in (token, deed) for t in patients(verb)}
    unless = any(preposition(c) == "unless" for c in children(token, "advcl"))
    return unless or bool(nouns & groups["nonmilitary"])
