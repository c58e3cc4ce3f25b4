"""How long the views of a large casefile take, as whole commands from a cold start.

The casefile is made up: reports of words without meaning, actors, events, occurrences, statements
and commitments in the proportions of real reports, written straight into the tables.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.cold_start import cold_start
from benchmarks.tables import Table

if TYPE_CHECKING:
    from sqlalchemy import Connection

EVENTS = 100_000
REPORT_EVENTS, REPORT_ACTORS, REPORT_STATEMENTS = 10, 8, 6
STATES = (
    "RUS", "USA", "UKR", "DEU", "FRA", "GBR", "POL", "CHN", "IRN", "ISR", "SYR", "TUR", "IND",
    "PAK", "JPN", "KOR", "PRK", "NATO", "EU", "UN",
)  # fmt: skip
TYPES = {
    "AGREE": (1, 3.0), "CONSULT": (1, 1.5), "SUPPORT": (1, 3.0), "CONCEDE": (1, 4.0),
    "COOPERATE": (2, 6.0), "AID": (2, 7.0), "RETREAT": (2, 7.0), "REQUEST": (3, -1.0),
    "ACCUSE": (3, -2.0), "REJECT": (3, -4.0), "THREATEN": (3, -6.0), "PROTEST": (4, -6.5),
    "SANCTION": (4, -7.0), "MOBILIZE": (4, -7.0), "COERCE": (4, -8.0), "ASSAULT": (4, -10.0),
}  # fmt: skip
STATUSES = ("happened",) * 6 + ("claimed",) * 2 + ("ongoing", "planned", "possible", "denied")
KINDS = ("promise", "threat", "demand", "announcement", "warning", "refusal")
SOURCES = tuple(f"Agency {n}" for n in range(40))
FIRST = date(2019, 1, 1)
DAYS = 1_500
COMMANDS = {
    "timeline": ("timeline",),
    "timeline of two parties": ("timeline", "--actor", "RUS", "--with", "USA"),
    "who": ("who",),
    "tension": ("tension", "--actor", "RUS", "--with", "USA"),
    "quotes": ("quotes",),
    "quotes, one word": ("quotes", "CASE", "balu"),
    "actors": ("actors",),
    "sources": ("sources",),
    "ledger": ("ledger",),
}


def fill(path: Path, events: int = EVENTS) -> None:
    """Make a casefile of so many events; the same one each time."""
    from sqlalchemy import insert

    from detente.casefile import Casefile, schema

    with Casefile.new(path) as case, case.writing() as connection:
        for name, rows in _Made(events).tables():
            connection.execute(insert(schema.metadata.tables[name]), rows)
        _freshen(connection)


def _freshen(connection: Connection) -> None:
    """What a casefile that has grown over time knows of its tables."""
    connection.exec_driver_sql("ANALYZE")


class _Made:
    """Rows by the names of their tables, parents first."""

    def __init__(self, events: int) -> None:
        self.random = Random(1)
        self.reports = max(1, events // REPORT_EVENTS)
        self.words = ["".join(self._pick(("ba", "lu", "mi", "to", "re", "sa")) for _ in range(n))
                      for n in (2, 2, 2, 3, 3, 3, 3, 4) for _ in range(150)]  # fmt: skip
        self.entities = [self._entity(n) for n in range(max(40, events // 30))]

    def _pick(self, some: Any) -> Any:
        return some[int(self.random.random() * len(some))]

    def _entity(self, number: int) -> dict[str, Any]:
        code = STATES[min(int(self.random.expovariate(0.25)), len(STATES) - 1)]
        if number < len(STATES):
            name, kind, office, code = STATES[number], "state", None, STATES[number]
        else:
            name = " ".join(self._pick(self.words).capitalize() for _ in range(2))
            kind, office = self._pick((("person", "minister"), ("organisation", None)))
        return {"id": f"a:{number}", "name": name, "kind": kind, "country": code,
                "office": office, "wikidata": None, "reports": 1}  # fmt: skip

    def _some_entity(self) -> dict[str, Any]:
        """The first ones far more often, as the states of a crisis are."""
        return self.entities[min(int(self.random.expovariate(0.02)), len(self.entities) - 1)]

    def _day(self) -> str:
        return (FIRST + timedelta(days=int(self.random.random() * DAYS))).isoformat()

    def _said(self, count: int) -> str:
        return " ".join(self._pick(self.words) for _ in range(count))

    def tables(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """All rows."""
        yield "entities", self.entities
        happened = self._occurrences()
        yield "occurrences", [row for row, _ in happened]
        yield "occurrence_parties", [
            {"occurrence": row["id"], "role": role, "entity": e["id"], "name": e["name"],
             "country": e["country"]}
            for row, sides in happened for role, e in sides
        ]  # fmt: skip
        number = 0
        for report in range(1, self.reports + 1):
            if report % 500 == 1:
                held: dict[str, list[dict[str, Any]]] = {}
            number = self._report(report, number, happened, held)
            if report % 500 == 0 or report == self.reports:
                yield from held.items()

    def _occurrences(self) -> list[tuple[dict[str, Any], list[tuple[str, dict[str, Any]]]]]:
        """Each is told by two events on the average."""
        made = []
        for number in range(self.reports * REPORT_EVENTS // 2):
            kind = self._pick(tuple(TYPES))
            quad, intensity = TYPES[kind]
            day = self._day()
            dated = self.random.random() > 0.1
            event = number + 1  # the other one tells of it much later, elsewhere
            row = {
                "id": f"o{number:07}", "type": kind, "mode": None, "quad": quad,
                "intensity": intensity, "status": self._pick(STATUSES),
                **dict.fromkeys(("date", "date_from", "date_to"), day if dated else None),
                "place": None, "place_country": None, "reports": 2, "sources": 2,
                "first_reported": day, "words": "balu", "event": event, "differences": None,
            }  # fmt: skip
            sides = {
                (role, each["id"]): (role, each)
                for role in ("actor", "recipient")
                for each in [self._some_entity()]
            }
            made.append((row, list(sides.values())))
        return made

    def _report(
        self, report: int, number: int, happened: list[Any], held: dict[str, list[dict[str, Any]]]
    ) -> int:
        """The rows of one report; how many events there are now."""

        def add(table: str, /, **row: Any) -> None:
            held.setdefault(table, []).append(row)

        day = self._day()
        text = self._said(400)
        add("reports", id=report, key=f"{report:032}", title=None, text=text,
            source=self._pick(SOURCES), url=None, published=day, found="made up", fetched=None,
            added="2024-01-01T00:00:00Z")  # fmt: skip
        first = (report - 1) * REPORT_ACTORS + 1
        for n in range(REPORT_ACTORS):
            entity = self._some_entity()
            add("actors", id=first + n, report=report, entry=f"a{n}", entity=entity["id"],
                **{k: entity[k] for k in ("name", "kind", "country", "office", "wikidata")},
            )  # fmt: skip
        for n in range(REPORT_EVENTS):
            row, _ = happened[number % len(happened)]
            number += 1
            names = ("type", "mode", "quad", "intensity", "status", "date", "date_from", "date_to")
            start = 40 * n
            add("events", id=number, report=report, entry=f"e{n}", start=start, end=start + 4,
                words=text[start : start + 4], confidence=0.8, occurrence=row["id"],
                claimed_by=first if row["status"] == "claimed" else None,
                **{name: row[name] for name in names})  # fmt: skip
            add("event_parties", event=number, role="actor", actor=first + n % REPORT_ACTORS)
        for n in range(REPORT_STATEMENTS):
            statement = (report - 1) * REPORT_STATEMENTS + n + 1
            add("statements", id=statement, report=report, entry=f"s{n}", speaker=first + n,
                kind="indirect", cue="said", content=self._said(20), quotes=None, date=day,
                date_from=day, date_to=day, start=60 * n, end=60 * n + 50)  # fmt: skip
            add("statement_parties", statement=statement, role="about", actor=first + 7)
        commitment = report
        add("commitments", id=commitment, report=report, entry="c1", kind=self._pick(KINDS),
            content=self._said(8), condition=None, deadline=None,
            statement=(report - 1) * REPORT_STATEMENTS + 1, event=number, date=day, date_from=day,
            date_to=day, start=0, end=30, confidence=0.7)  # fmt: skip
        add("commitment_parties", commitment=commitment, role="by", actor=first)
        return number


def run(events: int = EVENTS, repetitions: int = 3, path: Path | None = None) -> dict[str, Any]:
    """Seconds of each command on a casefile of so many events, made for it unless it is given."""
    from detente.cli import COMMANDS as KNOWN

    with tempfile.TemporaryDirectory() as folder:
        case = path or Path(folder) / "large.case"
        if not case.exists():
            fill(case, events)
        figures = {}
        for name, (command, *options) in COMMANDS.items():
            if command not in KNOWN:
                continue
            words = [str(case), *(word for word in options if word != "CASE")]
            line = [sys.executable, "-m", "detente", command, *words]
            figures[name] = cold_start(line, repetitions)
        return {"events": events, "megabytes": case.stat().st_size / 1e6, "commands": figures}


def tables(result: dict[str, Any]) -> list[Table]:
    """Seconds and memory of each command."""
    shown = Table(("detente ...", "seconds", "of the processor", "peak MB"))
    for name, figures in result["commands"].items():
        shown.rows.append([name, figures["seconds"], figures["cpu_seconds"], figures["megabytes"]])
    shown.notes.append(
        f"whole commands from a cold start on a casefile of {result['events']:,} made-up events, "
        f"{result['megabytes']:.0f} MB"
    )
    return [shown]
