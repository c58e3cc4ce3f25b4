"""Who may change something through the API, so that no page of another site can.

``Door`` has refused by then what a browser says comes from another site, and who has to log in and
did not. Beyond that:

- a body must be ``application/json``: a form of another site cannot send it, and its script would
  have to ask first, which the desk does not allow;
- a browser, told by an Origin, a cookie or ``Sec-Fetch-Site``, sends the session's token, as the
  desk's own pages do;
- a program sends the token of its user, or, where nobody has to log in, nothing.
"""

from __future__ import annotations

from fastapi import HTTPException, Request

from detente.desk.guard.forms import HEADER, checked
from detente.desk.state import desk_of

BROWSERS = ("origin", "cookie", "sec-fetch-site")


async def may_change(request: Request) -> None:
    """A dependency of every address that changes something."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    has_body = request.method in ("POST", "PUT", "PATCH")
    if has_body and kind != "application/json":
        raise HTTPException(415, "send a body of application/json")
    if getattr(request.state, "by_token", False):
        return
    from_browser = any(name in request.headers for name in BROWSERS)
    if desk_of(request).users is None and not from_browser:
        return
    if HEADER not in request.headers:
        raise HTTPException(403, f"a browser sends {HEADER}: the token of its session")
    await checked(request)
