"""Asking a desk, and what it says when it cannot answer, as this library's errors."""

from __future__ import annotations

from typing import Any

import httpx

from detente.errors import CasefileError, DetenteError, FilterError, NotThereError

_ERRORS: dict[int, type[DetenteError]] = {
    400: FilterError,
    404: NotThereError,
    409: CasefileError,
    422: FilterError,
    503: CasefileError,
}


class Sender:
    """A connection to a desk's API. Every method raises ``DetenteError`` with the desk's words."""

    def __init__(self, address: str, token: str | None, timeout: float) -> None:
        told = address if "://" in address else f"http://{address}"
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            self._http = httpx.Client(
                base_url=told.rstrip("/") + "/api/", headers=headers, timeout=timeout
            )
        except (httpx.InvalidURL, ValueError) as error:
            raise DetenteError(f"{address} is no address of a desk: {error}") from None
        self.address = told

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def get(self, path: str, asked: dict[str, Any] | None = None) -> httpx.Response:
        """What is at an address under ``/api``; parameters that are ``None`` are not asked."""
        given = {name: value for name, value in (asked or {}).items() if value is not None}
        return self._sent("GET", path, params=given)

    def change(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        """Change something. What the desk says of it."""
        found: dict[str, Any] = self._sent(method, path, **more).json()
        return found

    def _sent(self, method: str, path: str, **more: Any) -> httpx.Response:
        try:
            answer = self._http.request(method, path, **more)
        except httpx.HTTPError as error:
            raise DetenteError(f"the desk at {self.address} does not answer: {error}") from error
        if answer.is_success:
            return answer
        raise _error(answer)


def _error(answer: httpx.Response) -> DetenteError:
    try:
        told = answer.json()
        words = str(told["error"])
    except (ValueError, KeyError, TypeError):
        return DetenteError(f"{answer.url} answers {answer.status_code}: is it a desk's address?")
    return _ERRORS.get(answer.status_code, DetenteError)(words)
