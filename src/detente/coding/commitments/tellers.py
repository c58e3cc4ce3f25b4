"""In whose words something stands: those of the speaker, of one whom he tells of, or of one who
spoke in the sentence before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.events.parties import Parties
from detente.coding.events.syntax import ancestors, children, grammatical_subjects, lemma_of
from detente.coding.statements.lexicon import cues
from detente.record import Statement

if TYPE_CHECKING:
    from detente.language.words import Stretch, Word

_FURTHEST = 3
_CLAUSES = frozenset({"ccomp", "xcomp", "conj", "parataxis"})
_MAIN = frozenset({"root", "conj", "parataxis"})


def tellers(token: Word, statement: Statement, parties: Parties) -> tuple[str, ...]:
    """The speaker; or whom he says to have said it ("Novak said that Berg had told him that"); of a
    group of several states ("the envoys of Norway and Chile") these."""
    below = token
    for above in ancestors(token):
        if below.dep_ not in _CLAUSES or parties.statement_at(above) != statement:
            break
        if below.dep_ == "ccomp" and lemma_of(above) in cues().verbs:
            named = parties.of_all(grammatical_subjects(above))
            if parties.countries(named):
                return named
        below = above
    return _with_states(statement.speaker, token, parties) if statement.speaker else ()


def _with_states(speaker: str, token: Word, parties: Parties) -> tuple[str, ...]:
    actor = parties.actor(speaker)
    if actor is None or actor.country is not None or actor.kind != "group":
        return (speaker,)
    for mention in actor.mentions:
        span = token.words.span(mention.start, mention.end)
        found = parties.of(span.root) if span is not None else ()
        if parties.countries(found):
            return found
    return (speaker,)


def carried(token: Word, parties: Parties) -> Statement | None:
    """The statement of the sentence before, where a sentence goes on in its tense without a word of
    saying: "The coast is ours, she said. Norway would not give it up." """
    sentence = token.sent
    would = "would" in [c.lower_ for c in token.children if c.dep_ == "aux"]
    if not would or any(c.lower_ in ("have", "if") for c in children(token, "aux", "mark")):
        return None
    if not _of_the_main_clause(token) or not sentence.start:
        return None
    if any(_said_at(word, parties) for word in sentence):
        return None
    found = _said_before(sentence, parties)
    return found if found is not None and parties.countries((found.speaker or "",)) else None


def _said_before(sentence: Stretch, parties: Parties) -> Statement | None:
    """The last statement of the paragraph before a sentence, with nothing but sentences that go on
    in the same tense between."""
    words = sentence.root.words
    for _ in range(_FURTHEST):
        if not sentence.start:
            return None
        before = words[sentence.start - 1].sent
        if "\n" in words.text[before.start_char : sentence.start_char].strip():
            return None
        said = (_said_at(w, parties) for w in reversed(list(before)))
        if (found := next((s for s in said if s is not None), None)) is not None:
            return found
        if not any(c.lower_ == "would" for c in children(before.root, "aux")):
            return None
        sentence = before
    return None


def _of_the_main_clause(token: Word) -> bool:
    return all(t.dep_ in _MAIN for t in (token, *ancestors(token)))


def _said_at(word: Word, parties: Parties) -> Statement | None:
    """The statement that a word is part of, by its content or as its word of saying."""
    return parties.statement_at(word) or parties.statement_of_cue(word.idx, word.idx + len(word))
