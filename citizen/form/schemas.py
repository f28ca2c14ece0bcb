"""What a form tells, read as strictly as if a phone had sent it in JSON."""

import json
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema

from config import strict_json
from config.content import load


def read(schema: Schema, told: Mapping[str, Any]) -> Any:
    """Load what a form tells; refuse with every fault at once."""
    return load(schema, strict_json.read(json.dumps(told).encode()))
