"""Every refusal is listed once and raised somewhere; so is every fault of a single field."""

import ast
import re
import string

import pytest

from config import content, web
from config.languages import LANGUAGES
from config.places import Fault
from config.problems import FAULTS, PROBLEMS, Problem, told
from tests.guards.source import PRODUCT, calls, texts_in

# Functions that note a fault, and which of their arguments is its code.
NOTING = {"unreadable": 0, "NoPlace": 0, "wrong": 1}


def raised():
    found = set(web.CODES.values()) | {"fault-of-ours"}
    for file in PRODUCT:
        for call in calls(file, "Problem"):
            found |= texts_in(call.args[0]) if call.args else set()
    return found


def noted():
    """The codes of faults: those written, those marshmallow's words become, those of a schema."""
    found = {code for _, code in content.SENTENCES} | {"said"}
    for file in PRODUCT:
        for call in calls(file, "Fault"):
            found |= texts_in(call.args[1]) if len(call.args) > 1 else set()
        for function, position in NOTING.items():
            for call in calls(file, function):
                found |= texts_in(call.args[position]) if len(call.args) > position else set()
        for call in calls(file, "ValidationError"):
            found |= {text for text in texts_in(call.args[0]) if re.fullmatch(r"[a-z-]+", text)}
    return found


def test_every_problem_raised_is_listed_and_every_problem_listed_is_raised():
    assert raised() == PROBLEMS.keys()


def test_every_fault_noted_is_listed_and_every_fault_listed_is_noted():
    assert noted() == FAULTS.keys()


def test_a_problem_is_never_made_of_a_sentence():
    for file in PRODUCT:
        for call in calls(file, "Problem"):
            assert call.args, ast.unparse(call)
            assert isinstance(call.args[0], ast.Constant | ast.IfExp | ast.Name), ast.unparse(call)


@pytest.mark.parametrize("code", PROBLEMS)
def test_a_problem_says_what_is_wrong_and_what_to_do(code):
    for language in LANGUAGES:
        document = Problem(code).document(language)
        assert document["type"] == f"/problems/{code}"
        assert 400 <= document["status"] < 600
        assert document["title"] != document["detail"]
        assert document["detail"].endswith((".", "…"))


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_said_in_both_languages_with_the_same_values(code):
    named = [
        sorted(field for _, field, _, _ in string.Formatter().parse(FAULTS[code][one]) if field)
        for one in LANGUAGES
    ]
    assert named[0] == named[1]
    values = dict.fromkeys(named[0], "x")
    for language in LANGUAGES:
        assert told(Fault("/a", code, values), language)["detail"].strip()


def test_a_problem_has_an_address_that_explains_it(anyone):
    for code in PROBLEMS:
        page = anyone.get(f"/problems/{code}", headers={"Accept": "text/html"})
        assert page.status_code == 200, code
        assert PROBLEMS[code].advice["fr"][:20] in plain(page.text)


def plain(text: str) -> str:
    """Undo the typography that pages add."""
    for fine, typed in (("’", "'"), ("\u202f", " "), ("\xa0", " ")):
        text = text.replace(fine, typed)
    return text
