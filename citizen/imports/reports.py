"""What was found in a file: counts, the first faulty rows, and what recurs, in plain values."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from citizen.imports.rules import Refused
from config.places import Fault
from config.problems import told

SHOWN = 100  # faulty rows told one by one, and kinds of notices; the others are counted
OUTCOMES = ("kept", "changed", "proposed", "known", "left")


@dataclass
class Report:
    """What a file holds for us.

    kept: new ones; changed: corrected since they were brought in; proposed: corrections of what
    was decided on, for moderators to answer; known: there as they are, or proposed already;
    left: ones that cannot be corrected any more; aside: rows the mapping does not want; matched:
    those whose name TAXREF has.
    """

    rows: int = 0
    kept: int = 0
    changed: int = 0
    proposed: int = 0
    known: int = 0
    left: int = 0
    faulty: int = 0
    aside: int = 0
    matched: int = 0
    read: Mapping[str, str] = field(default_factory=dict)  # kind, encoding, separator, projection
    wrong: list[Refused] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)  # of faults: how many rows have it
    notices: dict[tuple[str, str, str], list[Any]] = field(default_factory=dict)

    def refuse(self, one: Refused) -> None:
        self.faulty += 1
        self.kinds.update({fault.code for fault in one.faults})
        if self.faulty <= SHOWN:
            self.wrong.append(one)

    def notice(self, row: int, fault: Fault) -> None:
        key = (fault.pointer, fault.code, str(fault.values.get("value", "")))
        if key in self.notices:
            self.notices[key][1] += 1
        elif len(self.notices) < SHOWN:
            self.notices[key] = [fault, 1, row]

    def count(self, one: Any) -> None:
        """Count a row that can be kept, and what is left out of it."""
        self.rows += 1
        self.matched += one.is_matched
        setattr(self, one.outcome, getattr(self, one.outcome) + 1)
        for notice in one.found.notices:
            self.notice(one.found.row, notice)
        if one.outcome == "left":
            self.notice(one.found.row, Fault("", "row-left"))

    @property
    def counts(self) -> dict[str, int]:
        names = ("rows", *OUTCOMES, "faulty", "aside", "matched")
        return {name: getattr(self, name) for name in names}

    def kept_form(self) -> dict[str, Any]:
        """As it is kept: faults by their codes, to be told in any language."""
        return {
            **self.counts,
            "read": dict(self.read),
            "wrong": [[row, [list(fault) for fault in faults]] for row, _, faults in self.wrong],
            "kinds": dict(self.kinds),
            "notices": [[list(fault), count, row] for fault, count, row in self.notices.values()],
        }


def in_words(kept: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A report as it was kept, its faults said in a language."""
    return {
        **kept,
        "wrong": [
            {"row": row, "errors": [told(Fault(*one), language) for one in faults]}
            for row, faults in kept.get("wrong", ())
        ],
        "notices": [
            {**told(Fault(*fault), language), "count": count, "row": row}
            for fault, count, row in kept.get("notices", ())
        ],
    }
