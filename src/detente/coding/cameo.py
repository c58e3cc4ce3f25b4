"""CAMEO codes of PLOVER events, for series that began with ICEWS and its kind.

The way from PLOVER to CAMEO is a choice: ``data/cameo.tsv`` has one code for each type and mode,
and where codes differ by the field alone, one for that context. ``data/cameo-codes.tsv`` has the
names and Goldstein scores.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from detente.coding.own import own_ontology, per_ontology


@dataclass(frozen=True)
class CameoCode:
    """A CAMEO code with its name and its score on Goldstein's scale from -10 to 10."""

    code: str
    name: str
    goldstein: float


def cameo_code(type_name: str, mode: str | None, contexts: Iterable[str] = ()) -> str:
    """The CAMEO code of an event. A context counts where it is the only one of the event's that
    the table knows for this type and mode; a mode that the table lacks is left out."""
    table = _table()
    key = (type_name, mode or "")
    if (*key, "") not in table:
        key = (type_name, "")
    found = {table[*key, each] for each in contexts if (*key, each) in table}
    return found.pop() if len(found) == 1 else table[*key, ""]


@cache
def cameo_codes() -> Mapping[str, CameoCode]:
    """The codes that events can have, by code."""
    return {
        code: CameoCode(code, name, float(score)) for code, name, score in _rows("cameo-codes.tsv")
    }


@per_ontology
def _table() -> Mapping[tuple[str, str, str], str]:
    table = {(row[0], row[1], row[2]): row[3] for row in _rows("cameo.tsv")}
    for code, number in own_ontology().cameo.items():
        type_name, _, mode = code.partition("-")
        for key in [key for key in table if key[:2] == (type_name, mode)]:
            del table[key]  # the user's choice holds in every context
        table[type_name, mode, ""] = number
    return table


def _rows(name: str) -> list[list[str]]:
    text = (resources.files("detente.coding") / "data" / name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]
