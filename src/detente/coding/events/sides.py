"""Parties that the words around a trigger leave out and the report tells elsewhere: the state that
an attack in its city falls on, who is answered, whose decision is judged."""

from __future__ import annotations

from collections.abc import Sequence

from detente.coding.events.circumstances import Circumstances
from detente.coding.events.lexicon import lexicon
from detente.coding.events.merge import Group, points_back
from detente.coding.events.parties import Parties
from detente.coding.events.syntax import (
    children,
    grammatical_subjects,
    lemma_of,
    oblique,
    patients,
    preposition,
)

Ids = tuple[str, ...]
Both = tuple[Ids, Ids]

POINTERS = frozenset({"the", "this", "that", "these", "those"})
POINTED_AT = frozenset({"SANCTION", "RETREAT", "CONCEDE", "MOBILIZE", "COERCE", "AID"})
"""What "the move" or "the decision" may mean."""
_REQUESTS = frozenset({"REQUEST", "PROTEST"})
_CIVIL = frozenset({"CVL", "OPP", "LAB", "EDU"})
"""Sectors of people who make demands of those who rule them."""
_ARMED = frozenset({"MIL", "REB", "PRM"})
_OCCASION = ("in", "during", "at")
_INSIDE = frozenset({"in", "across", "throughout", "inside", "around"})
_FOR_ALL = frozenset({"curfew", "martial-law", "censor", "restrict"})
"""What authorities do to the people of their own state where nobody else is named."""
_AT_HOME = frozenset({"restrict", "censor", "curfew", "martial-law", "arrest", "withhold"})
"""What only the authorities of a place do there."""


class Sides:
    """Completes who acts and to whom by what the whole report tells."""

    def __init__(
        self, parties: Parties, circumstances: Circumstances, groups: Sequence[Group]
    ) -> None:
        self._parties, self._circumstances, self._groups = parties, circumstances, groups
        self._home = parties.state(parties.grounding.actors.scene)

    def of(self, group: Group) -> Both:
        """Actors and recipients of an event."""
        who, whom = self._told_of(group)
        match group.lead.type:
            case "ASSAULT":
                return who, self._struck(group, who, whom)
            case "PROTEST":
                return self._protest(group, who, whom)
            case "COERCE":
                return self._coerced(group, who, whom)
            case "REQUEST":
                return who, whom or self._at_talks(group, who) or self._rulers(who)
            case "AGREE" if "agree" not in group.lead.frame.entry.flags:
                return who, whom or self._at_talks(group, who)
            case "ACCUSE":
                return who, whom or self._judged(group)
            case "SUPPORT":
                return who, whom or self._judged(group) or self._mourned(group)
            case "REJECT":
                return who, whom or self._judged(group) or self._asking(group, who)
            case "CONCEDE":
                whom = whom or self._at_talks(group, who)
                return who, whom or self._demanding(group, who, at_home=True)
            case _:
                return who, whom

    def _told_of(self, group: Group) -> Both:
        """What the tellings say, those first that name whom one knows."""
        who, whom = group.parties()
        if any("sym" in c.frame.entry.flags for c in group.members):
            return who, whom
        for member in group.members:
            if self._says_more(member.who, who):
                who = member.who
            if self._says_more(member.whom, whom):
                whom = member.whom
        return who, whom

    def _says_more(self, told: Ids, known: Ids) -> bool:
        """Whether a telling names those whom another leaves vague, or them and more ("the EU and
        three allies", then all four)."""
        more, less = self._parties.countries(told), self._parties.countries(known)
        return (bool(more) and self._vague(known)) or (bool(less) and more > less)

    def _vague(self, ids: Ids) -> bool:
        """Whether nobody is named, by state or as a person ("officials", "the attackers")."""
        people = any((a := self._parties.actor(i)) and a.kind == "person" for i in ids)
        return not people and not self._told(ids)

    def _told(self, ids: Ids) -> bool:
        return bool(self._parties.countries(ids))

    def _site(self, group: Group) -> Ids:
        """The state of the place where it happened."""
        for member in group.members:
            where = self._circumstances.places.of(member)
            if where and (state := self._parties.state_of(where.place)):
                return state
        return ()

    def _named_site(self, group: Group) -> Ids:
        """The one state in which its sentence says that it happened ("blasts in X kill ten")."""
        sent, words = group.lead.head.sent, group.lead.head.words
        places = self._parties.places_between(sent.start, sent.end - 1)
        inside = [place for i, place in places if preposition(words[i]) in _INSIDE]
        states = {s for place in inside if (s := self._parties.state_of(place))}
        return next(iter(states)) if len(states) == 1 else ()

    def _state(self, ids: Ids) -> Ids:
        """The one state that these actors act for."""
        countries = sorted(self._parties.countries(ids))
        return self._parties.state(countries[0]) if len(countries) == 1 else ()

    def _struck(self, group: Group, who: Ids, whom: Ids) -> Ids:
        """Violence falls on the state where it happens where its victims are of no known state."""
        if self._told(whom) or any("sym" in c.frame.entry.flags for c in group.members):
            return whom
        armed = self._fights(who)
        if not whom and armed and (enemy := self._enemy(who)):
            return enemy
        state = self._site(group) or self._named_site(group)
        if not state and (not self._armed(who) or self._state(who) == self._home):
            state = self._home
        own = self._armed(who) and self._state(who) == state
        if own and (not whom or self._fights(whom)):
            return whom  # its own army fights somebody whose state the report does not tell
        return _joined(whom, state)

    def _fights(self, ids: Ids) -> bool:
        """Whether they are a state, its army or an armed group."""
        actors = [a for i in ids if (a := self._parties.actor(i)) is not None]
        return any(a.kind == "state" or _ARMED & set(a.sectors) for a in actors)

    def _enemy(self, who: Ids) -> Ids:
        """The one armed group that the report tells these to fight elsewhere: whom "retaking the
        town" and "three more strikes" are against."""
        own = self._parties.countries(who)
        found: set[str] = set()
        for other in self._groups:
            if other.lead.type != "ASSAULT":
                continue
            acting, struck = other.parties()
            sides = self._parties.countries(acting), self._parties.countries(struck)
            if not own & sides[0]:
                continue
            both = acting + struck
            found.update(i for i in both if self._is_group(i) and not {i} & set(who))
        foes = {c for i in found for c in self._parties.countries((i,))} - own
        if len(foes) != 1:
            return ()
        [foe] = foes
        return next((i,) for i in sorted(found) if foe in self._parties.countries((i,)))

    def _is_group(self, actor_id: str) -> bool:
        actor = self._parties.actor(actor_id)
        return actor is not None and "REB" in actor.sectors and actor.kind != "person"

    def _armed(self, who: Ids) -> bool:
        actors = [a for i in who if (a := self._parties.actor(i)) is not None]
        return any(a.kind == "state" or "MIL" in a.sectors for a in actors)

    def _protest(self, group: Group, who: Ids, whom: Ids) -> Both:
        """People protest in their own state against those who rule it, unless told otherwise."""
        site = self._site(group)
        state = site or (() if self._sent(whom) else self._state(whom) or self._home)
        if not site and self._foreign(whom):
            state = self._home
        abroad = bool(self._told(whom) and self._state(whom) != state)  # at a foreign embassy
        if not self._told(who) and not abroad:
            who = _joined(who, self._crowd(state) or state)
        if not self._told(whom):
            whom = _joined(whom, self._state(who) or state)
        return who, whom

    def _sent(self, ids: Ids) -> bool:
        """Whether they are an embassy, which is mostly not in its own state."""
        names = [a.name.lower() for i in ids if (a := self._parties.actor(i)) is not None]
        return any(word in name for name in names for word in ("embass", "consulate", "consul "))

    def _foreign(self, ids: Ids) -> bool:
        """Whether a protest is against a state, which its own people seldom call by name."""
        return any((a := self._parties.actor(i)) and a.kind == "state" for i in ids)

    def _crowd(self, state: Ids) -> Ids:
        """The protesters of a state whom the report speaks of."""
        crowds = lexicon().groups["crowd"]
        country = self._parties.countries(state)
        return tuple(
            a.id
            for a in self._parties.grounding.actors.actors
            if a.kind == "group"
            and a.country in country
            and _singular(a.name.split()[-1]) in crowds
        )[:1]

    def _coerced(self, group: Group, who: Ids, whom: Ids) -> Both:
        """Arrests and the like are made by the authorities of a place and fall on its people."""
        if not any(c.mode in _AT_HOME for c in group.members):
            return who, whom
        state = self._only_site(group) or (() if self._told(whom) else self._home)
        if not state:
            state = self._state(whom) if self._state(whom) == self._home else ()
        who = who or state
        if self._vague(whom) and self._told(who) and self._state(who) in (state, self._home):
            whom = _joined(whom, self._state(who))
        if not whom and self._governs(who) and any(c.mode in _FOR_ALL for c in group.members):
            whom = self._state(who)
        return who, whom

    def _governs(self, who: Ids) -> bool:
        """Whether they are a state or its officials."""
        actors = [a for i in who if (a := self._parties.actor(i)) is not None]
        return bool(actors) and all(a.kind == "state" or "GOV" in a.sectors for a in actors)

    def _only_site(self, group: Group) -> Ids:
        """The state of the place where it happened, if its sentence names places of no other."""
        sent = group.lead.head.sent
        places = self._parties.places_between(sent.start, sent.end - 1)
        states = {s for _, place in places if (s := self._parties.state_of(place))}
        return self._site(group) if len(states) == 1 else ()

    def _rulers(self, who: Ids) -> Ids:
        """Whom a people's demands are for where they name nobody: their own state."""
        civil = [a for i in who if (a := self._parties.actor(i)) and _CIVIL & set(a.sectors)]
        return self._state(who) if civil and len(civil) == len(who) else ()

    def _judged(self, group: Group) -> Ids:
        """Who did what is judged where the words only point at it: "rejected the measures"."""
        head = group.lead.head
        eval_ = "eval" in group.lead.frame.entry.flags
        subjects = grammatical_subjects(head) if eval_ else []
        for token in patients(head) or oblique(head, "of") or subjects:
            if not any(c.lower_ in POINTERS for c in token.children):
                continue
            for other in reversed([g for g in self._groups if g is not group]):
                if any(c.head.i == token.i for c in other.members):
                    return other.parties()[0]
            if points_back(lemma_of(token)):
                before = [g for g in self._groups if g.lead.type in POINTED_AT]
                before = [g for g in before if _first(g) < token.i and g.parties()[0]]
                top = [g for g in before if self._in_headline(g)]
                return max(top or before, key=_first).parties()[0] if before else ()
        return ()

    def _in_headline(self, group: Group) -> bool:
        """Whether it is what the report is about: "the decision" of its headline."""
        title = self._parties.grounding.header.title
        end = title.end if title is not None else 0
        return any(c.head.idx < end for c in group.members)

    def _mourned(self, group: Group) -> Ids:
        """Condolences are for those whom the report tells were struck last before."""
        lead = group.lead
        words = {lemma_of(w) for w in (lead.head, *lead.frame.words)}
        if not words & lexicon().groups["mourning"]:
            return ()
        struck = [g for g in self._groups if g.lead.type == "ASSAULT" and _first(g) < lead.head.i]
        return self._state(self.of(max(struck, key=_first))[1]) if struck else ()

    def _at_talks(self, group: Group, who: Ids) -> Ids:
        """The one other side of the call or talks in which the clause says it was asked or
        undertaken ("in the call, Berg asked for more time")."""
        own = self._parties.countries(who)
        occasions = {t.i for prep in _OCCASION for t in oblique(group.lead.head, prep)}
        for other in self._groups:
            heads = {c.head.i for c in other.members if c.type == "CONSULT"}
            if not own or not heads & occasions:
                continue
            both = [i for ids in other.parties() for i in ids]
            others = [i for i in both if not self._parties.countries((i,)) & own]
            if others and len(self._parties.countries(others)) == 1:
                return tuple(others)
        return ()

    def _asking(self, group: Group, who: Ids) -> Ids:
        """Whose request is refused: "declined the request"."""
        head = group.lead.head
        asked = lexicon().groups["request"]
        for token in (*group.lead.frame.words, *patients(head), *oblique(head, "to")):
            if lemma_of(token) not in asked:
                continue
            if owners := self._parties.of_all(children(token, "nmod:poss")):
                return tuple(i for i in owners if i not in who)  # "protesters' demands"
            if any(c.lower_ in POINTERS for c in token.children):
                return self._demanding(group, who)
        return ()

    def _demanding(self, group: Group, who: Ids, *, at_home: bool = False) -> Ids:
        """Who demanded something of these actors, the last before, else the first after;
        ``at_home`` only people of their own state."""
        at, own = _first(group), self._parties.countries(who)
        found: list[tuple[int, Ids]] = []
        for other in self._groups:
            if other.lead.type not in _REQUESTS or not own:
                continue
            asking, asked = self.of(other)
            if not self._told(asking) or not own & self._parties.countries(asked):
                continue
            if asking != who and (not at_home or self._rulers(asking)):
                found.append((_first(other), asking))
        before = [f for f in found if f[0] < at]
        if before:
            return max(before)[1]
        return min(found)[1] if found else ()


def _singular(word: str) -> str:
    """A noun of a name in lower case and without the ending of its plural."""
    return word.lower().removesuffix("s")


def _first(group: Group) -> int:
    return min(c.head.i for c in group.members)


def _joined(ids: Ids, more: Ids) -> Ids:
    return ids + tuple(i for i in more if i not in ids)
