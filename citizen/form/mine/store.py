"""Read one's own places, exact: they are told to nobody else."""

from typing import Any

from shapely.geometry import mapping
from sqlalchemy.orm import Session

from citizen.form.mine.rules import GROUP, Wanted
from citizen.observations import store as observations
from citizen.progress import store as progress

MOST = 1000  # points of a map, the newest: more could not be told apart


def places(session: Session, author: int, wanted: Wanted) -> list[dict[str, Any]]:
    """Return an author's observations as GeoJSON features, with where each stands.

    One that was emptied has no place any more: only the ten kilometres around.
    """
    found = observations.of_authors(session, [author], None, MOST, wanted.like)
    kept = [one for one in found if one.emptied_at is None]
    stands = progress.of_each(session, kept)
    return [
        {
            "type": "Feature",
            "id": str(one.uuid),
            "geometry": mapping(observations.place(one)),
            "properties": {
                "protocol": one.protocol,
                "name": one.cited_name,
                "group": GROUP[one.status],
                "standing": stands[one.id].standing,
                "accuracy_m": one.accuracy_m,
            },
        }
        for one in kept
    ]
