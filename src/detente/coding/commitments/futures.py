"""What binds without a word for it: "we will help", "they must leave", "they will pay a price"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.coding.commitments.clauses import FORCED, FUTURE, auxiliary, deed_of, subjects_of
from detente.coding.commitments.denials import denial
from detente.coding.commitments.hostile import answers_affront, hits, strikes
from detente.coding.commitments.model import Trigger
from detente.coding.commitments.outlooks import outlook
from detente.coding.commitments.tellers import carried, tellers
from detente.coding.commitments.told import told_step
from detente.coding.commitments.verbs import groups
from detente.coding.conditions import is_condition
from detente.coding.events.exclusions import asked
from detente.coding.events.frames import core
from detente.coding.events.lexicon import lexicon
from detente.coding.events.modality import doubted, going_to
from detente.coding.events.parties import Parties
from detente.coding.events.speech import for_itself, is_order, to_be_done
from detente.coding.events.syntax import (
    FIRST_PERSON,
    SUBJECTS,
    ancestors,
    children,
    conjuncts,
    grammatical_subjects,
    has_subject,
    is_negated,
    is_passive,
    lemma_of,
    negation,
    oblique,
)
from detente.record import CommitmentKind, Statement

if TYPE_CHECKING:
    from detente.language.words import Word, Words

_REPORTED = "would"
_OUGHT = frozenset({"must", "should", "ought"})
_OTHERS = frozenset({"they", "you", "those", "everyone", "everybody", "others", "he", "she", "all"})
_US = frozenset({"us", "our", "me", "my"})
_SIDES = frozenset(
    {"power", "country", "nation", "government", "side", "party", "community", "leader", "ally",
     "state", "authority", "regime", "world", "force"}
)  # fmt: skip
_BEAR = frozenset({"tolerate", "accept", "allow", "permit", "ignore"})
_BEING = frozenset({"am", "is", "are", "was", "were", "been", "'re", "’re", "'s", "’s", "'m", "’m"})
_BACK = 80
"""Words within which "the soldiers" look back for whose they are."""
_SHARING = frozenset({"conj", "xcomp"})
_GOVERN = frozenset({"GOV", "MIL", "SPY", "COP", "LEG", "JUD", "IGO", "REB", "UAF"})


def implicit(words: Words, parties: Parties) -> Iterator[Trigger]:
    """What the speakers of a report bind themselves or others to in plain words, in text order."""
    for token in words:
        if _bare(token) and not is_order(token, parties):
            continue
        statement = parties.statement_at(token)
        if statement is None:
            told = told_step(token, parties) or _goes_on(token, parties)
            if told is not None:
                yield told
            continue
        if not _has_stake(statement, parties) or asked(token) or doubted(token):
            continue
        if _told_with_another(token):
            continue
        found = (
            _own_future(token, statement, parties)
            or _step_to_come(token, statement, parties)
            or _others_future(token, statement, parties)
            or _under_way(token, statement, parties)
            or _obligation(token, statement, parties)
            or _order(token, parties)
            or outlook(token, statement, parties)
            or denial(token, statement, parties)
        )
        if found is not None and not any(is_condition(t) for t in (token, *ancestors(token))):
            yield found


def _bare(token: Word) -> bool:
    """Whether it has neither words of its own nor another's to share: no auxiliary, no subject."""
    return not token.children and token.dep_ not in _SHARING


def _goes_on(token: Word, parties: Parties) -> Trigger | None:
    """What the report goes on to tell in the tense of the words before: "Norway would not give it
    up" behind words of Norway's minister."""
    statement = carried(token, parties)
    if statement is None or not _has_stake(statement, parties):
        return None
    found = _own_future(token, statement, parties) or _others_future(token, statement, parties)
    return replace(found, carried=statement) if found is not None else None


def _told_with_another(token: Word) -> bool:
    """Whether the verb that it is joined to tells both: "will extend it and send more"."""
    if token.dep_ != "conj" or token.tag_ != "VB" or has_subject(token):
        return False
    return lemma_of(token.head) not in groups()["unbinding"]


def _has_stake(statement: Statement, parties: Parties) -> bool:
    """Whether the speaker can bind: somebody who acts, not an agency, a paper or a witness."""
    if statement.speaker is None:
        return False
    speaker = parties.actor(statement.speaker)
    return speaker is None or not {"MED", "JRN"} & set(speaker.sectors)


def _own(token: Word, statement: Statement, parties: Parties) -> bool:
    """Whether the verb's subject is the speaker or those for whom he speaks."""
    subjects = subjects_of(token)
    if any(s.lower_ in ("i", "we") for s in subjects):
        return True
    speakers, named = tellers(token, statement, parties), parties.of_all(subjects)
    if set(speakers) & set(named):
        return True
    known = [a for i in speakers if (a := parties.actor(i)) is not None]
    if any(a.sectors and not _GOVERN & set(a.sectors) for a in known):
        return False  # critics do not bind their state
    theirs = parties.countries(named) or frozenset(_senders(subjects, parties))
    return bool(theirs & parties.countries(speakers))


def _senders(subjects: list[Word], parties: Parties) -> frozenset[str]:
    """Whose "the soldiers" are, of no state by themselves: of the state whose troops were told of
    last, or that sends them ("Norway will send 200 soldiers. The soldiers")."""
    troops = lexicon().groups["troops"]
    if not any(lemma_of(s) in troops and _definite(s) for s in subjects):
        return frozenset()
    start = subjects[0].sent.start
    for word in reversed(subjects[0].words[max(0, start - _BACK) : start]):
        if lemma_of(word) not in troops or word.pos_ != "NOUN":
            continue
        found = parties.countries(parties.of(word))
        if not found and word.dep_ == "obj":
            found = parties.countries(parties.of_all(grammatical_subjects(word.head)))
        if found:
            return found
    return frozenset()


def _definite(noun: Word) -> bool:
    return any(c.lower_ in ("the", "these", "those") for c in children(noun, "det"))


def _own_future(token: Word, statement: Statement, parties: Parties) -> Trigger | None:
    will = auxiliary(token, FUTURE) or going_to(token)
    if will is None and not parties.quoted(token):
        will = auxiliary(token, frozenset({_REPORTED}))
    if will is None or not _own(token, statement, parties):
        return None
    if is_passive(token) and lemma_of(token) not in FORCED:
        return None
    deed = deed_of(token)
    lemma = lemma_of(deed)
    if (lemma in groups()["unbinding"] and deed is token) or token.pos_ not in ("VERB", "AUX"):
        return None
    negated = is_negated(token)
    kind, why = _kind_of_future(token, deed, negated, parties)
    we = any(s.lower_ in ("i", "we") for s in subjects_of(token))
    if kind == "promise" and not negated and not we:
        kind, why = "announcement", "what one's own side will do is announced"
    return Trigger(token, kind, "clause", why, complement=deed, marks=(will,))


def _step_to_come(token: Word, statement: Statement, parties: Parties) -> Trigger | None:
    """A step in the passive, told by somebody who acts for a state or body: "the prisoners will be
    released"; who is to take it is himself."""
    will = auxiliary(token, FUTURE)
    if will is None and not parties.quoted(token):
        will = auxiliary(token, frozenset({_REPORTED}))
    if will is None or not is_passive(token) or oblique(token, "by"):
        return None
    if token.dep_ in ("acl", "acl:relcl", "advcl") or lemma_of(token) in FORCED:
        return None
    if not parties.countries((statement.speaker or "",)):
        return None
    if is_negated(token):
        if lemma_of(token) not in _BEAR:
            return None
        return Trigger(token, "warning", "clause", "what will not be borne", marks=(will,))
    steps = lexicon().groups["yield"] | lexicon().groups["nice"] | groups()["hit"]
    if lemma_of(token) not in steps | groups()["step"]:
        return None
    return Trigger(token, "announcement", "clause", "a step that is announced", marks=(will,))


def _kind_of_future(
    token: Word, deed: Word, negated: bool, parties: Parties
) -> tuple[CommitmentKind, str]:
    bound = any(is_condition(c) for c in token.children)
    hostile = strikes(deed) or (
        lemma_of(deed) in groups()["hit"] and (bound or hits(deed, parties))
    )
    if negated:
        if hostile or lemma_of(deed) == "fight":
            return "promise", "what would be hostile, one will not do"
        return "refusal", "one will not do it"
    if hostile:
        return "threat", "what one will do is hostile"
    if answers_affront(token, deed, parties):
        return "threat", "what one will do if others do harm"
    return "promise", "one will do it oneself"


def _under_way(token: Word, statement: Statement, parties: Parties) -> Trigger | None:
    """A step that one's own side is said to have begun: "we are withdrawing our troops"."""
    helpers = {c.lower_ for c in children(token, "aux", "aux:pass")}
    begins = lemma_of(token) in ("begin", "start") and token.tag_ in ("VBN", "VBG")
    deed = next(iter(children(token, "xcomp")), None) if begins else token
    if deed is None or is_negated(token) or lemma_of(deed) not in groups()["way"]:
        return None
    if not begins and (token.tag_ != "VBG" or not helpers & _BEING):
        return None
    if helpers & (FUTURE | {_REPORTED}) or not _own(token, statement, parties):
        return None
    moved = lexicon().groups["troops"] | lexicon().groups["weapons"] | lexicon().groups["captive"]
    nouns = [*subjects_of(token), *(p for c in children(deed, "obj") for p in conjuncts(c))]
    if not any({lemma_of(n), lemma_of(core(n))} & moved for n in nouns):
        return None
    return Trigger(token, "announcement", "clause", "a step under way is told", complement=deed)


def warns_of_own(clause: Word, statement: Statement, parties: Parties) -> bool:
    """Whether a clause that one warns of is one's own blow: "warned that Borduria would respond",
    "warned that anyone who came near would pay a price"."""
    will = auxiliary(clause, FUTURE | {_REPORTED})
    no = negation(clause)
    if will is None or (no is not None and no.i < clause.i):
        return False
    if _harm(clause) == "threat":
        return True
    deed = deed_of(clause)
    if is_passive(clause) and lemma_of(clause) in groups()["meet"]:
        dealt = {lemma_of(t) for prep in ("with", "by") for t in oblique(clause, prep)}
        return bool(dealt & (groups()["price"] | groups()["blows"]))
    mine = _own(clause, statement, parties)
    return mine and (strikes(deed) or lemma_of(deed) in groups()["hit"] | groups()["answer"])


def _others_future(token: Word, statement: Statement, parties: Parties) -> Trigger | None:
    """What others are told will befall them, or what they will never get from us."""
    will = auxiliary(token, FUTURE)
    if will is None and not parties.quoted(token):
        will = auxiliary(token, frozenset({_REPORTED}))
    if will is None or _own(token, statement, parties):
        return None
    if is_negated(token):
        objects = [t for c in children(token, "obj", "obl") for t in (c, *c.children)]
        if any(t.lower_ in _US for t in objects):
            return Trigger(token, "refusal", "clause", "they will not get it", marks=(will,))
        return None
    kind = _harm(token)
    if kind is None:
        return None
    return Trigger(token, kind, "clause", "harm that others are told is to come", marks=(will,))


def _harm(token: Word) -> CommitmentKind | None:
    """ "They will pay a price" is a threat, "it will have consequences" a warning."""
    lemma = lemma_of(token)
    objects = [p for c in children(token, "obj", "obl", "advmod") for p in conjuncts(c)]
    price = bool({lemma_of(t) for t in objects} & groups()["price"])
    if lemma in groups()["fate"] and (price or lemma == "regret"):
        return "threat"
    if is_passive(token) and lemma in groups()["struck"]:
        return "threat"
    subjects = {lemma_of(c) for c in children(token, *sorted(SUBJECTS))}
    there = lemma == "be" and bool(subjects & groups()["price"])
    return "warning" if there or (lemma in groups()["entail"] and price) else None


def _obligation(token: Word, statement: Statement, parties: Parties) -> Trigger | None:
    """Others must, should or have to do it; or it is time that they did."""
    if token.lower_ == "time" and (time_for := _time_for(token)) is not None:
        why = "it is said to be time for others to do it"
        return Trigger(token, "demand", "clause", why, complement=time_for)
    if token.dep_ in ("acl", "acl:relcl") or token.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    ought = auxiliary(token, _OUGHT) or _have_to(token)
    if ought is None or any(c.dep_ == "aux" and c.lower_ == "have" for c in token.children):
        return None  # "should have left" blames
    subjects = grammatical_subjects(ought if ought.pos_ == "VERB" else token)
    if not subjects or any(s.lower_ in FIRST_PERSON for s in subjects):
        return None
    if any(c.lower_ in FIRST_PERSON for s in subjects for c in s.children):
        return None
    whom = parties.of_all(subjects)
    if statement.speaker in whom or for_itself(whom, statement, parties):
        return None
    if is_passive(token):
        if not to_be_done(token, ought):
            return None
    elif not whom and not any(_is_side(s) for s in subjects):
        return None
    if not whom and len(parties.countries(tellers(token, statement, parties))) > 1:
        why = f"“{ought.text}”: several sides undertake it together"
        return Trigger(token, "promise", "clause", why, complement=token, marks=(ought,))
    why = f"“{ought.text}”: others are told what to do"
    return Trigger(token, "demand", "clause", why, complement=token, marks=(ought,))


def _have_to(token: Word) -> Word | None:
    above = token.head
    to = any(c.lower_ == "to" for c in children(token, "mark", "aux"))
    fits = token.dep_ == "xcomp" and to and lemma_of(above) in ("have", "need")
    return above if fits and not children(above, "obj") and not is_negated(above) else None


def _is_side(subject: Word) -> bool:
    sides = _SIDES | lexicon().groups["troops"] | lexicon().groups["delegation"]
    return subject.lower_ in _OTHERS or lemma_of(subject) in sides


def _time_for(token: Word) -> Word | None:
    if not any(c.dep_ == "cop" for c in token.children):
        return None
    for clause in children(token, "acl", "advcl", "ccomp", "csubj", "xcomp"):
        own = [c for c in clause.children if c.dep_ in SUBJECTS]
        beside = [c for c in token.children if c.dep_ in ("obl", "nmod") and c.i > token.i]
        if (own or beside) and not any(
            s.lower_ in ("us", "me", "we", "i") for s in (*own, *beside)
        ):
            return clause
    return None


def _order(token: Word, parties: Parties) -> Trigger | None:
    if not is_order(token, parties):
        return None
    return Trigger(token, "demand", "clause", "an order in the speaker's words", complement=token)
