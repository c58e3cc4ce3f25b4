"""Where paragraphs end among the words of a Doc."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

WRAPPED_SHARE = 0.25
"""From this share of lines that go on in lower case a text counts as broken into lines by width."""


def paragraph_ends(doc: Doc, index: Sequence[int]) -> list[bool]:
    """For each word (``index``: tokens that are not space) whether a paragraph ends with it.

    A blank line always ends one. A single line break does, unless the text is wrapped by width.
    """
    ends = [False] * len(index)
    if not index:
        return ends
    ends[-1] = True
    single: list[int] = []
    lower = 0
    for k in range(len(index) - 1):
        i, j = index[k], index[k + 1]
        if j == i + 1:
            continue
        breaks = sum(_breaks(doc[t].text) for t in range(i + 1, j))
        if breaks > 1:
            ends[k] = True
        elif breaks == 1:
            single.append(k)
            lower += doc[j].text[:1].islower()
    if not single or lower < max(2, WRAPPED_SHARE * len(single)):
        for k in single:
            ends[k] = True
    return ends


def _breaks(space: str) -> int:
    return (
        space.replace("\r\n", "\n").count("\n") + space.count("\u2028") + 2 * space.count("\u2029")
    )
