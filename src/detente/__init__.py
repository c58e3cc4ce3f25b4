"""Détente reads reports of international crises into records that can be checked.

>>> record = detente.read(text, published="2022-02-18")
>>> record.statements[0].content[0].start
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.errors import LanguageError, ReportError
    from detente.reader import pipeline, read, read_many
    from detente.record import Record, Report
    from detente.sources.files import load

__version__ = "0.1.0"
__all__ = [
    "LanguageError",
    "Record",
    "Report",
    "ReportError",
    "__version__",
    "load",
    "pipeline",
    "read",
    "read_many",
]

# Where each name lives; it is imported when it is first used, so that `import detente` is cheap.
_ROOMS = {
    "LanguageError": "errors",
    "ReportError": "errors",
    "Record": "record",
    "Report": "record",
    "load": "sources.files",
    "pipeline": "reader",
    "read": "reader",
    "read_many": "reader",
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"detente.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
