"""Mode and contexts: the how and the why of an event, from its words."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

from detente.coding.events.candidates import Candidate
from detente.coding.events.lexicon import lexicon
from detente.coding.events.ontology import ontology
from detente.coding.events.parties import Parties
from detente.coding.events.syntax import complement_clauses, lemma_of
from detente.coding.own import own_ontology, per_ontology
from detente.grounding.bundle import Grounding

_REQUEST_MODES = (
    ("meet", "meetings"),
    ("yield", "yield"),
    ("yield", "yieldnouns"),
    ("assist", "aid"),
)


@per_ontology
def _cues() -> dict[str, frozenset[str]]:
    """Context -> lemmas that show it, from ``data/contexts.tsv``."""
    text = (resources.files("detente.coding") / "data" / "contexts.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    cues = {row[0]: frozenset(row[1].split()) for row in rows}
    for name, words in own_ontology().contexts.items():
        cues[name] = cues.get(name, frozenset()) | frozenset(words)
    return cues


def contexts_of(members: Iterable[Candidate]) -> tuple[str, ...]:
    """PLOVER contexts that the sentences of an event show, in the order of the manual's table."""
    words: set[str] = set()
    sentences = {member.sentence: member.head.sent for member in members}
    for sentence in sentences.values():
        words |= {lemma_of(t) for t in sentence}
    return tuple(name for name, cues in _cues().items() if cues & words)


def mode_of(
    members: list[Candidate],
    lead: Candidate,
    parties: Parties,
    grounding: Grounding,
    place: str | None,
) -> str | None:
    """The mode that the lexicon gives, or the one that parties, place and words make."""
    named = [c.mode for c in (lead, *members) if c.mode and c.type == lead.type]
    if lead.type == "CONSULT":
        return _consult_mode(named, members, parties, grounding, place)
    if named:
        return named[0]
    words = {lemma_of(t) for t in lead.head.subtree}
    words |= {lemma_of(c) for c in complement_clauses(lead.head)}
    if lead.type in ("REQUEST", "REJECT"):
        for mode, group in _REQUEST_MODES:
            if words & lexicon().groups[group]:
                return mode
        return None
    if lead.type == "ASSAULT":
        weapons = (m for m, cues in _weapons().items() if cues & words)
        return next(weapons, None)
    return None


@per_ontology
def _weapons() -> dict[str, frozenset[str]]:
    groups = lexicon().groups
    return {m: groups[f"by-{m}"] for m in ontology()["ASSAULT"].modes if f"by-{m}" in groups}


def _consult_mode(
    named: list[str],
    members: list[Candidate],
    parties: Parties,
    grounding: Grounding,
    place: str | None,
) -> str | None:
    """By telephone where it says so, a visit where one party is at home (manual, CONSULT)."""
    near = {lemma_of(t) for c in members for w in (c.head, *c.frame.words) for t in w.children}
    words = {lemma_of(w) for c in members for w in (c.head, *c.frame.words)}
    own = own_ontology().types.get("CONSULT")
    if own and (mine := [mode for mode in named if mode in own.modes]):
        return mine[0]
    if "phone" in named or (near | words) & lexicon().groups["phonewords"]:
        return "phone"
    if "visit" in named:
        return "visit"
    who = {i for c in members for i in c.who + c.whom}
    countries = parties.countries(sorted(who))
    country = next((p.country for p in grounding.places if p.id == place), None)
    if len(countries) > 3 or "multilateral" in named:
        return "multilateral"
    if country and countries:
        return "visit" if country in countries else "third-party"
    return None
