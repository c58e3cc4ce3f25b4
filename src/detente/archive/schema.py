"""The Arrow schemas of an archive: of what goes in, of what comes out, of each table."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from detente.archive.columns import ERRORS, TABLES, Column, Kind
from detente.publish.columns import ENTRIES

try:
    import pyarrow
except ImportError:
    from detente.errors import MissingExtraError

    raise MissingExtraError("archives need pyarrow: pip install 'detente[archive]'") from None

if TYPE_CHECKING:
    from detente.record import Maker

FORMAT = "1"
"""The version of the tables' layout."""
_TYPES: dict[Kind, Any] = {
    "text": pyarrow.string(),
    "integer": pyarrow.int64(),
    "number": pyarrow.float64(),
    "date": pyarrow.date32(),
    "flag": pyarrow.bool_(),
    "texts": pyarrow.list_(pyarrow.string()),
    "bytes": pyarrow.binary(),
}

FOUND = pyarrow.schema(
    [
        pyarrow.field(name, pyarrow.string(), metadata={"description": meaning})
        for name, meaning in (
            ("text", "the report"),
            ("title", "its title"),
            ("source", "who published it"),
            ("url", "its address"),
            ("published", "its day of publication, 2022-02-18"),
            ("key", "its key; made of the others where there is none"),
            ("found", "where it was found"),
            ("fetched", "day of the fetch, 2022-02-18"),
            ("note", "what to know of its metadata"),
        )
    ]
)
"""What ``map_batches`` takes; only ``text`` must be there."""


def _fields(columns: tuple[Column, ...]) -> list[Any]:
    return [
        pyarrow.field(c.name, _TYPES[c.kind], metadata={"description": c.meaning}) for c in columns
    ]


@cache
def table_schema(name: str) -> Any:
    """The schema of a table."""
    if name == "errors":
        return pyarrow.schema(
            [
                pyarrow.field(name, pyarrow.string(), metadata={"description": meaning})
                for name, meaning in ERRORS
            ]
        )
    return pyarrow.schema(_fields(TABLES[name]))


@cache
def read_schema() -> Any:
    """What ``map_batches`` gives: a row a report, with its entries as lists; ``error`` says why
    a report has none."""
    entries = [
        pyarrow.field(name, pyarrow.list_(pyarrow.struct(list(table_schema(name)))))
        for name in TABLES
        if name in ENTRIES
    ]
    return pyarrow.schema(
        [*table_schema("reports"), *entries, pyarrow.field("error", pyarrow.string())]
    )


def made_by(maker: Maker) -> dict[str, str]:
    """What every file of an archive says of itself."""
    told = {"detente.archive": FORMAT, "detente.code": maker.code, "detente.model": maker.model}
    told["detente.knowledge"] = maker.knowledge or ""
    told["detente.ontology"] = maker.ontology or ""
    return told
