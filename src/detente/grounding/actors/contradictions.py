"""Where a report and the tables of office holders differ. The report stands; the reader is told."""

from __future__ import annotations

from detente.grounding.actors.draft import Draft, Registry
from detente.knowledge.folding import name_words, sound
from detente.knowledge.holders import who_is
from detente.knowledge.offices import rank_of
from detente.knowledge.questions import answer
from detente.knowledge.states import states

_HIGHEST = 2
"""Only heads of state and government and ministers are checked: of others the tables know too
few."""


def contradictions(registry: Registry) -> tuple[str, ...]:
    """A note for each person whom the report calls the holder of an office that the tables give to
    somebody else on the day of publication, or whom they know as another state's."""
    date = registry.page.date
    if date is None:
        return ()
    found = []
    for draft in registry.drafts:
        if draft.spans and _checked(draft):
            note = _elsewhere(draft, date) or _held_by_other(draft, date)
            if note is not None:
                draft.explain("table", note)
                found.append(note)
    return tuple(dict.fromkeys(found))


def _checked(draft: Draft) -> bool:
    office = draft.office or ""
    return (
        draft.kind == "person"
        and draft.named
        and draft.titled
        and draft.country in states()
        and not office.startswith(("former ", "acting ", "interim ", "deputy "))
        and rank_of(office) <= _HIGHEST
    )


def _claim(draft: Draft) -> str:
    state = states()[draft.country or ""].name
    return f"The report calls {draft.name} {draft.office} of {state}"


def _elsewhere(draft: Draft, date: str) -> str | None:
    """The note for somebody whom the tables know in another state's office on that day."""
    if (
        len(draft.words) < 2
        or draft.wikidata is not None
        or who_is(draft.name, date, draft.country) is not None
    ):
        return None
    holder = who_is(draft.name, date)
    if holder is None or holder.former or holder.term.code == draft.country:
        return None
    if rank_of(holder.term.office) > _HIGHEST:
        return None
    theirs = states()[holder.term.code].name if holder.term.code in states() else holder.term.code
    return (
        f"{_claim(draft)}; on {date} the tables have {holder.term.name} as "
        f"{holder.term.office} of {theirs}."
    )


def _held_by_other(draft: Draft, date: str) -> str | None:
    """The note for an office that the tables give to somebody of another name."""
    known = who_is(draft.name, date, draft.country)
    if known is not None and not known.former:
        return None
    posts = answer(f"{states()[draft.country or ''].name} {draft.office}", date)
    if not posts.posts or posts.unknown is not None:
        return None
    mine = {sound(word) for word in draft.words}
    if any(mine & {sound(word) for word in name_words(post.name)} for post in posts.posts):
        return None
    post = posts.posts[0]
    return f"{_claim(draft)}; on {date} the tables have {post.name} in that office."
