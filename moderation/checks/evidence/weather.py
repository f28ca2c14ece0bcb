"""How it felt against the air of that hour, and the sun."""

from collections.abc import Mapping, Sequence
from typing import Any

from citizen.plausibility.rules import FELT, Flag
from config.protocols.protocol import Protocol
from moderation.checks.rules import FINE, LOOK, UNKNOWN, Check, Said, of_codes


def is_of(asked: Protocol) -> bool:
    """Whether a protocol asks how warm or cold it felt."""
    return any(one.scale in FELT for one in asked.asked)


def weather(
    asked: Protocol, answers: Mapping[str, Any], air_c: float | None, flags: Sequence[Flag]
) -> Check:
    """Say whether an answer agrees with the weather; air_c: at that hour, when it is known."""
    felt = next((answers.get(one.name) for one in asked.asked if one.scale in FELT), None)
    evidence = {"felt": felt, "air_c": air_c, "sun_exposure": answers.get("sun_exposure")}
    if raised := of_codes(flags, "against-weather", "sun-at-night"):
        return Check("weather", LOOK, raised, evidence)
    if air_c is None:
        return Check("weather", UNKNOWN, [Said("weather.unknown")], evidence)
    return Check("weather", FINE, [Said("weather.fine", {"air": round(air_c)})], evidence)
