"""Take in a form that waited on a phone: as the API would, for nobody is before the page."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from citizen.accounts.rules import Caller
from citizen.form.rules import Filled, document
from citizen.form.schemas import read
from citizen.observations import intake
from citizen.observations.intake import Kept
from citizen.observations.parked import intake as parked
from citizen.observations.parked.intake import Author
from citizen.observations.schemas import SubmissionSchema
from config.database import transaction
from config.protocols.protocol import Protocol
from config.templates.filters import CLOCK


def told(asked: Protocol, filled: Filled) -> Mapping[str, Any]:
    """What a form says, with the digests of the photos that will follow it."""
    said = document(asked, filled, CLOCK)
    return {**said, "photos": filled["photo"]} if "photo" in filled else said


def take(uuid: UUID, said: Mapping[str, Any], author: Callable[[], Caller]) -> dict[str, Any]:
    """Keep an observation, or know it again; return what its phone may forget it by.

    author: asked once all is examined, so that a form with faults opens no account.
    """
    examined = intake.examined(read(SubmissionSchema(), said))
    sender = author()
    with transaction() as session:
        kept = parked.put(session, uuid, examined, Author(sender.id))
        assert isinstance(kept, Kept), "only what follows a version is parked"
        return receipt(kept)


def receipt(kept: Kept) -> dict[str, Any]:
    """What a phone verifies before it forgets anything."""
    found = kept.observation
    return {
        "uuid": str(found.uuid),
        "digest": found.digest,
        "received_at": found.received_at.isoformat(),
        "missing_photos": kept.missing,
    }
