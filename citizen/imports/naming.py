"""What a row says it is: never rewritten, cultivar included."""

from dataclasses import dataclass
from typing import NamedTuple

from citizen.imports.findings import Findings
from citizen.imports.mapping.rules import Columns, Rule, Taxon
from citizen.observations.rules import CitedTaxon
from reference.taxa.rules import scientific_name

MAX_NAME = 255
MOST = 2**31 - 1


class Named(NamedTuple):
    """What a row names, and the scientific name to look for in TAXREF; "" when a number tells."""

    taxon: CitedTaxon
    scientific: str = ""


@dataclass
class _Said:
    columns: Columns

    def by(self, rule: Rule | None) -> str:
        text = rule.told(self.columns) if rule else ""
        return str(rule.worded(text) or "") if rule and rule.values else text


def named(columns: Columns, rule: Taxon, noted: Findings) -> Named:
    """Read what a row names; notes a number or an item that is none, a name too long."""
    said = _Said(columns)
    name = scientific_name(said.by(rule.genus), said.by(rule.epithet)).strip()
    cited = said.by(rule.cited_name) or _full(name, said.by(rule.cultivar))
    cited = cited or said.by(rule.vernacular)
    if len(cited) > MAX_NAME:
        column = next(one.column for one in (rule.cited_name, rule.genus, rule.vernacular) if one)
        noted.wrong(column, "too-long", maximum=MAX_NAME)
    number = _number(said.by(rule.cd_nom), rule, noted)
    item = _item(said.by(rule.wikidata), rule, noted)
    taxon = CitedTaxon(cd_nom=number, cited_name=cited, wikidata=item)
    return Named(taxon, "" if number else name or cited)


def _full(name: str, cultivar: str) -> str:
    return f"{name} '{cultivar}'" if cultivar and name else name


def _number(text: str, rule: Taxon, noted: Findings) -> int | None:
    digits = text.removesuffix(".0")
    if not digits:
        return None
    if digits.isascii() and digits.isdigit() and len(digits) < 11 and 0 < int(digits) <= MOST:
        return int(digits)
    if rule.cd_nom is not None:
        noted.wrong(rule.cd_nom.column, "not-whole")
    return None


def _item(text: str, rule: Taxon, noted: Findings) -> str:
    item = text.rpartition("/")[2]  # addresses of items are told as often as their names
    digits = item[1:]
    is_item = item.startswith("Q") and digits.isascii() and digits.isdigit() and len(digits) < 13
    if item and not is_item and rule.wikidata is not None:
        noted.wrong(rule.wikidata.column, "wrong-form")
    return item if is_item else ""
