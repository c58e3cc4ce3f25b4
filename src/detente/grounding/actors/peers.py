"""Counterparts and colleagues: "his Norwegian counterpart" holds the same office for another
state."""

from __future__ import annotations

from detente.grounding.actors.draft import Draft, Registry
from detente.grounding.actors.persons import Named
from detente.grounding.actors.phrases import Phrase
from detente.knowledge.offices import office_of

PEERS = frozenset(("counterpart", "colleague"))


def take_peer(registry: Registry, phrase: Phrase) -> None:
    """Read "her Ukrainian counterpart" as the person of the report who holds the owner's office for
    that state, else take up somebody unnamed in that office; without a state it is the one who
    holds such an office and was named last."""
    owner = phrase.owner
    if owner is None or owner.kind != "person":
        return
    found = _same_office(registry, phrase, owner)
    if found is None:
        if phrase.country is None or phrase.country == owner.country:
            return
        found = registry.add(
            Draft(
                phrase.name(registry.page),
                "person",
                phrase.country,
                owner.sectors,
                owner.office,
                named=False,
                noun="counterpart",
            )
        )
        found.explain("country", "the state told with the description", phrase.start, phrase.end)
        found.explain("office", f"a counterpart of {owner.name} holds the same")
        found.explain("sectors", f"those of {owner.name}")
    why = f"holds the office that {owner.name} holds, for another state"
    registry.mention(found, phrase.start, phrase.end, (phrase.at,), why if found.named else "")


def _same_office(registry: Registry, phrase: Phrase, owner: Draft) -> Draft | None:
    told = phrase.country if phrase.country != owner.country else None
    pool = [
        s
        for s in registry.seen
        if s.draft.kind == "person"
        and s.draft is not owner
        and s.draft.office is not None
        and s.draft.country != owner.country
        and (s.draft.country == told if told else s.at < phrase.at)
        and _alike(s.draft.office, owner.office)
    ]
    before = [s for s in pool if s.at < phrase.at]
    return max(before or pool, key=lambda s: s.at).draft if pool else None


def _alike(one: str, other: str | None) -> bool:
    """Whether two offices are each other's counterparts: the same words, or the same sectors and
    rank ("secretary of state", "foreign minister")."""
    if other is None or one == other:
        return one == other
    a, b = office_of(one), office_of(other)
    return a is not None and b is not None and (a.rank, a.sectors) == (b.rank, b.sectors)


def name_peers(registry: Registry, mentions: list[Named]) -> None:
    """Give the named counterpart of somebody ("her Ukrainian counterpart, Dmytro Kuleba") the
    office of the one it is said of, where the report and the tables tell none."""
    page = registry.page
    for mention in mentions:
        draft = next((d for d in registry.at(mention.first) if d.kind == "person"), None)
        if draft is None or draft.office is not None:
            continue
        begin, end = mention.title.start, mention.first
        if not any(page.lower[at] in PEERS for at in range(begin, end)):
            continue
        owners = [d for at in range(max(0, begin - 1), end) for d in registry.at(at)]
        owner = next((d for d in owners if d.kind == "person" and d is not draft), None)
        if owner is not None:
            draft.office, draft.sectors = owner.office, owner.sectors
            draft.explain("office", f"a counterpart of {owner.name} holds the same", begin, end)
            draft.explain("sectors", f"those of {owner.name}")
