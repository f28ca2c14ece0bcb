"""Anyone lists the datasets and takes their files; a publisher asks for a release."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from marshmallow import EXCLUDE

from citizen.accounts.access import caller
from config import events, files, site, towns
from config.database import Session, reading, transaction
from config.languages import words
from config.problems import Problem
from config.web import Blueprint, language
from exports.datasets import seal, store, subjects
from exports.datasets.cutting.routes import cut
from exports.datasets.cutting.schemas import CutSchema
from exports.datasets.declared.rules import tag
from exports.datasets.making.rules import plain
from exports.datasets.reissuing.rules import REASONS
from exports.datasets.rules import path
from exports.datasets.schemas import DatasetSchema, DatasetsSchema, ReleaseSchema, ReleasesSchema
from exports.datasets.subjects import Subject
from exports.datasets.tables import Release
from exports.formats import chosen

datasets = Blueprint(
    "datasets", __name__, url_prefix="/api/v1/datasets", description="Datasets and releases"
)


AS_DECLARED = ("licence", "producer", "contact", "retired", "rhythm", "automatic")


@datasets.get("")
@datasets.response(200, DatasetsSchema)
def listed() -> dict[str, Any]:
    """List the datasets this town publishes."""
    with reading() as session:
        found = subjects.offered(session)
        return {"items": [told(session, one) for one in found], "next": None}


@datasets.get("/<string:code>")
@datasets.response(200, DatasetSchema)
def dataset(code: str) -> tuple[dict[str, Any], int, Mapping[str, str]]:
    """Describe a dataset and its latest release; its ETag is of how it is published."""
    with reading() as session:
        found = subjects.known(session, code)
        return told(session, found), 200, {"ETag": f'"{tag(found.declared)}"'}


@datasets.get("/<string:code>/releases")
@datasets.response(200, ReleasesSchema)
def releases(code: str) -> dict[str, Any]:
    """List the releases of a dataset, newest first, those that were taken back too."""
    with reading() as session:
        made = store.told(session, subjects.ever(session, code).code)
    return {"items": [release_told(one) for one in made], "next": None}


@datasets.post("/<string:code>/releases")
@datasets.response(202, ReleaseSchema)
def release(code: str) -> dict[str, Any]:
    """Ask for the next release; it is built at once, in the background."""
    return release_told(ask(code))


def ask(code: str) -> Release:
    """Take the next number of a dataset and have it built."""
    with transaction() as session:
        begun = store.begin(session, subjects.going_on(session, code).code, caller().id)
        events.record(session, "release.requested", begun.id, caller().id, dataset=code)
    return begun


def told(session: Session, about: Subject) -> dict[str, Any]:
    spoken, made = language(), store.of(session, about.code)
    return {
        "dataset": about.code,
        "title": words(about.title, spoken),
        "description": words(about.description, spoken),
        "protocol": about.protocol.code,
        "campaign": about.campaign,
        "territory": about.territory,
        "levels": list(about.levels),
        **{name: getattr(about.declared, name) for name in AS_DECLARED},
        "framework": plain(about.declared.framework),
        "sheet": plain(about.declared.sheet),
        "formats": [
            one.file_of(about.code) for one in chosen(about.protocol, about.declared.formats)
        ],
        "latest": release_told(made[0]) if made else None,
    }


def release_told(release: Release) -> dict[str, Any]:
    base = f"{site.url()}/data/{release.dataset}/{release.number}"
    return {
        "dataset": release.dataset,
        "release": release.number,
        "state": release.state,
        "records": release.records,
        "as_of": release.as_of,
        "published_at": release.published_at,
        "url": base,
        "withdrawn_at": release.withdrawn_at,
        "withdrawn_why": release.withdrawn_why,
        "withdrawn_words": release.withdrawn_words,
        "replaced_by": release.replaced_by,
        "files": [
            {
                "name": name,
                "url": f"{base}/{name}",
                "title": words(file["title"], language()),
                **{key: file[key] for key in ("media_type", "bytes", "sha256")},
            }
            for name, file in (release.files.items() if release.state == "published" else ())
        ],
    }


data = Blueprint("data", __name__, url_prefix="/data", description="The files of releases")


@data.get("/<string:code>/<string:number>/<string:name>")
@data.arguments(CutSchema, location="query", unknown=EXCLUDE)  # caches are led by others
@data.response(200, content_type="application/octet-stream")
def file(wanted: Mapping[str, Any], code: str, number: str, name: str) -> ResponseReturnValue:
    """Take a file of a release: a number, or `latest`, which leads to the newest number.

    With a `territory`, its table, its GeoJSON or its GeoPackage cut to what lies wholly in it.
    """
    with reading() as session:
        release = found(session, code, number)
    known: Mapping[str, Any] | None = release.files.get(name)
    if known is None:
        raise Problem("unknown-file")
    if release.state == "withdrawn":
        raise Problem("release-withdrawn", **taken_back(release))
    territory = str(wanted["territory"]).strip()
    if number == "latest":
        return led(f"/data/{code}/{release.number}/{name}", territory)
    if territory:
        return cut(release, name, territory)
    response = Response(
        files.store().stream(path(towns.served(), code, release.number, name)),
        mimetype=known["media_type"],
    )
    # Its bytes never change, but they may be taken back: no cache shows them without asking.
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Length"] = str(known["bytes"])
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.set_etag(known["sha256"])
    return response.make_conditional(request)


def led(numbered: str, territory: str) -> ResponseReturnValue:
    """Lead to the address that will always be of the same release."""
    query = f"?{urlencode({'territory': territory})}" if territory else ""
    newest = redirect(f"{numbered}{query}", code=302)
    newest.headers["Cache-Control"] = "no-cache"
    newest.headers["Access-Control-Allow-Origin"] = "*"
    return newest


@data.get("/key.pem")
@data.response(200, content_type="application/x-pem-file")
def key() -> Response:
    """Take the public key that verifies the signature of every manifest: Ed25519, in PEM."""
    response = Response(seal.public_pem(), mimetype="application/x-pem-file")
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.add_etag()
    response.make_conditional(request)
    return response


def found(session: Session, code: str, number: str) -> Release:
    """Find a release, taken back or not; the newest that may be taken, when it stands."""
    dataset = subjects.ever(session, code).code
    if number == "latest" and not store.of(session, dataset) and store.told(session, dataset):
        raise Problem("release-awaited")
    return store.numbered(session, dataset, number)


def taken_back(release: Release) -> dict[str, Any]:
    """What anyone is told of a release that was taken back; never which record was the cause."""
    told = {
        "dataset": release.dataset,
        "release": release.number,
        "withdrawn_at": release.withdrawn_at and release.withdrawn_at.isoformat(),
        "reason": REASONS.get(release.withdrawn_why, ""),
        "instead": f"{site.url()}/data/{release.dataset}/{release.replaced_by}/manifest.json",
        "latest": f"{site.url()}/data/{release.dataset}/latest/manifest.json",
    }
    return told | ({"words": release.withdrawn_words} if release.withdrawn_words else {})
