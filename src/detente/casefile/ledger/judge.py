"""A person overrules the fate of a step."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from detente.casefile import schema
from detente.casefile.casefile import Casefile, now
from detente.casefile.corrections.judgements import FATE, keep
from detente.casefile.corrections.model import JUDGE
from detente.casefile.ledger.model import FATES
from detente.casefile.ledger.store import refresh
from detente.casefile.merge.people import MACHINE
from detente.errors import CasefileError, NotThereError


def judge(case: Casefile, step: str, fate: str | None, by: str, note: str | None = None) -> str:
    """Note what a person holds to be the fate of a step; ``None`` takes back what that person said
    of it. ``step`` is its id, or the beginning of its report's key and where its words begin
    ("1f0c9a2b:118"). The id of the step. Raises ``CasefileError``."""
    if not by.strip() or by == MACHINE:
        raise CasefileError(f"who judges must have a name other than {MACHINE!r}; see --by")
    if fate is not None and fate not in FATES:
        raise CasefileError(f"no such fate: {fate} ({', '.join(FATES)})")
    made = refresh(case)
    j = schema.judgements
    with case.writing() as connection:
        known = _stored(connection) if made is None else sorted(each["id"] for each in made)
        found = [each for each in known if _is(each, step)]
        if not found:
            raise NotThereError(f"no step {step}: see `detente ledger`")
        if len(found) > 1:
            raise CasefileError(f"{len(found)} steps begin with {step}: write more of it")
        anchor = str(found[0])
        said = {"at": now(), "note": note}
        connection.execute(delete(j).where(j.c.kind == "fate", j.c.left == anchor, j.c.by == by))
        if fate is not None:
            row = {"kind": "fate", "left": anchor, "right": anchor, "verdict": fate, "by": by}
            connection.execute(insert(j), [row | said])
        keep(connection, JUDGE, FATE, [(anchor, anchor)], fate, {"by": by, **said})
    return anchor


def _stored(connection: Connection) -> list[str]:
    f = schema.fates.c
    return list(connection.execute(select(f.id).order_by(f.id)).scalars())


def _is(anchor: str, asked: str) -> bool:
    if not asked:
        return False
    key, _, start = asked.partition(":")
    if start and "-" not in start:
        return anchor.startswith(key) and anchor.partition(":")[2].startswith(f"{start}-")
    return anchor.startswith(asked)
