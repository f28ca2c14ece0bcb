"""The API: flask-smorest, answering every refusal as a problem document (RFC 9457)."""

import re
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import flask_smorest
from flask import Flask, Request, Response, current_app, g, jsonify, request
from flask.sessions import SessionInterface
from marshmallow import RAISE, Schema, fields
from sqlalchemy.exc import OperationalError
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.middleware.proxy_fix import ProxyFix

from config import strict_json
from config.content import faults_of
from config.description import Described, ProblemSchema
from config.places import Fault, escaped
from config.problems import Problem
from config.refusals import PROBLEM
from config.voices import language as language

JSON, BUSY = "application/json", 5  # seconds to wait when we are busy
MAX_JSON, MAX_BODY = 1_000_000, 21_000_000  # the latter: a photo of 20 MB and its envelope
CONTROL, DIGITS = re.compile("[\0-\x1f]"), re.compile("-?[0-9]{1,18}")

OPENAPI = {
    "API_TITLE": "Brindille",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/api/v1",
    "OPENAPI_JSON_PATH": "openapi.json",
    "MAX_CONTENT_LENGTH": MAX_BODY,
    "JSON_SORT_KEYS": False,
}

CODES = {
    400: "bad-request", 401: "sign-in-needed", 403: "not-allowed", 404: "not-found",
    405: "wrong-method", 413: "too-large", 415: "wrong-media-type", 416: "beyond-end",
    422: "invalid-content",
    503: "busy",
}  # fmt: skip


class Strict(FlaskParser):
    """Reads JSON strictly; anything not in the schema is a fault."""

    DEFAULT_UNKNOWN_BY_LOCATION = {  # noqa: RUF012 (webargs' own attribute)
        "json": RAISE, "query": RAISE, "form": RAISE, "files": RAISE,
    }  # fmt: skip

    def load_json(self, req: Any, _schema: Schema) -> Any:
        if not req.is_json:
            raise Problem("wrong-media-type")
        return strict_json.read(body(req, MAX_JSON))

    def load_querystring(self, req: Any, schema: Schema) -> Any:
        """Which of two values counts would be a guess: a parameter is given once."""
        repeated = [name for name, values in req.args.lists() if len(values) > 1]
        if repeated:
            faults = [Fault(f"/query/{escaped(name)}", "repeated") for name in repeated]
            raise Problem("invalid-content", faults=faults)
        asked = dict(req.args.items())
        for name, field in schema.fields.items():
            if isinstance(field, fields.Integer) and not DIGITS.fullmatch(asked.get(name, "0")):
                asked[name] = ""  # not `1_0`, `+1` or `١`, that Python takes for numbers
        return asked


def allow_larger(app: Flask, sizes: Mapping[str, int]) -> None:
    """Let some operations take more than others, in bytes: it is told before a form is read."""

    @app.before_request
    def _() -> None:
        larger = sizes.get(request.endpoint or "")
        if larger:
            request.max_content_length = larger


def body(asked: Request, limit: int) -> bytes:
    """Read the bytes of a request; refuse more than a limit, told in advance or not."""
    asked.max_content_length = limit
    read = asked.get_data(cache=False)
    if asked.content_length is None and len(read) >= limit:  # Werkzeug stops there in silence
        raise Problem("too-large")
    return read


class Blueprint(flask_smorest.Blueprint):
    """Routes of the API; webargs would make a schema at each request: it is made once."""

    ARGUMENTS_PARSER = Strict()

    def arguments(self, schema: Any, **options: Any) -> Any:
        return super().arguments(schema() if isinstance(schema, type) else schema, **options)


class NoCookie(SessionInterface):
    """Flask's own session, which nothing here uses: who signs in has a row."""

    def open_session(self, app: Flask, request: Request) -> None:
        """Open none."""


class Api(Described):
    """flask-smorest with problem documents, in its answers and in its description."""

    ERROR_SCHEMA = ProblemSchema

    def init_app(self, app: Flask, **options: Any) -> None:
        super().init_app(app, **options)
        app.session_interface = NoCookie()
        app.register_error_handler(Problem, answer)
        app.register_error_handler(OperationalError, lambda _: answer(Problem("busy")))
        app.before_request(_refuse_control_characters)

    def _register_responses(self) -> None:
        """Describe refusals by the media type they have."""
        self.DEFAULT_RESPONSE_CONTENT_TYPE = PROBLEM
        super()._register_responses()
        self.DEFAULT_RESPONSE_CONTENT_TYPE = JSON

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Werkzeug's errors and marshmallow's, as problem documents; `Allow` and others kept."""
        status = error.code or 500
        code = CODES.get(status, "bad-request" if status < 500 else "fault-of-ours")
        messages = getattr(error, "data", {}).get("messages", {})
        response = answer(Problem(code, faults=list(faults_of(messages)), **_request_id(error)))
        kept = ("Allow", "Retry-After", "WWW-Authenticate", "Content-Range")
        for name, value in error.get_headers():
            if name in kept:
                response.headers[name] = value
        return response


def answer(problem: Problem) -> Response:
    """Answer with a problem document, or a page where a person asks; in the language asked for."""
    page = current_app.extensions.get("brindille.pages")
    response = page(problem) if page else None
    if response is None:
        response = jsonify(problem.document(language()))
        response.mimetype = PROBLEM
    response.status_code = problem.kind.status
    if problem.kind.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="brindille"'
    wait = problem.details.get("retry_after", BUSY if problem.kind.status == 503 else None)
    if wait is not None:
        response.headers["Retry-After"] = str(wait)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = language()
    return response


def _request_id(error: HTTPException) -> Mapping[str, str]:
    """Give a fault of ours a number that the log holds beside its trace."""
    if not isinstance(error, InternalServerError):
        return {}
    number = uuid.uuid4().hex[:12]
    g.request_id = number
    return {"request_id": number}


def _refuse_control_characters() -> None:
    """NUL in an address is 500 on one engine and found on the other: refuse it for both."""
    asked = (text for pair in request.args.items(multi=True) for text in pair)
    if CONTROL.search(request.path) or any(map(CONTROL.search, asked)):
        raise Problem("bad-request")


def forwarded(app: Any, proxies: int) -> Any:
    """Believe so many proxies about who is asking, and by which scheme and host."""
    if not proxies:
        return app
    return ProxyFix(app, x_for=proxies, x_proto=proxies, x_host=proxies)


def next_link(cursor: str | None) -> dict[str, str]:
    """The header that leads to the next page of a list."""
    if cursor is None:
        return {}
    query = urlencode({**request.args.to_dict(), "cursor": cursor})
    return {"Link": f'<{request.path}?{query}>; rel="next"'}


def row_after(asked: str | None) -> int | None:
    """The row a page of a list goes on from; what no row could be is no row."""
    return int(asked) if asked and re.fullmatch("[0-9]{1,9}", asked) else None
