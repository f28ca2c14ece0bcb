"""Say in a query which observations lie within a scope."""

from sqlalchemy import ColumnElement, and_, true

from citizen.accounts.rules import Scope
from citizen.observations.tables import Observation


def within(scope: Scope) -> ColumnElement[bool]:
    """Whether an observation of the query is what a scope gives to judge; empty limits mean all."""
    limits = [
        column.in_(allowed)
        for column, allowed in (
            (Observation.protocol, scope.protocols),
            (Observation.group, scope.groups),
            (Observation.territory, scope.territories),
        )
        if allowed
    ]
    return and_(true(), *limits)
