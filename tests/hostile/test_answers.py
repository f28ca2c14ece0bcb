"""Answers out of bounds, of another kind, to questions not asked: all faults told at once."""

from datetime import date

import pytest

from config.protocols import PROTOCOLS
from tests.sendings import new_id, sent

TODAY = date(2026, 11, 22)

# What no question of a kind takes, whatever its bounds and its choices.
NEVER = {
    "number": ["12", "", "nan", True, False, [], [1], {}, 2.0**53 + 2, -1e16, 1e300, -1e300],
    "choice": ["", "unicorn", " yes", "Seen", True, False, 1.5, [], ["seen"], {}, 99, "0"],
    "choices": ["age", "", 1, True, {}, ["unicorn"], [1], [["age"]], [{}], [None], [True]],
    "yes-no-unknown": ["", "maybe", "Yes", "oui", True, False, 1, 0, [], {}, ["yes"]],
    "text": ["", "   ", "\n\t", "\u2003", "x" * 2001, "é" * 2001, 1, True, [], {}, ["a"]],
    "date": [
        "", "1850-13", "1850-00", "1850-02-30", "1850-1", "1850-1-1", "850", "01850", "1499",
        "2999", "2999-01-01", "9999", "vers 1850", "1850-05-12T00:00:00Z", "1850/05", "05/1850",
        "18500512", "1850-W20", "1850\n", "١٨٥٠", 1850, 1850.5, True, [], ["1850"], {},
    ],
}  # fmt: skip

UNASKED = [
    (code, question, answer)
    for code, protocol in PROTOCOLS.items()
    for question in protocol.asked
    if question.asked_if is None
    for answer in NEVER[question.kind]
]

EDGES = [
    (code, question, bound, step)
    for code, protocol in PROTOCOLS.items()
    for question in protocol.asked
    if question.kind == "number" and question.asked_if is None
    for bound, step in ((question.minimum, -1), (question.maximum, 1))
    if bound is not None
]

CASES = {
    "an unknown question": ("heat", {"temperature": 31}, {"/temperature"}),
    "a question of another protocol": ("heat", {"girth_cm": 415}, {"/girth_cm"}),
    "the number of a question": ("heat", {"0": 3}, {"/0"}),
    "a question with a slash and a tilde": ("heat", {"a/b~c": 1}, {"/a~1b~0c"}),
    "an empty question": ("heat", {"": 1}, {"/"}),
    "a question in capitals": ("heat", {"SENSATION": 1}, {"/SENSATION"}),
    "the photo, that stands beside": ("biodiversity", {"photo": "x"}, {"/photo"}),
    "the taxon, that stands beside": ("biodiversity", {"taxon": 4001}, {"/taxon"}),
    "a required answer that is null": ("heat", {"sensation": None}, {"/sensation"}),
    "a felt heat one degree too many": ("heat", {"sensation": 4}, {"/sensation"}),
    "a felt heat in halves": ("heat", {"sensation": 1.5}, {"/sensation"}),
    "a felt heat of 1.0": ("heat", {"sensation": 1.0}, {"/sensation"}),
    "a felt heat that is true": ("heat", {"sensation": True}, {"/sensation"}),
    "a felt heat that is a text": ("heat", {"sensation": "3"}, {"/sensation"}),
    "a number of birds with a fraction": ("biodiversity", {"count": 1.5}, {"/count"}),
    "a number of birds written with a point": ("biodiversity", {"count": 2.0}, {"/count"}),
    "no bird": ("biodiversity", {"count": 0}, {"/count"}),
    "less than no bird": ("biodiversity", {"count": -1}, {"/count"}),
    "a sky of birds": ("biodiversity", {"count": 100_001}, {"/count"}),
    "a reason given twice": ("tree", {"criteria": ["age", "age"]}, {"/criteria"}),
    "the second of the reasons": ("tree", {"criteria": ["age", "luck"]}, {"/criteria/1"}),
    "a thousand reasons": ("tree", {"criteria": ["age"] * 1_000}, {"/criteria"}),
    "a tree planted in the future": ("tree", {"planted_on": "2099"}, {"/planted_on"}),
    "faults everywhere at once": (
        "tree",
        {"girth_cm": -1, "height_m": "tall", "planted_on": "?", "criteria": 1, "health": 0, "x": 1},
        {"/girth_cm", "/height_m", "/planted_on", "/criteria", "/health", "/x"},
    ),
}  # fmt: skip


def told_of(case):
    code, question, answer = case[:3]
    return f"{code}-{question.name}-{str(answer)[:20]!r}"


def refused(world, protocol, changes, pointers):
    answers = dict(PROTOCOLS[protocol].example) | changes
    ask = ("PUT", f"/api/v1/observations/{new_id()}")
    expected = {f"/answers{pointer}" for pointer in pointers}
    return world.refuses("invalid-content", ask, expected, json=sent(protocol, answers=answers))


@pytest.mark.parametrize(("protocol", "changes", "pointers"), CASES.values(), ids=CASES.keys())
def test_an_answer_that_is_none_is_pointed_at(world, protocol, changes, pointers):
    refused(world, protocol, changes, pointers)


@pytest.mark.parametrize("case", UNASKED, ids=told_of)
def test_no_question_takes_an_answer_of_another_kind(world, case):
    code, question, answer = case
    told = PROTOCOLS[code].example | {question.name: answer}
    pointers = {fault.pointer for fault in PROTOCOLS[code].faults(told, TODAY)}
    assert any(pointer.startswith(f"/{question.name}") for pointer in pointers)
    refused(world, code, {question.name: answer}, pointers)


@pytest.mark.parametrize("case", EDGES, ids=told_of)
def test_a_number_is_taken_up_to_its_bound_and_no_further(world, case):
    code, question, bound, step = case
    protocol = PROTOCOLS[code]
    assert protocol.faults(protocol.example | {question.name: bound}, TODAY) == []
    refused(world, code, {question.name: bound + step}, {f"/{question.name}"})


def test_every_question_that_must_be_answered_is_missed(world):
    for code, protocol in PROTOCOLS.items():
        wanted = {f"/answers/{q.name}" for q in protocol.asked if q.required and not q.asked_if}
        if wanted:
            ask = ("PUT", f"/api/v1/observations/{new_id()}")
            world.refuses("invalid-content", ask, wanted, json=sent(code, answers={}))


CONDITIONS = [
    (code, question)
    for code, protocol in PROTOCOLS.items()
    for question in protocol.asked
    if question.asked_if
]


@pytest.mark.parametrize(
    ("code", "question"), CONDITIONS, ids=lambda one: getattr(one, "name", one)
)
def test_a_question_that_is_not_asked_here_takes_no_answer(world, code, question):
    earlier = PROTOCOLS[code].question(question.asked_if.question)
    other = next(c.value for c in earlier.choices if c.value not in question.asked_if.equals)
    required = {q.name for q in PROTOCOLS[code].asked if q.required and not q.asked_if}
    answers = {n: v for n, v in PROTOCOLS[code].example.items() if n in required}
    answers |= {earlier.name: other, question.name: "x"}
    ask = ("PUT", f"/api/v1/observations/{new_id()}")
    told = world.refuses("invalid-content", ask, json=sent(code, answers=answers))
    faults = {f["pointer"]: f["detail"] for f in told.get_json(force=True)["errors"]}
    assert earlier.name in faults[f"/answers/{question.name}"]
