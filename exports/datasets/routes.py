"""Anyone lists the datasets and takes their files; a publisher asks for a release."""

from collections.abc import Mapping
from typing import Any

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from citizen.accounts.access import caller
from config import events, files, site, towns
from config.database import Session, reading, transaction
from config.languages import words
from config.problems import Problem
from config.web import Blueprint, language
from exports.datasets import store, subjects
from exports.datasets.rules import path
from exports.datasets.schemas import DatasetSchema, DatasetsSchema, ReleaseSchema, ReleasesSchema
from exports.datasets.subjects import Subject
from exports.datasets.tables import Release
from exports.formats import suiting
from exports.records import OPEN

datasets = Blueprint(
    "datasets", __name__, url_prefix="/api/v1/datasets", description="Datasets and releases"
)


@datasets.get("")
@datasets.response(200, DatasetsSchema)
def listed() -> dict[str, Any]:
    """List the datasets this town publishes."""
    with reading() as session:
        found = subjects.offered(session)
        return {"items": [told(session, one) for one in found], "next": None}


@datasets.get("/<string:code>")
@datasets.response(200, DatasetSchema)
def dataset(code: str) -> dict[str, Any]:
    """Describe a dataset and its latest release."""
    with reading() as session:
        return told(session, subjects.known(session, code))


@datasets.get("/<string:code>/releases")
@datasets.response(200, ReleasesSchema)
def releases(code: str) -> dict[str, Any]:
    """List the releases of a dataset, newest first."""
    with reading() as session:
        made = store.of(session, subjects.ever(session, code).code)
    return {"items": [release_told(one) for one in made], "next": None}


@datasets.post("/<string:code>/releases")
@datasets.response(202, ReleaseSchema)
def release(code: str) -> dict[str, Any]:
    """Ask for the next release; it is built at once, in the background."""
    return release_told(ask(code))


def ask(code: str) -> Release:
    """Take the next number of a dataset and have it built."""
    with transaction() as session:
        begun = store.begin(session, subjects.known(session, code).code, caller().id)
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
        "licence": OPEN.spdx,
        "formats": [one.file_of(about.code) for one in suiting(about.protocol)],
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
        "files": [
            {
                "name": name,
                "url": f"{base}/{name}",
                "title": words(file["title"], language()),
                **{key: file[key] for key in ("media_type", "bytes", "sha256")},
            }
            for name, file in release.files.items()
        ],
    }


data = Blueprint("data", __name__, url_prefix="/data", description="The files of releases")


@data.get("/<string:code>/<string:number>/<string:name>")
@data.response(200, content_type="application/octet-stream")
def file(code: str, number: str, name: str) -> ResponseReturnValue:
    """Take a file of a release: a number, or `latest`, which leads to the newest number."""
    with reading() as session:
        release = store.numbered(session, subjects.ever(session, code).code, number)
    known: Mapping[str, Any] | None = release.files.get(name)
    if known is None:
        raise Problem("unknown-file")
    if number == "latest":
        newest = redirect(f"/data/{code}/{release.number}/{name}", code=302)
        newest.headers["Cache-Control"] = "no-cache"
        return newest
    response = Response(
        files.store().stream(path(towns.served(), code, release.number, name)),
        mimetype=known["media_type"],
    )
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Length"] = str(known["bytes"])
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.set_etag(known["sha256"])
    return response.make_conditional(request)
