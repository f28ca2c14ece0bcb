"""Anyone takes the atlas of the commune to print."""

from flask import Response, request

from config import files
from config.database import reading
from config.problems import Problem
from config.web import Blueprint, language
from exports.booklet import store

PDF = "application/pdf"

booklet = Blueprint("booklet", __name__, description="The atlas to print")


@booklet.get("/data/atlas.pdf")
@booklet.response(200, content_type=PDF)
def atlas() -> Response:
    """Take the atlas of the commune to print, made of the last releases (PDF)."""
    made = store.made()
    if not made:
        raise Problem("unknown-file")
    with reading() as session:
        if not store.stands(session, made):
            raise Problem("release-awaited")
    told = made["files"][language()]
    kept = store.stored(told["sha256"])
    if not files.store().has(kept):  # another takes its place at this very moment
        raise Problem("release-awaited")
    response = Response(files.store().read(kept), mimetype=PDF)
    response.headers["Content-Disposition"] = 'inline; filename="atlas.pdf"'
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Content-Language"] = language()
    response.vary.update(("Accept-Language", "Cookie"))
    response.set_etag(told["sha256"])
    response.make_conditional(request)
    return response
