"""Troubles that a user can act on. The library raises them; the command line turns them into one
line and an exit code."""

from __future__ import annotations


class DetenteError(Exception):
    """Anything that Détente tells its user went wrong. ``exit_code`` is the command line's."""

    exit_code = 1


class ReportError(DetenteError):
    """A report that cannot be had or read: missing, empty, binary, too large, unreachable ..."""


class LanguageError(ReportError):
    """A report that is not in English."""

    exit_code = 3


class ModelError(DetenteError):
    """The reading model cannot be loaded: its files are missing or damaged."""

    exit_code = 4


class KnowledgeError(DetenteError):
    """A table of knowledge, shipped or a user's own, that cannot be read: which line, and why."""

    exit_code = 4


class OntologyError(DetenteError):
    """A user's own ontology that cannot be read: which line, and why."""

    exit_code = 4


class CasefileError(DetenteError):
    """A casefile that cannot be opened, read or written: missing, damaged, locked, too new ..."""

    exit_code = 5


class NotThereError(CasefileError):
    """A report, occurrence, event, actor or step that the casefile does not have."""


class ArchiveError(DetenteError):
    """An archive that cannot be opened, read or written: no such folder, a full disk ..."""

    exit_code = 5


class CorrectionError(CasefileError):
    """A correction that cannot be: no such entry or field, a value that is none, words that are not
    in the report."""

    exit_code = 2


class CorrectionConflict(CorrectionError):  # noqa: N818 (what is told is no fault)
    """Somebody else has changed the entry since it was seen: ``by`` whom, ``at`` what time (UTC),
    and ``what``, in words. ``version`` is that of the entry now."""

    exit_code = 1

    def __init__(self, by: str, at: str, what: str, version: str) -> None:
        super().__init__(f"{by} changed it at {at}: {what}; look again before you correct it")
        self.by, self.at, self.what, self.version = by, at, what, version


class FilterError(DetenteError):
    """What a view of a casefile was asked for cannot be: an unknown actor, type or source, a wrong
    day. The message names what comes near."""

    exit_code = 2


class MissingExtraError(DetenteError):
    """A feature whose library is not installed: the message says how to get it."""


def damaged(name: str) -> ModelError:
    """The error for a file of the reading model that is missing or cannot be used."""
    return ModelError(f"the reading model's {name} is missing or damaged: install Détente again")
