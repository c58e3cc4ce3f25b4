"""Détente reads reports of international crises into records that can be checked.

>>> record = detente.read(text, published="2022-02-18")
>>> record.statements[0].content[0].start
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.client import Client
    from detente.coding.own_file import load_ontology
    from detente.errors import KnowledgeError, LanguageError, OntologyError, ReportError
    from detente.knowledge.door import members, who
    from detente.knowledge.own_tables import load_knowledge
    from detente.pairs import code_pair, code_pairs
    from detente.reader import pipeline, read, read_many
    from detente.record import PairCode, Record, Report
    from detente.sources.files import load

__version__ = "0.1.0"
__all__ = [
    "Client",
    "KnowledgeError",
    "LanguageError",
    "OntologyError",
    "PairCode",
    "Record",
    "Report",
    "ReportError",
    "__version__",
    "code_pair",
    "code_pairs",
    "load",
    "load_knowledge",
    "load_ontology",
    "members",
    "pipeline",
    "read",
    "read_many",
    "who",
]

# Where each name lives; it is imported when it is first used, so that `import detente` is cheap.
_ROOMS = {
    "Client": "client",
    "KnowledgeError": "errors",
    "LanguageError": "errors",
    "OntologyError": "errors",
    "ReportError": "errors",
    "PairCode": "record",
    "Record": "record",
    "Report": "record",
    "code_pair": "pairs",
    "code_pairs": "pairs",
    "load": "sources.files",
    "load_knowledge": "knowledge.own_tables",
    "load_ontology": "coding.own_file",
    "members": "knowledge.door",
    "pipeline": "reader",
    "read": "reader",
    "read_many": "reader",
    "who": "knowledge.door",
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"detente.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
