"""The fate of a step, from its turns: a pure function."""

from __future__ import annotations

from collections.abc import Sequence

from detente.casefile.ledger.model import Fate, Step, Turn

DENIALS = ("denial", "refusal")


def fate_of(step: Step, turns: Sequence[Turn]) -> tuple[Fate | None, str | None, tuple[str, ...]]:
    """The fate, the day of the turn that decided it, and who disputes the step.

    ``None`` where what was promised is of no act that the ledger knows deeds of: it cannot tell.
    """
    disputed = tuple(
        dict.fromkeys(
            turn.by for turn in turns if turn.kind in ("not done", "claimed against") and turn.by
        )
    )
    if step.act is None or not step.by:
        return None, None, disputed
    order = _ORDER[_family(step)]
    if step.act in _AT_ONCE:
        order = ((None, tuple(kind for _, kinds in order for kind in kinds)),)
    for fate, kinds in order:
        turn = next((turn for turn in turns if turn.kind in kinds), None)
        if turn is not None:
            return fate or _fate_by(step, turn), turn.day, disputed
    expired = next((turn for turn in turns if turn.kind == "expired"), None)
    if expired and _family(step) in _DUE:
        return "expired", expired.day, disputed
    if step.kind == "warning" and step.act == "attack":
        return None, None, disputed  # of whose attack somebody warns is not among what is known
    return "open", step.day, disputed


def _family(step: Step) -> str:
    if step.kind in DENIALS:
        return "denied"
    if step.negative:
        return "not to be"
    if step.kind in ("demand", "proposal"):
        return "asked"
    if step.kind == "announcement":
        return "announced"
    return "own"


def _fate_by(step: Step, turn: Turn) -> Fate | None:
    return next((fate for fate, kinds in _ORDER[_family(step)] if turn.kind in kinds), None)


_AT_ONCE = (
    "talk", "answer", "recognise", "release", "evacuate", "sanction", "deploy", "aid",
    "exercise", "test", "sign", "resign", "protest", "lift", "quit",
)  # fmt: skip
"""Acts that are done once: the first turn decides. A withdrawal or a ceasefire can be undone."""
_DUE = ("own", "announced", "asked")
"""What is due by a deadline; what shall not be is kept by it."""
_Order = tuple[tuple[Fate | None, tuple[str, ...]], ...]
_ORDER: dict[str, _Order] = {
    "own": (
        ("broken", ("against",)),
        ("fulfilled", ("done",)),
        ("partly", ("in part",)),
        ("contradicted", ("not done", "claimed against")),
        ("overtaken", ("overtaken",)),
    ),
    "announced": (
        # That something is under way is a claim about now: others' eyes decide it first.
        ("contradicted", ("not done", "claimed against")),
        ("broken", ("against",)),
        ("fulfilled", ("done",)),
        ("partly", ("in part",)),
        ("overtaken", ("overtaken",)),
    ),
    "asked": (
        ("fulfilled", ("done",)),
        ("partly", ("in part",)),
        ("overtaken", ("overtaken",)),
        ("broken", ("refused",)),
    ),
    "not to be": (("broken", ("against",)), ("contradicted", ("claimed against",))),
    "denied": (("contradicted", ("against", "claimed against")),),
}
"""Which turns decide, the strongest first. A deed told by others outweighs words about it."""
