"""Whose absence one may note or end: one's own, one's association's; the lead, anybody's."""

from citizen.accounts.rules import Caller
from config.problems import Problem


def is_lead(by: Caller) -> bool:
    return by.role == "admin"


def refuse_others(by: Caller, person: int | None, organisation: str) -> None:
    """Refuse who is neither meant nor the lead."""
    is_mine = person == by.id if person is not None else organisation in by.organisations()
    if not is_mine and not is_lead(by):
        raise Problem("not-allowed")
