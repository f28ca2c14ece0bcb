"""A publisher asks what former releases show too much, and takes them back."""

from collections.abc import Mapping
from typing import Any

from citizen.accounts.access import caller
from config.database import reading, transaction
from config.web import Blueprint
from exports.datasets import subjects
from exports.datasets.reissuing.intake import Wanted, exposures
from exports.datasets.reissuing.intake import reissue as take_back
from exports.datasets.reissuing.rules import counted, is_grave
from exports.datasets.reissuing.schemas import ExposuresSchema, ReissueSchema
from exports.datasets.routes import release_told
from exports.datasets.schemas import ReleaseSchema

reissuing = Blueprint(
    "reissuing", __name__, url_prefix="/api/v1/datasets", description="Releases taken back"
)


@reissuing.get("/<string:code>/exposures")
@reissuing.response(200, ExposuresSchema)
def exposed(code: str) -> dict[str, Any]:
    """Say what each release shows that is hidden now, newest first."""
    with reading() as session:
        found = exposures(session, subjects.ever(session, code))
    counts = {number: counted(one) for number, one in found.items()}
    told = [{"release": n, "is_grave": is_grave(c), "counts": c} for n, c in counts.items()]
    return {"items": told, "next": None}


@reissuing.post("/<string:code>/reissues")
@reissuing.arguments(ReissueSchema)
@reissuing.response(202, ReleaseSchema)
def reissue(sent: Mapping[str, Any], code: str) -> dict[str, Any]:
    """Take releases back: their files are gone at once; told is the release to take instead."""
    wanted = Wanted(tuple(sent["releases"]), sent["reason"], sent["words"].strip())
    with transaction() as session:
        instead = take_back(session, subjects.ever(session, code), wanted, caller().id)
    return release_told(instead)
