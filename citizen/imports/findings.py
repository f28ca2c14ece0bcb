"""What is noted of a row on the way: faults refuse it, notices tell what was left out of it."""

from dataclasses import dataclass, field
from typing import Any

from citizen.imports.mapping.rules import Rule
from config.places import Fault

MAX_SHOWN = 60  # characters of a value that is told


@dataclass
class Findings:
    faults: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)

    def wrong(self, column: str, code: str, **values: Any) -> None:
        """Note what refuses the row."""
        self.faults.append(Fault(f"/{column}", code, values))

    def left_out(self, column: str, value: str) -> None:
        """Note a value the row goes without."""
        self.notices.append(Fault(f"/{column}", "value-left-out", {"value": value[:MAX_SHOWN]}))

    def unread(self, rule: Rule, text: str, code: str) -> None:
        """Note a value that cannot be read: the row goes without it where the mapping says so."""
        if rule.leave_out_wrong:
            self.left_out(rule.column, text)
        else:
            self.wrong(rule.column, code)
