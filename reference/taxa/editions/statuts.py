"""The columns of BDC_STATUTS (protections, red lists…) and of CDNOM_DISPARUS, by their names.

Source: the loaders of TaxHub; both are CSV, by commas, semicolons or tabs.
"""

from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import NamedTuple, TextIO

from config.reports import Faulty, RowFaults, Unreadable
from reference.taxa.editions.reading import batches
from reference.taxa.editions.rules import LONGEST, Wrong, is_number, said

TAKEN = {  # column of BDC_STATUTS → ours
    "cd_ref": "cd_ref", "cd_type_statut": "type", "lb_type_statut": "type_label",
    "code_statut": "code", "label_statut": "label", "lb_adm_tr": "area", "cd_sig": "area_code",
    "doc_url": "url",
}  # fmt: skip
COLUMNS = (*TAKEN.values(), "number")
OPTIONAL = {"doc_url", "cd_sig"}
WANTED_GONE = ("CD_NOM", "CD_NOM_REMPLACEMENT", "RAISON_SUPPRESSION")


class Gone(NamedTuple):
    """Why TAXREF has a name no more, and which name to use instead (0: none)."""

    reason: str
    replacement: int


def statuses(lines: TextIO, faulty: Faulty) -> Iterator[tuple[int, list[tuple[str, ...]]]]:
    """Read statuses many at a time, with their length in characters; tell the faulty rows."""
    columns, delimiter = _columns(lines)
    at = {name.strip().lower(): place for place, name in enumerate(columns)}
    missing = [name for name in TAKEN if name not in at and name not in OPTIONAL]
    if missing:
        raise Unreadable(f"no column {', '.join(missing)}")
    taken, row = itemgetter(*(at.get(name, len(columns)) for name in TAKEN)), 1
    for batch in batches(lines, delimiter):
        made = []
        for record in batch.records:
            row += 1
            wrong = _wrong(record, len(columns), at["cd_ref"])
            if wrong:
                faulty.add(RowFaults(row, [said(*wrong)]))
            elif record != [""]:
                made.append((*taken([*record, ""]), str(row)))
        yield batch.size, made


def _wrong(record: list[str], width: int, reference: int) -> Wrong | None:
    if record in ([], [""]):
        return None
    if len(record) != width:
        return "", f"{len(record)} fields instead of {width}"
    told = record[reference]
    if not is_number(told):
        return "cd_ref", f"{told[:40]!r} is not a number of TAXREF"
    if len(max(record, key=len)) > LONGEST:
        return "", f"a field of more than {LONGEST:,} characters"
    return None


def _columns(lines: TextIO) -> tuple[list[str], str]:
    """The names of the columns, and what separates them: whichever cuts the line most."""
    first = lines.readline(1_000_000)
    delimiter = max(",;\t", key=first.count)
    return [name.strip().strip('"') for name in first.strip().split(delimiter)], delimiter


def gone(lines: TextIO | None) -> Mapping[int, Gone]:
    """Read CDNOM_DISPARUS: why each name left, by `cd_nom`; a row we cannot read tells nothing."""
    if lines is None:
        return {}
    columns, delimiter = _columns(lines)
    at = {name.upper(): place for place, name in enumerate(columns)}
    told = itemgetter(*(at.get(name, len(columns)) for name in WANTED_GONE))
    rows = (record for batch in batches(lines, delimiter) for record in batch.records)
    found = (told([*record, ""]) for record in rows if len(record) == len(columns))
    return {
        int(number): Gone(reason[:200], int(other) if is_number(other) else 0)
        for number, other, reason in found
        if is_number(number)
    }
