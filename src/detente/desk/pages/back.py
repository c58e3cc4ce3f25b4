"""Where a form leads back to: a page of this desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from detente.casefile import schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.casefile import Casefile

OCCURRENCE = "/occurrences/"


def back_to(address: str) -> str:
    """The address, if it is one of this desk; the overview in place of any other."""
    # Not parsed: a browser takes "///host" for another host, urlsplit for a path.
    told = address.replace("\\", "/")
    is_ours = told.startswith("/") and not told.startswith("//") and address.isprintable()
    return address if is_ours else "/"


def after(case: Casefile, back: str, change: Callable[[], object]) -> str:
    """Make a change of what is one occurrence, and tell where its form leads back to: the page of
    an occurrence has another address when it has other tellings."""
    if not back.startswith(OCCURRENCE):
        change()
        return back_to(back)
    e = schema.events.c
    with case.reading() as connection:
        told = connection.execute(
            select(e.report, e.entry)
            .where(e.occurrence == back.removeprefix(OCCURRENCE))
            .order_by(e.report, e.entry)
        ).first()
    change()
    if told is not None:
        query = select(e.occurrence).where(e.report == told.report, e.entry == told.entry)
        with case.reading() as connection:
            now = connection.execute(query).scalar()
        if now:
            return f"{OCCURRENCE}{now}"
    return back_to(back)
