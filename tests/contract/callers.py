"""Who asks in the name of nobody, of a resident, of each role; and about what they ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from config.protocols import PROTOCOLS
from moderation.decisions.rules import VERDICTS
from tests.hostile.world import World
from tests.sendings import new_id, sent

Choose = Callable[[list[Any]], Any]
BODIES: Mapping[str, Callable[[], list[Any]]] = {
    "PUT observations/{uuid}": lambda: [*map(sent, PROTOCOLS), sent(comment="autre")],
    "POST observations/batch": lambda: [
        {"items": [{"uuid": new_id(), **sent()}, {"uuid": new_id(), **sent(comment=3)}, {}]}
    ],
    "POST observations/{uuid}/decisions": lambda: [
        {"verdict": verdict, "reason": "other", "comment": "vu"} for verdict in VERDICTS
    ],
    "POST observations/{uuid}/messages": lambda: [{"body": "Merci"}],
    "PUT observations/{uuid}/photos/{digest}/blurs": lambda: [
        {"areas": []}, {"areas": [{"x": 0.1, "y": 0.1, "width": 0.5, "height": 0.5}]},
    ],
    "PATCH me": lambda: [{"name": "Zoé"}, {"language": "en"}],
    "PATCH me/observations/{uuid}": lambda: [{"name_published": True}],
    "POST me/email": lambda: [{"email": "zoe@example.org"}],
}  # fmt: skip


@dataclass
class Callers:
    """The tokens of each role, and what addresses may name."""

    world: World
    tokens: dict[str, str]
    observations: list[str]
    photo: str

    def known(self) -> dict[str, list[str]]:
        """What exists, by the name of the place in an address."""
        return {
            "uuid": self.observations,
            "digest": [self.photo],
            "code": ["tree", "biodiversity", "heat"],
            "cd_nom": ["4001"],
            "type_": ["TYP_DENBR"],
        }

    def token(self, role: str, operation: str) -> str:
        """A token of a role; for who leaves, one that nobody else needs."""
        leaves = operation == "DELETE /api/v1/me" and role != "nobody"
        return self.world.new_phone().token if leaves else self.tokens[role]

    def choices(self, choose: Choose, case: Any, operation: str) -> None:
        """Put what exists, or is well made, in the place of what was made up, one time in two."""
        for name, values in self.known().items():
            if name in case.path_parameters and choose(["made up", "known"]) == "known":
                case.path_parameters[name] = choose(values)
        bodies = BODIES.get(operation.replace("/api/v1/", ""))
        if bodies and choose(["made up", "well made"]) == "well made":
            case.body = choose(bodies())

    def seen(self, case: Any, headers: dict[str, str]) -> dict[str, str]:
        """The version that a reading of the same address tells, as who changes it names it."""
        tag = self.world.anyone.get(case.formatted_path, headers=headers).headers.get("ETag")
        return {"If-Match": tag} if tag else {}
