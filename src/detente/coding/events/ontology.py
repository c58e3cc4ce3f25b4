"""The ontology as data: PLOVER's types with quad class, modes and intensity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib import resources
from typing import Any, get_args

from detente.coding.own import own_ontology, per_ontology
from detente.record import EventType

TYPES: tuple[EventType, ...] = get_args(EventType)


@dataclass(frozen=True)
class Mode:
    """One mode of a type."""

    intensity: float
    definition: str


@dataclass(frozen=True)
class TypeEntry:
    """One PLOVER type.

    ``quad`` is 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material
    conflict; ``intensity`` is on PLOVER's scale from -10 to 10; ``speech`` marks acts of speaking;
    ``future`` is the type that an announced event of this type is coded as (PLOVER manual, AGREE
    and CONCEDE).
    """

    name: EventType
    quad: int
    intensity: float
    definition: str
    speech: bool = False
    future: EventType | None = None
    modes: Mapping[str, Mode] = field(default_factory=dict)

    def intensity_of(self, mode: str | None) -> float:
        """Intensity of the type with this mode; the type's own where the mode has none."""
        found = self.modes.get(mode) if mode else None
        return found.intensity if found else self.intensity


@per_ontology
def ontology() -> Mapping[EventType, TypeEntry]:
    """The types by name, read once from ``data/ontology.yaml``; what a user's own says wins."""
    import yaml

    text = (resources.files("detente.coding") / "data" / "ontology.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = yaml.load(text, Loader=loader)
    return {name: _with_own(_entry(name, raw[name])) for name in TYPES}


def _entry(name: EventType, raw: Mapping[str, Any]) -> TypeEntry:
    return TypeEntry(
        name=name,
        quad=raw["quad"],
        intensity=float(raw["intensity"]),
        definition=raw["definition"],
        speech=bool(raw.get("speech", False)),
        future=raw.get("future"),
        modes={
            mode: Mode(float(told["intensity"]), told["definition"])
            for mode, told in raw.get("modes", {}).items()
        },
    )


def _with_own(entry: TypeEntry) -> TypeEntry:
    own = own_ontology().types.get(entry.name)
    if own is None:
        return entry
    modes = {name: Mode(mode.intensity, mode.definition) for name, mode in own.modes.items()}
    return replace(
        entry,
        intensity=entry.intensity if own.intensity is None else own.intensity,
        definition=own.definition or entry.definition,
        modes={**entry.modes, **modes},
    )
