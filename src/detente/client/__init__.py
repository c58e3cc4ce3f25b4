"""A client of a desk: what a casefile tells, from another program or another machine.

>>> client = detente.Client("https://desk.example", token="...")
>>> client.timeline(actor="Russia", with_="USA", since="2022-02").frame()
"""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from detente.client.rows import Rows
from detente.client.sending import Sender

if TYPE_CHECKING:
    from detente.record import Record

_NAMES = {"with_": "with"}
Verdict = Literal["positive", "negative", "unsure"]


class Client:
    """A desk, by its address, with a user's token where it asks for one.

    Views take the filters ``since``, ``until``, ``actor``, ``with_``, ``type``, ``source`` and give
    ``Rows``, of which ``limit`` are asked for, or all. Every method raises a ``DetenteError`` that
    has the desk's words: ``FilterError`` for what cannot be asked, ``NotThereError`` for what the
    casefile does not have, ``CasefileError`` for a change that cannot be made as things stand.
    """

    def __init__(self, address: str, token: str | None = None, *, timeout: float = 60.0) -> None:
        self._sender = Sender(address, token, timeout)

    def close(self) -> None:
        """Let go of the connections."""
        self._sender.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.close()

    def timeline(self, *, limit: int | None = None, latest: bool = False, **filters: Any) -> Rows:
        """What happened, was said to have happened or was announced, in the order of its days."""
        return self._rows("timeline", limit, filters, latest=latest)

    def network(
        self, *, limit: int | None = None, by: Literal["state", "actor"] = "state", **filters: Any
    ) -> Rows:
        """Who does what to whom, and how much of it."""
        return self._rows("network", limit, filters, by=by)

    def tension(
        self,
        *,
        limit: int | None = None,
        by: Literal["day", "week"] | None = None,
        pairs: int = 10,
        fill_dates: bool = False,
        **filters: Any,
    ) -> Rows:
        """Conflict and cooperation of two parties by day or week; 0 ``pairs`` are all."""
        return self._rows("tension", limit, filters, by=by, pairs=pairs, fill_dates=fill_dates)

    def quotes(
        self,
        words: str | None = None,
        *,
        limit: int | None = None,
        latest: bool = False,
        **filters: Any,
    ) -> Rows:
        """What was said; all ``words`` must be in it."""
        return self._rows("quotes", limit, filters, words=words, latest=latest)

    def ledger(self, *, limit: int | None = None, latest: bool = False, **filters: Any) -> Rows:
        """Words against deeds: each announced step and its fate."""
        return self._rows("ledger", limit, filters, latest=latest)

    def actors(self, *, limit: int | None = None, **filters: Any) -> Rows:
        """Who is in the casefile."""
        return self._rows("actors", limit, filters)

    def sources(self, *, limit: int | None = None, **filters: Any) -> Rows:
        """Where the casefile has it from."""
        return self._rows("sources", limit, filters)

    def reports(
        self,
        *,
        limit: int | None = None,
        latest: bool = False,
        source: str | None = None,
        kind: Literal["original", "copy", "version"] | None = None,
    ) -> Rows:
        """The reports without their texts, in the order of adding."""
        return self._rows("reports", limit, {}, source=source, kind=kind, latest=latest)

    def report(self, number: int) -> dict[str, Any]:
        """A report with its text."""
        return self._object(f"reports/{number}")

    def record(self, number: int) -> Record:
        """What was read in a report."""
        from detente.record import Record

        return Record.model_validate_json(self._sender.get(f"reports/{number}/record").content)

    def copies(self, number: int) -> dict[str, Any]:
        """The copies and earlier versions of a report, and what it is a copy of."""
        return self._object(f"reports/{number}/copies")

    def occurrence(self, id: str) -> dict[str, Any]:
        """An occurrence with all its tellings."""
        return self._object(f"occurrences/{id}")

    def info(self) -> dict[str, Any]:
        """What is in the casefile."""
        return self._object("info")

    def failures(self) -> list[dict[str, Any]]:
        """The reports that could not be read, and why."""
        return list(self._object("failures")["failures"])

    def chart(
        self, view: Literal["timeline", "network", "tension"], **filters: Any
    ) -> dict[str, Any]:
        """The Vega-Lite specification of a view's picture."""
        return self._object(f"charts/{view}", _told(filters))

    def questions(self, limit: int = 20) -> list[dict[str, Any]]:
        """The pairs of events that may be the same happening, for ``judge``."""
        return list(self._object("review", {"limit": limit})["questions"])

    def judge(self, left: str, right: str, verdict: Verdict, note: str | None = None) -> str:
        """Say whether two events (``12:e3``) are the same happening."""
        body = {"left": left, "right": right, "verdict": verdict, "note": note}
        return self._change("POST", "review/judgements", json=body)

    def join(self, one: str, other: str) -> str:
        """Say that two occurrences, events or actors are one."""
        return self._change("POST", "review/joins", json={"one": one, "other": other})

    def split(self, event: str) -> str:
        """Say that an event (``12:e3``) or actor (``12:a3``) is another than it was put to."""
        return self._change("POST", "review/splits", json={"event": event})

    def undo(self) -> str:
        """Take back what you judged, joined or split last."""
        return self._change("DELETE", "review/judgements/last")

    def overrule(self, step: str, fate: str | None, note: str | None = None) -> str:
        """Say what came of a step of the ledger; ``None`` takes back what you said of it."""
        if fate is None:
            return self._change("DELETE", f"steps/{step}/fate")
        return self._change("POST", f"steps/{step}/fate", json={"fate": fate, "note": note})

    def corrections(
        self,
        *,
        limit: int | None = None,
        latest: bool = False,
        report: int | None = None,
        by: str | None = None,
    ) -> Rows:
        """What people corrected and judged, in the order of doing."""
        return self._rows("corrections", limit, {}, report=report, by=by, latest=latest)

    def provenance(self, number: int) -> dict[str, Any]:
        """What people did to a report's record; ``versions`` are for ``seen``."""
        return self._object(f"reports/{number}/provenance")

    def correct(
        self,
        number: int,
        entry: str,
        field: str,
        value: Any,
        *,
        note: str | None = None,
        seen: str | None = None,
    ) -> dict[str, Any]:
        """Set a field of an entry, or of the header (``"report"``). The correction made.

        With ``seen``, the version that you looked at, nobody's work is lost: ``CasefileError`` says
        who has changed the entry since."""
        body = {"field": field, "value": value, "note": note, "seen": seen}
        return self._sender.change("PATCH", f"reports/{number}/entries/{entry}", json=body)

    def add_entry(
        self, number: int, kind: str, fields: dict[str, Any], *, note: str | None = None
    ) -> dict[str, Any]:
        """Add an entry that the machine did not find; ``entry`` of the answer is its id."""
        body = {"kind": kind, "fields": fields, "note": note}
        return self._sender.change("POST", f"reports/{number}/entries", json=body)

    def delete_entry(
        self, number: int, entry: str, *, note: str | None = None, seen: str | None = None
    ) -> dict[str, Any]:
        """Delete an entry; ``undo_correction`` has it back."""
        told = {name: v for name, v in {"note": note, "seen": seen}.items() if v is not None}
        return self._sender.change("DELETE", f"reports/{number}/entries/{entry}", params=told)

    def confirm(
        self,
        number: int,
        entry: str,
        field: str | None = None,
        *,
        note: str | None = None,
        seen: str | None = None,
    ) -> dict[str, Any]:
        """Say that a field, or a whole entry, is right as it is."""
        body = {"field": field, "note": note, "seen": seen}
        path = f"reports/{number}/entries/{entry}/confirmations"
        return self._sender.change("POST", path, json=body)

    def undo_correction(self, id: int) -> dict[str, Any]:
        """Take a correction back."""
        return self._sender.change("DELETE", f"corrections/{id}")

    def _rows(self, path: str, limit: int | None, filters: dict[str, Any], **more: Any) -> Rows:
        return Rows(self._sender, path, _told(filters) | more, limit)

    def _object(self, path: str, asked: dict[str, Any] | None = None) -> dict[str, Any]:
        found: dict[str, Any] = self._sender.get(path, asked).json()
        return found

    def _change(self, method: str, path: str, **more: Any) -> str:
        return str(self._sender.change(method, path, **more)["done"])


def _told(filters: dict[str, Any]) -> dict[str, Any]:
    return {_NAMES.get(name, name): value for name, value in filters.items()}
