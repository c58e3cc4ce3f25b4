"""Groups and bodies that a report describes: taken up, found again, or read as those named
before."""

from __future__ import annotations

from detente.grounding.actors.draft import Draft, Kind, Registry, Seen
from detente.grounding.actors.joint import joints_before, take_joint
from detente.grounding.actors.page import Page
from detente.grounding.actors.phrases import Phrase, whose
from detente.knowledge.nouns import Noun, noun_of, singular
from detente.knowledge.offices import ministry_of
from detente.knowledge.states import states

_TIES = frozenset(("ally", "partner", "neighbor", "neighbour", "counterpart"))
"""An ally of a state is another state: "its allies" do not act for it."""
_NEEDS_MODIFIER = frozenset(
    ("power", "nation", "country", "state", "member", "force", "party", "office", "group", "court",
     "business", "union", "officer", "executive", "observer", "guard", "mission", "bank", "press",
     "general", "marine", "television", "department", "commission", "council", "committee",
     "family", "worker", "student", "people", "partner", "agency", "hospital", "church", "movement",
     "organization", "organisation", "company", "firm", "coalition", "alliance")
)  # fmt: skip
_GUESTS = frozenset(("reporter", "journalist", "diplomat", "analyst", "expert", "observer"))
_NEVER_ONE = frozenset(
    ("nation", "country", "state", "power", "force", "ally", "partner", "authority")
)
_MASSES = frozenset(
    (
        "group",
        "family",
        "crowd",
        "police",
        "media",
        "press",
        "opposition",
        "militia",
        "leadership",
        "delegation",
        "personnel",
    )
)
_ANY_SECTOR = frozenset(("source", "official", "member", "spokesman", "spokesperson", "group"))
_OWN = frozenset(("its", "their", "his", "her", "our", "my", "your"))
_FURTHEST = 180
"""A description without a state of its own looks back no further than this many words."""


def take_group(registry: Registry, phrase: Phrase, noun: Noun, plural: bool) -> None:
    """A group or body of its own, or the one described in the same way before."""
    page = registry.page
    modified = phrase.modified or phrase.country is not None
    somebody = phrase.indefinite and not plural and noun.kind == "group" and noun.sectors
    court = noun.lemma == "court" and phrase.definite
    if noun.lemma in _NEEDS_MODIFIER and not (modified or somebody or court):
        return
    if not plural and (noun.lemma in _NEVER_ONE or _bare_noun(phrase, noun)):
        return
    if noun.lemma == "television" and phrase.country is None:
        return
    body = phrase.owner if phrase.owner is not None and phrase.owner.country else None
    country = phrase.country
    if noun.lemma in _TIES and not phrase.adjective:
        country = None
    there = page.lower[phrase.at + 1 : phrase.at + 2] in (("in",), ("at",))
    if noun.lemma in _GUESTS and there and not phrase.adjective:
        country = None  # reporters in Berlin need not be German
    draft = _same_description(registry, phrase, noun, country)
    if draft is None:
        draft = registry.add(
            Draft(
                _full_name(registry, phrase),
                _kind(noun, plural),
                country,
                _sectors(page, phrase, noun, country, body),
                gender={"man": "male", "woman": "female"}.get(noun.lemma),
                plural=plural,
                named=False,
                noun=noun.lemma,
            )
        )
        told = whose(registry, phrase)
        if country != phrase.country:
            told = "an ally or a guest of a state need not act for it"
        draft.explain("country", told, phrase.start, phrase.end if phrase.country else 0)
        draft.explain("sectors", f"those of “{noun.lemma}” (nouns.tsv)", phrase.first, phrase.end)
    registry.mention(draft, phrase.start, phrase.end, (phrase.at,))
    for code in phrase.joined:
        why = "one of the states told with the description"
        registry.mention(registry.take_state(code), phrase.start, phrase.end, (phrase.at,), why)


def _bare_noun(phrase: Phrase, noun: Noun) -> bool:
    """A countable noun in the singular without article describes nobody ("source code")."""
    told = phrase.definite or phrase.indefinite or phrase.country is not None
    return noun.kind == "group" and noun.lemma not in _MASSES and not told


def _kind(noun: Noun, plural: bool) -> Kind:
    if noun.kind == "organisation":
        return "group" if plural else "organisation"
    return "group" if plural or noun.lemma in _MASSES else "person"


def _sectors(
    page: Page, phrase: Phrase, noun: Noun, country: str | None, body: Draft | None
) -> tuple[str, ...]:
    """The noun's sectors, or those of a noun before it: a "military source" is of the military; the
    leaders of an armed group are no government."""
    if body is not None and "REB" in body.sectors and noun.sectors == ("GOV",):
        return body.sectors
    before = (noun_of(page.words[i]) for i in range(phrase.first, phrase.at))
    told = next((n.sectors for n in before if n is not None and n.sectors), ())
    if noun.lemma in _ANY_SECTOR and told:
        return told
    if noun.lemma == "force":
        hits = [page.hit_at[i] for i in range(phrase.first, phrase.at) if i in page.hit_at]
        named = next((h.entry for h in hits if h.entry.sort == "body"), None)
        return named.sectors if named is not None and country not in states() else ("MIL",)
    return noun.sectors


def _full_name(registry: Registry, phrase: Phrase) -> str:
    """The describing words without numbers; "its troops" are called after their owner, Russian
    troops."""
    page = registry.page
    first = phrase.first
    while first < phrase.at and (page.tokens[first].pos_ == "NUM" or page.words[first] == "-"):
        first += 1
    name = " ".join(page.text(first, phrase.end).split())
    owner = phrase.owner
    if owner is None or page.lower[phrase.start] not in _OWN or not owner.named:
        return name
    if owner.kind == "state" and owner.country in states() and states()[owner.country].adjectives:
        return f"{states()[owner.country].adjectives[0]} {name}"
    return f"{owner.name}'s {name}"


def _same_description(
    registry: Registry, phrase: Phrase, noun: Noun, country: str | None
) -> Draft | None:
    """An actor described before by the same noun for the same state. A bare noun and one with a
    state mean the same if there is but one of each ("officials", then "German officials")."""
    name = phrase.name(registry.page).lower()
    same = [
        d for d in registry.drafts if not d.named and d.noun == noun.lemma and d.kind != "person"
    ]
    same = [d for d in same if _one_portfolio(d.name, phrase.name(registry.page))]
    for draft in same:
        if draft.country == country and (country is not None or draft.name.lower() == name):
            return draft
    if not noun.of_state or phrase.indefinite or len(same) != 1:
        return None
    only = same[0]
    bare = phrase.first == phrase.at and phrase.end == phrase.at + 1
    if country is None and bare:
        return only
    if only.country is None and country is not None and singular(only.name) == noun.lemma:
        only.country, only.name = country, _full_name(registry, phrase)
        only.explain("country", "told where they are described again", phrase.start, phrase.end)
        return only
    return None


def _one_portfolio(one: str, other: str) -> bool:
    """Whether two descriptions do not name different ministries."""
    a, b = (ministry_of(" ".join(name.split()[-2:])) for name in (one, other))
    return a is None or b is None or a == b


def named_before(registry: Registry, phrase: Phrase, noun: Noun) -> bool:
    """Read "the country", "the group", "the ministry" as the last state or body named that it can
    mean; whether there was one."""
    if noun.lemma in ("country", "nation", "kingdom"):
        page = registry.page
        own = page.quoted[phrase.at] and page.lower[phrase.start] in ("this", "our", "my")
        if own or phrase.country in states():
            return False  # a speaker's "this country" is the speaker's
        pool = _lands(registry, phrase)
        if not pool and (land := _land_of_actors(registry, phrase)) is not None:
            why = "the state that whoever was named last acts for"
            registry.mention(land, phrase.start, phrase.end, (phrase.at,), why)
            return True
    else:
        pool = [s for s in registry.seen if _can_be(s.draft, noun, phrase)]
    pool = [s for s in pool if 0 < phrase.at - s.at <= _FURTHEST]
    if not pool:
        return False
    chosen = max(pool, key=lambda s: s.at).draft
    why = f"the last named that “{noun.lemma}” can mean"
    registry.mention(chosen, phrase.start, phrase.end, (phrase.at,), why)
    return True


def _lands(registry: Registry, phrase: Phrase) -> list[Seen]:
    """Where "the country" looks for its state: the states named in this sentence and the one
    before, else the scene's."""
    page = registry.page
    token = page.tokens[phrase.at]
    named = [s for s in registry.seen if s.draft.kind == "state" and s.at < phrase.at]
    if token.dep_ == "obj":  # whoever bombs "the country" bombs another's
        own = {id(s.draft) for s in named if _subject_of(page, s.at, token.head.i)}
        named = [s for s in named if id(s.draft) not in own]
    close = [
        s
        for s in named
        if page.sentence[phrase.at] - page.sentence[s.at] <= 1 and not _adjective(page, s.at)
    ]
    home = [s for s in named if s.draft.country == registry.scene]
    return close or home


def _subject_of(page: Page, at: int, verb: int) -> bool:
    """Whether a token is the subject of a verb or of the one that governs it."""
    token, above = page.tokens[at], page.tokens[verb]
    return token.dep_.startswith("nsubj") and (
        token.head.i == verb or (above.dep_ == "xcomp" and token.head.i == above.head.i)
    )


def _land_of_actors(registry: Registry, phrase: Phrase) -> Draft | None:
    """The state that whoever was named last, in this sentence or the two before, acts for."""
    page = registry.page
    recent = [
        s
        for s in registry.seen
        if s.at < phrase.at
        and page.sentence[phrase.at] - page.sentence[s.at] <= 2
        and s.draft.country in states()
    ]
    if not recent:
        return None
    return registry.take_state(max(recent, key=lambda s: s.at).draft.country or "")


def _adjective(page: Page, at: int) -> bool:
    hit = page.hit_at.get(at)
    return hit is not None and hit.entry.sort == "adjective"


_SECTORS_MEANT = {
    "group": ("REB", "PRM", "NGO"),
    "movement": ("REB", "PRM"),
    "militia": ("REB", "PRM"),
    "watchdog": ("IGO", "NGO"),
    "organization": ("IGO", "NGO", "REB"),
    "organisation": ("IGO", "NGO", "REB"),
    "company": ("BUS",),
    "firm": ("BUS",),
    "airline": ("BUS",),
    "bank": ("BUS",),
    "newspaper": ("JRN",),
    "broadcaster": ("JRN",),
    "agency": ("IGO", "JRN"),
}
_BODIES_MEANT = {"bloc": "EU", "alliance": "NATO"}


def _can_be(draft: Draft, noun: Noun, phrase: Phrase) -> bool:
    """Whether a body can be called by a noun: its name ends in it or holds it, or it is of that
    sort."""
    if draft.kind not in ("organisation", "group"):
        return False
    if phrase.country is not None and draft.country != phrase.country:
        return False
    if draft.noun == noun.lemma or singular(draft.name.split()[-1]) == noun.lemma:
        return True
    if noun.lemma in ("ministry", "department") or (noun.lemma in draft.name.lower().split()):
        return noun.lemma in draft.name.lower()
    if not draft.named:
        return False
    if noun.lemma in _BODIES_MEANT:
        return draft.country == _BODIES_MEANT[noun.lemma]
    return bool(set(_SECTORS_MEANT.get(noun.lemma, ())) & set(draft.sectors))


def take_members(registry: Registry, phrase: Phrase, persons: bool) -> bool:
    """Read "both leaders", "the two sides" as the two named last, or for a state's people as their
    states; whether there were two."""
    page = registry.page
    own = page.lower[phrase.start] in _OWN or phrase.owner is not None
    both = "both" in page.lower[phrase.start : phrase.at]
    if own or phrase.country or not (both or phrase.definite):
        return False
    number = phrase.count or 2
    kind = "person" if persons else "state"
    for joint in joints_before(registry, phrase.at):
        drafts = joint.drafts if persons else _their_states(registry, joint.drafts)
        if len(drafts) == number and all(d.kind == kind for d in drafts):
            _together(registry, phrase, drafts)
            return True
    here = page.sentence[phrase.at]
    recent = [s for s in registry.seen if s.at < phrase.at and here - page.sentence[s.at] <= 4]
    recent.sort(key=lambda s: -s.at)
    people = _distinct([s.draft for s in recent if s.draft.kind == "person" and s.draft.named])
    chosen = people[:number]
    if not persons:
        if number > 2:
            return False
        named = _distinct([s.draft for s in recent if s.draft.kind == "state"])[:2]
        theirs = [s for d in chosen if d.country and (s := registry.state(d.country))]
        chosen = theirs if len(theirs) == 2 else named if len(named) == 2 else chosen
    apart = len({d.country for d in chosen}) == len(chosen)
    if len(chosen) < number or (persons and not apart):
        return False
    _together(registry, phrase, tuple(reversed(chosen)))
    return True


def _together(registry: Registry, phrase: Phrase, drafts: tuple[Draft, ...]) -> None:
    why = f"the {len(drafts)} named together or last"
    for draft in drafts:
        registry.mention(draft, phrase.start, phrase.end, (phrase.at,), why)
    take_joint(registry, phrase.at, drafts)


def _their_states(registry: Registry, drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The states that actors act for, each once; none where one acts for no state."""
    if any(d.country not in states() for d in drafts):
        return ()
    return tuple(_distinct([registry.take_state(d.country or "") for d in drafts]))


def _distinct(drafts: list[Draft]) -> list[Draft]:
    return list({id(d): d for d in drafts}.values())
