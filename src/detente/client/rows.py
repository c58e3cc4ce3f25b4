"""The rows of a view, asked for part by part as they are needed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from detente.errors import DetenteError, MissingExtraError

if TYPE_CHECKING:
    from detente.client.sending import Sender

Row = dict[str, Any]
AT_ONCE = 1_000
"""Rows of one request."""


class Rows:
    """Rows of a view: iterate over them, count them (``total``), or have them as a table.

    >>> for row in client.timeline(actor="Russia"):
    ...     print(row["date"], row["words"])
    """

    def __init__(
        self, sender: Sender, path: str, asked: dict[str, Any], limit: int | None = None
    ) -> None:
        self._sender, self._path, self._asked, self._limit = sender, path, asked, limit
        self._first: dict[str, Any] | None = None

    def __iter__(self) -> Iterator[Row]:
        part = self._told()
        left = self.total if self._limit is None else min(self._limit, self.total)
        while part["rows"] and left > 0:
            yield from part["rows"][:left]
            left -= len(part["rows"])
            if left > 0:
                part = self._part(part["offset"] + len(part["rows"]))

    @property
    def total(self) -> int:
        """Rows that there are, whatever the limit."""
        return int(self._told()["total"])

    @property
    def notes(self) -> list[str]:
        """What a reader of the rows must know."""
        return list(self._told()["notes"])

    @property
    def facts(self) -> dict[str, Any]:
        """What the view tells beside its rows, such as the change points of ``tension``."""
        return {name: value for name, value in self._told().items() if name != "rows"}

    def frame(self, library: Literal["pandas", "polars"] = "pandas") -> Any:
        """A frame of pandas or polars (extra ``tables``), with the same columns and types however
        few the rows. Lists stay lists; days are text, as ISO 8601 writes them."""
        kinds, rows = self._kinds(), list(self)
        try:
            return _pandas(rows, kinds) if library == "pandas" else _polars(rows, kinds)
        except ImportError as error:
            raise MissingExtraError(
                f"a frame needs {error.name}: pip install 'detente[tables]'"
            ) from None

    def arrow(self) -> Any:
        """A table of Arrow, in which lists are joined by "; " (extra ``export``, here and where the
        desk runs)."""
        try:
            import pyarrow.parquet as parquet
        except ImportError:
            raise MissingExtraError("Arrow needs pyarrow: pip install 'detente[export]'") from None
        return parquet.read_table(io.BytesIO(self._table("parquet")))

    def save(self, path: str | Path) -> Path:
        """Write the rows to a file: CSV or Parquet, by its ending."""
        to = Path(path)
        kind = to.suffix.lower().removeprefix(".")
        if kind not in ("csv", "parquet"):
            raise DetenteError(f"{to}: its ending is none of .csv, .parquet")
        to.write_bytes(self._table(kind))
        return to

    def _table(self, kind: str) -> bytes:
        asked = self._asked | {"format": kind, "limit": self._limit, "spreadsheet": False}
        return self._sender.get(self._path, asked).content

    def _told(self) -> dict[str, Any]:
        if self._first is None:
            self._first = self._part(int(self._asked.get("offset") or 0))
        return self._first

    def _part(self, offset: int) -> dict[str, Any]:
        limit = AT_ONCE if self._limit is None else max(1, min(AT_ONCE, self._limit))
        asked = self._asked | {"limit": limit, "offset": offset}
        found: dict[str, Any] = self._sender.get(self._path, asked).json()
        return found

    def _kinds(self) -> dict[str, str]:
        """The columns and their types, as the desk describes them."""
        schema = self._sender.get("openapi.json").json()
        path = schema["paths"][f"/api/{self._path}"]["get"]["responses"]["200"]
        name = path["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        row = schema["components"]["schemas"][name]["properties"]["rows"]["items"]["$ref"]
        columns = schema["components"]["schemas"][row.rpartition("/")[2]]["properties"]
        return {name: _kind(column) for name, column in columns.items()}


def _kind(column: dict[str, Any]) -> str:
    some = [column, *column.get("anyOf", ())]
    return next((str(each["type"]) for each in some if each.get("type", "null") != "null"), "any")


def _pandas(rows: list[Row], kinds: dict[str, str]) -> Any:
    import pandas

    names = {"string": "string", "integer": "Int64", "number": "Float64"}
    types = {name: names.get(kind, "object") for name, kind in kinds.items()}
    return pandas.DataFrame(rows, columns=list(types)).astype(types)


def _polars(rows: list[Row], kinds: dict[str, str]) -> Any:
    import json

    import polars

    names: dict[str, Any] = {
        "string": polars.String,
        "integer": polars.Int64,
        "number": polars.Float64,
        "array": polars.List(polars.String),
    }
    other = [name for name, kind in kinds.items() if kind not in names]
    plain = [
        row | {name: None if row[name] is None else json.dumps(row[name], ensure_ascii=False)
               for name in other}
        for row in rows
    ]  # fmt: skip
    schema = {name: names.get(kind, polars.String) for name, kind in kinds.items()}
    return polars.DataFrame(plain, schema=schema, orient="row")
