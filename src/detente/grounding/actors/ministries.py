"""Whose a ministry is that a report names without its state."""

from __future__ import annotations

from detente.grounding.actors.draft import Draft, Registry
from detente.knowledge.states import states

_DIRECTING = frozenset(("ask", "order", "instruct", "direct", "command", "task", "authorise",
                        "authorize", "charge"))  # fmt: skip


def whom_it_obeys(registry: Registry, draft: Draft) -> str | None:
    """The state of the official who "has asked the Economy Ministry to" do something; "he" is the
    one official whom the sentence names."""
    page = registry.page
    for start, end in sorted(draft.spans):
        token = page.tokens[page.head(start, end)]
        if token.dep_ not in ("obj", "iobj") or token.head.lemma_.lower() not in _DIRECTING:
            continue
        subjects = [c for c in token.head.children if c.dep_ == "nsubj"]
        here = [d for s in subjects for d in registry.at(s.i)]
        if any(s.pos_ == "PRON" for s in subjects) and not here:
            number = page.sentence[start]
            here = [s.draft for s in registry.seen if page.sentence[s.at] == number]
        found = {d.country for d in here if d.kind == "person" and "GOV" in d.sectors}
        if len(found) == 1 and (code := next(iter(found))) in states():
            return code
    return None


def of_the_topic(registry: Registry, draft: Draft) -> str | None:
    """For a ministry that speaks in a report without a dateline: the state, or the official's
    state, that the sentence before has for its subject."""
    page = registry.page
    line = registry.header.dateline
    if line is not None and line.country is not None:
        return None
    start, end = min(draft.spans)
    if not page.tokens[page.head(start, end)].dep_.startswith("nsubj"):
        return None
    before = page.sentence[start] - 1
    found = {
        s.draft.country
        for s in registry.seen
        if page.sentence[s.at] == before
        and page.tokens[s.at].dep_ == "nsubj"
        and page.tokens[s.at].head.dep_ == "root"
        and (s.draft.kind == "state" or (s.draft.kind == "person" and "GOV" in s.draft.sectors))
    }
    code = next(iter(found)) if len(found) == 1 else None
    return code if code in states() else None
