"""Every route says who may call it, and the API describes itself truly (OpenAPI 3.1)."""

import inspect
import re

import pytest
from openapi_spec_validator import validate

from citizen.accounts.access import POLICY
from citizen.accounts.refusals import REFUSALS
from citizen.accounts.rules import ROLES
from config.problems import PROBLEMS
from tests.guards.source import PRODUCT, name

NEEDS = {"anyone", "account", *(need for needs in ROLES.values() for need in needs)}
UNDESCRIBED = {"api-docs", "data", "photos"}  # the description itself; files, told by the datasets


@pytest.fixture
def rules(app):
    return list(app.url_map.iter_rules())


@pytest.fixture
def described(anyone):
    """The description of the API, as programs read it."""
    answer = anyone.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    return answer.json


def operations(described):
    for path, item in described["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                yield f"{method.upper()} {path}", operation


def test_every_route_is_in_the_policy(rules):
    assert sorted({rule.endpoint for rule in rules} - POLICY.keys()) == []


def test_every_entry_of_the_policy_is_a_route(rules):
    assert sorted(POLICY.keys() - {rule.endpoint for rule in rules}) == []


def test_the_policy_asks_for_needs_that_a_role_fills():
    assert set(POLICY.values()) <= NEEDS


def test_whatever_changes_something_needs_at_least_an_account_or_says_why(rules):
    open_to_all = {  # and what keeps each of them from harm
        "accounts.new_device",  # it opens an account, and nothing else
        "sign-in.send",  # it mails a link to its owner
        "sign-in.use",  # the link is the proof
        "leaving.leave",  # it asks who leaves; sent again once they left, it changes nothing
        "classes.join",  # the link of its adult lets a phone in
        "class-pages.enter",  # the same, with a browser
        "outing-pages.join",  # the code of an outing lets a phone in, from its own page
        "answering.answer",  # the letter's link is the proof, for one question
        "attaching-pages.prove",  # the letter's link is the proof, with the phone's code
        "sign-in.leave",  # it ends one's own session
        "letters.stop",  # the signed address of a letter is the proof
        "care.report",  # it tells moderators what is wrong with what is public, few times an hour
        "care-pages.report",  # the same, on a page with its trap for robots
        "form.report",  # it opens an account for the browser
        "places.around",  # it changes nothing: an address is posted to stand in no URL
        "offline.receive",  # the same, for what waited on a phone
    }
    changing = {r.endpoint for r in rules if r.methods & {"POST", "PUT", "PATCH", "DELETE"}}
    assert {one for one in changing if POLICY.get(one) == "anyone"} <= open_to_all


def test_no_route_is_met_by_two_functions(rules):
    met = [(rule.rule, method) for rule in rules for method in rule.methods - {"OPTIONS", "HEAD"}]
    assert sorted({one for one in met if met.count(one) > 1}) == []


def test_every_route_of_the_api_is_described(app, rules, described):
    paths = set(described["paths"])
    written = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        for rule in rules
        if rule.rule.startswith("/api/v1") and rule.endpoint.split(".")[0] not in UNDESCRIBED
    }
    assert sorted(written - paths) == []


def test_the_description_is_valid(described):
    assert described["openapi"] == "3.1.0"
    validate(described)


def test_every_operation_has_a_summary_of_its_own(described):
    summaries = {told: operation.get("summary", "") for told, operation in operations(described)}
    assert [told for told, summary in summaries.items() if not summary.endswith(".")] == []
    assert len(set(summaries.values())) == len(summaries)


def test_every_operation_says_what_it_answers_when_all_is_well(described):
    silent = [
        told
        for told, operation in operations(described)
        if not any(code.startswith("2") for code in operation["responses"])
    ]
    assert silent == []


def test_every_problem_an_operation_may_answer_with_is_described(described):
    for told, operation in operations(described):
        answers = operation["responses"]
        refused = [code for code in answers if not code.startswith(("2", "3"))]
        assert "default" not in answers and {"400", "503"} <= {*refused}, told
        for code in refused:
            schema = answers[code]["content"]["application/problem+json"]["schema"]
            types = schema["properties"]["type"]["enum"]
            statuses = {PROBLEMS[one.removeprefix("/problems/")].status for one in types}
            assert statuses == {int(code)}, told


def test_what_an_operation_refuses_of_its_own_is_told_of_operations_that_are_described(rules):
    of_the_api = {rule.endpoint for rule in rules if not rule.rule.startswith("/api/docs")}
    assert sorted(REFUSALS.keys() - of_the_api) == []
    assert sorted({code for codes in REFUSALS.values() for code in codes} - PROBLEMS.keys()) == []


def test_who_may_call_an_operation_is_described(described):
    ways = described["components"]["securitySchemes"].keys()
    asked = {told: operation.get("security") for told, operation in operations(described)}
    assert asked["GET /api/v1/protocols"] is None
    assert {name for one in asked["GET /api/v1/queue"] for name in one} == ways


def test_every_parameter_of_a_path_is_described(described):
    for path, item in described["paths"].items():
        told = {one["name"] for one in item.get("parameters", [])}
        assert set(re.findall(r"{(\w+)}", path)) <= told, path


def test_every_function_of_a_route_is_introduced(app):
    silent = {
        endpoint
        for endpoint, function in app.view_functions.items()
        if not inspect.getdoc(function) and not endpoint.startswith(("api-docs", "static"))
    }
    assert silent == set()


def test_no_module_but_access_decides_who_may_call():
    """A role is asked for in POLICY, or competence in a rule: never spelled out in a route."""
    spelled = [
        name(file)
        for file in PRODUCT
        if file.name == "routes.py" and re.search(r"\.role\b|\"admin\"", file.read_text("utf-8"))
    ]
    assert spelled == []
