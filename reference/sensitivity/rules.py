"""Which sensitivity rule decides of a record, and how precisely its place may then be shown.

SINP levels: 0 precise, 1 commune, 2 cell of 10 km, 3 department, 4 nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

EXACT, COMMUNE, CELL, DEPARTMENT, NOTHING = "exact", "commune", "cell", "department", "nothing"
PRECISIONS = (EXACT, COMMUNE, CELL, DEPARTMENT, NOTHING)  # by SINP level
GROUPED = "group"  # counted with others by squares of 200 m: never a point

NATIONAL, LOCAL = "national", "local"  # where a rule comes from
UNKNOWN_STATUS = frozenset({"", "0", "1", "2"})  # STATUT_BIO: unknown, not told, undetermined
UNKNOWN_BEHAVIOUR = frozenset({"", "0", "1"})  # OCC_COMPORTEMENT: unknown, not told


class Rule(NamedTuple):
    """Which records a rule touches, and how much of their place it hides."""

    cd_nom: int
    name: str  # as its list cites it
    area: str  # a department, "76"; or a commune, "76259"
    level: int  # SINP, 0 to 4
    years: int | None = None  # DUREE: it holds for records of so many years; nothing: for ever
    status: str = ""  # only for this biological status (STATUT_BIO)…
    behaviour: str = ""  # … or this behaviour (OCC_COMPORTEMENT)
    season: tuple[int, int] | None = None  # first and last day, month and day as one number: 1101
    note: str = ""  # AUTRE: what no field can say
    list: str = ""  # CD_SL: which national or regional list it is of
    origin: str = NATIONAL
    edition: str = ""  # of the file, or the day a town added it


class Subject(NamedTuple):
    """What the rules look at in a record."""

    names: frozenset[int]  # cd_nom of its name, its taxon, the taxa above, and their synonyms
    areas: frozenset[str]  # codes of its department and commune; empty when it is not known where
    first_day: date  # it was seen between two days
    last_day: date
    status: str = ""
    behaviour: str = ""


class Ruling(NamedTuple):
    """The level the rules ask for, and the rule that decided; none when nothing is asked."""

    level: int = 0
    rule: Rule | None = None


def ruling(rules: Iterable[Rule], subject: Subject, today: date) -> Ruling:
    """Say how sensitive a record is: the highest level of the rules that touch it.

    What is not known of a record is taken as touched: its place, its status, its behaviour.
    """
    touching = [rule for rule in rules if touches(rule, subject, today)]
    decided = max(touching, key=_weight, default=None)
    return Ruling(decided.level, decided) if decided and decided.level else Ruling()


def touches(rule: Rule, subject: Subject, today: date) -> bool:
    """Whether a rule speaks of a record."""
    return (
        rule.cd_nom in subject.names
        and (not subject.areas or rule.area in subject.areas)
        and (rule.years is None or today.year - rule.years <= subject.last_day.year)
        and _in_season(rule.season, subject.first_day, subject.last_day)
        and _is_so(rule, subject)
    )


def _is_so(rule: Rule, subject: Subject) -> bool:
    """Whether one of its criteria may hold; a rule without any holds always."""
    criteria = (
        (rule.status, subject.status, UNKNOWN_STATUS),
        (rule.behaviour, subject.behaviour, UNKNOWN_BEHAVIOUR),
    )
    asked = [(wanted, told, unknown) for wanted, told, unknown in criteria if wanted]
    return not asked or any(told == wanted or told in unknown for wanted, told, unknown in asked)


def _in_season(season: tuple[int, int] | None, first: date, last: date) -> bool:
    """Whether some of the days lie in a season, which may pass over the new year."""
    if season is None or (last - first).days >= 365:
        return True
    begins, ends = (day.month * 100 + day.day for day in (first, last))
    return _between(begins, *season) or _between(season[0], begins, ends)


def _between(day: int, first: int, last: int) -> bool:
    return first <= day <= last if first <= last else day >= first or day <= last


def _weight(rule: Rule) -> tuple[object, ...]:
    """At one level, a national rule tells more than a local one, a plain one than a noted one.

    The rest makes the answer the same whatever the order of the rules.
    """
    told = (rule.level, rule.origin == NATIONAL, not rule.note, rule.years is None)
    return *told, rule.name, rule.area, rule.cd_nom, *(repr(one) for one in rule)


def replaced(lists: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Which (list, department) of a file no longer count: a regional list replaces the national.

    Where a department has several lists, the one of the most departments is the national one;
    when two are as wide, nothing says which, and all count.
    """
    known, width, by_area = {*lists}, dict[str, int](), dict[str, set[str]]()
    for name, area in known:
        width[name] = width.get(name, 0) + 1
        by_area.setdefault(area, set()).add(name)
    widest = max(width.values(), default=0)
    national = [name for name in width if name and width[name] == widest]
    if len(national) != 1:
        return frozenset()
    return frozenset(
        (name, area) for name, area in known if name in national and len(by_area[area]) > 1
    )


def held(due: int, chosen: int | None, waived: int | None) -> int:
    """The level a record has: what the rules ask, and what a moderator chose.

    due: what the rules ask. chosen: by a moderator; nothing when they left it to the rules.
    waived: up to which level of the rules they knowingly chose to show more. A moderator hides
    more freely; shows more only than the rules they were told of.
    """
    if chosen is None:
        return due
    return chosen if waived is not None and due <= waived else max(chosen, due)


def public_precision(sensitivity: int, *, by_cells: bool, out_of_sight: bool) -> str:
    """Say at what precision an observation may be shown.

    sensitivity: SINP level 0 to 4. by_cells: its protocol is published by counts only.
    out_of_sight: on private ground and not seen from public space, so the exact place is hidden.
    The strongest of the three wins.
    """
    if by_cells:
        return GROUPED
    level = max(sensitivity, 1 if out_of_sight else 0)
    return PRECISIONS[level]


def out_of_sight(answers: Mapping[str, object], *, is_home: bool = False) -> bool:
    """Whether the exact place is private: someone's garden by the answers, or someone's home."""
    return is_home or answers.get("seen_from_public_space") == "no"
