"""A person lists what they sent, with where each of them stands."""

from collections.abc import Mapping
from typing import Any

from citizen.accounts.access import caller
from citizen.observations import store
from citizen.observations.intake import Kept
from citizen.observations.routes import Answer, as_kept
from citizen.observations.schemas import PageSchema
from citizen.plausibility import store as plausibility
from citizen.progress import store as progress
from citizen.progress.schemas import FollowedPageSchema
from citizen.progress.sentences import told
from config.database import reading
from config.web import Blueprint, language, next_link

mine = Blueprint("mine", __name__, url_prefix="/api/v1/me", description="What I sent")


@mine.get("/observations")
@mine.arguments(PageSchema, location="query")
@mine.response(200, FollowedPageSchema)
def listed(page: Mapping[str, Any]) -> Answer:
    """List what I sent, newest first, and where each stands."""
    with reading() as session:
        found = store.of_authors(session, [caller().id], page["cursor"], page["limit"])
        missing = store.all_missing_photos(session, found)
        flags = plausibility.of_each(session, {one.id: one.version for one in found})
        stands = progress.of_each(session, found)
        items = [
            as_kept(Kept(one, missing[one.id], False, flags[one.id]))
            | {"progress": told(one.uuid, stands[one.id], language())}
            for one in found
        ]
    following = str(found[-1].id) if len(found) == page["limit"] else None
    return {"items": items, "next": following}, 200, next_link(following)
