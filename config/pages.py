"""Pages: templates and words of a feature, headers of every page, refusals told to people.

A feature keeps its templates, its browser files and its words in folders of its own;
`render("exports/atlas", "home.html", …)` finds them by the name of the feature's folder.
What a page may say of its reader, who is known above `config/`, is given to `install`.
"""

from collections import ChainMap
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Flask, Response, g, make_response, render_template, request
from jinja2 import FunctionLoader, StrictUndefined
from markupsafe import Markup

from config.borrowed import Borrowed, marked, settle
from config.languages import LANGUAGES, ROOT, is_begun, is_leftward, texts
from config.problems import PROBLEMS, Problem
from config.site import is_framed
from config.static import YEAR, asset, give
from config.templates.filters import FILTERS, fine, number
from config.towns import Town
from config.voices import language, offered, page_language, speak, voice

MACHINES = (  # the paths that answer machines; the others answer people
    "/api/v1", "/data/", "/health", "/metrics", "/ogc", "/tiles", "/feeds", "/catalogue",
    "/photos/", "/sounds/", "/static/",
)  # fmt: skip
# A page among the files we publish was written by a machine: it styles itself and does nothing.
DOCUMENT = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'; sandbox allow-popups"
)
PAGE = "text/html"
KINDS = ("application/problem+json", "application/json", "application/geo+json", PAGE)
EXTENSION = "brindille.pages"  # under this name config/web.py finds how to refuse people

problems = Blueprint("problems", __name__, url_prefix="/problems")


def install(
    app: Flask, town: Town, *, caller: Callable[[], Any], form_token: Callable[[], str]
) -> None:
    """Give an application its pages: how they are found, what they all know, their headers."""
    jinja = app.jinja_env
    jinja.loader, jinja.undefined = FunctionLoader(_template), StrictUndefined
    jinja.trim_blocks = jinja.lstrip_blocks = True
    jinja.filters |= FILTERS
    jinja.globals |= {"asset": asset, "in_language": in_language, "csrf_token": form_token}
    jinja.globals |= {"is_leftward": is_leftward, "voices": voices, "not_yet": not_yet}
    jinja.globals |= {"town": town.name, "town_code": town.code}
    jinja.globals |= {"is_demonstration": town.is_demonstration}
    app.context_processor(lambda: {"voice": voice(), "caller": _reader(caller)})
    app.extensions[EXTENSION] = refusal
    app.add_url_rule("/static/<digest>/<path:name>", "static", give)
    app.register_blueprint(problems)
    app.after_request(partial(_protected, policy=policy(app.config["TILES_URL"])))


def render(folder: str, template: str, **values: Any) -> str:
    """Render a template of a feature, with its words: `t("key")`, `tn("key", number)`."""
    spoken = voice() if _is_said(folder, voice()) else language()
    speak(spoken)
    known = ChainMap(dict(texts(folder, spoken)), dict(texts("config", spoken)))
    say, count = partial(_say, known, spoken), partial(_counted, known, spoken)
    page = render_template(f"{folder}/{template}", t=say, tn=count, lang=spoken, **values)
    return page if spoken in LANGUAGES else settle(page, LANGUAGES[0])


def _is_said(folder: str, spoken: str) -> bool:
    """Whether the pages of a feature are said in a language, if only in part."""
    return spoken in LANGUAGES or (folder != "config" and is_begun(folder, spoken))


def _template(name: str) -> tuple[str, str, None] | None:
    """`base.html` is ours; `exports/atlas/home.html` lies in exports/atlas/templates."""
    folder, _, file = name.rpartition("/")
    path = ROOT / (folder or "config") / "templates" / file
    return (path.read_text(encoding="utf-8"), str(path), None) if path.is_file() else None


def _say(known: Mapping[str, str], spoken: str, key: str, **values: Any) -> str:
    """Say a text; one whose key ends with `_html` holds markup, and its values are escaped."""
    text = fine(known[key], spoken)
    told = (Markup(text) if key.endswith("_html") else text).format(**values)  # noqa: S704
    return marked(told) if isinstance(known[key], Borrowed) else told


def _counted(known: Mapping[str, str], spoken: str, key: str, n: int, **values: Any) -> str:
    """Say a text in the singular or the plural: `key.one`, `key.other`; in French 0 is one."""
    is_one = n == 1 if spoken == "en" else n < 2
    return _say(known, spoken, f"{key}.{'one' if is_one else 'other'}", n=number(n), **values)


def _reader(caller: Callable[[], Any]) -> Any:
    """Who reads the page; nobody where the refusal it tells keeps us from knowing."""
    try:
        return None if g.get("fault_of_ours") or is_framed(request.path) else caller()
    except Problem:
        return None


def voices() -> list[tuple[str, str]]:
    """The languages a page is offered in, each named in itself."""
    return [(one, texts("config", one)["site.language"]) for one in offered()]


def not_yet() -> str:
    """Say to who asked for a language that is begun that this page does not speak it."""
    return fine(texts("config", voice())["site.not_yet"], voice())


def in_language(spoken: str) -> str:
    """The address of this page in another language."""
    return f"{request.path}?{urlencode({**request.args.to_dict(), 'lang': spoken})}"


def refusal(problem: Problem) -> Response | None:
    """Refuse a person in a page; nothing where a machine is asking."""
    if not asks_for_a_page():
        return None
    g.fault_of_ours = problem.kind.status >= 500  # perhaps the database's: ask it nothing more
    told = problem.document(language())
    ours = texts("config", language()).get(f"problem.advice.{problem.kind.code}", told["detail"])
    advice = fine(ours, language())
    page = render("config", "problem.html", kind=problem.kind, told=told, advice=advice)
    return make_response(page)


def asks_for_a_page() -> bool:
    """Whether a person asks: a browser says that it wants a page."""
    wanted = request.accept_mimetypes.best_match(KINDS)
    return wanted == PAGE and not _asks_a_machine()


def _asks_a_machine() -> bool:
    return request.path.startswith(MACHINES)


@problems.get("/<code>")
def explain(code: str) -> str:
    """Explain a kind of problem in plain words."""
    if code not in PROBLEMS:
        raise Problem("not-found")
    return render("config", "explained.html", kind=PROBLEMS[code], kinds=PROBLEMS.values())


def policy(tiles: str, framers: str = "'none'") -> str:
    """What a page may load: our own files, and the background map when one is set.

    framers: whose pages may show it in theirs; nobody's but where a page is made for that.
    """
    parts = urlsplit(tiles.replace("{s}", "*"))
    background = f" {parts.scheme}://{parts.netloc}" if tiles else ""
    return (
        f"default-src 'self'; img-src 'self' data: blob:{background}; object-src 'none';"
        f" base-uri 'none'; form-action 'self'; frame-ancestors {framers}"
    )


def _protected(response: Response, *, policy: str) -> Response:
    """Give every answer its headers of safety, a page those of a page too."""
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    if response.mimetype != PAGE:
        return response
    headers.setdefault("Content-Security-Policy", DOCUMENT if _asks_a_machine() else policy)
    if not _asks_a_machine():
        headers.setdefault("Permissions-Policy", "geolocation=(self), camera=(), microphone=()")
        headers.setdefault("Cache-Control", "private, no-cache")
        headers.setdefault("Content-Language", page_language())
        response.vary.add("Accept-Language")
        if not is_framed(request.path):
            _kept_language(response)
    return response


def _kept_language(response: Response) -> None:
    """Keep a language that was chosen once for the pages that follow."""
    response.vary.add("Cookie")
    if request.args.get("lang") in offered():
        response.set_cookie("lang", voice(), max_age=YEAR, httponly=True, samesite="Lax")
