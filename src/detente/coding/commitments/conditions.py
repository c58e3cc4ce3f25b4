"""Which condition a commitment hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.commitments.model import Condition, Offsets, Trigger
from detente.coding.conditions import conditions_in, extent
from detente.coding.events.syntax import ancestors

if TYPE_CHECKING:
    from detente.language.words import Word

_TIES = frozenset(
    {"ccomp", "xcomp", "conj", "aux", "obj", "parataxis", "acl", "advcl", "csubj", "advmod"}
)
_AWAY = frozenset({"acl:relcl", "nsubj", "appos"})


def condition_of(trigger: Trigger, content: Offsets) -> Condition | None:
    """The condition in the trigger's sentence that hangs on what it binds to, the nearest first."""
    sentence = list(trigger.head.sent)
    found = [
        Condition(extent(head, marks), head, marks)
        for head, marks in conditions_in(sentence)
        if _hangs_on(head, trigger)
    ]
    if trigger.shape == "content":  # also in the other sentences of what was said
        at = trigger.head.words.span(*content)
        inside = [t for t in at or () if t.sent.start != trigger.head.sent.start]
        found += [Condition(extent(h, m), h, m) for h, m in conditions_in(inside)]
    centre = (trigger.complement or trigger.head).idx
    found.sort(key=lambda c: (abs(c.span[0] - centre), c.span[0]))
    return next(iter(found), None)


def _hangs_on(condition: Word, trigger: Trigger) -> bool:
    """Whether the clause above the condition is that of the trigger, of its complement or of the
    verb that reports it, with no other clause between."""
    ours = {trigger.head.i, *([trigger.complement.i] if trigger.complement is not None else [])}
    here = condition.head
    while here.dep_ == "advmod" and here.head.i != here.i:
        here = here.head  # "long" in "as long as"
    if condition.i in ours or any(a.i == condition.i for a in ancestors(trigger.head)):
        return False
    for above in ancestors(condition):
        if above.i in ours:
            return True
        if above.dep_ in _AWAY or above.dep_ not in _TIES:
            break
    # The condition hangs on a verb above the trigger: "said they are ready if ...".
    for token in (trigger.head, trigger.complement):
        if token is None:
            continue
        for above in (token, *ancestors(token)):
            if above.i == here.i:
                return True
            if above.dep_ in _AWAY or above.dep_ not in _TIES:
                break
    return False
