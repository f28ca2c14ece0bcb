"""Anyone reads a contributor's page; one that was not opened is like one that nobody could have."""

from flask import Blueprint, Response, make_response

from config.database import reading
from config.pages import render
from config.problems import Problem
from config.protocols import PROTOCOLS
from exports.atlas.words import SAYING
from exports.contributors import store
from exports.contributors.rules import life_list

contributors = Blueprint("contributors", __name__)
FOLDER = "exports/contributors"


@contributors.get("/contributeurs/<string:pseudo>")
def page(pseudo: str) -> Response:
    """Tell the taxa that someone signed, since which month, and what their records served for."""
    with reading() as session:
        found = store.name_of(session, pseudo)
        if found is None:
            raise Problem("not-found")
        author, name = found
        entries = store.shown(session, author)
        groups = life_list(entries, store.named(session, entries))
        told = render(
            FOLDER, "contributor.html",
            name=name, number=len(entries), groups=groups, taxa=sum(len(g.lines) for g in groups),
            served=store.served(session, entries), protocols=PROTOCOLS, **SAYING,
        )  # fmt: skip
    answer = make_response(told)
    answer.headers["X-Robots-Tag"] = "noindex"  # a person's name: not for search engines
    answer.headers["Cache-Control"] = "no-store"  # closed, it is gone at once
    return answer
