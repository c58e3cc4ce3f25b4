"""Actors that a report describes instead of naming: "the chancellor", "German officials", "both
leaders", "the ministry", "the statement said"."""

from __future__ import annotations

from dataclasses import replace

from detente.grounding.actors.documents import take_document
from detente.grounding.actors.draft import Draft, Registry, Seen
from detente.grounding.actors.groups import named_before, take_group, take_members
from detente.grounding.actors.joint import take_joint
from detente.grounding.actors.peers import PEERS, take_peer
from detente.grounding.actors.phrases import APPOSED, Phrase, read_phrase, whose
from detente.knowledge.nouns import Noun, is_plural, noun_of
from detente.knowledge.offices import Office, fits, gender_of_title, rank_of, title_ending_at
from detente.knowledge.roles import role_of
from detente.knowledge.states import states

_MODIFIER = frozenset(("compound", "amod", "nmod:desc", "flat", "nummod"))
_PEOPLE_OF_STATE = frozenset(
    ("country", "nation", "state", "side", "party", "government", "neighbor", "neighbour")
)
_LANDS = frozenset(("country", "nation", "homeland", "state"))
_OTHERS = frozenset(("other", "another", "second", "third", "fourth", "one", "new", "next"))
_SORTS = frozenset(
    ("armed", "militant", "rebel", "insurgent", "terrorist", "terror", "jihadist", "extremist",
     "islamist", "shia", "shiite", "sunni", "kurdish", "paramilitary", "political", "ruling",
     "opposition", "military", "western", "regional", "international", "global", "nuclear", "un",
     "defense", "defence", "security", "news", "state", "human", "rights", "aid", "nation", "-",
     "member", "transatlantic", "lebanese", "same")
)  # fmt: skip
"""What may stand before a noun that looks back at a body named before: "the militant group"."""
_ABROAD = frozenset(("embassy", "consulate"))
"""A minister who speaks of "the embassy" hardly means his own state's."""
_FEW = 3
_TITLE_GOES_ON = 5
"""So many words a title can have from its head on: "secretary of the air force"."""
_RECENT = 8
"""So many sentences may lie between a soldier's name and "the general"."""
_RARELY_TITLES = frozenset(
    ("head", "chief", "major", "general", "justice", "chair", "captain", "deputy", "expert",
     "director", "lord", "prince", "marshal", "speaker", "representative", "editor", "judge",
     "secretary", "official", "lawyer", "journalist", "reporter", "correspondent", "analyst",
     "activist", "protester", "lawmaker", "legislator", "researcher", "economist", "professor",
     "historian", "politician", "diplomat", "aide")
)  # fmt: skip


def is_candidate(registry: Registry, at: int) -> bool:
    """Whether a token can be the head of a description: a noun that modifies no other."""
    page = registry.page
    token = page.tokens[at]
    if token.pos_ not in ("NOUN", "PROPN", "ADJ") or at in page.hit_at or registry.at(at):
        return False
    following = page.tokens[at + 1] if at + 1 < len(page.tokens) else None
    if token.dep_ in _MODIFIER and following is not None and following.pos_ in ("NOUN", "PROPN"):
        return False
    if following is not None and following.text == "-":
        return False
    entity = page.entity_at.get(at)
    return entity is None or entity.label_ not in ("PERSON", "EVENT", "WEAPON", "FAC")


def read_description(registry: Registry, at: int) -> None:
    """Resolve the description headed by token ``at``, or take it up as an actor of its own."""
    page = registry.page
    floor = page.floor(at)
    noun = noun_of(page.words[at])
    title = title_ending_at(page.words[floor : at + 1], at + 1 - floor)
    plural = is_plural(page.words[at]) and noun is not None
    if title is not None and title[1].name and not plural and page.tokens[at].pos_ != "ADJ":
        end, title = _whole_title(registry, at, floor, title)
        phrase = read_phrase(registry, at, floor + title[0])
        if end > at + 1:
            phrase = replace(phrase, end=max(end, phrase.end))
        if title[1].name in _RARELY_TITLES and not (
            phrase.definite or phrase.indefinite or phrase.country
        ):
            return
        told = phrase.definite or phrase.indefinite or phrase.country is not None
        if told or page.tokens[at].idx < registry.headline_end:
            _holder(registry, phrase, title[1], floor + title[0])
    elif noun is not None and page.tokens[at].pos_ != "ADJ":
        _described(registry, read_phrase(registry, at), noun)
    elif title is not None and title[1].name and page.lower[at].endswith("s"):
        phrase = read_phrase(registry, at, floor + title[0])
        if phrase.pair or phrase.definite:
            take_members(registry, phrase, persons=True)


def _whole_title(
    registry: Registry, at: int, floor: int, title: tuple[int, Office]
) -> tuple[int, tuple[int, Office]]:
    """The longest title that begins as one that ends at ``at`` does, and where it ends:
    "secretary of state" for "secretary"."""
    page = registry.page
    for end in range(min(len(page.words), at + _TITLE_GOES_ON), at + 1, -1):
        longer = title_ending_at(page.words[floor:end], end - floor)
        if longer is not None and longer[1].name and longer[0] <= title[0]:
            return end, longer
    return at + 1, title


def read_one(registry: Registry, at: int) -> None:
    """ "One of these groups, the Syrian rebels, said": "one" points at what is named in
    apposition."""
    page = registry.page
    stop = min(len(page.words), at + 12)
    comma = next((i for i in range(at + 2, stop) if page.words[i] == ","), None)
    if comma is None or comma + 2 >= len(page.words):
        return
    begin = comma + 2 if page.lower[comma + 1] in ("the", "a", "an") else comma + 1
    closes = any(page.words[i] == "," for i in range(begin, min(len(page.words), begin + 10)))
    if closes and registry.at(begin):
        registry.point(at, registry.at(begin)[-1])


def _holder(registry: Registry, phrase: Phrase, office: Office, start: int) -> None:
    """ "the German chancellor": the person in the report whom this fits, else somebody unnamed."""
    page = registry.page
    head = tuple(range(phrase.at, phrase.end)) if office.name.count(" of ") else (phrase.at,)
    counted = phrase.first < start and office.name in ("official", "diplomat", "politician")
    other = any(page.lower[i] in _OTHERS for i in range(phrase.start, start))
    unclear = phrase.indefinite or other  # "the third official"
    unclear = unclear or (counted and phrase.country is None)
    if unclear and (apposed := _apposed_to(registry, phrase)) is not None:
        registry.mention(apposed, phrase.start, phrase.end, head, APPOSED)
        return
    found = None if unclear else _fitting_person(registry, phrase, office)
    why = f"the nearest person named whom “{office.name}{_of(phrase.country)}” fits"
    if found is None and not unclear:
        found = _just_named(registry, phrase, office)
        why = "another description of whom the sentence before is about"
    if found is not None:
        registry.mention(found, phrase.start, phrase.end, head, why)
        return
    if not (phrase.definite or phrase.indefinite or phrase.country):
        return
    name = phrase.name(page)
    country, why = phrase.country, whose(registry, phrase)
    if country is None and "IGO" in office.sectors:
        country = _last_body(registry, phrase)
        why = "the international body named last" if country is not None else why
    body = phrase.owner if phrase.owner is not None and phrase.owner.kind != "person" else None
    sectors = body.sectors if body is not None and office.rank > 2 else ()
    if office.name == "representative" and country is not None:
        sectors = sectors or ("GOV",)
    for draft in registry.drafts:
        if (
            not draft.named
            and draft.kind == "person"
            and (draft.office, draft.country) == (office.name, country)
        ):
            registry.mention(draft, phrase.start, phrase.end, head)
            return
    draft = registry.add(
        Draft(
            name,
            "person",
            country,
            sectors or office.sectors,
            office.name,
            gender=gender_of_title(page.text(start, phrase.at + 1)),
            named=False,
            noun=office.name,
        )
    )
    draft.explain("country", why, phrase.start, phrase.end if phrase.country else 0)
    told = "the description itself: it fits nobody whom the report names"
    draft.explain("office", told, start, phrase.at + 1)
    draft.explain("sectors", f"those of “{office.name}” (offices.tsv, portfolios.tsv)")
    registry.mention(draft, phrase.start, phrase.end, head)


def _of(country: str | None) -> str:
    return f" of {country}" if country else ""


def _fitting_person(registry: Registry, phrase: Phrase, office: Office) -> Draft | None:
    """The person named nearest before (else first after) who holds such an office for such a
    state."""
    fitting = []
    for seen in registry.seen:
        draft = seen.draft
        if draft.kind != "person" or not _can_be_called(registry, draft, phrase, office):
            continue
        if phrase.country is not None and draft.country != phrase.country:
            continue
        if phrase.owner is draft:
            continue
        fitting.append(seen)
    if not fitting:
        return None
    before = [seen for seen in fitting if seen.at < phrase.at]
    here = registry.page.sentence[phrase.at]
    pool = [s for s in before if here - registry.page.sentence[s.at] <= 12] or (
        fitting if len({id(s.draft) for s in fitting}) == 1 else []
    )
    pool = _compatriots(registry, phrase, pool) or pool
    titled = [s for s in pool if s.draft.titled]  # rather one whom the report itself calls so
    return max(titled or pool, key=lambda s: s.at).draft if pool else None


def _compatriots(registry: Registry, phrase: Phrase, pool: list[Seen]) -> list[Seen]:
    """Those who act for the state of the person last named in the same sentence: whoever
    criticises "the president" means her own."""
    page = registry.page
    if phrase.country is not None:
        return []
    here = [
        s
        for s in registry.seen
        if s.draft.kind == "person"
        and s.at < phrase.at
        and page.sentence[s.at] == page.sentence[phrase.at]
    ]
    if not here:
        return []
    last = max(here, key=lambda s: s.at).draft
    return [s for s in pool if s.draft is not last and s.draft.country == last.country]


def _can_be_called(registry: Registry, draft: Draft, phrase: Phrase, office: Office) -> bool:
    """Whether a person's office, or another title that the report gives, fits a description."""
    if office.sectors == ("MIL",) and not {"MIL", "REB", "PRM"} & set(draft.sectors):
        return False  # "the general" is no secretary general
    held = dict.fromkeys((draft.office or "", *draft.posts))
    if any(post and fits(office, post.split(" for ")[0]) for post in held):
        return True
    if draft.country in states() and office.rank < 3:  # a foreign secretary is a foreign minister
        wanted = role_of(office.name, draft.country or "")
        if wanted.single and any(role_of(post, draft.country or "") == wanted for post in held):
            return True
    return office.name in ("chief", "head", "director") and _leads(registry, draft, phrase)


def _leads(registry: Registry, draft: Draft, phrase: Phrase) -> bool:
    """Whether a person heads the body of "the Pentagon chief", "the agency's head"."""
    page = registry.page
    inside = [page.hit_at[i].entry for i in range(phrase.start, phrase.at) if i in page.hit_at]
    bodies = [(e.code, e.sectors) for e in inside if e.sort == "body"]
    if phrase.owner is not None and phrase.owner.kind == "organisation":
        bodies.append((phrase.owner.country, phrase.owner.sectors))
    if draft.office is None or rank_of(draft.office) > 2:
        return False
    return any(
        code == draft.country and (code not in states() or set(sectors) == set(draft.sectors))
        for code, sectors in bodies
        if code is not None
    )


def _just_named(registry: Registry, phrase: Phrase, office: Office) -> Draft | None:
    """Whom a sentence carries on with under another description ("the former general", "the
    strongman"): the named person who was the subject of the sentence before; for a military rank,
    the last soldier or fighter named."""
    page = registry.page
    token = page.tokens[phrase.at]
    plain = phrase.definite and phrase.owner is None and phrase.country is None
    if not plain or page.quoted[phrase.at]:
        return None
    before = [
        s
        for s in registry.seen
        if s.at < phrase.at and s.draft.kind == "person" and s.draft.named and not page.quoted[s.at]
    ]
    if office.sectors == ("MIL",) and office.name != "commander":
        armed = [
            s
            for s in before
            if {"MIL", "REB"} & set(s.draft.sectors)
            and page.told[phrase.at] - page.told[s.at] <= _RECENT
        ]
        if armed:
            return max(armed, key=lambda s: s.at).draft
    former = "former" in page.lower[phrase.start : phrase.at]
    varied = former or office.name == "leader"
    if not varied or not token.dep_.startswith("nsubj"):
        return None
    subjects = [
        s
        for s in before
        if page.told[phrase.at] - page.told[s.at] == 1
        and page.tokens[s.at].dep_.startswith("nsubj")
    ]
    return min(subjects, key=lambda s: s.at).draft if subjects else None


def _last_body(registry: Registry, phrase: Phrase) -> str | None:
    """The international body that a secretary general or the like belongs to: the last named."""
    bodies = [s for s in registry.seen if "IGO" in s.draft.sectors and s.draft.kind != "person"]
    before = [s for s in bodies if s.at < phrase.at] or bodies
    return max(before, key=lambda s: s.at).draft.country if before else None


def _apposed_to(registry: Registry, phrase: Phrase) -> Draft | None:
    """Whom an indefinite description in apposition is said of: "the Lima Group, a bloc of ..."."""
    token = registry.page.tokens[phrase.at]
    if token.dep_ != "appos" or token.head.i >= phrase.start or not phrase.indefinite:
        return None
    found = registry.at(token.head.i)
    return found[0] if len(found) == 1 and found[0].named else None


def _described(registry: Registry, phrase: Phrase, noun: Noun) -> None:
    """A phrase headed by a listed noun: a document, members of a pair, something named before, or a
    group or body of its own."""
    plural = is_plural(registry.page.words[phrase.at])
    if noun.kind == "thing":
        return
    if noun.kind == "document":
        take_document(registry, phrase)
        return
    if not plural and _names_next(registry, phrase, noun):
        return
    apposed = None if plural else _apposed_to(registry, phrase)
    if apposed is not None:
        registry.mention(apposed, phrase.start, phrase.end, (phrase.at,), APPOSED)
        return
    if plural and (_spelt_out(registry, phrase) or _the_fighters(registry, phrase, noun)):
        return
    if not plural and noun.kind == "organisation" and _apposed_body(registry, phrase, noun):
        return
    if noun.lemma in _LANDS and not plural and _own_land(registry, phrase):
        return
    if noun.lemma in PEERS and not plural:
        take_peer(registry, phrase)
        return
    if noun.lemma == "side" and not plural:
        _side(registry, phrase)
        return
    if plural and (noun.kind == "members" or phrase.pair):
        persons = noun.lemma not in _PEOPLE_OF_STATE and noun.kind != "organisation"
        if take_members(registry, phrase, persons) or noun.lemma == "side":
            return
    alone = phrase.definite and not plural and phrase.owner is None and _plain(registry, phrase)
    own = noun.of_state and noun.lemma not in _ABROAD
    if alone and own and (speaker := _speaker(registry, phrase)) is not None:
        phrase = replace(phrase, country=phrase.country or speaker.country)
    if not (alone and named_before(registry, phrase, noun)):
        take_group(registry, phrase, noun, plural)


def _speaker(registry: Registry, phrase: Phrase) -> Draft | None:
    """Whose "the ministry" a sentence speaks of: the official who is its subject before."""
    page = registry.page
    here = [
        s
        for s in registry.seen
        if s.at < phrase.at
        and page.sentence[s.at] == page.sentence[phrase.at]
        and page.tokens[s.at].dep_.startswith("nsubj")
        and s.draft.kind == "person"
    ]
    speaker = max(here, key=lambda s: s.at).draft if here else None
    known = speaker is not None and speaker.country in states()
    return speaker if known and speaker is not None and "GOV" in speaker.sectors else None


def _the_fighters(registry: Registry, phrase: Phrase, noun: Noun) -> bool:
    """ "The insurgents" are the one armed group named shortly before."""
    page = registry.page
    armed = {"REB", "PRM"}
    if not phrase.definite or phrase.modified or not armed & set(noun.sectors):
        return False
    recent = [
        s
        for s in registry.seen
        if s.at < phrase.at
        and page.sentence[phrase.at] - page.sentence[s.at] <= _FEW
        and s.draft.kind == "organisation"
        and s.draft.named
        and armed & set(s.draft.sectors)
    ]
    if len({id(s.draft) for s in recent}) != 1:
        return False
    why = "the only armed group named shortly before"
    registry.mention(recent[0].draft, phrase.start, phrase.end, (phrase.at,), why)
    return True


def _apposed_body(registry: Registry, phrase: Phrase, noun: Noun) -> bool:
    """ "Her party, the National League": the description tells of the body named in apposition."""
    token = registry.page.tokens[phrase.at]
    named = next((c for c in token.children if c.dep_ == "appos" and c.i > phrase.at), None)
    bodies = [] if named is None else registry.at(named.i)
    if len(bodies) != 1 or bodies[0].kind != "organisation" or not bodies[0].named:
        return False
    body = bodies[0]
    _add_told(registry, body, phrase, noun)
    registry.mention(body, phrase.start, phrase.end, (phrase.at,), APPOSED)
    return True


def _plain(registry: Registry, phrase: Phrase) -> bool:
    """Whether nothing but a sort stands before a noun: "the group", "the Shia movement"."""
    page = registry.page
    inside = page.lower[phrase.first : phrase.at]
    return all(
        word in _SORTS or word.isdigit() or i in page.hit_at
        for i, word in enumerate(inside, phrase.first)
    )


def _spelt_out(registry: Registry, phrase: Phrase) -> bool:
    """ "His counterparts, Freeland and Moavero": a plural is those named in apposition."""
    token = registry.page.tokens[phrase.at]
    hangs = [token, *(c for c in token.children if c.dep_ == "nmod")]  # "two aides to X, Y and Z"
    apposed = (c for h in hangs for c in h.children if c.dep_ == "appos" and c.i > phrase.at)
    first = next(apposed, None)
    if first is None:
        return False
    named = [first, *(c for c in first.children if c.dep_ == "conj")]
    drafts = [d for c in named for d in registry.at(c.i) if d.kind == "person" and d.named]
    if len(drafts) < 2 or len(drafts) != len(named):
        return False
    for draft in drafts:
        registry.mention(draft, phrase.start, phrase.end, (phrase.at,), APPOSED)
        if draft.country is None and phrase.country is not None:
            draft.country = phrase.country
            draft.explain("country", whose(registry, phrase), phrase.start, phrase.end)
    take_joint(registry, phrase.at, tuple(drafts))
    return True


def _own_land(registry: Registry, phrase: Phrase) -> bool:
    """ "His country" is the state that he acts for."""
    page = registry.page
    owner = phrase.owner
    if owner is None or owner.country not in states() or owner.kind == "state":
        return False
    if page.lower[phrase.start] not in ("his", "her", "their", "its"):
        return False
    state = registry.take_state(owner.country or "")
    why = f"the state that {owner.name} acts for"
    registry.mention(state, phrase.start, phrase.end, (phrase.at,), why)
    return True


def _side(registry: Registry, phrase: Phrase) -> None:
    """ "The Russian side" of a meeting is the state."""
    if phrase.country in states() and phrase.adjective:
        state = registry.take_state(phrase.country or "")
        why = "a side of a meeting is its state"
        registry.mention(state, phrase.start, phrase.end, (phrase.at,), why)


def _names_next(registry: Registry, phrase: Phrase, noun: Noun) -> bool:
    """ "Iranian airline Mahan Air": the noun tells of what sort the body is that is named next."""
    bodies = [d for d in registry.at(phrase.at + 1) if d.kind == "organisation" and d.named]
    starts = any(start == phrase.at + 1 for d in bodies for start, _ in d.spans)
    if not starts:
        return False
    body = bodies[0]
    _add_told(registry, body, phrase, noun)
    registry.point(phrase.at, body)
    return True


def _add_told(registry: Registry, body: Draft, phrase: Phrase, noun: Noun) -> None:
    """What a description adds to the body that it stands beside, where its name tells nothing."""
    if not body.sectors and noun.sectors:
        body.sectors = noun.sectors
        body.explain("sectors", f"those of “{noun.lemma}” beside the name (nouns.tsv)")
    if body.country is None and phrase.country is not None:
        body.country = phrase.country
        body.explain("country", whose(registry, phrase), phrase.start, phrase.end)
