"""Questions: whatever is answered, its faults are told; without a fault, it fits the schema."""

import json
from datetime import date

import pytest
from hypothesis import strategies
from jsonschema import Draft202012Validator

from citizen.protocols.rules import answers_schema
from config.problems import Problem
from config.protocols import PROTOCOLS
from tests.config.made_up import anything, characters, clean, for_all, scalars

TODAY = date(2026, 11, 22)
SCHEMAS = {code: Draft202012Validator(answers_schema(one, "fr")) for code, one in PROTOCOLS.items()}
KINDS = {
    "number": lambda _: strategies.integers(-1, 500) | strategies.floats(0, 500),
    "choice": lambda q: strategies.sampled_from([c.value for c in q.choices]),
    "yes-no-unknown": lambda q: strategies.sampled_from([c.value for c in q.choices]),
    "choices": lambda q: strategies.lists(strategies.sampled_from([c.value for c in q.choices])),
    "text": lambda _: strategies.text(max_size=50),
    "date": lambda _: strategies.dates(date(1400, 1, 1), date(2030, 1, 1)).flatmap(
        lambda day: strategies.sampled_from([f"{day}", f"{day}"[:7], f"{day}"[:4]])
    ),
}

every_protocol = pytest.mark.parametrize("code", PROTOCOLS)


def answers_of(code):
    """Answers as people give them, most of them good."""
    asked = {q.name: KINDS[q.kind](q) for q in PROTOCOLS[code].asked}
    required = {q.name for q in PROTOCOLS[code].asked if q.required and not q.asked_if}
    given_to = {name: strategy for name, strategy in asked.items() if name in required}
    others = {name: strategy for name, strategy in asked.items() if name not in required}
    return strategies.fixed_dictionaries(given_to, optional=others)


def told(code, answers):
    faults = PROTOCOLS[code].faults(answers, TODAY)
    for language in ("fr", "en"):
        json.dumps(Problem("invalid-content", faults=faults).document(language))
    return faults


@every_protocol
@for_all(value=anything)
def test_anything_that_is_sent_as_answers_is_examined(code, value):
    told(code, value)


@every_protocol
@for_all(data=strategies.data())
def test_anything_that_is_answered_to_a_question_is_examined(code, data):
    names = strategies.sampled_from(sorted(PROTOCOLS[code].names)) | characters
    answers = data.draw(strategies.dictionaries(names, scalars | anything, max_size=8))
    told(code, answers)


@every_protocol
@for_all(data=strategies.data())
def test_answers_without_a_fault_fit_the_schema_that_phones_are_given(code, data):
    answers = data.draw(answers_of(code))
    if not told(code, answers):
        SCHEMAS[code].validate(answers)


@every_protocol
@for_all(data=strategies.data())
def test_answers_with_a_wrong_one_that_pass_fit_the_schema_too(code, data):
    names = strategies.sampled_from(sorted(PROTOCOLS[code].names))
    wrong = data.draw(strategies.dictionaries(names, clean, max_size=3))
    answers = dict(PROTOCOLS[code].example) | wrong
    if not told(code, answers) and None not in wrong.values():
        SCHEMAS[code].validate(answers)


@every_protocol
def test_an_example_fits_its_schema(code):
    Draft202012Validator.check_schema(SCHEMAS[code].schema)
    assert told(code, PROTOCOLS[code].example) == []
    SCHEMAS[code].validate(PROTOCOLS[code].example)


@every_protocol
@for_all(data=strategies.data())
def test_what_is_told_of_answers_does_not_depend_on_their_order(code, data):
    answers = data.draw(answers_of(code))
    turned = dict(reversed(answers.items()))
    assert sorted(map(repr, told(code, answers))) == sorted(map(repr, told(code, turned)))


@every_protocol
@for_all(data=strategies.data())
def test_answers_without_a_fault_can_be_said_in_every_standard(code, data):
    answers = data.draw(answers_of(code))
    protocol = PROTOCOLS[code]
    if not told(code, answers):
        for standard in protocol.tags:
            json.dumps(protocol.terms(standard, answers), allow_nan=False)
