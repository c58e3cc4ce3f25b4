"""Logging in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from detente.casefile import log
from detente.desk.guard.forms import checked
from detente.desk.pages.back import back_to
from detente.desk.render import page
from detente.desk.state import desk_of

router = APIRouter()


@router.get("/login")
def ask(request: Request, next: str = "/") -> Response:
    """The form; where nobody has to log in it leads on."""
    if desk_of(request).users is None:
        return RedirectResponse(back_to(next), 303)
    return page(request, "login.html", next=back_to(next), wrong=None)


@router.post("/login", dependencies=[Depends(checked)])
def enter(
    request: Request,
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=2000)],
    next: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Check name and password. Wrong ones are slowed down by name and by address."""
    desk = desk_of(request)
    if desk.users is None:
        return RedirectResponse(back_to(next), 303)
    address = request.client.host if request.client else "?"
    keys = (f"name {name}", f"address {address}")
    left = desk.throttle.enter(*keys)
    if left > 0:
        wait = f"Too many wrong passwords: wait {int(left) + 1} seconds"
        answer = page(request, "login.html", 429, next=back_to(next), wrong=wait)
        answer.headers["Retry-After"] = str(int(left) + 1)
        return answer
    if not desk.users.check(name, password):
        log.add(desk.case, name, "login refused", about=f"from {address}")
        return page(
            request, "login.html", 403, next=back_to(next), wrong="Name or password is wrong"
        )
    desk.throttle.forget(*keys)
    log.add(desk.case, name, "login", about=f"from {address}")
    request.session.clear()  # whatever was known of this browser before is of no use afterwards
    request.session["user"], request.session["mark"] = name, desk.users.mark(name)
    return RedirectResponse(back_to(next), 303)


@router.post("/logout", dependencies=[Depends(checked)])
def leave(request: Request) -> Response:
    """End the login."""
    request.session.clear()
    return RedirectResponse("/login", 303)
