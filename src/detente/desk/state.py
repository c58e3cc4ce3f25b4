"""What the requests of one desk share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from fastapi import Request

from detente.desk.cache import Cache
from detente.desk.settings import Settings

if TYPE_CHECKING:
    from detente.casefile import Casefile
    from detente.desk.guard.throttle import Throttle
    from detente.desk.guard.users import Users
    from detente.desk.jobs.line import Line


@dataclass
class Desk:
    """The casefile, open, and who may use it (``None``: whoever reaches this machine)."""

    settings: Settings
    case: Casefile
    users: Users | None
    throttle: Throttle
    line: Line
    """The jobs that add to it."""
    shown: str = field(default="")
    """The casefile's name as it may be shown."""
    is_ending: Callable[[], bool] = field(default=lambda: False)
    """Whether the server is about to end: answers that go on and on must then end too."""
    cache: Cache = field(init=False)
    """What was worked out of the casefile: ask ``cache.view`` for its views."""

    def __post_init__(self) -> None:
        self.cache = Cache(self.case)


def desk_of(request: Request) -> Desk:
    """The desk that a request came to."""
    return cast(Desk, request.app.state.desk)


def user_of(request: Request) -> str:
    """Who asks: whoever has logged in, or the one that the desk was started for."""
    return cast(str, getattr(request.state, "user", None) or desk_of(request).settings.by)
