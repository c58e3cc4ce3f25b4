"""Why a time has the value that it has, in one line that a reader can check."""

from __future__ import annotations

from detente.grounding.times.context import Context, Reading
from detente.grounding.times.extents import bound

_TOLD = {-1: "told as past", 1: "told as to come", 0: "no tense told"}
_BOUNDS = {
    "from": "open at the end: “from”",
    "since": "open at the end: “since”",
    "until": "open at the beginning: “until”",
    "till": "open at the beginning: “till”",
    "by": "open at the beginning: “by”",
    "before": "what lies before it",
    "after": "what lies after it",
}


def reason(ctx: Context, reading: Reading) -> str:
    """How a time was read: by which form, counted from where, with which tense."""
    parts = [ctx.lex.reasons.get(reading.rule, reading.rule)]
    if reading.told is not None and reading.value is not None:
        parts.append(_TOLD[reading.told])
    if reading.note:
        parts.append(reading.note)
    if isinstance(reading.anchor, int):
        parts.append(f"counted from t{reading.anchor + 1}")
    elif reading.anchor is not None:
        parts.append(f"counted from the day of publication, {reading.anchor}")
    if _ahead_and_past(ctx, reading):
        parts.append("told as past, yet after the day of publication")
    if reading.partner is not None:
        parts.append(f"one end of a stretch, the other is t{reading.partner + 1}")
    elif reading.moment is not None and (word := bound(ctx, reading)):
        parts.append(_BOUNDS[word])
    if reading.value is None and not reading.note:
        parts.append(_unknown(ctx))
    return "; ".join(parts)


def _ahead_and_past(ctx: Context, reading: Reading) -> bool:
    """Whether a day that names its year lies after publication and is told as past: one of the two
    days is wrong, and which one nobody can say."""
    if ctx.published is None or reading.type == "DURATION" or reading.anchor is not None:
        return False
    day = reading.moment.first_day() if reading.moment is not None else None
    if day is None or day <= ctx.published:
        return False
    return ctx.tense(reading.first, reading.last) < 0 and not ctx.tense.weak


def _unknown(ctx: Context) -> str:
    if ctx.published is None:
        return "the day of publication is not known"
    return "the report does not tell when"
