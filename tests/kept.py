"""What every test would make again, kept for the next: half the time of the suite.

A fresh application and a fresh database per test stay; what is compiled for them is the same.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Dialect, Engine
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

_templates: dict[str, bytes] = {}
_dialects: dict[str, Dialect] = {}
_builders: dict[Any, Any] = {}
_statements: LRUCache[Any, Any] = LRUCache(10_000)


class _Templates(BytecodeCache):
    """Templates compiled once; a changed source has another checksum."""

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key + bucket.checksum in _templates:
            bucket.bytecode_from_string(_templates[bucket.key + bucket.checksum])

    def dump_bytecode(self, bucket: Bucket) -> None:
        _templates[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


def keep_templates(app: Flask) -> None:
    app.jinja_env.bytecode_cache = _Templates()


def keep_statements(opened: Callable[..., Engine]) -> Callable[..., Engine]:
    """Open databases that share what their statements were compiled to.

    The cache goes by the dialect, hence theirs is one too.
    """

    def shared(url: str) -> Engine:
        engine = opened(url)
        if engine.dialect.name not in _dialects:
            with engine.connect():
                _dialects[engine.dialect.name] = engine.dialect  # it knows its server now
            engine.dispose()
        engine.dialect = _dialects[engine.dialect.name]
        engine._compiled_cache = _statements
        return engine

    return shared


def keep_addresses() -> None:
    """Rules of routes are compiled once."""
    compiled = Rule._compile_builder

    def kept(rule: Rule, append_unknown: bool = True) -> Any:
        key = (rule.rule, str(rule.defaults), tuple(rule._trace), append_unknown)
        if key not in _builders:
            _builders[key] = compiled(rule, append_unknown)
        return _builders[key]

    Rule._compile_builder = kept  # type: ignore[method-assign]
