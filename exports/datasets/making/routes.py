"""A publisher makes a dataset by a program, and changes how one is published."""

from collections.abc import Mapping
from typing import Any

from flask import request

from config.database import Session, transaction
from config.web import Blueprint
from exports.datasets import subjects
from exports.datasets.declared.rules import tag
from exports.datasets.making import intake
from exports.datasets.making.schemas import DatasetChangeSchema, DatasetSentSchema
from exports.datasets.routes import told
from exports.datasets.schemas import DatasetSchema

Answer = tuple[dict[str, Any], int, Mapping[str, str]]

making = Blueprint("making", __name__, url_prefix="/api/v1/datasets", description="Datasets made")


@making.post("")
@making.arguments(DatasetSentSchema)
@making.response(201, DatasetSchema)
def make(sent: Mapping[str, Any]) -> Answer:
    """Make a dataset of a protocol or of a campaign: of a territory, of levels, of formats."""
    document = {name: value for name, value in sent.items() if name != "dataset"}
    with transaction() as session:
        made = intake.make(session, sent["dataset"], document)
        found, headers = _answer(session, made.code)
    return found, 201, {**headers, "Location": f"/api/v1/datasets/{made.code}"}


@making.patch("/<string:code>")
@making.arguments(DatasetChangeSchema)
@making.response(200, DatasetSchema)
def change(sent: Mapping[str, Any], code: str) -> Answer:
    """Change what is sent of a dataset and leave the rest; `If-Match` tells the version seen."""
    with transaction() as session:
        intake.change(session, code, [*request.if_match], sent)
        found, headers = _answer(session, code)
    return found, 200, headers


def _answer(session: Session, code: str) -> tuple[dict[str, Any], Mapping[str, str]]:
    found = subjects.known(session, code)
    return told(session, found), {"ETag": f'"{tag(found.declared)}"'}
