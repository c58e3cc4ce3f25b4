"""Pages are templates, filled in; whatever comes from a report or a reader is escaped there."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse

from detente.desk.guard.forms import token_of
from detente.desk.state import desk_of, user_of
from detente.publish.case_view import NOUNS
from detente.publish.clean import for_page

if TYPE_CHECKING:
    from jinja2 import Environment

PAGES = (
    ("/", "Overview"),
    ("/timeline", "Timeline"),
    ("/ledger", "Ledger"),
    ("/tension", "Tension"),
    ("/network", "Who to whom"),
    ("/quotes", "Quotes"),
    ("/actors", "Actors"),
    ("/sources", "Sources"),
    ("/review", "Review"),
    ("/add", "Add"),
)
"""What the bar at the top of each page leads to."""


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page from its template. Each template also has ``desk``, ``user``, ``asked`` (the query's
    parameters), ``csrf`` and the functions ``here``, ``static``."""
    desk = desk_of(request)
    path = request.url.path
    text = environment().get_template(template).render(
        desk=desk,
        case=desk.shown,
        user=user_of(request),
        can_leave=desk.users is not None,
        pages=PAGES,
        path=path,
        asked=dict(request.query_params),
        csrf=token_of(request),
        here=lambda **changes: changed(request, changes),
        static=static,
        as_of=getattr(request.state, "as_of", None),
        **values,
    )  # fmt: skip
    return HTMLResponse(text, status)


def changed(request: Request, changes: dict[str, Any]) -> str:
    """The address of this page with other parameters; those that are ``None`` are left out."""
    asked = [(k, v) for k, v in request.query_params.multi_items() if k not in changes and v]
    asked += [(name, str(value)) for name, value in changes.items() if value not in (None, "")]
    return request.url.path + (f"?{urlencode(asked)}" if asked else "")


@lru_cache
def static(name: str) -> str:
    """The address of a file that is served with the desk; it changes with the file."""
    ours = files("detente.desk") / "static" / name
    data = (ours if ours.is_file() else files("detente.publish") / "assets" / name).read_bytes()
    return f"/static/{name}?v={sha256(data).hexdigest()[:12]}"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined

    made = Environment(
        loader=ChoiceLoader(
            [
                PackageLoader("detente.desk", "templates"),
                PrefixLoader({"publish": PackageLoader("detente.publish", "assets")}),
            ]
        ),
        autoescape=True,
        finalize=lambda value: for_page(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters["query"] = lambda values: urlencode(
        [(name, value) for name, value in values.items() if value not in (None, "")]
    )
    made.globals["nouns"] = NOUNS
    made.filters["count"] = lambda number: f"{number:,}"
    return made
