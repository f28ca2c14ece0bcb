"""Read what records were taken for before, and ask the rules of today about each name."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.observations.tables import Observation
from exports.identifications.rules import Former
from exports.records import Taxon
from moderation.decisions.tables import Decision
from moderation.sensitivity.store import Rulebook
from reference.taxa.rules import first_vernacular
from reference.taxa.tables import Taxon as TaxonRow


def decided() -> Any:
    """Ask for the names that moderators gave and hold no more."""
    return (
        select(Observation.uuid, Decision.taken_at, Decision.level, *_taxon())
        .join(Decision, Decision.observation_id == Observation.id)
        .join(TaxonRow, TaxonRow.cd_nom == Decision.cd_nom)
        .where(Decision.undone_at.is_(None), Decision.ornamental_id.is_(None))
        .where(Decision.cd_nom.is_distinct_from(Observation.name_held))
        .order_by(Observation.uuid, Decision.id)
    )


def cited() -> Any:
    """Ask for the names that authors chose where moderators hold another."""
    return (
        select(Observation.uuid, Observation.received_at, *_taxon())
        .join(TaxonRow, TaxonRow.cd_nom == Observation.cd_nom)
        .where(Observation.cd_nom.is_distinct_from(Observation.name_held))
        .order_by(Observation.uuid)
    )


def of_decision(row: Any) -> Former:
    return Former(_told(row[3:]), row[1], row[2], by_author=False)


def of_author(row: Any) -> Former:
    return Former(_told(row[2:]), row[1], 0, by_author=True)


def _taxon() -> list[Any]:
    return [getattr(TaxonRow, name) for name in Taxon._fields]


def _told(values: Iterable[Any]) -> Taxon:
    taxon = Taxon(*values)
    return taxon._replace(vernacular=first_vernacular(taxon.vernacular))


class Circumstances(NamedTuple):
    """What the sensitivity rules look at of an observation, beside its name."""

    protocol: str
    protocol_version: int
    territory: str | None
    observed_text: str
    time_precision: str
    observed_at: datetime
    answers: dict[str, Any]
    cited_name: str = ""


class Judge:
    """The rules of today, asked how sensitive a record would be under each former name."""

    def __init__(self, session: Session, protocol: str) -> None:
        self.book, self.protocol = Rulebook(session), protocol

    def of(self, row: Any, former: tuple[Former, ...]) -> tuple[Former, ...]:
        """Judge the former names of an observation, as `exports/rows` reads it."""
        if not former:
            return former
        seen: Any = Circumstances(
            self.protocol, row.protocol_version, row.code, row.observed_text, row.time_precision,
            row.observed_at, row.answers,
        )  # fmt: skip
        return tuple(
            one._replace(sensitivity=self.book.ruling(seen, one.taxon.cd_nom).level)
            for one in former
        )
