"""The places of an address, as the form proposes them."""

from typing import Any

from citizen.form.rules import Filled, asked_address
from reference.addresses import finding

MOST = 8  # proposed for what was typed


def offered(filled: Filled, geocoder_url: str) -> dict[str, Any]:
    """What the page needs to propose addresses; nothing is looked up unless one was typed."""
    return {
        "finds_addresses": finding.can_find(geocoder_url),
        "found": finding.found(asked_address(filled), MOST, geocoder_url),
    }
