"""What became of the people that a number counts, from the words beside it."""

from __future__ import annotations

import re

_HARMS = {
    "killed": r"kill\w*|dead|died|deaths?|slain|fatalit\w+|lost their lives",
    "injured": r"injur\w+|wound\w*|hurt",
    "missing": r"missing",
    "held": r"arrest\w*|taken (?:hostage|prisoner)|kidnapped|abducted",
    "displaced": r"displaced|homeless",
}
_ANY = "|".join(f"(?P<{name}>{words})" for name, words in _HARMS.items())
_BEFORE = re.compile(
    rf"\b(?:{_ANY})\s+(?:(?:at|least|most|more|than|over|about|around|some|nearly|almost|up|to|"
    r"another|the|of|as|many)\s+)*$",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"[^.;:\d\n]{{0,60}}?\b(?:{_ANY})\b", re.IGNORECASE)
_REACH = 60


def harm_of(text: str, start: int, end: int) -> str | None:
    """``killed``, ``injured``, ``missing``, ``held`` or ``displaced``, of "killed 40 soldiers" and
    "137 people had been killed"; ``None`` of a number that counts nobody of the kind."""
    within = re.search(rf"\b(?:{_ANY})\b", text[start:end], re.IGNORECASE)
    match = within or _BEFORE.search(text[max(0, start - _REACH) : start])
    match = match or _AFTER.match(text, end)
    return match.lastgroup if match else None
