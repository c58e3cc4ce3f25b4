"""The ontology as data: PLOVER's types with quad class, modes and intensity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import get_args

from detente.record import EventType

TYPES: tuple[EventType, ...] = get_args(EventType)


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
    modes: Mapping[str, float] = field(default_factory=dict)

    def intensity_of(self, mode: str | None) -> float:
        """Intensity of the type with this mode; the type's own where the mode has none."""
        return self.modes.get(mode, self.intensity) if mode else self.intensity


@cache
def ontology() -> Mapping[EventType, TypeEntry]:
    """The types by name, read once from ``data/ontology.yaml``."""
    import yaml

    text = (resources.files("detente.coding") / "data" / "ontology.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = yaml.load(text, Loader=loader)
    return {
        name: TypeEntry(
            name=name,
            quad=raw[name]["quad"],
            intensity=float(raw[name]["intensity"]),
            definition=raw[name]["definition"],
            speech=bool(raw[name].get("speech", False)),
            future=raw[name].get("future"),
            modes={m: float(x["intensity"]) for m, x in raw[name].get("modes", {}).items()},
        )
        for name in TYPES
    }
