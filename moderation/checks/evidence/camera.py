"""What the camera wrote in the photos against the date and place that were declared."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from citizen.evidence.rules import Conflict, Told
from moderation.checks.evidence.around import distance
from moderation.checks.rules import FINE, LOOK, UNKNOWN, Check, Said


def camera(photos: Sequence[Told], conflicts: Mapping[UUID, Iterable[Conflict]]) -> Check:
    """Say whether photos agree with their observation; conflicts: by photo, beyond tolerance."""
    told = [
        {
            "photo": one.uuid,
            "number": number,
            "tells_date": bool(one.taken),
            "tells_place": one.longitude is not None and one.latitude is not None,
            **{
                {"date": "days_off", "place": "metres_off"}[each.what]: each.by
                for each in conflicts.get(one.uuid, ())
            },
        }
        for number, one in enumerate(photos, 1)
    ]
    against = [_said(number, each) for number, one in enumerate(photos, 1)
               for each in conflicts.get(one.uuid, ())]  # fmt: skip
    if against:
        return Check("camera", LOOK, against, {"photos": told})
    if not photos:
        return Check("camera", UNKNOWN, [Said("camera.no_photo")], {"photos": told})
    telling = sum(1 for one in told if one["tells_date"] or one["tells_place"])
    if not telling:
        return Check("camera", UNKNOWN, [Said("camera.unknown")], {"photos": told})
    return Check("camera", FINE, [Said("camera.fine", {"n": telling})], {"photos": told})


def _said(number: int, against: Conflict) -> Said:
    if against.what == "date":
        return Said("camera.date", {"photo": number, "n": against.by})
    return Said("camera.place", {"photo": number, "far": distance(against.by)})
