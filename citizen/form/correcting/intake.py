"""Take a correction in from a page: bound to what was seen, and told when something changed."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from citizen.accounts.rules import Caller
from citizen.form import intake as files
from citizen.form.correcting import store
from citizen.form.correcting.rules import corrected
from citizen.form.correcting.store import Sheet
from citizen.form.intake import Chosen, File, Refused
from citizen.form.rules import Filled, document
from citizen.form.schemas import read
from citizen.observations import intake as observations
from citizen.observations.access import own
from citizen.observations.parked import intake as parked
from citizen.observations.parked.intake import Author
from citizen.observations.parked.tables import Parked
from citizen.observations.rules import Submission, future_faults
from citizen.observations.schemas import SubmissionSchema
from config import clock
from config.database import Session, transaction
from config.problems import Problem
from config.protocols import protocol
from config.protocols.protocol import Protocol
from config.templates.filters import CLOCK


class Sent(NamedTuple):
    """A filled page of correction: its fields, the version it was opened on, its files."""

    filled: Filled
    seen: str
    files: Iterable[File]


def asked(sheet: Sheet) -> Protocol:
    """The questions as they were asked: a correction answers the same version."""
    return protocol(sheet.observation.protocol, int(sheet.before["protocol_version"]))


def correct(sheet: Sheet, sent: Sent, author: Caller) -> list[Refused]:
    """Correct an observation, or propose to; return the photos and sounds that were refused."""
    chosen, refused = files.opened(sent.files)
    examined = said(sheet, sent.filled, chosen)
    uuid = sheet.observation.uuid
    with transaction() as session:
        _put(session, uuid, examined, sent.seen, author)
    return refused + files.attached(uuid, chosen, author)


def said(sheet: Sheet, filled: Filled, chosen: Sequence[Chosen]) -> tuple[Submission, str]:
    """Examine what a page says now; refuse with all its faults at once."""
    told = document(asked(sheet), filled, CLOCK) | {"licence": filled.get("licence", [""])[0]}
    told = corrected(sheet.before, filled, told, new_photos=files.declared(chosen))
    submitted: Submission = read(SubmissionSchema(), told)
    examined = observations.examined(submitted)
    if ahead := future_faults(examined[0], clock.now()):
        raise Problem("invalid-content", faults=ahead)
    return examined


def _put(
    session: Session, uuid: UUID, examined: tuple[Submission, str], seen: str, author: Caller
) -> None:
    """Put what was examined in the place of what was seen; sent twice, it is done once."""
    found = own(session, uuid, author)
    parked.hold(session, found.author_id)  # as whatever an author sends: the account, then this
    observations.hold(session, found)
    present = store.sheet(session, found)
    if present.digest == examined[0].digest():
        return
    if present.tag != seen:
        raise Problem("stale-version", etag=present.tag)
    done = parked.put(session, uuid, examined, Author(found.author_id, seen))
    if isinstance(done, Parked):  # it follows nothing that is there
        raise Problem("stale-version", etag=present.tag)


def withdraw(uuid: UUID, author: Caller, why: str) -> None:
    """Take an observation back, with its author's reason if they give one."""
    with transaction() as session:
        observations.withdraw(session, own(session, uuid, author), why)
