"""What a catalogue tells of each dataset and of its files, and the same for search engines."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from config.languages import LANGUAGES

# Our rhythms in the frequencies of the Publications Office of the EU, and of data.gouv.fr.
FREQUENCIES: Mapping[str, str] = {
    "daily": "DAILY", "weekly": "WEEKLY", "monthly": "MONTHLY", "quarterly": "QUARTERLY",
    "semiannual": "ANNUAL_2", "annual": "ANNUAL", "irregular": "IRREG", "punctual": "NEVER",
}  # fmt: skip

Words = tuple[tuple[str, str], ...]  # language, text


class File(NamedTuple):
    """A file of the newest release."""

    name: str
    title: Words
    media_type: str
    bytes: int
    sha256: str


class Described(NamedTuple):
    """A dataset and its newest release."""

    code: str
    identifier: str  # urn:uuid:…, the same for ever
    title: Words
    description: Words
    protocol: str
    release: int
    issued: datetime
    modified: datetime
    licence: str  # its address
    days: tuple[str, str] | None  # first and last day of its records, where the manifest tells them
    files: tuple[File, ...]
    rhythm: str = "irregular"
    contact: str = ""  # of its producer; "": the page of the legal notice
    is_retired: bool = False

    def reached(self, otherwise: str) -> tuple[str, str]:
        """How its producer is reached, as vCard calls it, and where; otherwise: a page."""
        if self.contact and not self.contact.startswith("https://"):
            return "hasEmail", f"mailto:{self.contact}"
        return "hasURL", self.contact or otherwise

    @property
    def frequency(self) -> str:
        """How often it is published, as the EU's list of frequencies says it."""
        return FREQUENCIES[self.rhythm]


class Catalogue(NamedTuple):
    """All that a town publishes."""

    url: str  # of the service, without a final slash
    town: str
    town_code: str
    outline: str  # GeoJSON; "" when it is unknown
    outline_wkt: str
    datasets: tuple[Described, ...]

    @property
    def publisher(self) -> str:
        return f"Ville de {self.town}"


def said(text: Mapping[str, str]) -> Words:
    """The words of a text that are there, in the order of the languages."""
    return tuple((spoken, text[spoken]) for spoken in LANGUAGES if text.get(spoken))


def for_search_engines(told: Catalogue, language: str) -> list[dict[str, Any]]:
    """Describe the datasets in the words of schema.org."""
    return [_dataset(told, one, language) for one in told.datasets]


def _dataset(told: Catalogue, one: Described, language: str) -> dict[str, Any]:
    days = {"temporalCoverage": "/".join(one.days)} if one.days else {}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{told.url}/donnees#{one.code}",
        "name": _in(one.title, language),
        "description": _in(one.description, language),
        "url": f"{told.url}/donnees#{one.code}",
        "identifier": one.identifier,
        "version": str(one.release),
        "datePublished": one.issued.isoformat(),
        "dateModified": one.modified.isoformat(),
        "license": one.licence,
        "isAccessibleForFree": True,
        "creator": {"@type": "GovernmentOrganization", "name": told.publisher, "url": told.url},
        "spatialCoverage": {"@type": "Place", "name": told.town},
        **days,
        "distribution": [_download(told, one, file) for file in one.files],
    }


def _download(told: Catalogue, one: Described, file: File) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "name": file.name,
        "encodingFormat": file.media_type,
        "contentSize": f"{file.bytes} B",
        "sha256": file.sha256,
        "contentUrl": f"{told.url}/data/{one.code}/{one.release}/{file.name}",
    }


def _in(text: Words, language: str) -> str:
    known = dict(text)
    return known.get(language) or next(iter(known.values()), "")
