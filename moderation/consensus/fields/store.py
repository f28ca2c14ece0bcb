"""Names that people type in rules, and the numbers that rules are written with."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from config.arranging import Row, number, several, toml
from config.database import Session
from config.places import Fault
from config.words import folded
from moderation.consensus.fields import rules
from moderation.opinions.automatic import declared
from reference.taxa import store as taxa
from reference.taxa.tables import Taxon

MAX_INTEGER = 2**31  # of either engine
NUMBERED = re.compile(r".*\(([^()]+)\)")  # « Aves (185961) », as we write it


def code_of(typed: str) -> str:
    """The code that stands after a name, else what was typed."""
    told = NUMBERED.fullmatch(typed)
    return (told[1] if told else typed).strip()


def taxon(session: Session, typed: str) -> int | None:
    """Find the valid number of a taxon, by its name or by its number."""
    code = code_of(typed)
    if code.isdecimal():
        found = taxa.of_cd_nom(session, int(code)) if len(code) < 10 else None
    else:  # a name that is only like it would make a rule of something else
        found = taxa.named(session, typed) or next(
            (one for one in taxa.search(session, typed, 20) if is_called(typed, one)), None
        )
    return found.cd_ref if found else None


def is_called(typed: str, found: Taxon) -> bool:
    names = (found.name, *found.vernacular.split(","), *found.english.split(","))
    return folded(typed) in {folded(one) for one in names}


def called(session: Session, cd_ref: object) -> str:
    """A taxon as people know it, and its number; raises ValueError where it is none."""
    if not isinstance(cd_ref, int) or not 0 < cd_ref < MAX_INTEGER:
        raise ValueError(cd_ref)
    found = taxa.of_cd_nom(session, cd_ref)
    return f"{found.name} ({cd_ref})" if found else str(cd_ref)


def shown(session: Session, written: str) -> tuple[list[Row], str, str] | None:
    """The rows of rules, the share of second readings, what is automatic; nothing if unread."""
    try:
        told: Mapping[str, Any] = tomllib.loads(written)
        rows = [
            rules.shown(one, called(session, one["branch"]) if "branch" in one else "")
            for one in told.get("rule", ())
        ]
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    return rows, str(told.get("second_reading", "")), declared.written(told)


def written(session: Session, rows: list[Row], share: str) -> tuple[str, list[Fault]]:
    """Write what fields tell as TOML; and the names that nothing bears."""
    made, faults = [], []
    for rank, row in enumerate(rows):
        names = several(row, "branch")
        branch = taxon(session, names[0]) if names else None
        if names and (branch is None or len(names) > 1):
            faults.append(Fault(f"/rule/{rank}/branch", "unknown-name"))
        made.append(rules.told(row, branch))
    alone = number({"share": [share]}, "share")
    told = {"second_reading": alone} if alone is not None else {}
    return toml({**told, "rule": made} if made else told), faults
