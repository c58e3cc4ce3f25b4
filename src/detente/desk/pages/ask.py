"""Views for pages: kept by the desk's cache, with a word where one is not the latest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import Request

from detente.desk import cache
from detente.desk.asked import without_options
from detente.desk.state import desk_of

if TYPE_CHECKING:
    from detente.casefile.views.filters import Filters
    from detente.casefile.views.table import View


def view(
    request: Request,
    name: str,
    filters: Filters | None = None,
    *,
    limit: int | None = None,
    **options: Any,
) -> View:
    """A view as ``cache.view`` has it. Where it is not the latest, ``page`` says as of when."""
    kept = cache.view(desk_of(request), name, filters, limit=limit, **options)
    if not kept.is_latest:
        request.state.as_of = kept.at
    return without_options(kept.value)
