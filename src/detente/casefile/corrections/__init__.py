"""People correct what the machine read, and judge what it merged.

>>> from detente.casefile import Casefile, corrections
>>> with Casefile.open("crisis.case") as case:
...     record, provenance = corrections.corrected(case, 12)
...     corrections.set_field(case, 12, "e3", "status", "claimed", by="Eva",
...                           seen=provenance.versions["e3"])

Every correction is a row that stays. A record is the machine's with the corrections made to it in
their order, nothing else: corrections point at words of the report, so that they hold when it is
read anew, and one whose words are no entry any more is kept and listed (``unapplied``). Views,
merging, ledger, brief and exports read the corrected record.
"""

from __future__ import annotations

from detente.casefile.corrections.edit import (
    add_entry,
    confirm,
    delete_entry,
    describe,
    redo,
    set_field,
    set_fields,
    undo,
)
from detente.casefile.corrections.fields import FIELDS
from detente.casefile.corrections.history import corrected, history, unapplied
from detente.casefile.corrections.model import (
    Corrected,
    Correction,
    Deleted,
    Mark,
    Provenance,
    Target,
)
from detente.errors import CorrectionConflict, CorrectionError

__all__ = [
    "FIELDS",
    "Corrected",
    "Correction",
    "CorrectionConflict",
    "CorrectionError",
    "Deleted",
    "Mark",
    "Provenance",
    "Target",
    "add_entry",
    "confirm",
    "corrected",
    "delete_entry",
    "describe",
    "history",
    "redo",
    "set_field",
    "set_fields",
    "unapplied",
    "undo",
]
