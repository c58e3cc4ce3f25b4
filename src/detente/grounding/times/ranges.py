"""Two times that bound one stretch: "between 3 and 5 March", "from Monday to Wednesday"."""

from __future__ import annotations

from dataclasses import replace

from detente.grounding.times.context import Context, Reading
from detente.grounding.times.extents import plain

_MOST_PIECES_BACK = 6


def link_ranges(ctx: Context, readings: list[Reading]) -> list[Reading]:
    """Give both ends of a range the interval between them."""
    linked = list(readings)
    for number in range(len(readings) - 1):
        first, second = linked[number], linked[number + 1]
        interval = _interval(ctx, first, second)
        if interval is not None and first.edtf is None:
            linked[number] = replace(first, edtf=interval, partner=number + 1)
            linked[number + 1] = replace(second, edtf=interval, partner=number)
    return linked


def _interval(ctx: Context, first: Reading, second: Reading) -> str | None:
    if {first.type, second.type} - {"DATE", "TIME"} or not _joined(ctx, first, second):
        return None
    if first.moment is None or second.moment is None:
        return None
    start, end = first.moment.first_day(), second.moment.first_day()
    if start is None or end is None or start > end or (start == end and first.type == "DATE"):
        return None
    return f"{plain(first.moment).split('/')[0]}/{plain(second.moment).split('/')[-1]}"


def _joined(ctx: Context, first: Reading, second: Reading) -> bool:
    """Whether what stands between (and before) makes two times one stretch."""
    gap = second.first - first.last
    if gap == 0 and ctx.scan.is_class(second.first, "dash", "hyphen"):
        return True
    if gap != 1:
        return False
    before, between = ctx.low(first.first - 1), first.last
    if ctx.scan.is_class(between, "and"):
        return before == "between"
    if not ctx.scan.is_class(between, "to", "dash", "hyphen", "bar"):
        return False
    back = range(first.first - 1, max(-1, first.first - 1 - _MOST_PIECES_BACK), -1)
    return not (before == "from" and any(ctx.among(i, "moving") for i in back))
