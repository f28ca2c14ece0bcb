"""The kinds of values a mapping may hold; what is wrong is noted with its TOML path."""

from collections.abc import Collection, Mapping
from typing import Any

from config.places import Fault
from config.protocols.protocol import Protocol

Told = Mapping[str, Any]


class Checks:
    """What was read so far is right, or noted among the faults."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol, self.faults = protocol, list[Fault]()

    def wrong(self, path: str, code: str, **values: Any) -> None:
        self.faults.append(Fault(path, code, values))

    def only_known(self, path: str, told: Told, known: Collection[str]) -> None:
        for name in sorted(told.keys() - set(known)):
            self.wrong(under(path, name), "map-unknown", known=", ".join(sorted(known)))

    def table(self, told: Told, name: str) -> Told:
        value = told.get(name, {})
        if isinstance(value, Mapping):
            return value
        self.wrong(name, "wrong-type")
        return {}

    def text(self, told: Told, path: str, name: str) -> str:
        value = told.get(name, "")
        if isinstance(value, str):
            return value
        self.wrong(under(path, name), "wrong-type")
        return ""

    def among(self, told: Told, path: str, name: str, choices: Collection[str]) -> str:
        value = self.text(told, path, name)
        if value and value not in choices:
            self.wrong(under(path, name), "not-choice", choices=", ".join(choices))
        return value

    def texts(self, told: Told, path: str, name: str) -> tuple[str, ...]:
        value = told.get(name, [])
        value = [value] if isinstance(value, str) else value
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        self.wrong(under(path, name), "wrong-type")
        return ()

    def flag(self, told: Told, path: str, name: str) -> bool:
        value = told.get(name, False)
        if not isinstance(value, bool):
            self.wrong(under(path, name), "wrong-type")
        return value is True


def under(path: str, name: str) -> str:
    """The path of a key in its table, as TOML writes it: `values."PARIS 1ER ARRDT"`."""
    bare = (
        name if name and name.replace("-", "_").isidentifier() and name.isascii() else f'"{name}"'
    )
    return f"{path}.{bare}" if path else bare
