"""JSON from outside, read strictly: what one engine or one phone could not bear is refused here.

No duplicate keys, no NaN or infinity, no number beyond 15 digits, no depth beyond 20, no NUL, no
lone surrogate, no control character, no letter under a heap of marks; texts are put in Unicode's
normal form C.
"""

import json
import math
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from config.places import Fault, escaped
from config.problems import MOST_TOLD, Problem

MAX_DEPTH = 20
MAX_DIGITS = 15  # what a double holds exactly, whatever reads it next
MAX_KEYS = 1000  # of an object, and
MAX_KEY = 255  # characters of each: more is no sending of anyone
MAX_MARKS = 30  # on one letter (Unicode's Stream-Safe Text); the normal form sorts them slowly

# Controls but tab and line ends, surrogates, and the code points that are not characters.
FORBIDDEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)


def read(body: bytes) -> Any:
    """Read a JSON document; refuse with `bad-json`, or point at the texts that cannot be kept."""
    try:
        text = body.decode("utf-8")
        value = json.loads(
            text,
            parse_int=_whole,
            parse_float=_decimal,
            parse_constant=_constant,
            object_pairs_hook=_object,
        )
        if _is_plain(text):
            return value
        faults: list[Fault] = []
        cleaned = _clean(value, (), faults)
    except (ValueError, RecursionError):
        raise Problem("bad-json") from None
    if faults:
        raise Problem("invalid-content", faults=faults)
    return cleaned


def _is_plain(text: str) -> bool:
    """Whether a document can hold, anywhere, nothing that is to be looked for in its texts.

    Without an escape, its texts are parts of it: most sendings are told by one look.
    """
    if "\\" in text or FORBIDDEN.search(text):
        return False
    if text.count("{") + text.count("[") > MAX_DEPTH:  # perhaps too deep
        return False
    return text.isascii() or (unicodedata.is_normalized("NFC", text) and not _is_loaded(text))


def _whole(digits: str) -> int:
    if len(digits.lstrip("-")) > MAX_DIGITS:
        raise ValueError("too many digits")
    return int(digits)


def _decimal(digits: str) -> float:
    if len(digits) > 40 or not math.isfinite(value := float(digits)):
        raise ValueError("not a finite number")
    return value


def _constant(name: str) -> Any:
    raise ValueError(name)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key is given twice")
    if len(made) > MAX_KEYS or any(len(key) > MAX_KEY for key in made):
        raise ValueError("too many keys, or too long")
    return made


def _clean(value: Any, steps: tuple[str | int, ...], faults: list[Fault]) -> Any:
    if len(steps) > MAX_DEPTH:
        raise ValueError("too deep")
    if isinstance(value, str):
        return _text(value, steps, faults)
    if isinstance(value, Mapping):
        return _object(  # two keys may be one once in normal form
            [(_text(k, steps, faults), _clean(v, (*steps, k), faults)) for k, v in value.items()]
        )
    if isinstance(value, list):
        return [_clean(v, (*steps, i), faults) for i, v in enumerate(value)]
    return value


def _text(value: str, steps: tuple[str | int, ...], faults: list[Fault]) -> str:
    """Put a text in normal form C; note a fault for what no text should hold."""
    if FORBIDDEN.search(value) or (not value.isascii() and _is_loaded(value)):
        if len(faults) < MOST_TOLD:
            pointer = "".join(f"/{escaped(step)}" for step in steps)
            faults.append(Fault(pointer.encode("utf-8", "replace").decode(), "text-control"))
        return value
    return unicodedata.normalize("NFC", value)


def plain(value: str) -> str | None:
    """A text in normal form C; nothing when it holds what no text should."""
    if value.isascii() and value.isprintable():  # most are
        return value
    if FORBIDDEN.search(value) or _is_loaded(value):
        return None
    return unicodedata.normalize("NFC", value)


def _is_loaded(value: str) -> bool:
    """Whether some letter bears more marks than any language writes."""
    marks = 0
    for character in value:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > MAX_MARKS:
            return True
    return False
