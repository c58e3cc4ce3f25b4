"""Forms carry a token that only our own pages know, so that no other page can send them."""

from __future__ import annotations

import secrets
from typing import cast

from fastapi import HTTPException, Request

FIELD = "csrf"
HEADER = "x-csrf-token"


def token_of(request: Request) -> str:
    """The token of this session; made when it is first asked for."""
    if FIELD not in request.session:
        request.session[FIELD] = secrets.token_urlsafe(24)
    return cast(str, request.session[FIELD])


async def checked(request: Request) -> None:
    """A dependency of every page that changes something: refuses a form, or a request of our own
    script, without the session's token."""
    known = request.session.get(FIELD, "")
    sent = request.headers.get(HEADER)
    if sent is None:
        try:
            form = await request.form()
        except UnicodeError:  # a charset of the sender's choice
            raise HTTPException(400, "the form cannot be read") from None
        sent = str(form.get(FIELD, ""))
    if not known or not secrets.compare_digest(known.encode(), sent.encode("utf-8", "replace")):
        raise HTTPException(403, "this form has expired: go back, load the page anew, send again")
