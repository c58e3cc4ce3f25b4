"""Sends forms to a desk and waits for the jobs that come of them."""

from __future__ import annotations

import time
from typing import Any

from fastapi.testclient import TestClient
from tests.desk.conftest import csrf_of

PATIENCE = 120
"""Seconds that a job has: a machine may be busy."""


def send(client: TestClient, path: str, files: Any = None, **fields: str) -> Any:
    data = {"csrf": csrf_of(client, "/add"), **fields}
    return client.post(path, data=data, files=files, follow_redirects=False)


def job_of(client: TestClient, answer: Any) -> Any:
    assert answer.status_code == 303, answer.text
    number = int(answer.headers["location"].rpartition("/")[2])
    return client.app.state.desk.line.get(number)  # type: ignore[attr-defined]


def ended(client: TestClient, answer: Any) -> Any:
    """The job of an answer, when it is over."""
    job = job_of(client, answer)
    until = time.monotonic() + PATIENCE
    while not job.is_over and time.monotonic() < until:
        time.sleep(0.02)
    assert job.is_over
    return job
