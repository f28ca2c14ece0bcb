"""The catalogue as a graph: DCAT-AP 3, with what the harvester of data.gouv.fr reads.

Every node has an address, so that the same catalogue is always the same bytes. rdflib is heavy:
this module is loaded by who first asks for a catalogue (`routes.py`).
"""

from collections.abc import Iterable
from functools import lru_cache

from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from exports.catalogue.rules import Catalogue, Described, File, Words

SPDX = Namespace("http://spdx.org/rdf/terms#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
LOCN = Namespace("http://www.w3.org/ns/locn#")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
VERSION = URIRef(f"{DCAT}version")  # of DCAT 3, which rdflib does not list
EU = "http://publications.europa.eu/resource/authority/"
ENDED = f"{EU}dataset-status/DISCONT"
IANA = "http://www.iana.org/assignments/media-types/"
ADMINISTRATIVE = "http://id.insee.fr/geo/commune/"
FILE_TYPES = {
    "csv": "CSV", "geojson": "GEOJSON", "gpkg": "GPKG", "json": "JSON", "html": "HTML",
    "zip": "ZIP", "parquet": "PARQUET",
}  # fmt: skip
STANDARDS = {  # of a file, by its name
    "sinp.csv": "https://standards-sinp.mnhn.fr/occurrences-de-taxons-v2-0/",
    "dwca.zip": "http://rs.tdwg.org/dwc/text/",
    "datapackage.json": "https://datapackage.org/profiles/2.0/datapackage.json",
}
BY_ENDING = {
    "geojson": "https://www.rfc-editor.org/rfc/rfc7946",
    "gpkg": "http://www.opengis.net/doc/IS/geopackage/1.3",
}
FORMS = {"jsonld": "json-ld", "ttl": "turtle", "rdf": "xml"}
KEYWORDS = {
    "tree": ("arbre", "patrimoine arboré"),
    "heat": ("chaleur", "température ressentie"),
    "biodiversity": ("biodiversité", "espèce"),
}
Facts = Iterable[tuple[Node, Node]]


@lru_cache(maxsize=6)
def serialised(told: Catalogue, form: str) -> bytes:
    """Write the catalogue in one of `FORMS`."""
    drawn = graph(told)
    return drawn.serialize(format=FORMS[form], encoding="utf-8")


def graph(told: Catalogue) -> Graph:
    """Draw the catalogue."""
    drawn = Graph(bind_namespaces="none")
    for prefix, space in {
        "dcat": DCAT, "dct": DCTERMS, "foaf": FOAF, "rdfs": RDFS, "skos": SKOS, "xsd": XSD,
        "spdx": SPDX, "vcard": VCARD, "locn": LOCN, "geo": GEO,
    }.items():  # fmt: skip
        drawn.bind(prefix, str(space))
    _catalogue(drawn, told)
    for one in told.datasets:
        _dataset(drawn, told, one)
        for file in one.files:
            _distribution(drawn, told, one, file)
    return drawn


def _catalogue(drawn: Graph, told: Catalogue) -> None:
    at = _at(told, "/catalogue#catalogue")
    title = (("fr", f"Données ouvertes – {told.town}"), ("en", f"Open data – {told.town}"))
    lead = (
        ("fr", f"Ce que les habitants de {told.town} ont observé, vérifié et publié."),
        ("en", f"What the residents of {told.town} observed, checked and published."),
    )
    _say(drawn, at, DCAT.Catalog, [
        *_texts(DCTERMS.title, title), *_texts(DCTERMS.description, lead),
        (DCTERMS.publisher, _agent(drawn, told)), *_languages(drawn),
        (FOAF.homepage, _typed(drawn, f"{told.url}/donnees", FOAF.Document)),
        *_spatial(drawn, told),
        *((DCAT.dataset, _at(told, f"/catalogue#{one.code}")) for one in told.datasets),
    ])  # fmt: skip


def _dataset(drawn: Graph, told: Catalogue, one: Described) -> None:
    _say(drawn, _at(told, f"/catalogue#{one.code}"), DCAT.Dataset, [
        (DCTERMS.identifier, Literal(one.identifier)),
        *_texts(DCTERMS.title, one.title), *_texts(DCTERMS.description, one.description),
        *((DCAT.keyword, Literal(w, lang="fr")) for w in KEYWORDS.get(one.protocol, ())),
        (DCAT.theme, _concept(drawn, "data-theme/ENVI")),
        (DCTERMS.accessRights, _typed(drawn, f"{EU}access-right/PUBLIC", DCTERMS.RightsStatement)),
        (DCTERMS.accrualPeriodicity,
         _typed(drawn, f"{EU}frequency/{one.frequency}", DCTERMS.Frequency)),
        (DCTERMS.issued, Literal(one.issued)), (DCTERMS.modified, Literal(one.modified)),
        (VERSION, Literal(str(one.release))), *_languages(drawn),
        (DCTERMS.publisher, _agent(drawn, told)), (DCAT.contactPoint, _contact(drawn, told, one)),
        (DCTERMS.license, _typed(drawn, one.licence, DCTERMS.LicenseDocument)),
        (DCAT.landingPage, _typed(drawn, f"{told.url}/donnees#{one.code}", FOAF.Document)),
        (FOAF.page, _typed(drawn, f"{told.url}/data/{one.code}/latest/notice.html", FOAF.Document)),
        *_spatial(drawn, told), *_temporal(drawn, told, one),
        *([(ADMS.status, _typed(drawn, ENDED, SKOS.Concept))] if one.is_retired else []),
        *((DCAT.distribution, _file_at(told, one, file)) for file in one.files),
    ])  # fmt: skip


def _distribution(drawn: Graph, told: Catalogue, one: Described, file: File) -> None:
    at, ending = _file_at(told, one, file), file.name.rpartition(".")[2]
    latest = f"{told.url}/data/{one.code}/latest/{file.name}"  # the same for a portal, for ever
    digest = URIRef(f"{at}-sha256")
    _say(drawn, digest, SPDX.Checksum, [
        (SPDX.algorithm, _typed(drawn, str(SPDX.checksumAlgorithm_sha256), SPDX.ChecksumAlgorithm)),
        (SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)),
    ])  # fmt: skip
    kind = FILE_TYPES.get(ending)
    standard = STANDARDS.get(file.name) or BY_ENDING.get(ending)
    _say(drawn, at, DCAT.Distribution, [
        *_texts(DCTERMS.title, tuple((spoken, f"{file.name} – {t}") for spoken, t in file.title)),
        (DCAT.accessURL, _typed(drawn, latest, RDFS.Resource)),
        (DCAT.downloadURL, _typed(drawn, latest, RDFS.Resource)),
        (DCAT.byteSize, Literal(file.bytes, datatype=XSD.nonNegativeInteger)),
        (SPDX.checksum, digest),
        (DCAT.mediaType, _typed(drawn, f"{IANA}{file.media_type}", DCTERMS.MediaType)),
        (DCTERMS.license, _typed(drawn, one.licence, DCTERMS.LicenseDocument)),
        (DCTERMS.modified, Literal(one.modified)),
        *([(DCTERMS.format, _typed(drawn, f"{EU}file-type/{kind}", DCTERMS.MediaTypeOrExtent))]
          if kind else []),
        *([(DCTERMS.conformsTo, _typed(drawn, standard, DCTERMS.Standard))] if standard else []),
    ])  # fmt: skip


def _spatial(drawn: Graph, told: Catalogue) -> list[tuple[Node, Node]]:
    """The town, with the outline that a portal draws."""
    if not told.outline:
        return []
    at = URIRef(f"{ADMINISTRATIVE}{told.town_code}")
    _say(drawn, at, DCTERMS.Location, [
        (SKOS.prefLabel, Literal(told.town, lang="fr")),
        (LOCN.geometry, Literal(told.outline, datatype=GEO.geoJSONLiteral)),
        (LOCN.geometry, Literal(told.outline_wkt, datatype=GEO.wktLiteral)),
    ])  # fmt: skip
    return [(DCTERMS.spatial, at)]


def _temporal(drawn: Graph, told: Catalogue, one: Described) -> list[tuple[Node, Node]]:
    if one.days is None:
        return []
    at = _at(told, f"/catalogue#{one.code}-days")
    first, last = (Literal(day, datatype=XSD.date) for day in one.days)
    _say(drawn, at, DCTERMS.PeriodOfTime, [(DCAT.startDate, first), (DCAT.endDate, last)])
    return [(DCTERMS.temporal, at)]


def _agent(drawn: Graph, told: Catalogue) -> URIRef:
    at = _at(told, "/catalogue#publisher")
    _say(drawn, at, FOAF.Agent, [(FOAF.name, Literal(told.publisher, lang="fr"))])
    return at


def _contact(drawn: Graph, told: Catalogue, one: Described) -> URIRef:
    """Whom to write to, else the page that says it: no address of a person is published."""
    at = _at(told, f"/catalogue#{one.code}-contact" if one.contact else "/catalogue#contact")
    how, where = one.reached(f"{told.url}/mentions")
    _say(drawn, at, VCARD.Kind, [(VCARD.fn, Literal(told.publisher)), (VCARD[how], URIRef(where))])
    return at


def _languages(drawn: Graph) -> list[tuple[Node, Node]]:
    codes = ("language/FRA", "language/ENG")
    return [(DCTERMS.language, _typed(drawn, EU + c, DCTERMS.LinguisticSystem)) for c in codes]


def _concept(drawn: Graph, code: str) -> URIRef:
    at = _typed(drawn, EU + code, SKOS.Concept)
    drawn.add((at, SKOS.prefLabel, Literal("Environnement", lang="fr")))
    return at


def _texts(about: Node, text: Words) -> list[tuple[Node, Node]]:
    return [(about, Literal(told, lang=spoken)) for spoken, told in text]


def _typed(drawn: Graph, address: str, kind: Node) -> URIRef:
    at = URIRef(address)
    drawn.add((at, RDF.type, kind))
    return at


def _say(drawn: Graph, at: URIRef, kind: Node, facts: Facts) -> None:
    drawn.add((at, RDF.type, kind))
    for about, told in facts:
        drawn.add((at, about, told))


def _at(told: Catalogue, path: str) -> URIRef:
    return URIRef(f"{told.url}{path}")


def _file_at(told: Catalogue, one: Described, file: File) -> URIRef:
    return _at(told, f"/catalogue#{one.code}/{file.name}")
