"""Whole numbers in addresses: what Python takes for one, and what a row may have, differ."""

import re
from typing import Any

from marshmallow import fields

MAX_ROW = 2**31 - 1  # the number of a row: an integer of PostgreSQL


class Digits(fields.Integer):
    """A whole number in plain digits: not `1_0`, `+1` or `١`, that Python takes."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> int:
        if not re.fullmatch("-?[0-9]{1,18}", str(value)):
            raise self.make_error("invalid", input=value)
        return int(super()._deserialize(value, *args, **kwargs))


def row(written: str) -> int:
    """Read the number of a row in the address of a page: `request.args.get("before", type=row)`."""
    number = int(written)
    if not 0 <= number <= MAX_ROW:
        raise ValueError("no row has this number")
    return number
