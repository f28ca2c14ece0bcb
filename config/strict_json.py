"""JSON from outside, read strictly: what one engine or one phone could not bear is refused here.

No duplicate keys, no NaN or infinity, no number beyond 15 digits, no depth beyond 20, no NUL, no
lone surrogate, no control character; texts are put in Unicode's normal form C.
"""

import json
import math
import unicodedata
from collections.abc import Mapping
from typing import Any

from config.places import Fault, escaped
from config.problems import Problem

MAX_DEPTH = 20
MAX_DIGITS = 15  # what a double holds exactly, whatever reads it next


def read(body: bytes) -> Any:
    """Read a JSON document; refuse with `bad-json`, or point at the texts that cannot be kept."""
    try:
        value = json.loads(
            body.decode("utf-8"),
            parse_int=_whole,
            parse_float=_decimal,
            parse_constant=_constant,
            object_pairs_hook=_object,
        )
        faults: list[Fault] = []
        cleaned = _clean(value, "", 0, faults)
    except (ValueError, RecursionError):
        raise Problem("bad-json") from None
    if faults:
        raise Problem("invalid-content", faults=faults)
    return cleaned


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
    return made


def _clean(value: Any, pointer: str, depth: int, faults: list[Fault]) -> Any:
    if depth > MAX_DEPTH:
        raise ValueError("too deep")
    if isinstance(value, str):
        return text(value, pointer, faults)
    if isinstance(value, Mapping):
        return _object(  # two keys may be one once in normal form
            [
                (text(k, pointer, faults), _clean(v, f"{pointer}/{escaped(k)}", depth + 1, faults))
                for k, v in value.items()
            ]
        )
    if isinstance(value, list):
        return [_clean(v, f"{pointer}/{i}", depth + 1, faults) for i, v in enumerate(value)]
    return value


def text(value: str, pointer: str, faults: list[Fault]) -> str:
    """Put a text in normal form C; note a fault for what no text should hold."""
    if any(_forbidden(character) for character in value):
        faults.append(Fault(pointer.encode("utf-8", "replace").decode(), "text-control"))
    return unicodedata.normalize("NFC", value)


def _forbidden(character: str) -> bool:
    """Controls but tab and line ends, surrogates, and the code points that are not characters."""
    if character in "\t\n\r":
        return False
    code = ord(character)
    return unicodedata.category(character) in {"Cc", "Cs"} or code & 0xFFFE == 0xFFFE
