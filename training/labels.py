"""The label sets of the model's heads, and how each data set's own classes map onto them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

NAME_LABELS = ("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "WEAPON", "MISC")
"""OntoNotes-style labels; MISC is learned so that its words do not become something else, and
is not shown."""
ROLE_LABELS = ("source", "cue", "content")
PARTY_LABELS = ("S", "T", "R")
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
TYPE_SETS = {"YIELD": ("CONCEDE", "RETREAT")}
QUADS = ("0", "1", "2", "3", "4")
RARE = 5
"""A tag bundle seen less often than this is taught only by its part of speech."""

EVERY = "*"
NAME_SETS: dict[str, dict[str, tuple[str, ...]]] = {
    # What a class of each data set may mean in our labels; several where it does not tell.
    "newswire": {
        "O": ("O",),  # left open, EVENT would swallow every word that CrossNER does not show
        "Person": ("PERSON",),
        "Organization": ("ORG",),
        "Location": ("GPE", "LOC"),
        "Polity": ("GPE",),  # a Location that the gazetteer knows, see training/gazetteer.py
        "Region": ("LOC",),
        "NORP": ("NORP",),
        "Facility": ("FAC",),
        "Misc": ("MISC", "EVENT", "WEAPON"),
        "Product": ("MISC", "WEAPON"),
        "Date": ("O",),
        "Money": ("O",),
    },
    "crossner": {
        "O": ("O", "NORP", "MISC"),
        "person": ("PERSON",),
        "politician": ("PERSON",),
        "country": ("GPE",),
        "location": ("GPE", "LOC", "FAC"),
        "organisation": ("ORG",),
        "politicalparty": ("ORG",),
        "election": ("EVENT",),
        "event": ("EVENT",),
        "misc": ("MISC", "NORP", "WEAPON"),
    },
    # re3d also marks descriptions ("U.S. service members"): it teaches weapons only.
    "re3d": {"Weapon": ("WEAPON",), "MilitaryPlatform": ("WEAPON",), EVERY: ("-WEAPON",)},
}


def bio(labels: Iterable[str]) -> tuple[str, ...]:
    """O, then B- and I- of each label."""
    return ("O", *(f"{p}-{label}" for label in labels for p in "BI"))


def allowed_names(corpus: str, tag: str) -> set[str]:
    """The BIO tags that a data set's own tag leaves open."""
    table = NAME_SETS[corpus]
    prefix, _, own = tag.partition("-")
    labels = table.get(own or tag, table.get(EVERY))
    if labels is None:
        labels = table["O"]
    if labels == ("-WEAPON",):
        return {t for t in bio(NAME_LABELS) if not t.endswith("-WEAPON")}
    result = set()
    for label in labels:
        if label == "O":
            result.add("O")
        elif prefix in "BI":
            result.add(f"{prefix}-{label}")
        else:
            result |= {f"B-{label}", f"I-{label}"}
    return result


@dataclass
class LabelSpace:
    """Every head's classes, in the order of its outputs."""

    bundles: list[str]
    xpos: list[str]
    rels: list[str]
    names: list[str]
    roles: list[str]
    parties: list[str]
    types: list[str]
    quads: list[str]

    @classmethod
    def of(cls, bundles: Counter[str], xpos: Counter[str], rels: Counter[str]) -> LabelSpace:
        """The label space of a treebank's counts; order is by name, so that it never depends on
        the order of files."""
        kept = sorted(b for b, n in bundles.items() if n >= RARE)
        for pos in sorted({b.partition("|")[0] for b in bundles}):
            if not any(b.startswith(f"{pos}|") for b in kept):
                kept.append(f"{pos}|_")
        return cls(
            kept,
            sorted(xpos),
            sorted(rels),
            list(bio(NAME_LABELS)),
            list(bio(ROLE_LABELS)),
            list(bio(PARTY_LABELS)),
            list(TYPES),
            list(QUADS),
        )

    def save(self, path: Path) -> None:
        """Write as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=0) + "\n", "utf-8")

    @classmethod
    def load(cls, path: Path) -> LabelSpace:
        """Read what ``save`` wrote."""
        return cls(**json.loads(path.read_text("utf-8")))
