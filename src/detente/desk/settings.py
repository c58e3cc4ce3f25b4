"""What a desk is told when it starts."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

PORT = 8617
"""The port unless told otherwise; nothing well known uses it."""
MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Settings:
    """``case`` is a file or a ``postgresql://`` address. ``by`` is who corrects where nobody logs
    in. ``users`` is the file of those who may log in (see ``guard.users``); without one the desk
    serves this machine only. ``secure``: it is reached over TLS, so that cookies need it too.
    ``names`` are further host names that it answers to, as behind a proxy. ``largest`` is the size
    of an upload in bytes. ``allow_private``: it may fetch from private addresses too."""

    case: str
    by: str
    host: str = "127.0.0.1"
    port: int = PORT
    users: Path | None = None
    secure: bool = False
    names: tuple[str, ...] = ()
    largest: int = 32 * MEBIBYTE
    allow_private: bool = False

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the desk."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether an address or name is that of this machine alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
