"""What is described is what is answered: requests made up from the OpenAPI find no fault of the program."""

from __future__ import annotations

from typing import Any

import pytest

schemathesis = pytest.importorskip("schemathesis", reason="the extra `web-test` is not installed")
from hypothesis import HealthCheck, Phase, settings  # noqa: E402
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    unsupported_method,
]  # fmt: skip
EXAMPLES = 12
KEPT = ("/api/jobs", "post")  # what it makes up there would be fought


def described(room) -> dict[str, Any]:
    found: dict[str, Any] = room.reads.get("/api/openapi.json").json()
    return found


def operations(room) -> list[tuple[str, str]]:
    return [(path, method) for path, methods in described(room)["paths"].items() for method in methods]


def test_every_request_that_can_be_made_up_is_answered_as_described(room, monkeypatch) -> None:
    monkeypatch.setattr(room.jobs, "_begin", lambda: None)
    schema = schemathesis.openapi.from_dict(described(room))
    schema.config.update(base_url=room.url)
    tried = []
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=EXAMPLES, deadline=None, phases=[Phase.generate], derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @(schemathesis_given(operation))
        def ask(case: Any) -> None:
            answer = case.call(headers={"authorization": f"Bearer {room.token}"}, timeout=20.0)
            case.validate_response(answer, checks=CHECKS)

        ask()
        tried.append((operation.path, operation.method))
    assert len(tried) == len(operations(room)) > 20
    for job in room.jobs.all():
        if job["status"] == "queued":
            room.jobs.cancel(job["job"])


def schemathesis_given(operation: Any) -> Any:
    from hypothesis import given

    return given(case=operation.as_strategy())


def test_every_operation_tells_its_refusals(room) -> None:
    told = described(room)
    for path, method in operations(room):
        one = told["paths"][path][method]
        assert {"400", "401", "403", "404", "413", "415"} <= set(one["responses"]), (path, method)
        assert "422" not in one["responses"] and one["description"]
        assert (method == "post") == ("security" in one)
    assert told["info"]["version"] and "ValidationError" not in told["components"]["schemas"]


def test_the_page_of_it_asks_nobody_else(room) -> None:
    page = room.reads.get("/api/docs").text
    for path, _ in operations(room):
        assert path in page
    assert "http://" not in page and "https://" not in page and "<script" not in page
