"""Casefiles with a history written by hand: the rows that reading and merging would make."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert

from detente.casefile import Casefile, schema
from detente.edtf import days

KINDS = {
    "CONSULT": (1, 1.5), "AGREE": (1, 3.0), "AID": (2, 7.0), "RETREAT": (2, 5.0),
    "THREATEN": (3, -5.0), "ACCUSE": (3, -2.0), "MOBILIZE": (4, -7.0), "ASSAULT": (4, -10.0),
}  # fmt: skip


class History:
    """Adds reports and their entries; ``finish`` makes occurrences and entities of them."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.reports: list[dict[str, Any]] = []
        self.actors: dict[tuple[int, str], int] = {}
        self.known: dict[str, dict[str, Any]] = {}
        self.told: list[dict[str, Any]] = []

    def report(self, source: str | None, published: str, text: str) -> int:
        row = {
            "key": f"{len(self.reports):032}", "text": text, "source": source,
            "published": published, "found": "by hand", "added": "2022-01-01T00:00:00Z",
        }  # fmt: skip
        self.reports.append(row)
        return self._insert(schema.reports, row)

    def copy(self, report: int, of: int, kind: str = "copy") -> None:
        row = {"report": report, "of": of, "kind": kind, "similarity": 1.0}
        self.connection.execute(insert(schema.copies), [row])

    def actor(self, report: int, name: str, kind: str, country: str | None, **more: Any) -> int:
        if (report, name) not in self.actors:
            entity = f"a:{name}"
            seen = self.known.setdefault(
                entity, {"id": entity, "name": name, "kind": kind, "country": country, **more}
            )
            seen.setdefault("in", set()).add(report)
            row = {"report": report, "entry": f"a{len(self.actors) + 1}", "name": name}
            row |= {"kind": kind, "country": country, "entity": entity, **more}
            self.actors[report, name] = self._insert(schema.actors, row)
        return self.actors[report, name]

    def event(
        self,
        report: int,
        kind: str,
        words: str,
        who: Sequence[int],
        whom: Sequence[int] = (),
        *,
        occurrence: str,
        date: str | None = None,
        status: str = "happened",
        by: int | None = None,
        mode: str | None = None,
        differences: object = None,
    ) -> int:
        text = self.reports[report - 1]["text"]
        start = text.index(words)
        quad, intensity = KINDS[kind]
        row = {
            "report": report, "entry": f"e{len(self.told) + 1}", "type": kind, "mode": mode,
            "quad": quad, "intensity": intensity, "status": status, "claimed_by": by,
            **_dates(date), "start": start, "end": start + len(words), "words": words,
            "confidence": 0.9, "occurrence": occurrence,
            "reciprocal": kind in ("CONSULT", "AGREE") and len(who) > 1 and not whom,
        }  # fmt: skip
        number = self._insert(schema.events, row)
        roles = [("actor", who), ("recipient", whom)]
        links = [
            {"event": number, "role": role, "actor": actor} for role, ids in roles for actor in ids
        ]
        self.connection.execute(insert(schema.event_parties), links)
        self.told.append({**row, "id": number, "roles": roles, "differences": differences})
        return number

    def statement(
        self,
        report: int,
        speaker: int | None,
        words: str,
        *,
        date: str | None = None,
        kind: str = "indirect",
        to: Sequence[int] = (),
        about: Sequence[int] = (),
    ) -> int:
        start = self.reports[report - 1]["text"].index(words)
        row = {
            "report": report, "entry": f"s{start}", "speaker": speaker, "kind": kind, "cue": "said",
            "content": words, "quotes": None, **_dates(date), "start": start,
            "end": start + len(words),
        }  # fmt: skip
        number = self._insert(schema.statements, row)
        links = [
            {"statement": number, "role": role, "actor": actor}
            for role, ids in (("to", to), ("about", about))
            for actor in ids
        ]
        if links:
            self.connection.execute(insert(schema.statement_parties), links)
        return number

    def finish(self) -> None:
        for entity in self.known.values():
            row = {"country": None, "office": None, "wikidata": None, **entity}
            row["reports"] = len(row.pop("in"))
            self.connection.execute(insert(schema.entities), [row])
        by_id: dict[str, list[dict[str, Any]]] = {}
        for event in self.told:
            by_id.setdefault(event["occurrence"], []).append(event)
        for occurrence, events in by_id.items():
            self._occurrence(occurrence, events)

    def _occurrence(self, occurrence: str, events: list[dict[str, Any]]) -> None:
        best = events[0]
        reports = [self.reports[e["report"] - 1] for e in events]
        names = ("type", "mode", "quad", "intensity", "status", "date", "date_from", "date_to")
        row = {
            "id": occurrence, **{name: best[name] for name in names}, "words": best["words"],
            "event": best["id"], "reports": len(reports),
            "sources": len({r["source"] for r in reports}),
            "first_reported": min(r["published"] for r in reports),
            "differences": json.dumps(best["differences"]) if best["differences"] else None,
        }  # fmt: skip
        self.connection.execute(insert(schema.occurrences), [row])
        numbers = {number: f"a:{name}" for (_, name), number in self.actors.items()}
        parties = {
            (role, numbers[actor]): {
                "occurrence": occurrence, "role": role, "entity": numbers[actor],
                "name": self.known[numbers[actor]]["name"],
                "country": self.known[numbers[actor]]["country"],
            }
            for event in events for role, ids in event["roles"] for actor in ids
        }  # fmt: skip
        self.connection.execute(insert(schema.occurrence_parties), list(parties.values()))

    def _insert(self, table: Any, row: dict[str, Any]) -> int:
        return int(
            self.connection.execute(insert(table).values(**row).returning(table.c.id)).scalar_one()
        )


def _dates(date: str | None) -> dict[str, str | None]:
    span = days(date) or (None, None)
    return {"date": date, "date_from": span[0], "date_to": span[1]}


DISPUTE = (
    "OSLO, March 3 - Sweden's foreign minister Anna Berg met Nils Dahl of Norway on Thursday. "
    "Berg told reporters that Norway would be held to the fishing accord.",
    "OSLO, March 4 - Anna Berg and Nils Dahl talked on Thursday. Norway threatened to close its "
    "waters.",
    "STOCKHOLM, March 10 - Norway's navy massed S-300 ships off the coast, the Swedish government "
    "said. “We shall not withdraw our boats,” Berg said.",
    "BERGEN, March 14 - Norwegian ships pulled back, Dahl said. A patrol may return in April.",
)


def dispute(case: Casefile) -> None:
    """Two neighbours quarrel about fish: talks, a threat, ships, a pull-back that one side tells.

    Four reports and a copy, three sources.
    """
    with case.writing() as connection:
        h = History(connection)
        r1 = h.report("Nordic Wire", "2022-03-03", DISPUTE[0])
        r2 = h.report("Harbour Post", "2022-03-04", DISPUTE[1])
        r3 = h.report("Nordic Wire", "2022-03-10", DISPUTE[2])
        r4 = h.report(None, "2022-03-14", DISPUTE[3])
        copy = h.report("Daily Copy", "2022-03-04", DISPUTE[0])
        h.copy(copy, r1)

        def berg(report: int) -> int:
            office = "foreign minister"
            return h.actor(report, "Anna Berg", "person", "SWE", office=office)

        def dahl(report: int) -> int:
            return h.actor(report, "Nils Dahl", "person", "NOR", office="prime minister")

        def state(report: int, name: str, code: str) -> int:
            return h.actor(report, name, "state", code)

        norway = state(r1, "Norway", "NOR")
        sweden = h.actor(r3, "Swedish government", "organisation", "SWE")
        press = h.actor(r1, "reporters", "group", None)
        h.event(
            r1, "CONSULT", "met", [berg(r1), dahl(r1)], occurrence="o1", date="2022-03-03",
            mode="visit",
        )  # fmt: skip
        h.event(r2, "CONSULT", "talked", [berg(r2), dahl(r2)], occurrence="o1", date="2022-03-03")
        h.event(
            r2, "THREATEN", "threatened", [state(r2, "Norway", "NOR")], [berg(r2)],
            occurrence="o2", differences={"date": ["2022-03-03", "2022-03-04"]},
        )  # fmt: skip
        h.event(
            r3, "MOBILIZE", "massed", [state(r3, "Norway", "NOR")], [state(r3, "Sweden", "SWE")],
            occurrence="o3", date="2022-03-10", status="claimed", by=sweden,
        )  # fmt: skip
        h.event(
            r4, "RETREAT", "pulled back", [state(r4, "Norway", "NOR")], occurrence="o4",
            date="2022-03-12/2022-03-14", status="claimed", by=dahl(r4),
        )  # fmt: skip
        h.event(
            r4, "MOBILIZE", "may return", [state(r4, "Norway", "NOR")], occurrence="o5",
            date="2022-04", status="possible",
        )  # fmt: skip
        held = "Norway would be held to the fishing accord"
        h.statement(r1, berg(r1), held, date="2022-03-03", to=[press], about=[norway])
        h.statement(copy, h.actor(copy, "Anna Berg", "person", "SWE"), held, date="2022-03-03")
        h.statement(r3, sweden, "Norway's navy massed S-300 ships off the coast", about=[])
        h.statement(
            r3, berg(r3), "We shall not withdraw our boats,", date="2022-03-10", kind="direct"
        )
        h.statement(r4, dahl(r4), "Norwegian ships pulled back", date="2022-03-14")
        h.finish()
