"""The state in which a report plays, for those whose state it need not tell: "protesters", "the
interior ministry", "Defence Minister Akar"."""

from __future__ import annotations

from collections import Counter

from detente.grounding.actors.draft import Draft, Registry
from detente.grounding.actors.ministries import of_the_topic, whom_it_obeys
from detente.grounding.actors.page import Page
from detente.grounding.bundle import Header
from detente.knowledge.folding import fold
from detente.knowledge.holders import state_of_name
from detente.knowledge.nouns import singular
from detente.knowledge.places import contested
from detente.knowledge.states import states

_SITE = frozenset(
    ("in", "at", "near", "outside", "across", "around", "inside", "through", "throughout")
)
_HOME = 0.3
"""The dateline's state is the scene if so large a part of the states and places named is its."""
_MOST = 0.5
_AHEAD = 1.5
"""Of two states of which a report tells about as much, neither is the scene."""
_FEWEST = 3
_LEAD = 120
"""Headline and first paragraphs, so many words, tell where a report plays: they count threefold."""
_DOMESTIC = frozenset(
    ("protester", "protestor", "demonstrator", "activist", "campaigner", "resident", "citizen",
     "villager", "voter", "student", "police", "policeman", "opposition", "dissident",
     "government", "authority", "ministry", "cabinet", "parliament", "legislature", "lawmaker",
     "parliamentarian", "presidency", "court", "prosecutor", "military", "army", "navy",
     "air force", "media", "leadership", "administration", "regime", "doctor",
     "hospital", "soldier", "people", "civilian", "witness", "eyewitness", "medic", "family",
     "farmer", "man", "woman", "teacher", "nurse", "worker")
)  # fmt: skip
"""Who mostly belongs to the state where a report finds them."""
_OF_THE_SCENE = frozenset(
    ("protester", "protestor", "demonstrator", "police", "policeman", "opposition", "government",
     "authority", "ministry", "cabinet", "parliament", "lawmaker", "parliamentarian", "citizen",
     "voter", "regime", "presidency", "legislature", "army", "military", "court", "judge",
     "prosecutor", "leadership")
)  # fmt: skip
"""Those of them who belong to the scene even where their sentence names no place."""
_CHAMBERS = frozenset(
    ("national", "house", "senate", "supreme", "federal", "constitutional", "high", "appeals",
     "parliamentary", "central", "interior", "defence", "defense", "foreign", "justice")
)  # fmt: skip
"""Named bodies with these words before one of the next are a state's."""
_NATIONAL = frozenset(
    ("court", "ministry", "parliament", "cabinet", "directorate", "assembly", "council", "police",
     "guard", "army", "commission", "committee", "agency", "authority", "administration",
     "service", "congress", "bank")
)  # fmt: skip
_FORCES = ("armed forces", "security forces", "government forces", "government troops")
_ANYWHERE = frozenset(
    ("official", "diplomat", "expert", "analyst", "professor", "researcher", "economist",
     "historian", "journalist", "reporter", "correspondent", "editor", "lawyer", "head", "chief",
     "director", "chairman", "envoy", "special envoy", "aide", "adviser", "spokesperson", "deputy",
     "secretary general", "director general", "representative", "founder", "executive director",
     "leader", "commander", "ambassador", "delegate", "negotiator", "chief negotiator", "mediator",
     "special representative", "secretary", "coordinator")
)  # fmt: skip
"""Offices that tell nothing of a state."""


def find_scene(page: Page, header: Header) -> str | None:
    """The state in which most of a report plays, if there is one: the dateline's where the report
    tells enough of it, else the one that half of its names of states and places belong to."""
    counts: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for hit in page.hits:
        if "JRN" in hit.entry.sectors:
            continue  # who reports on a place need not be there
        if page.lower[max(0, hit.start - 2) : hit.start] == ("border", "with"):
            continue  # it plays on this side of the border
        if hit.entry.code is not None and hit.entry.code in states():
            counts[hit.entry.code] += _weight(hit.start)
            told[hit.entry.code] += 1
    for entity in page.entities:
        if entity.label_ in ("GPE", "LOC", "FAC") and entity.start not in page.hit_at:
            code = page.country_of(entity.text)
            if code is not None:
                counts[code] += _weight(entity.start)
                told[code] += 1
    total = sum(counts.values())
    if not total:
        return None
    top = max(sorted(counts), key=lambda code: counts[code])
    second = max((counts[code] for code in counts if code != top), default=0)
    home = header.dateline.country if header.dateline is not None else None
    if home is not None and counts[home] >= min(_HOME * total, counts[top]):
        return home
    half = counts[top] >= _MOST * total and counts[top] >= _AHEAD * second
    clear = half or counts[top] >= 2 * second
    return top if clear and counts[top] >= _FEWEST and told[top] > 1 else None


def _weight(at: int) -> int:
    return 3 if at < _LEAD else 1


_SENT = frozenset(("embassy", "consulate", "ambassador", "envoy", "consul", "diplomat"))
"""They are mostly where their own state is not."""


def scene_of_officials(registry: Registry) -> str | None:
    """The state whose officials and bodies a report names most, where no state is named most: three
    and twice as many as any other's."""
    counts = Counter(
        d.country
        for d in registry.drafts
        if d.country in states()
        and "GOV" in d.sectors
        and d.kind != "state"
        and not _SENT & set(f"{d.name} {d.office or ''}".lower().split())
    )
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _FEWEST:
        return None
    top, most = ranked[0]
    return top if len(ranked) == 1 or most >= 2 * ranked[1][1] else None


def settle_scene(registry: Registry) -> None:
    """Give a state to whoever lacks one and is told of as part of a place's people or power: that
    of the place in their own sentence, else the scene's; for the police and the like of a report
    without a scene, that of the place in its first sentences."""
    scene = registry.scene
    home = scene or _home(registry)
    site = home or _opening(registry)
    unknown = [d for d in registry.drafts if d.country is None and d.spans and d.kind != "state"]
    for draft in sorted(unknown, key=lambda d: (d.kind == "person", d.named)):
        if draft.kind == "person" and (state := _by_demonym(registry, draft)) is not None:
            _take(draft, state, "what the words beside the name call them by")
        elif draft.kind == "person":
            if _police(draft):
                _at_home(registry, draft, home)
            elif draft.office in _DOMESTIC or (draft.noun in _DOMESTIC and draft.office is None):
                _at_home(registry, draft, home if draft.noun in _OF_THE_SCENE else None)
            elif draft.office is not None:
                _of_office(registry, draft, home)
        elif not draft.named and draft.noun in _LOCAL_POWER:
            _at_home(registry, draft, site)
        elif not draft.named and (draft.noun in _DOMESTIC or _police(draft) or _federal(draft)):
            _at_home(registry, draft, home if _of_the_scene(draft) else None)
        elif draft.named and _is_national(draft) and (owner := whom_it_obeys(registry, draft)):
            _take(draft, owner, "that of the official who directs it")
        elif draft.named and _is_national(draft) and (owner := of_the_topic(registry, draft)):
            _take(draft, owner, "that of whoever acts or speaks in the sentence before")
        elif _forces(draft) or (draft.named and (_is_national(draft) or _party(draft))):
            _take(draft, scene, _PLAYS)


def _home(registry: Registry) -> str | None:
    """The state of those whose titles name none: who writes "Prime Minister X" and no more writes
    at home, and means the other ministers so called too."""
    bare = {
        d.country
        for d in registry.drafts
        if d.kind == "person" and d.bare and d.country and _stately(d)
    }
    return next(iter(bare)) if len(bare) == 1 and bare <= states().keys() else None


def _stately(draft: Draft) -> bool:
    return bool(_OF_STATES & set(draft.sectors)) and "IGO" not in draft.sectors


_OF_STATES = frozenset(("GOV", "JUD", "OPP", "LEG"))
_PLAYS = "the state in which most of the report plays"
_OPENS = "that of the place in the first sentences"
_AT_HOME = "the state of the others whose titles name none"


def _take(draft: Draft, code: str | None, why: str) -> None:
    if code is not None:
        draft.country = code
        draft.explain("country", why)


def _at_home(registry: Registry, draft: Draft, home: str | None) -> None:
    if draft.noun in _CROWDS and _at_embassy(registry, draft, home):
        return
    why = _AT_HOME if registry.scene is None and _home(registry) else _OPENS
    _take(draft, home, _PLAYS if home == registry.scene else why)
    _take(draft, _near(registry, draft), "that of the place told in the same sentence")


_CROWDS = frozenset(("protester", "protestor", "demonstrator", "activist"))


def _at_embassy(registry: Registry, draft: Draft, home: str | None) -> bool:
    """Whether people are told to be at an embassy of the very state that they would be of."""
    page = registry.page
    sentences = {page.sentence[start] for start, _ in draft.spans}
    embassies = [
        d for d in registry.drafts if d.country == home and d.noun in ("embassy", "consulate")
    ]
    return any(page.sentence[start] in sentences for d in embassies for start, _ in d.spans)


def _of_office(registry: Registry, draft: Draft, home: str | None) -> None:
    """Give a person a state by the office: that of "its" in "its foreign minister", else the
    scene's where the office is a state's."""
    page = registry.page
    bosses = registry.at(draft.via) if draft.via is not None else []
    for boss in bosses:
        if boss is not draft and boss.country:
            _take(draft, boss.country, f"that of {boss.name}, for whom the office is held")
            return
    for start, end in sorted(draft.spans):
        for at in (start, start - 1):
            if at >= 0 and page.lower[at] in ("its", "his", "her", "their"):
                owners = [d for d in registry.at(at) if d is not draft and d.country]
                if owners:
                    _take(draft, owners[0].country, f"that of {owners[0].name}, whose office it is")
                    return
        if end < len(page.lower) and page.lower[end] in ("for", "to", "of"):
            reach = range(end + 1, min(len(page.words), end + 5))
            head = next((d for i in reach for d in registry.at(i) if d is not draft), None)
            if head is not None:
                _take(draft, head.country, f"that of {head.name}, for whom the office is held")
                return
    office = (draft.office or "").removeprefix("former ")
    if (
        not (draft.titled or _unnamed_holder(draft))
        or office.split(" to ")[0].split(" for ")[0] in _ANYWHERE
    ):
        return
    known = state_of_name(draft.words[-1], office) if draft.words else None
    if known is not None and known != home:
        _take(draft, known, "the only state that the tables have had somebody of that name rule")
    elif _stately(draft) and (home == registry.scene or not _unnamed_holder(draft)):
        _take(draft, home, _PLAYS if home == registry.scene else _AT_HOME)


def _unnamed_holder(draft: Draft) -> bool:
    """ "The governor" of a report that names none."""
    return not draft.named and draft.kind == "person" and draft.noun == draft.office


_LOCAL_POWER = frozenset(("police", "prosecutor", "investigator", "court", "council"))
"""Whose state is that of the place where they are told to act, if the report names one place."""
_FIRST = 3
"""So many sentences, with the headline, tell where a report begins."""


def _opening(registry: Registry) -> str | None:
    """The one state of the places "in" which the first sentences of a report play."""
    page = registry.page
    first = [at for at, number in enumerate(page.sentence) if number < _FIRST]
    found = {code for at in first for code in states_at(page, at)}
    return next(iter(found)) if len(found) == 1 else None


def _party(draft: Draft) -> bool:
    return draft.kind == "organisation" and draft.sectors == ("PTY",)


def _federal(draft: Draft) -> bool:
    """Whether a group or body is called federal: "federal authorities"."""
    return draft.name.lower().startswith("federal ") and bool(draft.sectors)


def _of_the_scene(draft: Draft) -> bool:
    if _federal(draft):
        return True
    return draft.noun in _OF_THE_SCENE or _police(draft) or draft.name.lower() == "state media"


def _police(draft: Draft) -> bool:
    """Whether somebody unnamed is of the police: "a police officer"."""
    return not draft.named and "COP" in draft.sectors and draft.noun in ("officer", "policeman")


def _forces(draft: Draft) -> bool:
    """Whether they are a state's armed or security forces, told without a people's name before."""
    name = draft.name.lower()
    return name in _FORCES or (name.endswith(_FORCES) and draft.name[:1].islower())


def _by_demonym(registry: Registry, draft: Draft) -> str | None:
    """The state of "an Australian, Lee Roe," and of "Lee Roe, an Australian,"."""
    page = registry.page
    for start, end in sorted(draft.spans):
        if (code := _described_as(page, end)) is not None:
            return code
        before = page.hit_ending.get(start - 1) if page.lower[start - 1 : start] == (",",) else None
        behind = page.hit_at.get(end + 2) if page.lower[end : end + 1] == (",",) else None
        if before is not None and page.lower[before.start - 1] in _ONE:
            found = before
        elif behind is not None and page.lower[end + 1] in _ONE and _alone(page, behind.end):
            found = behind
        else:
            continue
        if found.entry.sort == "adjective" and found.entry.code in states():
            return found.entry.code
    return None


def _described_as(page: Page, end: int) -> str | None:
    """The state or body of "X, an Islamic State commander in Y,": of a person's sort behind it."""
    if page.lower[end : end + 1] != (",",) or page.lower[end + 1 : end + 2] not in _ARTICLES:
        return None
    hit = page.hit_at.get(end + 2)
    at = hit.end if hit is not None else len(page.words)
    while at < min(len(page.words), end + 8) and page.tokens[at].pos_ in ("ADJ", "NOUN", "PROPN"):
        if singular(page.lower[at]) in _PERSONS and hit is not None:
            return hit.entry.code
        at += 1
    return None


_ARTICLES = (("a",), ("an",), ("the",))
_PERSONS = frozenset(
    ("leader", "commander", "member", "fighter", "militant", "official", "journalist", "citizen",
     "soldier", "officer", "national", "activist", "lawyer", "businessman", "politician",
     "diplomat", "spokesman", "spokeswoman", "operative", "recruiter", "deputy", "cleric",
     "scientist", "student", "worker", "reporter", "photographer", "general", "colonel")
)  # fmt: skip
_ONE = frozenset(("a", "an"))
_ENDS = frozenset((",", ".", ";", ")", "who", "national", "citizen"))


def _alone(page: Page, at: int) -> bool:
    """Whether a phrase ends before a token."""
    return at >= len(page.words) or page.lower[at] in _ENDS


def _is_national(draft: Draft) -> bool:
    """Whether a body's name says that it is a state's: a ministry, a supreme court."""
    words = draft.name.lower().split()
    if "ministry" in words and "GOV" in draft.sectors:
        return True
    return words[0] in _CHAMBERS and bool(_NATIONAL & set(words))


def _near(registry: Registry, draft: Draft) -> str | None:
    """The state of the place nearest to an actor's first mention in the same sentence."""
    page = registry.page
    start, end = min(draft.spans)
    found: list[tuple[int, str]] = []
    sentence = page.sentence[start]
    for at in range(page.sentence_start[start], len(page.words)):
        if page.sentence[at] != sentence:
            break
        for code in states_at(page, at):
            found.append((min(abs(at - start), abs(at - end)), code))
    return min(found)[1] if found and len({code for _, code in found}) == 1 else None


def states_at(page: Page, at: int) -> list[str]:
    """The state of a place that begins at a token behind "in", "near" and the like, and of those
    joined to it; but a body "based in Britain" tells nothing of others."""
    before = at - 2 if at > 1 and page.lower[at - 1] == "the" else at - 1
    if before < 0 or page.lower[before] not in _SITE:
        return []
    if before and page.lower[before - 1] in ("based", "headquartered"):
        return []
    found = []
    here: int | None = at
    while here is not None:
        code, end = _state_at(page, here)
        found += [code] if code is not None else []
        here = end + 1 if page.lower[end : end + 1] in ((",",), ("and",), ("or",)) else None
        if here is not None and _state_at(page, here)[0] is None:
            break
    return found


def _state_at(page: Page, at: int) -> tuple[str | None, int]:
    """The state of the place that begins at a token, and where its name ends."""
    hit = page.hit_at.get(at)
    if hit is not None and hit.start == at:
        if fold(page.text(hit.start, hit.end)) in contested():
            return None, hit.end
        return hit.entry.code if hit.entry.sort in ("state", "capital") else None, hit.end
    entity = page.entity_at.get(at)
    if entity is None or entity.start != at or entity.label_ not in ("GPE", "LOC", "FAC"):
        return None, at + 1
    return page.country_of(entity.text), entity.end
