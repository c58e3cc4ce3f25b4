"""A user's own ontology: changes to types, further modes, patterns, groups, contexts and CAMEO
codes that extend the shipped ones and win over them.

They are in force inside ``using_ontology(...)`` and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.scoped import Scope


@dataclass(frozen=True)
class OwnMode:
    """A mode of a type, new or redefined."""

    intensity: float
    definition: str


@dataclass(frozen=True)
class OwnType:
    """What is changed about a PLOVER type; ``None`` where nothing is."""

    intensity: float | None = None
    definition: str | None = None
    modes: Mapping[str, OwnMode] = field(default_factory=dict)


@dataclass(frozen=True)
class Ontology:
    """A user's own ontology; ``load_ontology`` makes it from a file.

    ``rows`` are those of the lexicon files, by kind: patterns, code, slots of the actor, slots of
    the recipient, flags. ``version`` is a digest of it all, for the record; two of one version are
    the same.
    """

    types: Mapping[str, OwnType] = field(default_factory=dict, compare=False)
    rows: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), compare=False)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    irregular: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    contexts: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    cameo: Mapping[str, str] = field(default_factory=dict, compare=False)
    version: str = ""


_scope = Scope("detente_ontology", Ontology())
own_ontology = _scope.in_force
using_ontology = _scope.using
per_ontology = _scope.kept
