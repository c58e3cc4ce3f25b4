"""Headlines that name who says them before a colon or behind a dash: "Kremlin: no talks planned",
"Nine dead in strike - governor".

A state before a colon is as often the place as the speaker ("Ruritania: bridge collapses"), so it
speaks only where the report goes on with words of its own people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.coding.statements.page import CharSpan, Page, Relation
from detente.coding.statements.sources import actor_ids

if TYPE_CHECKING:
    from detente.language.words import Word

_BEFORE = re.compile(r"(?P<who>[^:]{2,60}):[ \t]+(?P<what>\S.*)")
_BEHIND = re.compile(r"(?P<what>\S.*?)(?:[ \t]+[-–—]+[ \t]*|:[ \t]+)(?P<who>[^-–—:|]{2,40})")
_OFFICIAL = frozenset({"GOV", "MIL", "COP", "SPY", "IGO", "NGO", "REB", "LEG", "JUD"})
_SHORTEST = 2  # words


def headline_relations(page: Page, found: Sequence[Relation]) -> list[Relation]:
    """The headline as a statement, where it names its speaker and no verb of saying does."""
    title = page.grounding.header.title
    if title is None or any(title.start <= r.start < title.end for r in found):
        return []
    for pattern in (_BEFORE, _BEHIND):
        match = pattern.fullmatch(page.text, title.start, title.end)
        if match is None or len(match["what"].split()) < _SHORTEST:
            continue
        head = _named(page, match.span("who"))
        if head is not None and _says(page, head, found, pattern is _BEFORE):
            source = page.trim(match.span("who"))
            return [Relation(None, None, head.i, source, [page.trim(match.span("what"))], "title")]
    return []


def _named(page: Page, span: CharSpan) -> Word | None:
    """The last word of a few that points at an actor."""
    first, last = page.token_at(span[0]).i, page.token_at(span[1] - 1).i
    words = page.doc[first : last + 1]
    return next((t for t in reversed(words) if page.grounding.actors.at(t)), None)


def _says(page: Page, head: Word, found: Sequence[Relation], before: bool) -> bool:
    index = page.grounding.actors
    ids = actor_ids(page, head)
    actor = index.get(ids[0])
    if "JRN" in actor.sectors:
        return False
    if actor.kind == "state":
        return before and _own_words_follow(page, actor.country, found)
    return actor.kind == "person" or bool(_OFFICIAL & set(actor.sectors))


def _own_words_follow(page: Page, country: str | None, found: Sequence[Relation]) -> bool:
    """Whether the news itself, the report's first sentence, is words of somebody of this state."""
    first = min(found, key=lambda r: r.start, default=None)
    if first is None or first.source_token is None or country is None:
        return False
    begins = page.doc[page.token_at(page.grounding.header.body_start).i :]
    lead = next((t for t in begins if not t.is_space), None)
    if lead is None or page.sentence(lead)[0] != page.sentence(page.token_at(first.start))[0]:
        return False
    index = page.grounding.actors
    theirs = {index.get(i).country for i in actor_ids(page, page.doc[first.source_token])}
    return country in theirs
