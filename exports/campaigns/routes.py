"""Anyone sees the campaigns of the town, what each brought so far, and takes part."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, Response
from shapely import Geometry

from citizen.accounts.access import asking
from citizen.campaigns import store as campaigns
from citizen.campaigns.rules import PICTURE_SIZES, PUBLIC, moment, picture_path
from citizen.campaigns.tables import Campaign
from config import clock, files, site
from config.database import reading
from config.pages import render
from config.problems import Problem
from config.protocols import PROTOCOLS
from exports.atlas import store as atlas
from exports.atlas.drawing import Frame
from exports.campaigns import store
from exports.campaigns.enrichments import store as enrichments
from reference.taxa import store as taxa

PAGE = "exports/campaigns"
ORDER = ("running", "coming", "over")
DOTS = 200  # a drawing of more says nothing more

calls = Blueprint("campaigns", __name__)


@calls.get("/campagnes")
def listed() -> str:
    """List the campaigns: under way, to come, over."""
    today = clock.now().date()
    with reading() as session:
        found = campaigns.public(session)
        counts = {one.slug: store.brought(session, one).number for one in found}
    when = [(one, moment(one.status, one.starts, one.ends, today)) for one in found]
    groups = {name: [one for one, at in when if at == name] for name in ORDER}
    return render(
        PAGE,
        "campaigns.html",
        groups=groups,
        counts=counts,
        protocols=PROTOCOLS,
        subscribe=f"webcal://{urlsplit(site.url()).netloc}/campagnes.ics",
    )


@calls.get("/campagnes/<slug>")
def one(slug: str) -> str:
    """Show a campaign: what is asked, where, until when, what it brought."""
    with reading() as session:
        found = campaigns.of_slug(session, slug, with_outline=True)
        if found is None or not may_see(found):
            raise Problem("unknown-campaign")
        told = shown(found, atlas.outline(session), store.brought(session, found))
        told["partners"] = enrichments.of_campaigns(session, [found.id]).get(found.id, ())
        told["species"] = [*taxa.known(session, {int(one) for one in found.species}).values()]
    return render(PAGE, "campaign.html", **told)


def shown(found: Campaign, town: Geometry | None, brought: store.Brought) -> dict[str, Any]:
    """What the page of a campaign says."""
    drawn = campaigns.outline_of(found)
    dots = brought.entries[:DOTS]
    shapes = [town, drawn, *(entry.place for entry in dots)]
    return {
        "campaign": found,
        "moment": moment(found.status, found.starts, found.ends, clock.now().date()),
        "asked": PROTOCOLS.get(found.protocol),
        "count": brought.number,
        "dots": dots,
        "town_outline": town,
        "perimeter": drawn,
        "frame": Frame.around(known(shapes)),
    }


def known(shapes: Sequence[Geometry | None]) -> list[Geometry]:
    return [shape for shape in shapes if shape is not None]


def may_see(found: Campaign) -> bool:
    """Whether this reader may: a draft is the town's alone."""
    reader = asking()
    return found.status in PUBLIC or (reader is not None and reader.may("publisher"))


@calls.get("/campagnes/images/<uuid:name>-<int:size>.jpg")
def picture(name: UUID, size: int) -> Response:
    """Show the picture of a campaign: pixels and nothing else."""
    with reading() as session:
        found = campaigns.of_picture(session, name)
    if found is None or size not in PICTURE_SIZES or not may_see(found):
        raise Problem("not-found")
    response = Response(files.store().read(picture_path(name, size)), mimetype="image/jpeg")
    is_public = found.status in PUBLIC
    response.headers["Cache-Control"] = "public, max-age=86400" if is_public else "private"
    return response
