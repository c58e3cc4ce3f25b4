from __future__ import annotations

import pytest

from detente.record import Record

from .gold import NAMES, record_of


@pytest.fixture(params=NAMES)
def example(request: pytest.FixtureRequest) -> Record:
    return record_of(request.param)


@pytest.fixture
def summit() -> Record:
    return record_of("summit")
