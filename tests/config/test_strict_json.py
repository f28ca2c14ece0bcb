"""Strict JSON: it answers with the document or with a Problem, and with nothing else."""

import json
import unicodedata

import pytest
from hypothesis import strategies

from config import strict_json
from config.problems import MOST_TOLD, Problem
from tests.config.made_up import anything, as_json, clean, for_all


def read_or_refused(body):
    try:
        return strict_json.read(body)
    except Problem as refusal:
        assert refusal.kind.code in {"bad-json", "invalid-content"}
        for language in ("fr", "en"):
            json.dumps(refusal.document(language)).encode()
        return refusal


def normal(value):
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [normal(inner) for inner in value]
    if isinstance(value, dict):
        return {normal(key): normal(inner) for key, inner in value.items()}
    return value


@for_all(strategies.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body):
    read_or_refused(body)


@for_all(strategies.text('{}[]",:\\u0123456789eE+-.dDfF \n\0trueNaInfty\ud800', max_size=60))
def test_any_heap_of_json_s_own_signs_is_read_or_refused(text):
    read_or_refused(text.encode("utf-8", "surrogatepass"))


@for_all(anything)
def test_any_json_is_read_or_refused(value):
    body = json.dumps(value).encode()  # surrogates escaped, NaN as Python writes it
    told = read_or_refused(body)
    if not isinstance(told, Problem):
        assert json.loads(json.dumps(told, allow_nan=False)) == told


@for_all(anything)
def test_what_was_read_once_is_read_again_as_it_is(value):
    told = read_or_refused(as_json(value))
    if not isinstance(told, Problem):
        assert strict_json.read(as_json(told)) == told


@for_all(clean)
def test_what_is_clean_is_given_back_as_it_was(value):
    told = normal(value)
    if len(as_json(told)) == len(as_json(normal(told))):
        assert strict_json.read(as_json(told)) == told


@for_all(strategies.integers())
def test_a_whole_number_is_read_exactly_or_refused(number):
    told = read_or_refused(str(number).encode())
    assert (told == number) is (len(str(abs(number))) <= strict_json.MAX_DIGITS)


@for_all(strategies.floats(allow_nan=False, allow_infinity=False))
def test_a_decimal_is_read_exactly(number):
    assert strict_json.read(json.dumps(number).encode()) == number


@pytest.mark.parametrize("levels", [1, 19, 20, 21, 22, 1_000])
def test_twenty_levels_are_read(levels):
    told = read_or_refused(b"[" * levels + b"1" + b"]" * levels)
    assert isinstance(told, Problem) is (levels > 20)


def test_a_pointer_leads_to_the_text_it_tells_of():
    with pytest.raises(Problem) as refused:
        strict_json.read(b'{"a/b": [{"~": "\\u0000"}], "c": ["", "\\ud800"]}')
    assert [fault.pointer for fault in refused.value.faults] == ["/a~1b/0/~0", "/c/1"]


def test_a_refusal_tells_a_hundred_faults_and_no_more():
    with pytest.raises(Problem) as refused:
        strict_json.read(json.dumps(["\0"] * 5_000).encode())
    assert len(refused.value.faults) == MOST_TOLD


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ('"e\u0301"', "é"),
        ('"\u212b"', "Å"),
        ('"\u1100\u1161"', "가"),
        ('"ﬁ"', "ﬁ"),
        ('{"e\u0301": 1}', {"é": 1}),
        ('"\\ud83e\\udd8a"', "🦊"),
        ('"\t\n\r"', None),
        ('"\\t\\n\\r"', "\t\n\r"),
        ('" x "', " x "),
        ("-0", 0),
        ("1E2", 100.0),
    ],
)
def test_a_text_is_put_in_normal_form_and_no_further(sent, read):
    told = read_or_refused(sent.encode())
    assert isinstance(told, Problem) if read is None else told == read
