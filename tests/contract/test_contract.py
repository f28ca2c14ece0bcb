"""The API answers as its description tells it, whatever it is asked and whoever asks.

schemathesis makes requests from the OpenAPI document, as it wants them and otherwise; each answer
has a status, a content type, headers and a body that the document tells, and none is a fault.
"""

import os
import secrets
from collections import Counter
from time import monotonic

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks

from citizen.photos.rules import FORMATS
from citizen.sounds.rules import ACCEPTED
from tests.reliability.report import ENGINE, Run

schemathesis.serializer(*FORMATS.values(), *ACCEPTED)(
    lambda _, value: {"data": value if isinstance(value, bytes) else str(value).encode()}
)
FOR_ALL, FEW, MANY = "4", 12, 1000  # examples of each operation
MODES = [GenerationMode.POSITIVE, GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
CHECKED = (
    "Requests made from the OpenAPI document, as it wants them and otherwise, asked for by nobody, "
    "a resident, a moderator, a publisher and an admin, about observations that are there (open, "
    "accepted, withdrawn) or not: no server error, no status, content type, header or body that "
    "the document does not tell."
)


class Contract:
    """What was met, and what was wrong, by operation and role."""

    def __init__(self, callers):
        self.callers, self.met, self.faults = callers, Counter(), {}
        address, app = "/api/v1/openapi.json", callers.world.app
        self.described = schemathesis.openapi.from_wsgi(address, app)

    def ask(self, examples, number):
        """Ask of each operation so many things."""
        told = settings(
            max_examples=examples, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=[*HealthCheck],
        )  # fmt: skip
        for found in self.described.get_all_operations():
            seed(number)(told(given(st.data())(self.asking(found.ok()))))()

    def asking(self, operation):
        def ask(data):
            self.ask_once(operation, data)

        return ask

    def ask_once(self, operation, data):
        def choose(these):
            return data.draw(st.sampled_from(these))

        mode, role = choose(MODES), choose([*self.callers.tokens])
        case = data.draw(operation.as_strategy(generation_mode=mode))
        self.callers.choices(choose, case, operation.label)
        token = self.callers.token(role, operation.label)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if "If-Match" in case.headers and choose(["made up", "seen"]) == "seen":
            headers |= self.callers.seen(case, headers)
        answer = case.call(headers=headers)
        self.met[answer.status_code] += 1
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as group:
            for one in group.exceptions:
                about = f"{operation.label} by {role}: {answer.status_code} {one.title}"
                self.faults.setdefault(about, f"{about}\n{one}\n{answer.text[:300]}"[:1500])


def test_no_answer_is_a_fault_or_undocumented(callers):
    number = int(os.environ.get("TEST_SEED") or FOR_ALL)
    tried = Contract(callers)
    tried.ask(FEW, number)
    print(f"seed {number}", tried.met.total(), dict(sorted(tried.met.items())))
    assert not tried.faults, "\n\n".join(tried.faults.values())
    assert {200, 201, 400, 401, 403, 404, 409, 410, 422} <= tried.met.keys(), "some were not tried"


@pytest.mark.long
def test_no_answer_is_a_fault_or_undocumented_in_50_000(callers):
    number, began = int(os.environ.get("TEST_SEED") or secrets.randbelow(2**32)), monotonic()
    tried = Contract(callers)
    tried.ask(MANY, number)
    met = {str(status): many for status, many in sorted(tried.met.items())}
    Run(
        "contract", "Requests against the description of the API",
        ENGINE, "pytest -m long tests/contract", CHECKED, 50_000,
        [number], tried.met.total(), met, [*tried.faults.values()], round(monotonic() - began),
    ).keep()  # fmt: skip
    assert not tried.faults
