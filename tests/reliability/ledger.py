"""Compare what phones noted with what is kept: nothing acknowledged is lost, doubled or torn."""

import hashlib
from collections import Counter
from uuid import UUID

from sqlalchemy import select

from citizen.observations.rules import OPEN_STATUSES
from citizen.observations.tables import Observation, Revision
from citizen.photos.rules import SIZES, copy_path, original_path
from citizen.photos.tables import Photo
from config import files
from config.database import reading
from config.events import Event
from moderation.queues.tables import Waiting

NEWS = ("submitted", "corrected", "withdrawn")


def faults(ledger) -> list[str]:
    """Say all that is wrong with what is kept, after every job was done."""
    noted = {UUID(one.uuid): one for one in ledger}
    with reading() as session:
        kept = {one.uuid: one for one in session.scalars(select(Observation))}
        return [
            *(f"lost: {uuid}" for uuid, one in noted.items() if one.tag and uuid not in kept),
            *(f"never sent: {uuid}" for uuid in kept.keys() - noted.keys()),
            *(fault for uuid, found in kept.items() if uuid in noted
              for fault in _versions(session, found, noted[uuid])),
            *_photos(session, kept, noted),
            *_news(session, kept),
        ]  # fmt: skip


def _versions(session, found, one):
    """Every version acknowledged is there, and none that was never sent."""
    former = session.scalars(select(Revision).where(Revision.observation_id == found.id)).all()
    told = [revision.content["comment"] for revision in former] + [found.comment]
    if one.kept - set(told):
        yield f"lost versions of {one.uuid}: {one.kept - set(told)}"
    if len(told) != found.version or len(set(told)) != len(told) or set(told) - one.sent:
        yield f"doubled or never sent versions of {one.uuid}: {told}"
    if one.digest and found.comment == one.comment and found.digest != one.digest:
        yield f"torn: {one.uuid} is not what was answered"
    if one.is_withdrawn and found.status != "withdrawn":
        yield f"lost withdrawal of {one.uuid}"
    if found.status == "withdrawn" and not one.may_be_withdrawn:
        yield f"withdrawn by nobody: {one.uuid}"


def _photos(session, kept, noted):
    """Every photo acknowledged is a row, whole files, and copies made once for good."""
    numbers = {found.id: uuid for uuid, found in kept.items()}
    rows = Counter()
    for row in session.scalars(select(Photo)):
        rows[numbers[row.observation_id], row.sha256] += 1
        yield from _files(row)
    for uuid, one in noted.items():
        for digest in one.received:
            if rows[uuid, digest] != 1:
                yield f"{rows[uuid, digest]} rows of a photo of {uuid}"


def _files(row):
    """A photo's bytes are those of its digest, and its copies are there."""
    data = files.store().read(original_path(row.sha256))
    if hashlib.sha256(data).hexdigest() != row.sha256:
        yield f"torn photo {row.uuid}"
    if not row.is_ready or not all(files.store().has(copy_path(row.uuid, one)) for one in SIZES):
        yield f"photo {row.uuid} without its copies"


def _news(session, kept):
    """One event for each change, all of them done; one place in a queue for what is open."""
    happened = session.scalars(select(Event)).all()
    told = Counter((event.name, event.subject) for event in happened)
    left = [one for one in happened if one.state != "done"]
    yield from (f"{one.name} is {one.state}: {one.last_error}" for one in left)
    waits = Counter(session.scalars(select(Waiting.observation_id)))
    for uuid, found in kept.items():
        times = (1, found.version - 1, int(found.status == "withdrawn"))
        seen = tuple(told[f"observation.{one}", str(uuid)] for one in NEWS)
        if seen != times:
            yield f"news of {uuid}: {seen}, not {times}"
        if waits[found.id] != (found.status in OPEN_STATUSES):
            yield f"{uuid} waits {waits[found.id]} times"
