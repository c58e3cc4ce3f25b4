"""What a request may ask: the filters of ``desk.asked``, a part of the rows, and the format."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from detente.desk.asked import FARTHEST, Asked, Text

PART = 100
"""Rows of an answer in JSON unless told otherwise."""
LARGEST = 10_000
IDS = r"^[A-Za-z0-9_:.-]{1,96}$"
"""Of an occurrence."""
EVENTS = r"^[0-9]{1,9}:[a-z][0-9]{1,6}$"
"""REPORT:ENTRY, as 12:e3."""
ENTRIES = r"^(report|[a-z][0-9]{1,6})$"
"""Of a record."""
NAMES = r"^[^\x00-\x1f\x7f]{1,96}$"
"""Of occurrences, events and actors."""
STEPS = r"^[0-9a-f]{32}:[0-9]{1,9}-[0-9]{1,9}$"
"""Of a step of the ledger."""
NOTE = Field(None, max_length=2_000, description="Why")
Format = Literal["json", "csv", "parquet"]


class Part(BaseModel):
    """Which rows, and how they are written."""

    model_config = ConfigDict(populate_by_name=True, extra="forbid")

    limit: int | None = Field(
        None,
        ge=1,
        le=LARGEST,
        description=f"Rows at most; {PART} in JSON, all in CSV and Parquet if it is not told",
    )
    offset: int = Field(0, ge=0, le=FARTHEST, description="Rows left out before the first")
    format: Format | None = Field(
        None, description="In place of the Accept header; JSON if neither tells"
    )
    spreadsheet: bool = Field(
        True, description="In CSV, a ' before cells that a spreadsheet would run"
    )


class Filtered(Part, Asked):
    """The rows that meet the filters."""


class Newest(BaseModel):
    """For what stands in the order of its days."""

    latest: bool = Field(False, description="From the last to the first")


class Timeline(Filtered, Newest):
    """A timeline."""


class Ledger(Filtered, Newest):
    """Steps. ``type`` takes kinds and fates."""


class Quotes(Filtered, Newest):
    """Statements. ``actor`` is the speaker, ``with`` to whom or of whom was spoken."""

    words: Text | None = Field(
        None,
        description='Words that must be in it; "words together"; beginn* of a word',
    )


class ByWhom(BaseModel):
    """How parties are told apart."""

    by: Literal["state", "actor"] = Field(
        "state", description="Parties are states and bodies, or each actor its own"
    )


class ByPeriod(BaseModel):
    """How a series is cut."""

    by: Literal["day", "week"] | None = Field(None, description="The period; fits if not told")
    pairs: int = Field(10, ge=0, le=FARTHEST, description="Pairs shown, those with most; 0 for all")
    fill_dates: bool = Field(False, description="Day of the first report where there is no date")


class Network(Filtered, ByWhom):
    """A network."""


class Tension(Filtered, ByPeriod):
    """A series for each pair."""


class Chart(Asked):
    """The rows that are pictured."""

    model_config = ConfigDict(populate_by_name=True, extra="forbid")


class NetworkChart(Chart, ByWhom):
    """A network, pictured."""


class TensionChart(Chart, ByPeriod):
    """Series, pictured."""
