"""Times of day."""

from __future__ import annotations

import re

from detente.grounding.times.context import Context, Reading
from detente.grounding.times.moments import Moment
from detente.grounding.times.reading import read, word

# A clock time is on the day that was told last, at most so many sentences before.
_REACH = 4


def clock(ctx: Context, m: re.Match[str]) -> Reading | None:
    """9 a.m., 17:30 GMT, half past is not read; 4 in the morning, ten o'clock, 0735 GMT."""
    text = word(ctx, m, "c")
    marks = [ctx.low(i).rstrip(".") for i in range(m.end("c"), m.end())]
    half = next((mark[0] for mark in marks if mark in {"am", "pm", "a.m", "p.m"}), "")
    part = word(ctx, m, "p")
    if part and not half:
        half = "a" if part in {"morning", "dawn"} else "p"
    told = bool(half or m.groupdict().get("z") or m.groupdict().get("ap"))
    hour, minute = _hour_minute(ctx, text)
    if hour is None or minute is None:
        return None
    if ":" not in text and not told:
        return None
    if len(text) == 4 and ":" not in text and not _military(ctx, m):
        return None
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    if ":" in text and not told and ctx.scan.is_class(m.start("c") + 1, "percent", "units", "num"):
        return None
    return _on_day(ctx, m, f"{hour:02d}:{minute:02d}")


def _military(ctx: Context, m: re.Match[str]) -> bool:
    mark = ctx.low(m.end("c"))
    return ctx.scan.is_class(m.end("c"), "zone", "local") or mark in {"hours", "hrs"}


def _hour_minute(ctx: Context, text: str) -> tuple[int | None, int | None]:
    if text in ctx.lex.numbers:
        hour = ctx.lex.numbers[text]
        return (hour, 0) if 1 <= hour <= 12 else (None, None)
    parts = re.split(r"[:.]", text)
    if len(parts) == 1:
        if len(text) == 4:
            return int(text[:2]), int(text[2:])
        return int(text), 0
    return int(parts[0]), int(parts[1])


def noon(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Noon, midnight."""
    led = ctx.among(m.start() - 1, "before_noon")
    if not led and not ctx.scan.is_class(
        m.end(), "wday", "on", "today", "tomorrow", "yesterday", "month", "montha"
    ):
        return None
    return _on_day(ctx, m, ctx.lex.dayparts[word(ctx, m, "p")])


def _on_day(ctx: Context, m: re.Match[str], time: str) -> Reading:
    """A clock time on the day told last, else of the report."""
    known = ctx.last_moment({"day"}, within=max(0, ctx.sentence(m.start()) - _REACH))
    if known is not None:
        day: Moment = known[0]
        return read(m, "TIME", day.at(time), known[1])
    if ctx.published is None:
        return read(m, "TIME", None)
    published = ctx.published
    moment = Moment("day", published.year, published.month, published.day, part=time)
    return read(m, "TIME", moment, published.isoformat())
