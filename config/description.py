"""The description of the API, made when first asked for: half of what a process has to start."""

import re
from collections.abc import Mapping, Sequence
from threading import RLock
from typing import Any

import flask_smorest
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from config import refusals

MORE = {"description": "What a kind of problem tells: the `etag` to read, the `maximum` reached…"}
CONVERTED = re.compile(r"<(?:\w+:)?(\w+)>")


class FaultSchema(Schema):
    pointer = fields.String(metadata={"description": "Where: a JSON pointer"})
    detail = fields.String(metadata={"description": "What is wrong there, in words"})


class ProblemSchema(Schema):
    type = fields.String(metadata={"description": "Which problem: an address that explains it"})
    title = fields.String(metadata={"description": "What is wrong, in words"})
    status = fields.Integer()
    detail = fields.String(metadata={"description": "What to do about it"})
    errors = fields.List(fields.Nested(FaultSchema), metadata={"description": "Each fault"})
    retry_after = fields.Integer(metadata={"description": "Seconds to wait, as Retry-After says"})


class Described(flask_smorest.Api):
    """flask-smorest, whose blueprints are served at once and described later."""

    needs: Mapping[str, str] = {}
    refusals: Mapping[str, Sequence[str]] = {}

    def __init__(self, *told: Any, **options: Any) -> None:
        self._making = RLock()
        self._served: list[Blueprint] = []
        self._options: dict[str, Any] = {}
        super().__init__(*told, **options)

    def register_blueprint(self, blueprint: Blueprint) -> None:
        """Serve a blueprint; it will be described with the others."""
        self._app.extensions["flask-smorest"]["blp_name_to_api"][blueprint.name] = self
        self._app.register_blueprint(blueprint)
        self._served.append(blueprint)

    def _init_spec(self, **options: Any) -> None:
        self._options = options

    @property
    def spec(self) -> Any:
        """The APISpec; those who ask while it is made wait for the whole of it."""
        with self._making:
            if self._spec is None:
                self._describe()
            return self._spec

    @spec.setter
    def spec(self, made: Any) -> None:
        self._spec = made

    def _describe(self) -> None:
        super()._init_spec(**self._options)
        for blueprint in self._served:
            blueprint.register_views_in_doc(
                self, self._app, self._spec, name=blueprint.name, parameters=None
            )
            self._spec.tag({"name": blueprint.name, "description": blueprint.description})
        told = self._spec.to_dict()
        told["components"]["schemas"]["Problem"]["additionalProperties"] = MORE
        self._tell_refusals(told["paths"])

    def _tell_refusals(self, described: Mapping[str, Any]) -> None:
        for scheme, told in refusals.SCHEMES.items():
            self._spec.components.security_scheme(scheme, told)
        for rule in self._app.url_map.iter_rules():
            path = CONVERTED.sub(r"{\1}", rule.rule)
            own = self.refusals.get(rule.endpoint, ())
            for method in (rule.methods or set()) & {
                one.upper() for one in described.get(path, ())
            }:
                asked = refusals.Asked(method, path, self.needs.get(rule.endpoint, "anyone"))
                refusals.describe(described[path][method.lower()], asked, own)
