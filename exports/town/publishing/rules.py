"""What a clerk should know before publishing: why records stay out, what is blurred, what lacks."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from exports.records import Dataset, Record
from reference.sensitivity.rules import EXACT


class Blur(NamedTuple):
    """A rule that makes a place less precise, and what is then published."""

    rule: str  # "national", "town", "sight"
    edition: str  # of the national list
    precision: str


class Tally:
    """What the records of a release say of themselves, counted as they pass."""

    def __init__(self) -> None:
        self.blurs = Counter[Blur]()
        self.exact = self.unnamed = 0

    def of(self, found: Iterable[Record]) -> Iterator[Record]:
        for record in found:
            self.unnamed += record.held is None
            if record.precision == EXACT:
                self.exact += 1
            else:
                self.blurs[blur(record)] += 1
            yield record


def blur(record: Record) -> Blur:
    """Name the rule by which a place is not exact, as the record itself tells it."""
    if not record.sensitivity:
        return Blur("sight", "", record.precision)
    rule = "national" if record.sensitivity_edition else "town"
    return Blur(rule, record.sensitivity_edition, record.precision)


class Warned(NamedTuple):
    """Something to look at before publishing, and where it is mended; "" where words must do."""

    code: str
    address: str = ""
    number: int = 0


def lacking(dataset: Dataset) -> list[Warned]:
    """What a dataset does not say of itself, at the field where it is written."""
    declared: Any = dataset.declared
    form = f"/ville/jeux/{dataset.code}"
    is_sheet_due = dataset.protocol.speaks("sinp") and not (declared.framework and declared.sheet)
    found = {
        Warned("retired", form): declared.retired,
        Warned("producer", f"{form}#producer"): not declared.producer,
        Warned("contact", f"{form}#contact"): not declared.contact,
        Warned("description", f"{form}#description_fr"): not declared.description,
        Warned("licence", f"{form}#licence-hint"): dataset.licence.spdx != declared.licence,
        Warned("sheet", f"{form}#framework"): is_sheet_due,
    }
    return [one for one, holds in found.items() if holds]
