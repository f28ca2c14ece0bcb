"""What each check says, and what all of them say together. Pure.

Words alone: no address, path, size or version, for anyone may ask.
"""

from collections.abc import Mapping

OK, UNUSED = "ok", "unused"
AWAY = "unreachable"
LOW = "low"
OTHER = "other-revision"
WORDS = (OK, UNUSED, AWAY, LOW, OTHER)


def told(*, fine: bool, otherwise: str = AWAY) -> str:
    return OK if fine else otherwise


def together(checks: Mapping[str, str], dead_letters: int) -> str:
    """Say "degraded" where the service serves, but somebody should look."""
    is_well = {*checks.values()} <= {OK, UNUSED} and not dead_letters
    return "ok" if is_well else "degraded"
