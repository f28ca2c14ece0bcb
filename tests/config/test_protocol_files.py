"""A protocol's file is read whole or refused: each fault has its place and says what to write."""

import string
import tomllib

import pytest
from hypothesis import strategies

from citizen.protocols import standards
from config.languages import LANGUAGES
from config.places import Fault
from config.problems import told
from config.protocols.protocol import Protocol
from config.protocols.reading import MAX_BYTES, parsed
from tests.config.made_up import for_all
from tests.protocols import MUSHROOM, changed

FRESH = '{ value = "fresh", label = { fr = "Frais", en = "Fresh" }'
CAPS = 'name = "caps"\nkind = "number"'
CONDITION = 'asked_if = {{ question = "{}", equals = {} }}\n'

FAULTS = {  # what is replaced by what → where the fault stands, and which
    "no version": ({"version = 1\n": ""}, "version", "toml-missing"),
    "a version in words": ({"version = 1": 'version = "one"'}, "version", "toml-whole"),
    "true for 1": ({"version = 1": "version = true"}, "version", "toml-whole"),
    "a word unknown": ({"version = 1": "version = 1\ncolour = 2"}, "colour", "toml-unknown-key"),
    "a place of no kind": ({'["Point"]': '["Circle"]'}, "places.#1", "toml-one-of"),
    "no place": ({'["Point"]': "[]"}, "places", "toml-list"),
    "a place twice": ({'["Point"]': '["Point", "Point"]'}, "places", "toml-twice"),
    "no title": ({'title = { fr = "Champignon", en = "Mushroom" }\n': ""}, "title", "toml-missing"),
    "one language": ({'"Champignon", en = "Mushroom"': '"Champignon"'}, "title.en", "toml-missing"),
    "an empty text": ({'"Ce qui pousse."': '" "'}, "description.fr", "toml-missing"),
    "a text of two lines": ({'"Mushroom"': '"a\\nb"'}, "title.en", "toml-text"),
    "a title alone": ({'{ fr = "Champignon", en = "Mushroom" }': '"x"'}, "title", "toml-table"),
    "a status": ({"version = 1": 'version = 1\nstatus = "old"'}, "status", "toml-one-of"),
    "a day as text": (
        {"version = 1": 'version = 1\npublished = "2026-01-01"'}, "published", "toml-day"),
    "a kind": ({'kind = "number"': 'kind = "slider"'}, "questions.caps.kind", "toml-one-of"),
    "a name with an accent": (
        {'name = "caps"': 'name = "été"'}, "questions.#3.name", "toml-written"),
    "a name that is a column": (
        {'name = "caps"': 'name = "uuid"', "caps = 3\n": ""},
        "questions.uuid.name", "toml-reserved"),
    "a question twice": ({'name = "caps"': 'name = "state"'}, "questions.state", "toml-twice"),
    "two taxa": ({CAPS: 'name = "caps"\nkind = "taxon"', "whole = true\n": "", "minimum = 1\n": "",
        "maximum = 50\n": ""}, "questions", "toml-kind-once"),
    "a flag in quotes": (
        {"required = true": 'required = "true"'}, "questions.state.required", "toml-flag"),
    "not a number": ({"minimum = 1": "minimum = nan"}, "questions.caps.minimum", "toml-number"),
    "bounds crossed": ({"maximum = 50": "maximum = 0"}, "questions.caps.minimum", "toml-above"),
    "bounds of a text": (
        {CAPS: 'name = "caps"\nkind = "text"', "caps = 3\n": ""},
        "questions.caps", "toml-only-numbers"),
    "one choice": ({FRESH: f"#{FRESH}"}, "questions.state.choices", "toml-choices"),
    "choices of a number": (
        {"whole = true": 'whole = true\nchoices = [{ value = 1, label = { fr = "a", en = "b" } }]'},
        "questions.caps.choices", "toml-no-choices"),
    "a value twice": (
        {'value = "dry"': 'value = "fresh"'}, "questions.state.choices", "toml-same-value"),
    "values mixed": ({'value = "dry"': "value = 3"}, "questions.state.choices", "toml-mixed"),
    "a label twice": (
        {'fr = "Sec"': 'fr = "Frais"'}, "questions.state.choices", "toml-same-label"),
    "a bar in a value": (
        {'value = "dry"': 'value = "d|y"'}, "questions.state.choices.#2.value", "toml-value"),
    "a later condition": (
        {"whole = true": CONDITION.format("smell", '["x"]') + "whole = true"},
        "questions.caps.asked_if.question", "toml-earlier"),
    "no such choice": (
        {"whole = true": CONDITION.format("state", '["blue"]') + "whole = true"},
        "questions.caps.asked_if.equals", "toml-no-such-choice"),
    "a standard not spoken": (
        {'[tags.dwc]\nbasisOfRecord = "HumanObservation"\n': ""},
        "questions.state.terms.dwc", "toml-standard"),
    "a word without a name": (
        {'terms = { sinp = "occEtatBiologique", dwc = "vitality" }':
            'terms = { sinp = "occEtatBiologique" }'},
        "questions.state.choices.fresh.terms.dwc", "toml-no-term"),
    "an example refused": ({"caps = 3": "caps = 51"}, "example.caps", "too-large"),
    "an example that lacks": ({'state = "fresh"\n': ""}, "example.state", "missing"),
    "a second version without its day": (
        {"version = 1": "version = 2"}, "published", "toml-published"),
    "a code the SINP has not": (
        {'statutObservation = "Pr"': 'statutObservation = "Zz"'},
        "tags.sinp.statutObservation", "protocol-sinp-code"),
    "a word that is no code": (
        {'sinp = "2", dwc': 'sinp = "vivant", dwc'},
        "questions.state.terms.sinp", "protocol-sinp-code"),
    "a count in words": (
        {CAPS: 'name = "caps"\nkind = "text"', "whole = true\n": "", "minimum = 1\n": "",
         "maximum = 50\n": "", "caps = 3\n": ""},
        "questions.caps.terms.sinp", "protocol-sinp-count"),
    "squares": ({'"records"': '"cells"'}, "publication", "protocol-cells"),
    "another standard": ({"[tags.dwc]": "[tags.heat]\n[tags.dwc]"}, "tags.heat",
        "protocol-standard"),
}  # fmt: skip


def faults_of(text):
    found = parsed(text if isinstance(text, bytes) else text.encode(), "mushroom")
    return [*standards.faults(found)] if isinstance(found, Protocol) else found


def test_what_the_town_wrote_rightly_is_read():
    read = parsed(MUSHROOM.encode(), "mushroom")
    assert isinstance(read, Protocol)
    assert (read.code, read.version, read.names) == ("mushroom", 1, {"state", "caps"})
    assert faults_of(MUSHROOM) == []


@pytest.mark.parametrize(("by", "where", "what"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_where_it_stands(by, where, what):
    assert (where, what) in [(one.pointer, one.code) for one in faults_of(changed(by=by))]


def test_all_faults_are_told_at_once():
    by = {"version = 1": "version = 0", '["Point"]': "[]", "minimum = 1": 'minimum = "1"'}
    found = {one.pointer for one in faults_of(changed(by=by))}
    assert found == {"version", "places", "questions.caps.minimum"}


BROKEN = {
    "nothing": b"", "no TOML": b"version: 1", "cut short": MUSHROOM[:-8].encode() + b'"',
    "latin-1": "title = 'été'".encode("latin-1"), "a mark of order": b"\xef\xbb\xbfversion = 1",
    "a pit": b"a = " + b"[" * 5000, "a long number": b"version = " + b"9" * 5000,
    "too much": b"#" * (MAX_BYTES + 1), "a null": b"version = \x00",
}  # fmt: skip


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_what_is_no_protocol_at_all_is_told_too(data):
    assert_told(faults_of(data))


def assert_told(faults):
    assert faults
    for language in LANGUAGES:
        for fault in faults:
            assert told(fault, language)["detail"].strip()


LINES = MUSHROOM.splitlines()
VALUES = ["", "[]", "{}", "nan", "-inf", "true", "1e400", "2026-11-22", '"é"', "[[[1]]]", "9" * 30]


@for_all(
    strategies.integers(0, len(LINES) - 1),
    strategies.sampled_from([*VALUES, *LINES]) | strategies.text(string.printable, max_size=30),
    strategies.booleans(),
)
def test_whatever_is_written_is_read_or_told(at, written, is_value):
    """A line replaced, or its value: never a crash, and what is read makes sense."""
    lines = [*LINES]
    name = lines[at].partition("=")[0]
    lines[at] = f"{name} = {written}" if is_value else written
    found = parsed("\n".join(lines).encode("utf-8", "replace"), "mushroom")
    if isinstance(found, Protocol):
        assert_told([*standards.faults(found)] or [Fault("", "missing")])
        assert found.version >= 1
    else:
        assert_told(found)


@for_all(strategies.binary(max_size=200) | strategies.text().map(str.encode))
def test_bytes_are_never_taken_for_a_protocol(data):
    assert_told(faults_of(data))


KEYS = strategies.sampled_from([*tomllib.loads(MUSHROOM), "a b", "é", "questions"])
LEAVES = strategies.sampled_from(["1", "-0.0", "true", '"x"', "2026-01-01T10:00:00Z", "07:32:00"])
NESTED = strategies.recursive(
    LEAVES,
    lambda inner: (
        strategies.lists(inner, max_size=3).map(lambda them: f"[{', '.join(them)}]")
        | strategies.lists(inner, max_size=3).map(
            lambda them: "{" + ", ".join(f"k{n} = {one}" for n, one in enumerate(them)) + "}"
        )
    ),
)


@for_all(strategies.dictionaries(KEYS, NESTED, max_size=6))
def test_any_toml_is_read_or_told(tables):
    text = "\n".join(f'"{key}" = {value}' for key, value in tables.items())
    assert_told(faults_of(text))
