"""PETRARCH's own unit-test sentences: which of the events that they expect are found.

The countries are invented. Who they are is given to the reader as a user's own knowledge, worked
out from the records (``petrarch_records``).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from itertools import permutations, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.petrarch_records import Expected, TestActors, actors_of, records_of, states_in
from benchmarks.tables import Table

if TYPE_CHECKING:
    from detente.knowledge.own import Knowledge
    from detente.record import Record

CAMEO = {
    "03": ("AGREE",),
    "04": ("CONSULT",),
    "05": ("SUPPORT",),
    "06": ("COOPERATE",),
    "07": ("AID",),
    "08": ("CONCEDE", "RETREAT"),
    "09": ("ACCUSE",),
    "10": ("REQUEST",),
    "11": ("ACCUSE",),
    "12": ("REJECT",),
    "13": ("THREATEN",),
    "14": ("PROTEST",),
    "15": ("MOBILIZE",),
    "16": ("SANCTION",),
    "17": ("COERCE",),
    "18": ("ASSAULT",),
    "19": ("ASSAULT",),
    "20": ("ASSAULT",),
}
"""PLOVER's types of CAMEO's roots, from PLOVER's table CAMEO2PLOVER (2021)."""
WEIS = {
    "01": ("RETREAT", "CONCEDE"),  # yield
    "03": ("CONSULT",),  # consult
    "04": ("SUPPORT",),  # approve
    "05": ("AGREE",),  # promise
    "06": ("SUPPORT", "COOPERATE", "CONCEDE", "RETREAT", "AGREE"),  # grant: relations, release
    "07": ("AID",),  # reward
    "08": ("AGREE", "SUPPORT"),  # agree; PLOVER's signing of an agreement is SUPPORT
    "09": ("REQUEST",),  # request
    "10": ("REQUEST", "AGREE"),  # propose
    "11": ("REJECT", "ACCUSE"),  # reject, oppose
    "12": ("ACCUSE",),  # accuse
    "13": ("ACCUSE",),  # protest
    "14": ("REJECT",),  # deny
    "15": ("REQUEST",),  # demand
    "16": ("THREATEN",),  # warn
    "17": ("THREATEN",),  # threaten
    "18": ("MOBILIZE", "PROTEST"),  # demonstrate
    "19": ("SANCTION", "REJECT"),  # reduce relations, cancel
    "20": ("SANCTION", "COERCE"),  # expel
    "21": ("COERCE", "ASSAULT"),  # seize
    "22": ("ASSAULT",),  # force
}
"""The same of WEIS's cue categories (McClelland 1978), which most of the records are coded in."""
COMMENT = ("02",)
"""Comments are no events in PLOVER; codes such as 345 and 903 are the tests' own and no category.
Both are left out, and so are events of which a party has no code (``---``)."""
_REAL = {
    "IGOEEU": "EU", "IGOAFR": "AU", "IGOCOPITP": "ICC", "KUW": "KWT", "NZE": "NZL",
    "ZBW": "ZWE", "RHO": "ZWE",
}  # fmt: skip
"""Actors of today's world under PETRARCH's codes; Rhodesia is Zimbabwe before 1980."""
_SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
OWN = "X-"
"""Put before an invented state's code, which may be that of a real one."""


def knowledge_yaml(actors: TestActors) -> str:
    """The invented actors as a file of a user's own knowledge."""
    import json

    def line(code: str, **cells: object) -> str:
        return f"  - {json.dumps({'code': OWN + code, **cells}, ensure_ascii=False)}"

    states = [
        line(code, name=name, adjectives=actors.adjectives.get(code, []))
        for code, name in sorted(actors.states.items())
    ]
    bodies = [
        line(code, name=name, kind="group")
        for name, code in sorted(actors.others.items(), key=lambda pair: (pair[1], pair[0]))
    ]
    return "\n".join(["states:", *states, "bodies:", *bodies, ""])


def judged(event: Expected) -> bool:
    """Whether an expected event names two parties and a category that PLOVER has."""
    root = event.code[:2]
    named = all(_chunks(code) for code in (event.source, event.target))
    return named and root not in COMMENT and len(event.code) > 2 and (root in WEIS or root in CAMEO)


def _chunks(code: str) -> frozenset[str]:
    """The codes or, of somebody whom no dictionary lists, the name that answer an expected party:
    PETRARCH gives such names in quotation marks and capitals."""
    if code.startswith('"'):
        return frozenset({_plain(code)})
    whole = {real for name, real in _REAL.items() if name in code}
    parts = states_in(code)
    return frozenset(whole | {p for p in parts if p.isalpha() and parts[0] != "---"})


def dyads(record: Record, wanted: frozenset[str] = frozenset()) -> Iterator[tuple[str, str, str]]:
    """Type, source and target of every pair of parties in a record's events: a party by its country
    and by those of its names that are ``wanted``. Both ways round where they act on each other."""
    names = {
        a.id: {
            (a.country or "").removeprefix(OWN),
            *(wanted & {_plain(m.text) for m in a.mentions}),
        }
        for a in record.actors
    }

    def named(ids: Iterable[str]) -> set[str]:
        return {name for i in ids for name in names.get(i, ())} - {""}

    for event in record.events:
        who, whom = named(event.actors), named(event.recipients)
        pairs = set(product(who, whom))
        if event.type in _SYMMETRIC or event.reciprocal:
            pairs = set(permutations(sorted(who | whom), 2))
        for source, target in sorted(pairs):
            yield event.type, source, target


def fits(event: Expected, found: tuple[str, str, str], *, cameo_only: bool, typed: bool) -> bool:
    """Whether a found pair answers an expected event."""
    kind, source, target = found
    if source not in _chunks(event.source) or target not in _chunks(event.target):
        return False
    root = event.code[:2]
    types = CAMEO.get(root, ()) if cameo_only else (*WEIS.get(root, ()), *CAMEO.get(root, ()))
    return not typed or kind in types


def _plain(words: str) -> str:
    """Words in capitals, without article, possessive and punctuation."""
    kept = re.findall(r"\w+", re.sub(r"['’]S?\b", "", words.upper()))
    return " ".join(w for w in kept if w != "THE")


def real_code(name: str) -> str | None:
    """The code of a real state or body by its name."""
    from detente.knowledge.names import code_of

    return code_of(name)


def own_knowledge(actors: TestActors) -> Knowledge:
    """The knowledge in force while the sentences are read."""
    from detente.knowledge.own_tables import load_knowledge

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "actors.yaml"
        path.write_text(knowledge_yaml(actors), encoding="utf-8")
        return load_knowledge(path)


def run(path: Path, misses: bool = False) -> dict[str, Any]:
    """Read every sentence by itself, on its day, and look its expected events up."""
    import detente

    records = records_of(path)
    own = own_knowledge(actors_of(records, real_code))
    rows = dict.fromkeys(("parties and type", "parties", "parties and type, CAMEO's roots only"), 0)
    wanted = quiet = silent = 0
    missed = []
    for test in records:
        expected = list(dict.fromkeys(filter(judged, test.events)))
        wanted_names = frozenset(
            n for e in expected for c in (e.source, e.target) for n in _chunks(c)
        )
        record = detente.read(test.text, test.day or None, knowledge=own)
        found = list(dyads(record, wanted_names))
        wanted += len(expected)
        if not test.events:
            quiet, silent = quiet + 1, silent + (not found)
        for event in expected:
            typed = any(fits(event, f, cameo_only=False, typed=True) for f in found)
            rows["parties and type"] += typed
            rows["parties"] += any(fits(event, f, cameo_only=False, typed=False) for f in found)
            rows["parties and type, CAMEO's roots only"] += any(
                fits(event, f, cameo_only=True, typed=True) for f in found
            )
            if not typed:
                got = ", ".join(" ".join(f) for f in found) or "-"
                missed.append(f"{test.id} {event}: {test.text} | got {got}")
    result: dict[str, Any] = {
        "sentences": len(records),
        "rows": {row: {"share": n / wanted, "right": n, "gold": wanted} for row, n in rows.items()},
        "silent": {"right": silent, "gold": quiet},
    }
    if misses:
        result["misses"] = missed
    return result


def tables(result: dict[str, Any]) -> list[Table]:
    """A row a way of counting."""
    table = Table(("expected events found", "share", "right", "gold"))
    for row, figures in result["rows"].items():
        table.rows.append([row, figures["share"], figures["right"], figures["gold"]])
    silent = result["silent"]
    table.notes.append(
        f"{result['sentences']} sentences; of {silent['gold']} that expect no event, "
        f"{silent['right']} give none between two parties"
    )
    table.notes += [f"  - {miss}" for miss in result.get("misses", ())]
    return [table]
