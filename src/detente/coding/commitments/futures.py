"""What binds without a word for it: "we will help", "they must leave", "they will pay a price"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.coding.commitments.denials import denial
from detente.coding.commitments.hostile import answers_affront, hits, strikes
from detente.coding.commitments.model import Trigger
from detente.coding.commitments.outlooks import outlook
from detente.coding.commitments.verbs import groups
from detente.coding.conditions import is_condition
from detente.coding.events.exclusions import asked
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
    is_negated,
    is_passive,
    lemma_of,
    oblique,
)
from detente.record import CommitmentKind, Statement

if TYPE_CHECKING:
    from detente.language.words import Word, Words

_FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_REPORTED = "would"
_OUGHT = frozenset({"must", "should", "ought"})
_OTHERS = frozenset({"they", "you", "those", "everyone", "everybody", "others", "he", "she", "all"})
_US = frozenset({"us", "our", "me", "my"})
_SIDES = frozenset(
    {"power", "country", "nation", "government", "side", "party", "community", "leader", "ally",
     "state", "authority", "regime", "world", "force"}
)  # fmt: skip
_CARRY = frozenset(
    {"continue", "keep", "remain", "begin", "start", "proceed", "try", "propose", "seek", "have",
     "force", "oblige", "compel"}
)  # fmt: skip
_BEAR = frozenset({"tolerate", "accept", "allow", "permit", "ignore"})
_FORCED = frozenset({"force", "oblige", "compel"})  # "will be forced to respond"
_IS = frozenset({"is", "are"})
_GOVERN = frozenset({"GOV", "MIL", "SPY", "COP", "LEG", "JUD", "IGO", "REB", "UAF"})


def implicit(words: Words, parties: Parties) -> Iterator[Trigger]:
    """What the speakers of a report bind themselves or others to in plain words, in text order."""
    for token in words:
        statement = parties.statement_at(token)
        if statement is None and (told := _told_step(token, parties)) is not None:
            yield told
        if statement is None or not _has_stake(statement, parties):
            continue
        if asked(token) or doubted(token):
            continue
        if _told_with_another(token):
            continue
        found = (
            _own_future(token, statement, parties)
            or _step_to_come(token, statement, parties)
            or _others_future(token, statement, parties)
            or _obligation(token, statement, parties)
            or _order(token, parties)
            or outlook(token, statement, parties)
            or denial(token, statement, parties)
        )
        if found is not None and not any(is_condition(t) for t in (token, *ancestors(token))):
            yield found


def _told_step(token: Word, parties: Parties) -> Trigger | None:
    """A step that the report itself says a state or body will take: "Borduria will send troops",
    "Borduria is to send troops"."""
    if token.pos_ != "VERB" or token.tag_ != "VB" or is_passive(token) or is_negated(token):
        return None
    if any(is_condition(t) for t in (token, *token.children, *ancestors(token))):
        return None
    will = _auxiliary(token, _FUTURE) or _is_to(token)
    steps = lexicon().groups["yield"] | lexicon().groups["nice"] | groups()["hit"]
    deed = _deed(token)
    steps = steps | groups()["strike"] | groups()["step"]
    if will is None or deed.pos_ != "VERB" or lemma_of(deed) not in steps:
        return None
    if not parties.countries(parties.of_all(_subjects(token) or grammatical_subjects(token))):
        return None
    why = "a step that the report says somebody will take"
    return Trigger(token, "announcement", "clause", why, complement=deed, marks=(will,))


def _is_to(token: Word) -> Word | None:
    """The "is" of "is to hold talks"."""
    if not any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in token.children):
        return None
    if token.dep_ == "xcomp" and token.head.lower_ in _IS:
        return token.head
    return next((c for c in children(token, "cop", "aux") if c.lower_ in _IS), None)


def _told_with_another(token: Word) -> bool:
    """Whether the verb that it is joined to tells both: "will extend it and send more"."""
    if token.dep_ != "conj" or token.tag_ != "VB" or children(token, *sorted(SUBJECTS)):
        return False
    return lemma_of(token.head) not in groups()["unbinding"]


def _has_stake(statement: Statement, parties: Parties) -> bool:
    """Whether the speaker can bind: somebody who acts, not an agency, a paper or a witness."""
    if statement.speaker is None:
        return False
    speaker = parties.actor(statement.speaker)
    return speaker is None or not {"MED", "JRN"} & set(speaker.sectors)


def _auxiliary(token: Word, wanted: frozenset[str]) -> Word | None:
    """An auxiliary of the verb, or of the verb that it is joined to without one of its own."""
    own = [c for c in children(token, "aux") if c.tag_ == "MD" or c.lower_ in wanted]
    if not own and token.dep_ == "conj" and not children(token, *sorted(SUBJECTS)):
        return _auxiliary(token.head, wanted)
    return next((c for c in own if c.lower_ in wanted), None)


def _subjects(token: Word) -> list[Word]:
    """The verb's own subject, or that of the verb to which it is joined or by which it is
    carried; a subject of a clause further above is another's."""
    if children(token, *sorted(SUBJECTS)):
        return grammatical_subjects(token)
    if token.dep_ == "conj" and token.head.pos_ in ("VERB", "AUX", "ADJ"):
        return _subjects(token.head)
    if token.dep_ == "xcomp" and token.head.lower_ == "going":
        return _subjects(token.head)
    return []


def _own(token: Word, statement: Statement, parties: Parties) -> bool:
    """Whether the verb's subject is the speaker or those for whom he speaks."""
    subjects = _subjects(token)
    if any(s.lower_ in ("i", "we") for s in subjects):
        return True
    speaker = parties.actor(statement.speaker or "")
    if speaker is not None and speaker.sectors and not _GOVERN & set(speaker.sectors):
        return statement.speaker in parties.of_all(subjects)  # critics do not bind their state
    theirs = parties.countries(parties.of_all(subjects))
    speaks_for = parties.countries((statement.speaker or "",))
    return bool(theirs & speaks_for) or statement.speaker in parties.of_all(subjects)


def _own_future(token: Word, statement: Statement, parties: Parties) -> Trigger | None:
    will = _auxiliary(token, _FUTURE) or going_to(token)
    if will is None and not parties.quoted(token):
        will = _auxiliary(token, frozenset({_REPORTED}))
    if will is None or not _own(token, statement, parties):
        return None
    if is_passive(token) and lemma_of(token) not in _FORCED:
        return None
    deed = _deed(token)
    lemma = lemma_of(deed)
    if (lemma in groups()["unbinding"] and deed is token) or token.pos_ not in ("VERB", "AUX"):
        return None
    negated = is_negated(token)
    kind, why = _kind_of_future(token, deed, negated, parties)
    if kind == "promise" and not any(s.lower_ in ("i", "we") for s in _subjects(token)):
        kind, why = "announcement", "what one's own side will do is announced"
    return Trigger(token, kind, "clause", why, complement=deed, marks=(will,))


def _step_to_come(token: Word, statement: Statement, parties: Parties) -> Trigger | None:
    """A step in the passive, told by somebody who acts for a state or body: "the prisoners will be
    released"; who is to take it is himself."""
    will = _auxiliary(token, _FUTURE)
    if will is None and not parties.quoted(token):
        will = _auxiliary(token, frozenset({_REPORTED}))
    if will is None or not is_passive(token) or oblique(token, "by"):
        return None
    if token.dep_ in ("acl", "acl:relcl", "advcl") or lemma_of(token) in _FORCED:
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


def _deed(token: Word) -> Word:
    """The verb that counts: "help" in "will continue to help"."""
    if lemma_of(token) in _CARRY:
        return next(iter(children(token, "xcomp")), token)
    return token


def _kind_of_future(
    token: Word, deed: Word, negated: bool, parties: Parties
) -> tuple[CommitmentKind, str]:
    bound = any(is_condition(c) for c in token.children)
    hostile = strikes(deed) or (
        lemma_of(deed) in groups()["hit"] and (bound or hits(deed, parties))
    )
    if negated:
        if hostile:
            return "promise", "what would be hostile, one will not do"
        return "refusal", "one will not do it"
    if hostile:
        return "threat", "what one will do is hostile"
    if answers_affront(token, deed, parties):
        return "threat", "what one will do if others do harm"
    return "promise", "one will do it oneself"


def _others_future(token: Word, statement: Statement, parties: Parties) -> Trigger | None:
    """What others are told will befall them, or what they will never get from us."""
    will = _auxiliary(token, _FUTURE)
    if will is None and not parties.quoted(token):
        will = _auxiliary(token, frozenset({_REPORTED}))
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
    ought = _auxiliary(token, _OUGHT) or _have_to(token)
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
