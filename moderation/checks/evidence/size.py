"""What was measured against what is met: of the genus where its sizes are told, else at all."""

from collections.abc import Mapping, Sequence
from typing import Any

from citizen.plausibility.rules import Flag
from citizen.plausibility.sizes import SIZES, largest
from config.protocols.protocol import Protocol
from moderation.checks.rules import FINE, LOOK, UNKNOWN, Check, Said, of_codes


def is_of(asked: Protocol) -> bool:
    """Whether a protocol measures something whose usual sizes are known."""
    return any(one.name in SIZES or one.usual_maximum is not None for one in asked.asked)


def size(
    asked: Protocol, answers: Mapping[str, Any], genus: str, flags: Sequence[Flag]
) -> Check:  # fmt: skip
    """Say whether the numbers of an observation are met; genus: "" when none is known."""
    spans = [
        {
            "question": one.name,
            "value": answers[one.name],
            "least": one.minimum,
            "most": most,
            "unit": one.unit,
            "source": "genus" if genus in SIZES.get(one.name, {}) else "protocol",
            "genus": genus,
        }
        for one in asked.asked
        if isinstance(answers.get(one.name), int | float) and (most := largest(one, genus))
    ]
    evidence = {"sizes": spans}
    if raised := of_codes(flags, "unlikely-number", "too-slender"):
        return Check("size", LOOK, raised, evidence)
    if not spans:
        return Check("size", UNKNOWN, [Said("size.unknown")], evidence)
    return Check("size", FINE, [Said("size.fine", {"n": len(spans)})], evidence)
