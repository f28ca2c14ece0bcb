"""When a row was observed."""

from citizen.imports.findings import Findings
from citizen.imports.mapping.dates import Moment, at_time, moment, until
from citizen.imports.mapping.rules import Columns, Observed


def observed(columns: Columns, rule: Observed, noted: Findings) -> Moment | None:
    """Read when a row was observed: its own date, else the one of the whole inventory."""
    text = rule.date.told(columns) if rule.date else ""
    if rule.date is None or (not text and rule.otherwise):
        return moment(rule.otherwise, rule.timezone)
    found = moment(text, rule.timezone, rule.date.formats)
    if found is None:
        noted.wrong(rule.date.column, "not-moment" if text else "missing")
        return None
    return _lasting(columns, rule, _at_its_hour(columns, rule, found, noted), noted)


def _at_its_hour(columns: Columns, rule: Observed, found: Moment, noted: Findings) -> Moment:
    text = rule.time.told(columns) if rule.time else ""
    if rule.time is None or not text or found.precision not in {"day", "minute"}:
        return found
    exact = at_time(found, text)
    if exact is None:
        noted.wrong(rule.time.column, "not-moment")
    return exact or found


def _lasting(columns: Columns, rule: Observed, found: Moment, noted: Findings) -> Moment:
    text = rule.end.told(columns) if rule.end else ""
    if rule.end is None or not text:
        return found
    end = moment(text, rule.timezone, rule.end.formats)
    if end is None:
        noted.wrong(rule.end.column, "not-moment")
        return found
    return until(found, end)
