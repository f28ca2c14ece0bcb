"""The town looks at what it is about to publish, then publishes with one button."""

from typing import Any

from flask import Blueprint, Response, jsonify

from citizen.form.store import town_rings
from config.database import reading
from config.languages import say, words
from config.pages import render
from config.templates.filters import fine
from config.web import language
from exports.datasets import planning, subjects
from exports.pushing.rules import TAKEN
from exports.sinp_checks.reading import said
from exports.town.publishing import coming, store
from exports.town.publishing.rules import Warned, lacking
from exports.town.store import Standing, standing

FOLDER = "exports/town/publishing"

publishing = Blueprint("town-publishing", __name__)


@publishing.get("/ville/publier/<dataset>")
def prepare(dataset: str) -> str:
    """Show what the next release would hold, how each file shows it, and what to mend before."""
    with reading() as session:
        about = subjects.known(session, dataset)
        look = store.look(session, about)
        stands = standing(session, about, look.counted)
        kept_back = store.kept_back(session, about, stands.plan.total)
        warned = warnings(look, stands)
        rings = town_rings(session)
    return render(
        FOLDER,
        "prepare.html",
        about=about,
        one=stands,
        look=look,
        dataset=look.dataset,
        kept_back=kept_back,
        warned=warned,
        said=said,
        rings=rings,
        sent=[one.file for one in look.outlets if one.file.rpartition(".")[2] in TAKEN],
    )


@publishing.get("/ville/publier/<dataset>/lieux.geojson")
def places(dataset: str) -> Response:
    """Give what the next release adds or changes, at public places alone, as GeoJSON."""
    with reading() as session:
        about = subjects.known(session, dataset)
        if about.protocol.publication == "cells":
            found = coming.of_squares(session, about)
        else:
            found = coming.of_records(session, planning.coming(session, dataset))
    drawn = [feature(one, words(about.title, language())) for one in found.marks]
    response = jsonify(type="FeatureCollection", features=drawn, said=summary(found))
    response.mimetype = "application/geo+json"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def feature(mark: coming.Mark, title: str) -> dict[str, Any]:
    """A mark in words: what is there, and how exactly it will be told."""
    name = mark.names[0] if len(mark.names) == 1 else ""
    if mark.answers:
        name = worded("map.answers", n=mark.answers)
    elif len(mark.names) > 1:
        name = worded("map.several", n=len(mark.names))
    state = worded(f"map.{mark.change}")
    if mark.precision:
        state += f", {worded(f'precision.{mark.precision}')}"
    told = {"name": name or title, "state": state, "group": mark.change}
    return {"type": "Feature", "geometry": mark.shape, "properties": told}


def summary(found: coming.Coming) -> str:
    """What the map shows, and what it does not."""
    many = sum(max(1, len(one.names)) for one in found.marks)
    told = [worded("map.shown" if many else "map.none", n=many)]
    told += [worded("map.nowhere", n=found.nowhere)] if found.nowhere else []
    told += [worded("map.further", n=found.further)] if found.further else []
    return " ".join(told)


def worded(key: str, **values: Any) -> str:
    return fine(say(FOLDER, key, language(), **values), language())


def warnings(look: store.Look, stands: Standing) -> list[Warned]:
    """All that should be looked at first, the gravest first."""
    code = look.dataset.code
    found = [Warned("raised", f"/ville/publications/{code}", stands.raised)]
    if look.dataset.protocol.speaks("dwc"):
        found.append(Warned("unnamed", "/moderation/noms", look.tally.unnamed))
    return [*(one for one in found if one.number), *lacking(look.dataset)]
