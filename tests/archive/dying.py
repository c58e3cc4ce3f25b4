"""Processes that read as ours do, and die of reports about volcanoes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from detente.archive import mapping, pool

REAL = pool._work
WORD, ONCE = "volcano", "avalanche"


def die_of_volcanoes(pipe: Any, how: Any) -> None:
    real = mapping.read_batch

    def read(batch: Any, how: Any) -> Any:
        for row in batch.to_pylist():
            if WORD in row["text"]:
                os._exit(9)
            died = Path(row["found"].partition(", ")[0] + ".died")
            if ONCE in row["text"] and not died.exists():
                died.touch()
                os._exit(9)
        return real(batch, how)

    mapping.read_batch = read
    REAL(pipe, how)


def die_at_once(pipe: Any, how: Any) -> None:
    os._exit(9)
