"""Anyone reads a public observation, at its public precision; its author and moderators, all."""

from typing import Any
from uuid import UUID

from shapely.geometry import mapping

from citizen.accounts.access import asking
from citizen.accounts.rules import Caller
from citizen.observations import store as observations
from citizen.observations.access import may_decide
from citizen.observations.intake import known_flags
from citizen.observations.routes import as_told, headers
from citizen.observations.tables import Observation
from citizen.plausibility.sentences import for_author, for_moderator
from citizen.progress import store as progress
from citizen.progress.sentences import told as stands
from config.database import Session, reading
from config.problems import Problem
from config.protocols import protocol
from config.web import Blueprint, language
from exports import store
from exports.published.schemas import WholeSchema
from exports.records import Record
from moderation.checks import store as checks
from moderation.checks.sentences import told as checked

published = Blueprint(
    "published", __name__, url_prefix="/api/v1/observations", description="Observations"
)


@published.get("/<uuid:uuid>")
@published.response(200, WholeSchema)
def observation(uuid: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Read an observation: all of it for its author and its moderators, else what is public."""
    caller = asking()
    with reading() as session:
        found = observations.find(session, uuid)
        if found is None:
            raise Problem("unknown-observation")
        if caller and (found.author_id == caller.id or may_decide(found, caller)):
            read = as_author if found.author_id == caller.id else as_moderator
            return read(session, found, caller), 200, headers(found)
        record = next(store.published(session, protocol(found.protocol), only=uuid), None)
    told = record and publicly(record, found.protocol, uuid)
    if not told:
        raise Problem("unknown-observation")
    return told, 200, {"Cache-Control": "no-cache"}


def as_author(session: Session, found: Observation, _author: Caller) -> dict[str, Any]:
    """An observation as its author reads it: with where it stands, and what to check."""
    asked = protocol(found.protocol, found.protocol_version)
    flags = for_author(known_flags(session, found), asked, language())
    told = as_told(found, observations.missing_photos(session, found), flags)
    stands_at = progress.of_one(session, found)
    return told | {"progress": stands(found.uuid, stands_at, language())}


def as_moderator(session: Session, found: Observation, reader: Caller) -> dict[str, Any]:
    """An observation as its moderators read it: with what the machine looked at."""
    asked = protocol(found.protocol, found.protocol_version)
    known = checks.read(session, found, reader)
    flags = for_moderator(known.flags, asked, language())
    told = as_told(found, observations.missing_photos(session, found), flags)
    return told | {"checks": checked(checks.checks(session, found, known), asked, language())}


def publicly(record: Record, code: str, uuid: UUID) -> dict[str, Any] | None:
    """A public observation: a record, or one visit of what it is of; nothing of another."""
    whole = as_public(record, code)
    if uuid == record.uuid:
        return whole
    seen = next((one for one in record.visits if one.uuid == uuid), None)
    return seen and whole | {
        "uuid": uuid,
        "part_of": record.uuid,
        "validation": seen.level,
        "observed_at": seen.first_day.isoformat(),
        "time_precision": "day" if seen.first_day == seen.last_day else "month",
        "answers": seen.answers,
        "licence": seen.licence,
        "photos": [],
    }


def as_public(record: Record, code: str) -> dict[str, Any]:
    """A public observation in the words of the API."""
    taxon = record.taxon
    return {
        "uuid": record.uuid,
        "protocol": code,
        "protocol_version": record.protocol_version or None,
        "campaign": record.campaign,
        "campaign_marks": list(record.campaign_marks),
        "status": "accepted",
        "validation": record.level,
        "territory": record.territory and record.territory.code,
        "observed_at": record.first_day.isoformat(),
        "time_precision": "day" if record.first_day == record.last_day else "month",
        "place": record.place and mapping(record.place),
        "accuracy_m": record.uncertainty_m,
        "public_precision": record.precision,
        "taxon": {
            "cd_nom": taxon and taxon.cd_nom,
            "cited_name": record.cited_name,
            "wikidata": record.wikidata,
            "ornamental": record.ornamental.name if record.ornamental else "",
        },
        "answers": record.answers,
        "licence": record.licence,
        "photos": [photo.url for photo in record.photos],
        "sounds": [sound.url for sound in record.sounds],
        "is_demonstration": record.is_demonstration,
        **course(record),
    }


def course(record: Record) -> dict[str, Any]:
    """When a lasting thing was seen, and since when it is no more."""
    seen = [one._asdict() for one in record.visits]
    return {"visits": seen, "gone_on": record.gone_on}
