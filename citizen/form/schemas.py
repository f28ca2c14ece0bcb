"""What a form tells, read as strictly as if a phone had sent it in JSON."""

import json
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError

from config import strict_json
from config.problems import Problem
from config.web import _flattened as flattened


def read(schema: Schema, told: Mapping[str, Any]) -> Any:
    """Load what a form tells; refuse with every fault at once."""
    try:
        return schema.load(strict_json.read(json.dumps(told).encode()))
    except ValidationError as wrong:
        faults = [*flattened(wrong.messages, "")]
        raise Problem("invalid-content", faults=faults) from None
