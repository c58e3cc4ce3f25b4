"""Actors: every mention in a report that names, describes or stands for somebody who acts.

``ground_actors`` reads names first, because a headline's "Trump" is explained only by a later
"President Donald Trump"; then descriptions and pronouns in the order of the text, each looking back
at what is known by then. How each decision is taken is told in ``docs/actors.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.grounding.bundle import ActorIndex, Header

if TYPE_CHECKING:
    from spacy.tokens import Doc


def ground_actors(doc: Doc, header: Header) -> ActorIndex:
    """The actors of a parsed report, in the order of their first mention.

    ``header.published`` is the day at which offices are looked up; without it a person's state
    comes from the report alone, or from a full name that the tables have once.
    """
    from detente.grounding.actors.bodies import (
        find_bodies,
        point_states,
        settle_bodies,
        settle_led,
        take_owner,
    )
    from detente.grounding.actors.contradictions import contradictions
    from detente.grounding.actors.draft import Registry, finish
    from detente.grounding.actors.kin import settle_kin
    from detente.grounding.actors.nominals import is_candidate, read_description, read_one
    from detente.grounding.actors.page import open_page
    from detente.grounding.actors.pairs import is_pair, read_pair
    from detente.grounding.actors.peers import name_peers
    from detente.grounding.actors.persons import find_persons, settle_countries, take_persons
    from detente.grounding.actors.pronouns import is_pronoun, resolve_pronoun
    from detente.grounding.actors.pseudonyms import join_pseudonyms
    from detente.grounding.actors.scene import (
        find_scene,
        scene_of_officials,
        settle_scene,
    )

    page = open_page(doc, header.published)
    registry = Registry(page, header)
    headline_end = header.title.end if header.title is not None else 0
    named = find_persons(page, headline_end)
    take_persons(registry, named)
    taken = {at: m.title.end for m in named for at in range(m.title.start, m.title.end)}
    registry.taken = taken
    registry.headline_end = headline_end
    find_bodies(registry)
    settle_countries(registry, named)
    settle_bodies(registry)
    registry.scene = find_scene(page, header)
    for at in range(len(doc)):
        if is_pronoun(page.lower[at]):
            resolve_pronoun(registry, at)
            take_owner(registry, at)
        elif page.lower[at] == "one" and page.lower[at + 1 : at + 2] == ("of",):
            read_one(registry, at)
        elif is_pair(registry, at):
            read_pair(registry, at)
        elif at not in taken and is_candidate(registry, at):
            read_description(registry, at)
    name_peers(registry, named)
    join_pseudonyms(registry, named)
    settle_led(registry)
    settle_kin(registry)
    registry.scene = registry.scene or scene_of_officials(registry)
    settle_scene(registry)
    point_states(registry)
    notes = contradictions(registry)
    actors, by_token = finish(registry)
    return ActorIndex(actors, by_token, notes, registry.scene)
