"""The API answers as its description says, whatever it is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("schemathesis")

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

from detente.desk.app import make_app
from detente.desk.settings import Settings

EXAMPLES = 4
"""For each address and kind of data, so that it takes seconds; more than six were never tried."""
CHECKS = {
    "checks": {
        # A filter that names whom the casefile does not have is told so with 400.
        "positive_data_acceptance": {"expected-statuses": ["2xx", "400", "404", "409"]}
    }
}


def test_every_answer_is_as_described(case_copy: Path) -> None:
    """Answers to valid and to invalid requests, with all checks of schemathesis: statuses, types
    and headers are those described, invalid data are refused, nothing is a server's error."""
    app = make_app(Settings(str(case_copy), by="tester", names=("testserver",)))
    schema = schemathesis.openapi.from_asgi(
        "/api/openapi.json", app, config=schemathesis.Config.from_dict(CHECKS)
    )
    asked, failed = 0, []
    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in schemathesis.GenerationMode:

            @given(case=operation.as_strategy(generation_mode=mode))
            @settings(
                max_examples=EXAMPLES,
                deadline=None,
                derandomize=True,
                database=None,
                phases=[Phase.explicit, Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            def ask(case: Any) -> None:
                nonlocal asked
                asked += 1
                case.call_and_validate()

            try:
                ask()
            except Unsatisfiable:  # of nothing no kind of data is wrong
                pass
            except BaseException as error:
                failed.append(
                    f"{operation.label}, {mode}: {error!r} {getattr(error, 'exceptions', '')}"
                )
    app.state.desk.cache.close()
    app.state.desk.case.close()
    assert not failed, "\n\n".join(failed)
    assert asked > 100
