"""People whom a report introduces without a name and then names: "a protester using the pseudonym
Katya", "a man who gave his name as Pavel"."""

from __future__ import annotations

from detente.grounding.actors.draft import Draft, Registry
from detente.grounding.actors.persons import Named
from detente.grounding.actors.short_names import merge

_NAMING = frozenset(("pseudonym", "alias", "nickname", "name", "named", "called"))
_AS = frozenset(("name", "identified", "known", "himself", "herself", "themselves", "themself"))
_FURTHEST = 14


def join_pseudonyms(registry: Registry, mentions: list[Named]) -> None:
    """Let the description be the person whose first name or pseudonym it introduces."""
    for mention in mentions:
        person = next((d for d in registry.at(mention.first) if d.kind == "person"), None)
        if person is None or not _introduces(registry, mention.title.start):
            continue
        unnamed = _described_before(registry, mention.title.start)
        if unnamed is None or unnamed is person:
            continue
        person.office = person.office or unnamed.office
        person.country = person.country or unnamed.country
        person.sectors = person.sectors or unnamed.sectors
        person.gender = person.gender or unnamed.gender
        person.noun = person.noun or unnamed.noun
        for name, because in unnamed.because.items():
            person.because.setdefault(name, because)
        merge(registry, unnamed, person)


def _introduces(registry: Registry, start: int) -> bool:
    """Whether the words before a name say that it is what somebody is called."""
    before = registry.page.lower[max(0, start - 6) : start]
    if not before:
        return False
    if before[-1] in ("as", "only"):
        return any(word in _AS for word in before[:-1])
    return before[-1] in _NAMING


def _described_before(registry: Registry, start: int) -> Draft | None:
    """The unnamed person that the sentence speaks of before the name."""
    page = registry.page
    for at in range(start - 1, max(-1, start - _FURTHEST), -1):
        if page.sentence[at] != page.sentence[start]:
            return None
        found = [d for d in registry.at(at) if d.kind == "person" and not d.named]
        if found and page.tokens[at].pos_ == "NOUN":
            return found[0]
    return None
