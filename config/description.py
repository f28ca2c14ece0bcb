"""The description of the API, made when first asked for: half of what a process has to start."""

from threading import RLock
from typing import Any

import flask_smorest
from flask_smorest import Blueprint


class Described(flask_smorest.Api):
    """flask-smorest, whose blueprints are served at once and described later."""

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
