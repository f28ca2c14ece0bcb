"""What a dataset is: one per protocol or campaign, published by the town; where its files lie."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from typing import Protocol as Shape
from uuid import NAMESPACE_URL, UUID, uuid5

from config.protocols.protocol import Protocol
from exports.datasets.declared.rules import Declared, titled
from exports.records import OPEN, SHARE_ALIKE, Dataset, Licence

BUILDING_LASTS = timedelta(hours=1)  # longer, and its process died: another may begin


class Publisher(Shape):
    """What a dataset says of the town that publishes it."""

    code: str
    name: str
    is_demonstration: bool


class Edition(NamedTuple):
    """What tells one release from another: its number, its date, its licences, its names."""

    number: int
    as_of: datetime
    licences: frozenset[str]
    names: str = "TAXREF"  # the edition of TAXREF in force


class About(Shape):
    """What a dataset is of, as it is known beside the releases."""

    @property
    def code(self) -> str: ...
    @property
    def protocol(self) -> Protocol: ...
    @property
    def title(self) -> Mapping[str, str]: ...
    @property
    def description(self) -> Mapping[str, str]: ...
    @property
    def campaign(self) -> str: ...
    @property
    def declared(self) -> Declared: ...


def dataset_of(about: About, town: Publisher, edition: Edition, public_url: str) -> Dataset:
    """Describe a dataset, as one release publishes it."""
    declared = about.declared
    return Dataset(
        code=about.code,
        title=titled(declared, about.title, town.name),
        protocol=about.protocol,
        campaign=about.campaign,
        description=about.description,
        town_code=town.code,
        town_name=town.name,
        producer=declared.producer or f"Ville de {town.name}",
        contact=declared.contact or f"{public_url}/mentions",
        metadata_id=told_id(declared.sheet, "identifiantJdd", town.code, about.code),
        declared=declared,
        release=edition.number,
        as_of=edition.as_of,
        public_url=public_url,
        licence=licence_of(edition.licences | {declared.licence}),
        is_demonstration=town.is_demonstration,
        names=edition.names,
    )


def licence_of(licences: frozenset[str]) -> Licence:
    """The licence of the whole: a part that must be shared alike makes the whole so."""
    return SHARE_ALIKE if SHARE_ALIKE.spdx in licences else OPEN


def metadata_id(town: str, dataset: str) -> UUID:
    """The identifier of a dataset's metadata sheet (idSINPJdd): the same for ever."""
    return uuid5(NAMESPACE_URL, f"brindille:{town}:{dataset}")


def told_id(told: Mapping[str, Any], name: str, town: str, of: str) -> UUID:
    """The identifier a town wrote in a sheet, else one that stays the same for ever."""
    return UUID(told[name]) if name in told else metadata_id(town, of)


def path(town: int, dataset: str, release: int, file: str) -> str:
    """Where a file of a release lies in the store."""
    return f"releases/{town}/{dataset}/{release}/{file}"


INDEX = "index"  # kept beside the files, never served: which records, and a digest of each
