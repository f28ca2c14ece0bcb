"""A clerk makes a dataset, says how it is published, or makes one for each commune."""

from dataclasses import replace
from typing import Any, NamedTuple

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug import Response

from citizen.form.rules import Filled, one
from citizen.form.words import worded
from config.database import Session, reading, transaction
from config.languages import texts
from config.pages import render
from config.places import Fault
from config.problems import Problem
from config.protocols.protocol import Protocol
from config.web import language
from exports.datasets import subjects
from exports.datasets.declared.rules import LEVELS, LICENCES, Declared, tag
from exports.datasets.declared.sense import rhythms
from exports.datasets.making import intake
from exports.formats import FORMATS
from exports.town.datasets import store
from exports.town.datasets.rules import choices, document, field_of, filled_of, what

FOLDER = "exports/town/datasets"
BLANK: Any = {"title": {}, "description": {}, "sheet": {}}  # what a new dataset says of itself
MOST = 2000  # communes in one asking: more than any EPCI has

sets = Blueprint("town-datasets", __name__)


class Of(NamedTuple):
    """What a dataset is of, as the page begins it."""

    declared: Declared
    protocol: Protocol


@sets.get("/ville/jeux")
def listed() -> str:
    """Show the datasets of the town, and how each is published."""
    return list_page()


def list_page(refusal: Problem | None = None, filled: Filled | None = None) -> str:
    with reading() as session:
        offered = subjects.offered(session)
        communes, places = store.communes(session), store.places(session)
    return render(
        FOLDER,
        "list.html",
        offered=offered,
        wholes=[one for one in offered if is_whole(one)],
        communes=communes,
        names={place.code: place.name for place in places},
        refusal=refusal,
        wrong=beside(refusal),
        filled=filled or {},
        made=request.args.get("made", ""),
        licences=LICENCES,
    )


def is_whole(about: subjects.Subject) -> bool:
    """Whether a dataset may be shared out among communes: all of something, record by record."""
    of = about.declared.campaign or about.declared.protocol
    return about.code == of and not about.territory and about.protocol.publication == "records"


@sets.get("/ville/jeux/nouveau")
def begin() -> str:
    """Ask what a new dataset is of, then show its form."""
    with reading() as session:
        offered = [one for one in subjects.offered(session) if is_whole(one)]
        of = begun(session, request.args.get("of", ""))
    if of is None:
        return render(FOLDER, "of.html", offered=offered)
    return page(filled_of(of.declared, of.protocol), of)


def begun(session: Session, told: str) -> Of | None:
    """Begin a dataset of what is told, published as that is; nothing where there is no such."""
    for about in subjects.offered(session):
        of = {"protocol": about.declared.protocol, "campaign": about.declared.campaign}
        if is_whole(about) and what(told).items() <= of.items() and what(told):
            return Of(replace(about.declared, code="", **BLANK), about.protocol)
    return None


@sets.post("/ville/jeux")
def make() -> Response:
    """Keep a new dataset."""
    filled = request.form.to_dict(flat=False)
    with reading() as session:
        of = begun(session, one(filled, "of"))
    if of is None:
        raise Problem("bad-request")
    told = {**what(one(filled, "of")), **document(filled, of.protocol, of.declared)}
    try:
        with transaction() as session:
            made = intake.make(session, one(filled, "code"), told)
    except Problem as refusal:
        return told_again(filled, of, refusal)
    return redirect(url_for("town-datasets.edit", code=made.code, done="made"), 303)


@sets.get("/ville/jeux/<code>")
def edit(code: str) -> str:
    """Show how a dataset is published, to change it."""
    of = kept(code)
    return page(filled_of(of.declared, of.protocol) | {"version": [tag(of.declared)]}, of)


def kept(code: str) -> Of:
    with reading() as session:
        about = subjects.known(session, code)
    return Of(about.declared, about.protocol)


@sets.post("/ville/jeux/<code>")
def change(code: str) -> Response:
    """Keep the changes of a dataset, unless another changed it meanwhile."""
    filled, of = request.form.to_dict(flat=False), kept(code)
    told = document(filled, of.protocol, of.declared)
    try:
        with transaction() as session:
            intake.change(session, code, {one(filled, "version")}, told)
    except Problem as refusal:
        if refusal.kind.code not in {"invalid-content", "stale-version"}:
            raise
        return told_again(filled, of, refusal)
    return redirect(url_for("town-datasets.edit", code=code, done="changed"), 303)


@sets.post("/ville/jeux/par-commune")
def spread() -> Response:
    """Make one dataset for each commune that was ticked; the one of the whole stays."""
    filled = request.form.to_dict(flat=False)
    try:
        with transaction() as session:
            whole, communes = one(filled, "whole"), filled.get("communes", [])[:MOST]
            made, _ = intake.spread(session, whole, communes)
    except Problem as refusal:
        if refusal.kind.code not in {"invalid-content"}:
            raise
        return make_response(list_page(refusal, filled), refusal.kind.status)
    return redirect(url_for("town-datasets.listed", made=made), 303)


def told_again(filled: Filled, of: Of, refusal: Problem) -> Response:
    return make_response(page(filled, of, refusal), refusal.kind.status)


def page(filled: Filled, of: Of, refusal: Problem | None = None) -> str:
    """The form of a dataset, new or kept, its faults beside their fields."""
    with reading() as session:
        around = store.places(session)
    shown: dict[str, Any] = {"of": of.declared, "protocol": of.protocol, "levels": LEVELS}
    return render(
        FOLDER,
        "edit.html",
        filled=filled,
        refusal=refusal,
        wrong=beside(refusal),
        around=around,
        licences=LICENCES,
        rhythms=rhythms(of.protocol),
        formats={name: FORMATS[name].title for name in choices(of.protocol)},
        done=request.args.get("done", ""),
        **shown,
    )


def beside(refusal: Problem | None) -> dict[str, list[str]]:
    """Faults under the field they are told beside."""
    wrong: dict[str, list[str]] = {}
    for fault in refusal.faults if refusal else ():
        wrong.setdefault(field_of(fault.pointer), []).append(said(fault))
    return wrong


def said(fault: Fault) -> str:
    """A fault in the words of a page, where those of a file would not do."""
    ours = texts(FOLDER, language()).get(f"fault.{fault.code}")
    return ours.format(**fault.values) if ours else worded(fault)
