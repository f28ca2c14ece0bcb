"""Bodies that are no JSON document, or one that some engine or some phone could not bear."""

import json

import pytest

from tests.sendings import new_id, sent

WHOLE = json.dumps(sent()).encode()
OPEN = WHOLE[:-1]  # without the last brace, to be gone on with


def holding(value):
    """A sending whose comment is written by hand."""
    return OPEN + b', "comment": ' + value + b"}"


UNREADABLE = {
    "nothing": b"",
    "spaces": b"  \n ",
    "no JSON": b"protocol=tree",
    "half a document": WHOLE[: len(WHOLE) // 2],
    "two documents": WHOLE + WHOLE,
    "a document and more": WHOLE + b" x",
    "a byte order mark": b"\xef\xbb\xbf" + WHOLE,
    "UTF-16": json.dumps(sent()).encode("utf-16"),
    "UTF-32": json.dumps(sent()).encode("utf-32"),
    "Latin-1": holding('"Fécamp"'.encode("latin-1")),
    "a lone continuation byte": holding(b'"\x80"'),
    "an overlong slash": holding(b'"\xc0\xaf"'),
    "an overlong NUL": holding(b'"\xc0\x80"'),
    "a raw surrogate": holding(b'"\xed\xa0\x80"'),
    "a raw pair of surrogates": holding(b'"\xed\xa0\xbd\xed\xb8\x80"'),
    "beyond Unicode": holding(b'"\xf4\x90\x80\x80"'),
    "a raw NUL": holding(b'"\x00"'),
    "a raw line end in a text": holding(b'"\n"'),
    "a NUL between": OPEN + b"\x00}",
    "an escape that is none": holding(b'"\\x41"'),
    "half an escape": holding(b'"\\u00"'),
    "a text that does not end": OPEN + b', "comment": "',
    "single quotes": b"{'protocol': 'tree'}",
    "a comment": OPEN + b"/* hello */}",
    "a comma too many": OPEN + b",}",
    "gzip": b"\x1f\x8b\x08\x00" + WHOLE,
    "the same key twice": OPEN + b', "protocol": "tree"}',
    "the same key twice, written in two ways": OPEN + b', "\\u0070rotocol": "tree"}',
    "the same key twice, deep inside": OPEN + b', "x": [{"y": 1, "y": 2}]}',
    "the same key twice, once in normal form": holding(
        '"", "answers2": {"é": 1, "e\u0301": 2}'.encode()
    ),
    "NaN": holding(b"NaN"),
    "Infinity": holding(b"Infinity"),
    "less than Infinity": holding(b"-Infinity"),
    "a number beyond doubles": holding(b"1e400"),
    "a number beyond 53 bits": holding(b"9007199254740993"),
    "a number beyond 63 bits": holding(b"9223372036854775808"),
    "a number beyond 64 bits": holding(b"18446744073709551616"),
    "a number of 5,000 digits": holding(b"9" * 5_000),
    "a number of 500,000 digits": holding(b"9" * 500_000),
    "a fraction of 500,000 digits": holding(b"0." + b"9" * 500_000),
    "an exponent of 500,000 digits": holding(b"1e" + b"9" * 500_000),
    "1,001 keys": json.dumps({f"f{n}": 1 for n in range(1_001)}).encode(),
    "a key of 256 characters": OPEN + b', "' + b"k" * 256 + b'": 1}',
    "21 levels": holding(b"[" * 21 + b"]" * 21),
    "1,000 levels": holding(b"[" * 1_000 + b"]" * 1_000),
    "100,000 levels of lists": holding(b"[" * 100_000 + b"]" * 100_000),
    "100,000 levels of objects": holding(b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "100,000 levels that do not end": b"[" * 100_000,
}

POINTED_AT = {
    "an escaped NUL": (holding(b'"\\u0000"'), {"/comment"}),
    "a bell": (holding(b'"\\u0007"'), {"/comment"}),
    "an escape character": (holding(b'"\\u001b[2J"'), {"/comment"}),
    "a delete": (holding(b'"\\u007f"'), {"/comment"}),
    "a control of the second row": (holding(b'"\\u0085"'), {"/comment"}),
    "a control of the second row, raw": (holding(b'"\xc2\x9f"'), {"/comment"}),
    "an escaped lone high surrogate": (holding(b'"\\ud800"'), {"/comment"}),
    "an escaped lone low surrogate": (holding(b'"\\udfff"'), {"/comment"}),
    "surrogates the wrong way round": (holding(b'"\\ude00\\ud83d"'), {"/comment"}),
    "31 accents on a letter": (holding(('"e' + "\u0301" * 31 + '"').encode()), {"/comment"}),
    "300,000 accents on a letter": (
        holding(('"e' + "\u0301\u0327" * 150_000 + '"').encode()),
        {"/comment"},
    ),
    "no character": (holding(b'"\\uffff"'), {"/comment"}),
    "no character, set aside": (holding(b'"\\ufdd0"'), {"/comment"}),
    "no character of the first plane": (holding(b'"\\ud83f\\udffe"'), {"/comment"}),
    "a NUL in a key": (OPEN + b', "\\u0000": 1}', {""}),
    "a lone surrogate in a key": (OPEN + b', "\\ud800": 1}', {""}),
    "a NUL in an answer": (
        OPEN.replace(b'"seen"', b'"\\u0000"') + b"}",
        {"/answers/contact"},
    ),
    "a NUL in the second of a list": (OPEN + b', "photos": ["", "\\u0000"]}', {"/photos/1"}),
    "two of them": (
        OPEN + b', "comment": "\\u0000", "certainty": "\\ud800"}',
        {"/comment", "/certainty"},
    ),
    "a list": (b"[]", {""}),
    "a list of sendings": (b"[" + WHOLE + b"]", {""}),
    "a text": (b'"tree"', {""}),
    "a number": (b"1", {""}),
    "true": (b"true", {""}),
    "null": (b"null", {""}),
    "an empty object": (b"{}", {"/protocol", "/observed_at", "/place", "/answers"}),
}

CALLS = {
    "an observation": ("PUT", "/api/v1/observations/{new}"),
    "a message": ("POST", "/api/v1/observations/{known}/messages"),
    "a decision": ("POST", "/api/v1/observations/{known}/decisions"),
}

MEDIA_TYPES = {
    "none": None,
    "a form": "application/x-www-form-urlencoded",
    "parts": "multipart/form-data; boundary=x",
    "plain text": "text/plain",
    "XML": "application/xml",
    "what looks like JSON": "application/jsonx",
    "JSON in text": "text/json",
    "what is no media type": "json",
    "a photo": "image/jpeg",
}

every_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())


def asked(world, call):
    method, address = call
    return method, address.format(new=new_id(), known=world.observation)


@every_call
@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_no_json_document_is_refused(world, body, call):
    told = {"data": body, "content_type": "application/json", "by": world.moderator}
    world.refuses("bad-json", asked(world, call), **told)


@pytest.mark.parametrize(("body", "pointers"), POINTED_AT.values(), ids=POINTED_AT.keys())
def test_a_text_that_cannot_be_kept_is_pointed_at(world, body, pointers):
    ask = asked(world, CALLS["an observation"])
    answer = world.refuses("invalid-content", ask, data=body, content_type="application/json")
    told = {fault["pointer"] for fault in answer.get_json(force=True)["errors"]}
    assert {pointer.rstrip("\0?") for pointer in told} == pointers


@every_call
@pytest.mark.parametrize("body", [b"[]", b'""', b"null", b"1"], ids=["list", "text", "null", "1"])
def test_what_is_no_object_is_refused(world, body, call):
    told = {"data": body, "content_type": "application/json", "by": world.moderator}
    world.refuses("invalid-content", asked(world, call), {""}, **told)


@every_call
@pytest.mark.parametrize("media_type", MEDIA_TYPES.values(), ids=MEDIA_TYPES.keys())
def test_another_media_type_is_refused(world, media_type, call):
    told = {"data": WHOLE, "content_type": media_type, "by": world.moderator}
    world.refuses("wrong-media-type", asked(world, call), **told)


@every_call
@pytest.mark.parametrize("is_told", [True, False], ids=["length told", "length not told"])
def test_a_document_of_more_than_a_megabyte_is_refused(world, call, is_told):
    body = holding(b'"' + b"x" * 1_000_000 + b'"')
    told = {"data": body, "content_type": "application/json", "by": world.moderator}
    if not is_told:  # as servers hand over a body that comes in chunks
        told["environ_overrides"] = {"CONTENT_LENGTH": None, "wsgi.input_terminated": True}
    world.refuses("too-large", asked(world, call), **told)


def test_a_sending_made_to_fail_gets_no_longer_answer_than_itself(world):
    told = sent(answers={f"f{n}": 1 for n in range(1_000)})
    ask = asked(world, CALLS["an observation"])
    answer = world.refuses("invalid-content", ask, json=told)
    assert len(answer.get_json(force=True)["errors"]) == 100
