"""Where someone lands once signed in, and how many links may wait for them."""

from citizen.accounts.rules import Caller

LINKS_AT_ONCE = 3  # asked more often, no further letter leaves before one of them expires


def landing(caller: Caller | None) -> str:
    """The page of the strongest role."""
    if caller and caller.may("publisher"):
        return "/ville"
    if caller and caller.may("moderator"):
        return "/moderation"
    return "/mes-observations"
