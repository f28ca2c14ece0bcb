"""The pages anyone reads: home, map, species, trees, heat, data, method, the API."""

from itertools import islice
from uuid import UUID

from flask import Blueprint, current_app, redirect, request
from flask.typing import ResponseReturnValue

from config.database import reading
from config.problems import Problem
from config.protocols import PROTOCOLS
from exports.atlas import course, heat, openapi, rules, store, words
from exports.atlas.drawing import Frame
from exports.atlas.filters import routes as twins
from exports.atlas.filters.routes import show
from exports.atlas.held import store as held
from exports.atlas.held.rules import by_records
from exports.atlas.layers import routes as layers
from exports.datasets.cutting import store as cutting
from moderation.decisions import store as decisions
from reference.addresses import finding

LATEST, PICTURES = 6, 6  # photos on the home page, and on that of a species

atlas = Blueprint("atlas", __name__)


@atlas.get("/")
def home() -> str:
    """Show what there is, how much of it, and the last accepted."""
    with reading() as session:
        entries, outline = store.entries(session), store.outline(session)
        release, squares = store.heat(session)
        known = cutting.known(session)
    counted = {code: [e for e in entries if e.protocol == code] for code in by_records()}
    moment = heat.chosen(heat.moments(squares), "")
    return show(
        "home.html",
        counted=counted,
        around=known,
        finds=finding.can_find(current_app.config["GEOCODER_URL"]),
        squares=squares,
        released=release,
        shown=[square for square in squares if square.moment == moment],
        latest=rules.accepted_last(entries, LATEST),
        drawn=rules.exact(rules.newest(entries)),
        outline=outline,
        frame=Frame.around([outline] if outline else []),
    )


atlas.add_url_rule("/carte", "map_page", twins.map_page)
atlas.add_url_rule("/liste", "list_page", twins.list_page)
atlas.add_url_rule("/carte/points.geojson", "features", layers.points)
atlas.add_url_rule("/carte/envoyes.geojson", "waiting", layers.waiting)
atlas.add_url_rule("/carte/carres.geojson", "cells", layers.cells)
atlas.add_url_rule("/carte/commune.geojson", "outline", layers.outline)


@atlas.get("/especes/<int:cd_nom>")
def species(cd_nom: int) -> ResponseReturnValue:
    """Show what is known here of a species; a synonym leads to its taxon."""
    with reading() as session:
        taxon = store.taxon(session, cd_nom)
        if taxon is None:
            raise Problem("unknown-taxon", cd_nom=cd_nom)
        if taxon.cd_ref != cd_nom and store.taxon(session, taxon.cd_ref):
            return redirect(f"/especes/{taxon.cd_ref}", 301)
        all_held, outline = held.held(session), store.outline(session)
        told = store.described(session, taxon)
    found, planted, months = all_held.of_taxon(taxon.cd_ref)
    drawn = rules.exact(found)
    return show(
        "species.html",
        **told | {"taxon": taxon, "entries": found, "drawn": drawn},
        pictured=[*islice((entry for entry in found if entry.photo), PICTURES)],
        planted=planted,
        lookalikes=rules.lookalikes(all_held.confused, taxon.cd_ref),
        months=months,
        outline=outline,
        frame=Frame.around(rules.shapes(drawn, outline)),
    )


@atlas.get("/arbres/<uuid:uuid>")
def tree(uuid: UUID) -> ResponseReturnValue:
    """Show a tree, as anyone may know it."""
    return record(uuid)


@atlas.get("/observations/<uuid:uuid>")
def record(uuid: UUID) -> ResponseReturnValue:
    """Show a published record; one that is not public is unknown."""
    with reading() as session:
        found = store.record(session, uuid)
        outline = store.outline(session)
        checked = decisions.public_history(session, found[0].uuid) if found else []
    if found is None:
        raise Problem("unknown-observation")
    told, code = found
    entry = rules.entry(told, code)
    if uuid != told.uuid:  # a visit of it, or merged into it: that may be undone
        if uuid not in told.known_as:
            raise Problem("unknown-observation")
        return redirect(entry.path, 302)
    if request.path != entry.path:
        return redirect(entry.path, 301)
    return show(
        "record.html",
        record=told,
        entry=entry,
        checked=checked,
        protocol=PROTOCOLS[code],
        answers=words.answers(told, PROTOCOLS[code].version_of(told.protocol_version)),
        photos=[rules.large(photo.url) for photo in told.photos],
        sounds=[sound._replace(url=rules.large(sound.url)) for sound in told.sounds],
        **course.told(told, PROTOCOLS[code]),
        outline=outline,
        frame=Frame.around(rules.shapes(rules.exact([entry]), outline)),
    )


@atlas.get("/chaleur", endpoint="heat")
def felt_heat() -> str:
    """Show how heat is felt, square by square, at one moment."""
    with reading() as session:
        release, squares = store.heat(session)
        outline = store.outline(session)
    moments = heat.moments(squares)
    moment = heat.chosen(moments, request.args.get("moment", ""))
    shown = [square for square in squares if square.moment == moment]
    shapes = [square.outline for square in shown]
    return show(
        "heat.html",
        release=release,
        moments=moments,
        moment=moment,
        squares=shown,
        outline=outline,
        frame=Frame.around([outline, *shapes] if outline else shapes),
    )


@atlas.get("/donnees")
def data() -> str:
    """Offer the datasets, their releases and their files."""
    with reading() as session:
        offered = store.offered(session)
    return show("data.html", **offered)


@atlas.get("/methode")
def method() -> str:
    """Say what is asked, who checks, and what is published how precisely."""
    with reading() as session:
        told = store.checking(session)
    return show("method.html", **told)


@atlas.get("/api/docs")
def docs() -> str:
    """Show the calls of the API, from its own description."""
    spec = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    return show("docs.html", groups=openapi.groups(spec), schemas=openapi.schemas(spec))
