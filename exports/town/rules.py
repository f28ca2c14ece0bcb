"""What the next release of a dataset would bring, in numbers a clerk can read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple


class Plan(NamedTuple):
    """The next release: how many records in all, and what it adds, changes and withdraws."""

    total: int
    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    is_new: bool = True  # whether it would say anything new


def compared(told: Mapping[str, Any], published: int) -> Plan:
    """The plan of records compared one by one with the release before."""
    added, changed, withdrawn = told["added"], told["changed"], told["withdrawn"]
    total = published + added - withdrawn
    return Plan(total, added, changed, withdrawn, is_new=bool(added or changed or withdrawn))


def counted(answers: int, changed: datetime | None, as_of: datetime | None) -> Plan:
    """The plan of answers published by cells: none is compared, so only their dates tell.

    changed: the last change of an answer. as_of: up to when the last release knows them.
    """
    is_new = changed is not None and (as_of is None or changed > as_of)
    return Plan(answers, is_new=is_new)
