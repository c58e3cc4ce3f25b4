"""Who may log in: a file of names, each with the hash of a password and of tokens.

The file is apart from the casefile, which is handed around. Passwords are hashed by Argon2id
(RFC 9106) with the parameters of argon2-cffi; a token is 256 random bits, so that a plain SHA-256
of it keeps it secret.
"""

from __future__ import annotations

import json
import os
import secrets
from hashlib import sha256
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from detente.errors import DetenteError

LEAST = 10
"""Letters of a password, at least."""
LONGEST = 1024
_NAME = 64


class UsersError(DetenteError):
    """A file of users that cannot be used, or a name or password that cannot be one."""

    exit_code = 2


class Users:
    """The users of a file, read anew when it has changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_hex())
        self._stamp: tuple[int, int] | None = None
        self._found: dict[str, dict[str, Any]] = {}

    def names(self) -> list[str]:
        """Who may log in."""
        return sorted(self._users())

    def check(self, name: str, password: str) -> bool:
        """Whether this is the password of the name. Takes as long for a name that is unknown."""
        known = self._users().get(name, {}).get("password")
        if len(password) > LONGEST:
            return False
        try:
            return self._hasher.verify(known or self._nobody, password) and known is not None
        except (VerificationError, InvalidHashError):
            return False

    def mark(self, name: str) -> str | None:
        """What changes with a user's password, and tells nothing of it; ``None`` of no user."""
        known = self._users().get(name, {}).get("password")
        return _hash(known)[:32] if isinstance(known, str) else None

    def of_token(self, token: str) -> str | None:
        """Whose token it is."""
        asked = _hash(token)
        owner = None
        for name, user in self._users().items():
            for known in user.get("tokens", ()):
                if secrets.compare_digest(known, asked):
                    owner = name
        return owner

    def add(self, name: str, password: str) -> None:
        """Add a user, or give one a new password."""
        if not name.strip() or name != name.strip() or len(name) > _NAME or not name.isprintable():
            raise UsersError(f"a name has 1 to {_NAME} letters, none of them a blank at its ends")
        if name == "detente":
            raise UsersError("'detente' is the machine's name")
        if not LEAST <= len(password) <= LONGEST:
            raise UsersError(f"a password has {LEAST} letters or more")
        users = self._users()
        users.setdefault(name, {"tokens": []})["password"] = self._hasher.hash(password)
        self._write(users)

    def new_token(self, name: str) -> str:
        """A new token for a user; it is shown this once."""
        users = self._users()
        if name not in users:
            raise UsersError(f"there is no user {name!r}")
        token = secrets.token_urlsafe(32)
        users[name].setdefault("tokens", []).append(_hash(token))
        self._write(users)
        return token

    def remove(self, name: str) -> None:
        """Remove a user with all tokens."""
        users = self._users()
        if users.pop(name, None) is None:
            raise UsersError(f"there is no user {name!r}")
        self._write(users)

    def _users(self) -> dict[str, dict[str, Any]]:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise UsersError(f"{self.path}: {error.strerror}") from None
        stamp = (found.st_mtime_ns, found.st_size)
        if stamp != self._stamp:
            try:
                users = json.loads(self.path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                raise UsersError(f"{self.path} is not a file of users") from None
            if not isinstance(users, dict) or not all(isinstance(u, dict) for u in users.values()):
                raise UsersError(f"{self.path} is not a file of users")
            self._found, self._stamp = users, stamp
        return {name: dict(user) for name, user in self._found.items()}

    def _write(self, users: dict[str, dict[str, Any]]) -> None:
        beside = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as f:
                json.dump(users, f, indent=2, sort_keys=True)
            beside.replace(self.path)
        except OSError as error:
            raise UsersError(f"{self.path} cannot be written: {error.strerror}") from None
        self._stamp = None


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8")).hexdigest()
