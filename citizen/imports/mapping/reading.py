"""Read a mapping file for a protocol; tell every fault of it at once, each with its TOML path."""

import codecs
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from citizen.imports.mapping.checks import Told, under
from citizen.imports.mapping.columns import Columns
from citizen.imports.mapping.dates import moment
from citizen.imports.mapping.places import is_projection
from citizen.imports.mapping.rules import CLOCK, Map, Observed, Only, Place, Rule, Taxon
from citizen.imports.sources.rows import Reading
from config.places import Fault
from config.problems import Problem
from config.protocols.protocol import Protocol
from config.words import folded

FARTHEST = 100  # metres a simplified track may be off
MAX_MAPPING = 200_000  # characters
LICENCES = (
    "etalab-2.0", "CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "ODbL-1.0", "ODC-By-1.0",
)  # fmt: skip
ROOT = {
    "title", "source", "protocol", "licence", "file", "identifier", "uuid", "comment", "photo",
    "accuracy_m", "territory", "place", "observed", "taxon", "only", "constants", "answers",
}  # fmt: skip
PLACE = ("longitude", "latitude", "latitude_longitude", "wkt", "geojson")
TAXON = ("cd_nom", "cited_name", "genus", "epithet", "cultivar", "vernacular", "wikidata")
ALONE = ("identifier", "uuid", "comment", "photo", "accuracy_m", "territory")


def read(text: str, protocol: Protocol) -> Map:
    """Read a mapping for a protocol, or refuse it with the sentence of each fault."""
    try:
        if len(text) > MAX_MAPPING:
            raise ValueError(f"longer than {MAX_MAPPING} characters")
        told = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        why = str(error).splitlines()[0] if str(error) else "too deep"
        raise Problem("bad-mapping", faults=[Fault("", "map-toml", {"why": why[:200]})]) from None
    reading = Parts(protocol)
    found = reading.whole(told)
    if reading.faults:
        raise Problem("bad-mapping", faults=reading.faults)
    return found


class Parts(Columns):
    """The parts of a mapping, as they are read."""

    def whole(self, told: Told) -> Map:
        self.only_known("", told, ROOT)
        named = self.text(told, "", "protocol")
        if named and named != self.protocol.code:
            self.wrong("protocol", "map-protocol", protocol=named)
        alone = {name: self.rule(name, told.get(name)) for name in ALONE}
        return Map(
            source=self.text(told, "", "source"),
            title=self.title(told.get("title", {})),
            protocol=named,
            licence=self.among(told, "", "licence", LICENCES) or LICENCES[0],
            file=self.file(self.table(told, "file")),
            place=self.place(self.table(told, "place")),
            observed=self.observed(self.table(told, "observed")),
            taxon=self.taxon(self.table(told, "taxon")),
            only=tuple(self.only(*one) for one in self.table(told, "only").items()),
            constants=self.constants(self.table(told, "constants")),
            answers=self.answers(self.table(told, "answers")),
            **alone,
        )

    def title(self, told: Any) -> Mapping[str, str]:
        told = {"fr": told, "en": told} if isinstance(told, str) else told
        if isinstance(told, Mapping) and all(isinstance(one, str) for one in told.values()):
            return dict(told)
        self.wrong("title", "wrong-type")
        return {}

    def file(self, told: Told) -> Reading:
        self.only_known("file", told, Reading._fields)
        encoding, separator = (self.text(told, "file", one) for one in ("encoding", "separator"))
        try:
            codecs.lookup(encoding or "utf-8")
        except (LookupError, ValueError):
            self.wrong("file.encoding", "map-encoding", encoding=encoding)
        if len(separator) > 1 or separator in {'"', "\r", "\n"}:
            self.wrong("file.separator", "map-separator")
        return Reading(encoding, separator, self.text(told, "file", "layer"))

    def place(self, told: Told) -> Place:
        self.only_known("place", told, ("projection", "simplify", *PLACE))
        named = self.text(told, "place", "projection")
        if named and not is_projection(named):
            self.wrong("place.projection", "map-projection", projection=named[:80])
        rules = {name: self.rule(f"place.{name}", told.get(name)) for name in PLACE}
        if (rules["longitude"] is None) != (rules["latitude"] is None):
            self.wrong("place", "map-pair")
        return Place(projection=named, simplify=self.metres(told), **rules)

    def metres(self, told: Told) -> float:
        """How far off a track may be once simplified."""
        value = told.get("simplify", 0)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if "simplify" in told and not (is_number and 0 < value <= FARTHEST):
            self.wrong("place.simplify", "map-simplify", maximum=FARTHEST)
            return 0.0
        return float(value)

    def observed(self, told: Told) -> Observed:
        self.only_known("observed", told, ("date", "time", "end", "otherwise", "timezone"))
        zone, named = CLOCK, self.text(told, "observed", "timezone")
        try:
            zone = ZoneInfo(named) if named else CLOCK
        except (ValueError, OSError, KeyError):
            self.wrong("observed.timezone", "map-timezone", timezone=named[:80])
        otherwise = told.get("otherwise", "")
        otherwise = otherwise.isoformat() if isinstance(otherwise, date | datetime) else otherwise
        if otherwise and moment(str(otherwise), zone) is None:
            self.wrong("observed.otherwise", "not-date")
        if not otherwise and "date" not in told:
            self.wrong("observed.date", "missing")
        rules = {
            one: self.rule(f"observed.{one}", told.get(one)) for one in ("date", "time", "end")
        }
        return Observed(otherwise=str(otherwise), timezone=zone, **rules)

    def taxon(self, told: Told) -> Taxon:
        self.only_known("taxon", told, TAXON)
        return Taxon(**{name: self.rule(f"taxon.{name}", told.get(name)) for name in TAXON})

    def only(self, column: str, told: Any) -> Only:
        path = under("only", column)
        values = self.texts({"": told}, path, "") if isinstance(told, str | list) else ()
        if not values:
            self.wrong(path, "wrong-type")
        return Only(path, column, frozenset(map(folded, values)))

    def constants(self, told: Told) -> Told:
        for name, value in told.items():
            question = self.question(f"constants.{name}", name)
            if question is not None:
                self.fits(f"constants.{name}", question, value)
        return dict(told)

    def answers(self, told: Told) -> dict[str, Rule]:
        found = {}
        for name, one in told.items():
            path = f"answers.{name}"
            question, rule = self.question(path, name), self.rule(path, one)
            if question is not None and rule is not None:
                self.suits(rule, question, one if isinstance(one, Mapping) else {})
                found[name] = rule
        return found
