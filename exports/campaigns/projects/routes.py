"""Programs read the campaigns of the town; a publisher makes and changes them."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from shapely import MultiPolygon
from shapely.geometry import mapping

from citizen.accounts.access import asking, caller
from citizen.campaigns import perimeters
from citizen.campaigns import store as campaigns
from citizen.campaigns.access import held, known
from citizen.campaigns.rules import (
    PUBLIC,
    STATUSES,
    Call,
    call_of,
    may_stand_alone,
    moment,
    spaced,
    told_of,
)
from citizen.campaigns.tables import Campaign
from citizen.observations.schemas import PageSchema
from config import clock, site, towns
from config.database import Session, reading, transaction
from config.places import Fault
from config.problems import Problem
from config.web import Blueprint, next_link
from exports.campaigns import store
from exports.campaigns.enrichments import store as enrichments
from exports.campaigns.enrichments.rules import as_told
from exports.campaigns.enrichments.tables import Enrichment
from exports.campaigns.projects.schemas import (
    ProjectChangeSchema,
    ProjectSchema,
    ProjectSentSchema,
    ProjectsSchema,
)

Answer = tuple[dict[str, Any], int, Mapping[str, str]]

projects = Blueprint("projects", __name__, url_prefix="/api/v1/projects", description="Campaigns")


@projects.get("")
@projects.arguments(PageSchema, location="query")
@projects.response(200, ProjectsSchema)
def listed(page: Mapping[str, Any]) -> Answer:
    """List the campaigns of this town, in the order they were made."""
    with reading() as session:
        seen = STATUSES if is_town() else PUBLIC
        found = campaigns.listed(session, seen, page["cursor"] or 0, page["limit"])
        added = enrichments.of_campaigns(session, [one.id for one in found])
        items = [told(session, one, added.get(one.id, ())) for one in found]
    following = str(found[-1].id) if len(found) == page["limit"] else None
    return {"items": items, "next": following}, 200, next_link(following)


@projects.get("/<string:slug>")
@projects.response(200, ProjectSchema)
def one(slug: str) -> Answer:
    """Describe a campaign, and count what it brought."""
    with reading() as session:
        found = known(session, slug)
        if found.status not in PUBLIC and not is_town():
            raise Problem("unknown-campaign")
        return whole(session, found), 200, {"ETag": etag(found)}


@projects.post("")
@projects.arguments(ProjectSentSchema)
@projects.response(201, ProjectSchema)
def make(sent: Mapping[str, Any]) -> Answer:
    """Make a campaign; its `id` is made of its title, for ever."""
    outline = drawn(sent["perimeter"])
    with transaction() as session:
        made = campaigns.add(session, call_of(sent), outline, caller().id)
        if sent["status"] != made.status:
            campaigns.change(session, made, status=sent["status"])
        found = known(session, made.slug)
        headers = {"ETag": etag(found), "Location": f"/api/v1/projects/{found.slug}"}
        return whole(session, found), 201, headers


@projects.patch("/<string:slug>")
@projects.arguments(ProjectChangeSchema(partial=True))
@projects.response(200, ProjectSchema)
def change(sent: Mapping[str, Any], slug: str) -> Answer:
    """Change what is sent of a campaign and leave the rest; `If-Match` tells the version seen."""
    changes = dict(sent)
    if "perimeter" in changes:
        changes["outline"] = campaigns.stored(drawn(changes.pop("perimeter")))
    with transaction() as session:
        found = seen(session, slug)
        written = campaigns.written(found)
        for name in ("title", "description"):
            changes[name] = written[name] | changes.get(name, {})
        call = call_of(written | changes)
        refuse_disorder(call)
        beside = {name: changes[name] for name in ("outline", "status") if name in changes}
        campaigns.change(session, found, **told_of(call), **beside)
        session.flush()
        found = known(session, slug)
        return whole(session, found), 200, {"ETag": etag(found)}


def seen(session: Session, slug: str) -> Campaign:
    """Find a campaign to change, at the version its reader saw."""
    found = held(session, slug)
    if not request.if_match:
        raise Problem("version-needed", etag=etag(found))
    if etag(found).strip('"') not in request.if_match:
        raise Problem("stale-version", etag=etag(found))
    return found


def is_town() -> bool:
    """Whether the town itself is asking."""
    reader = asking()
    return reader is not None and reader.may("publisher")


def drawn(perimeter: Any) -> MultiPolygon | None:
    """The outline that was sent; nothing for the whole town."""
    if perimeter is None:
        return None
    outline = perimeters.of_geojson(perimeter)
    if isinstance(outline, Fault):
        where = f"/perimeter{outline.pointer}"
        raise Problem("invalid-content", faults=[outline._replace(pointer=where)])
    return outline


def refuse_disorder(call: Call) -> None:
    if call.ends is not None and call.ends < call.starts:
        raise Problem("invalid-content", faults=[Fault("/ends", "ends-before")])
    if call.is_dataset and not may_stand_alone(call.protocol):
        raise Problem("invalid-content", faults=[Fault("/is_dataset", "dataset-cells")])


def etag(found: Campaign) -> str:
    """The strong ETag of a campaign: another at each change of it."""
    return f'"{found.slug}-{found.version}"'


def whole(session: Session, found: Campaign) -> dict[str, Any]:
    """A campaign in the project schema, with what services say of it."""
    return told(session, found, enrichments.of_campaigns(session, [found.id]).get(found.id, ()))


def told(session: Session, found: Campaign, added: Sequence[Enrichment]) -> dict[str, Any]:
    """A campaign in the project schema."""
    town, outline = towns.served_town(session), campaigns.outline_of(found)
    picture = f"{site.url()}/campagnes/images/{found.picture}-1024.jpg"
    today = clock.now().date()
    return {
        **campaigns.written(found),
        "id": found.slug,
        "url": f"{site.url()}/campagnes/{found.slug}",
        "organiser": {"code": town.code, "name": town.name},
        "status": found.status,
        "moment": moment(found.status, found.starts, found.ends, today),
        "perimeter": outline and mapping(outline),
        "picture": {"url": picture, "alt": found.picture_alt} if found.picture else None,
        "records": store.brought(session, found).number,
        "enrichments": {one.service: as_told(one) for one in added},
        "changed_at": found.changed_at,
        **({"join_code": spaced(found.join_code)} if is_town() and found.join_code else {}),
    }
